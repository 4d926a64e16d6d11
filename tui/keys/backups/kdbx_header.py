"""How a KeePass database derives its key, read from its header before any work is done.

https://keepass.info/help/kb/kdbx.html and kdbx_4.html.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator

from msgspec import Struct

from tui.keys.backups import lock
from tui.keys.problem import KeyProblem

MAGIC = b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5"
START = 12
"""Bytes before the header's fields: two signatures and the version."""
VERSIONS = (3, 4)
END, SEED, ROUNDS, DERIVATION = 0, 5, 6, 11
"""Ids of header fields: the middle two are version 3's, the last is version 4's."""
AES_KDF = (
    bytes.fromhex("c9d9f39a628a4460bf740d08c18a4fea"),
    bytes.fromhex("7c02bb8279a74ac0927d114a00648238"),
)
ARGON2 = (
    bytes.fromhex("ef636ddf8c29444b91f7a9a403e30a0c"),
    bytes.fromhex("9e298b1956db4773b23dfc3ec6f0a1e6"),
)
MOST_ROUNDS = 100_000_000
AES_SPEED = 12_000_000
"""Rounds a second, on a slow computer of two cores."""
CHUNK = 2**16


class AesKdf(Struct, frozen=True):
    """The derivation of version 3: a block under AES, again and again."""

    seed: bytes
    rounds: int

    def key(self, password: str | None) -> bytes:
        """Return the transformed key. Raises lock.Sealed, KeyProblem too-costly."""
        lock.limit("rounds", self.rounds, MOST_ROUNDS)
        if password is None:
            raise lock.Sealed(lock.cost_in_words(0, self.rounds / AES_SPEED))
        first = hashlib.sha256(hashlib.sha256(lock.as_bytes(password)).digest()).digest()
        halves = (self._again(first[:16]), self._again(first[16:]))
        return hashlib.sha256(b"".join(halves)).digest()

    def _again(self, block: bytes) -> bytes:
        """Return `block` encrypted `rounds` times: what CBC makes of zeros, but at AES's speed.

        Each of its blocks is the one before, encrypted. pykeepass does it in Python, in a minute.
        """
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        chain = Cipher(algorithms.AES(self.seed), modes.CBC(block)).encryptor()
        for done in range(0, self.rounds, CHUNK):
            block = chain.update(bytes(16 * min(CHUNK, self.rounds - done)))[-16:]
        return block


class Argon2(Struct, frozen=True):
    """Argon2d or Argon2id, left to pykeepass; `memory` in bytes."""

    memory: int
    passes: int
    lanes: int

    def key(self, password: str | None) -> None:
        """Return None: pykeepass derives. Raises lock.Sealed, KeyProblem too-costly.

        Databases have little memory and many passes, so their product is limited.
        """
        work = self.memory * self.passes
        lock.limit("Argon2 memory", self.memory, lock.MOST_ARGON2)
        lock.limit("Argon2 passes", work, lock.MOST_ARGON2 * lock.MOST_PASSES)
        lock.limit("Argon2 lanes", self.lanes, lock.MOST_LANES)
        if password is None:
            raise lock.Sealed(lock.cost_in_words(self.memory, work / lock.ARGON2_SPEED))


def derivation(data: bytes) -> AesKdf | Argon2:
    """Return how a database derives its key. Raises KeyProblem: damaged, unknown-lock."""
    try:
        minor_and_major = struct.unpack_from("<HH", data, len(MAGIC))
        if minor_and_major[1] not in VERSIONS:
            raise _unknown()
        fields = dict(_fields(data, "<BH" if minor_and_major[1] == 3 else "<BI"))
        if DERIVATION in fields:
            return _of_version_4(dict(_parameters(fields[DERIVATION])))
        return _aes(fields[SEED], _number(fields[ROUNDS]))
    except (struct.error, KeyError):
        raise _damaged() from None


def _of_version_4(parameters: dict[bytes, bytes]) -> AesKdf | Argon2:
    kind = parameters[b"$UUID"]
    if kind in AES_KDF:
        return _aes(parameters[b"S"], _number(parameters[b"R"]))
    if kind not in ARGON2:
        raise _unknown()
    memory, passes, lanes = (_number(parameters[name]) for name in (b"M", b"I", b"P"))
    return Argon2(memory, passes, lanes)


def _aes(seed: bytes, rounds: int) -> AesKdf:
    if len(seed) != 32:
        raise _damaged()
    return AesKdf(seed, rounds)


def _fields(data: bytes, shape: str) -> Iterator[tuple[int, bytes]]:
    at = START
    while True:
        number, length = struct.unpack_from(shape, data, at)
        at += struct.calcsize(shape)
        if number == END or at + length > len(data):
            return
        yield number, data[at : at + length]
        at += length


def _parameters(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Return the names and values of a variant dictionary; its kinds of value do not matter."""
    at = 2
    while data[at : at + 1] != b"\0":
        name, at = _sized(data, at + 1)
        value, at = _sized(data, at)
        yield name, value


def _sized(data: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + length], at + 4 + length


def _number(value: bytes) -> int:
    return int.from_bytes(value, "little")


def _unknown() -> KeyProblem:
    return KeyProblem("unknown-lock", "It is encrypted in a way that is not known here.")


def _damaged() -> KeyProblem:
    return KeyProblem("damaged", "This KeePass database is cut or damaged: look for another copy.")
