"""Opening what a password closes. Parameters come from the file: refused before any work.

A derivation is asked for its key with the password or None; None says what opening costs.
`cryptography` is imported where it is used.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Literal

from msgspec import Struct

from tui.keys.backups.fields import damaged
from tui.keys.problem import KeyProblem

MIB = 2**20
MOST_SCRYPT = 256 * MIB
"""Bytes of memory, 128·N·r (RFC 7914 section 2); Aegis takes 32 MiB."""
MOST_BLOCKS = 64
"""scrypt's r, and MOST_REPEATS its p: factors of its time; 8 and 1 are usual."""
MOST_REPEATS = 4
MOST_ARGON2 = 2048 * MIB
"""Bytes of memory; Ente takes 1 GiB."""
MOST_PASSES = 20
MOST_LANES = 16
MOST_ITERATIONS = 10_000_000
"""PBKDF2's; Bitwarden takes 600,000."""

ARGON2_SPEED = 0.8 * 1024 * MIB
"""Bytes that a pass of Argon2 fills in a second; PBKDF2_SPEED is in iterations a second. Both
measured on a slow computer of two cores, for words such as "about 5 seconds"."""
PBKDF2_SPEED = 2_000_000
NOTEWORTHY_MEMORY = 256 * MIB
NOTEWORTHY_SECONDS = 2

TAG = 16
"""Bytes of an AES-GCM tag; shorter ones are forgeable (NIST SP 800-38D, appendix C)."""
NONCE = 12
"""Bytes of an AES-GCM nonce; every app here takes these (section 8.2)."""
AES_BLOCK = 16


class Sealed(KeyProblem):
    """A password is needed, or was wrong. `cost` says what opening takes, "" when little.

    `title` names the backup where its format is only guessed; `advice` is what else to do where
    the password alone may not open it.
    """

    def __init__(
        self, cost: str = "", *, wrong: bool = False, title: str = "", advice: str = ""
    ) -> None:
        if wrong:
            words = "The password does not open this backup: try again."
            super().__init__("wrong-password", f"{words} {advice}".rstrip())
        else:
            super().__init__("password-needed", "This backup is encrypted: give its password.")
        self.cost = cost
        self.wrong = wrong
        self.title = title

    def __reduce__(self) -> tuple[type[KeyProblem], tuple[str, str]]:
        """Leave a process as the plain problem: `Locked` holds the rest by then."""
        return KeyProblem, (self.code, self.message)


class Pbkdf2(Struct, frozen=True, kw_only=True):
    """PBKDF2 (RFC 8018 section 5.2); `length` in bytes."""

    salt: bytes
    iterations: int
    digest: Literal["sha1", "sha256", "sha512"] = "sha256"
    length: int = 32

    def key(self, password: str | None) -> bytes:
        """Return the key. Raises Sealed without a password, KeyProblem too-costly, too-cheap."""
        limit("iterations", self.iterations, MOST_ITERATIONS)
        if password is None:
            raise Sealed(self.cost)
        return hashlib.pbkdf2_hmac(
            self.digest, as_bytes(password), self.salt, self.iterations, self.length
        )

    @property
    def cost(self) -> str:
        """What deriving takes, in words."""
        return cost_in_words(0, self.iterations / PBKDF2_SPEED)


class Scrypt(Struct, frozen=True, kw_only=True):
    """scrypt (RFC 7914) with its parameters N, r and p; `length` in bytes."""

    salt: bytes
    n: int
    r: int
    p: int
    length: int = 32

    def key(self, password: str | None) -> bytes:
        """Return the key. Raises Sealed without a password, KeyProblem too-costly, damaged."""
        limit("scrypt memory", 128 * self.n * self.r, MOST_SCRYPT)
        limit("scrypt r", self.r, MOST_BLOCKS)
        limit("scrypt p", self.p, MOST_REPEATS)
        if self.n < 2 or self.n & (self.n - 1):
            raise damaged("n")
        if password is None:
            raise Sealed(cost_in_words(128 * self.n * self.r, 0))
        memory = 128 * self.r * (self.n + self.p + 2)
        try:
            return hashlib.scrypt(
                as_bytes(password),
                salt=self.salt,
                n=self.n,
                r=self.r,
                p=self.p,
                maxmem=memory + MIB,
                dklen=self.length,
            )
        except (MemoryError, ValueError):
            raise _no_memory(memory) from None


class Argon2id(Struct, frozen=True, kw_only=True):
    """Argon2id (RFC 9106); `memory` in KiB, `passes` is its t, `lanes` its p."""

    salt: bytes
    memory: int
    passes: int
    lanes: int

    def key(self, password: str | None) -> bytes:
        """Return a key of 32 bytes. Raises Sealed without a password, KeyProblem too-costly,
        damaged, no-memory.
        """
        limit("Argon2 memory", self.memory * 1024, MOST_ARGON2)
        limit("Argon2 passes", self.passes, MOST_PASSES)
        limit("Argon2 lanes", self.lanes, MOST_LANES)
        if self.memory < 8 * self.lanes or len(self.salt) < 8:
            raise damaged("salt")
        if password is None:
            raise Sealed(self.cost)
        return self._derived(as_bytes(password))

    @property
    def cost(self) -> str:
        """What deriving takes, in words."""
        memory = self.memory * 1024
        return cost_in_words(memory, memory * self.passes / ARGON2_SPEED)

    def _derived(self, password: bytes) -> bytes:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id as Kdf

        try:
            return Kdf(
                salt=self.salt,
                length=32,
                iterations=self.passes,
                lanes=self.lanes,
                memory_cost=self.memory,
            ).derive(password)
        except MemoryError:
            raise _no_memory(self.memory * 1024) from None


def as_bytes(password: str) -> bytes:
    """Return a password in UTF-8, also one that holds no valid text."""
    return password.encode("utf-8", "surrogatepass")


def expanded(key: bytes, info: bytes) -> bytes:
    """Return the first 32 bytes of HKDF-Expand with SHA-256 (RFC 5869 section 2.3)."""
    return hmac.digest(key, info + b"\x01", "sha256")


def gcm(key: bytes, nonce: bytes, sealed: bytes, bound: bytes | None = None) -> bytes:
    """Return what AES-GCM sealed; the tag ends `sealed`, `bound` is authenticated beside it.

    Raises Sealed (wrong) where the tag does not fit, KeyProblem damaged.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(sealed) < TAG or len(nonce) != NONCE:
        raise damaged("nonce")
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound)
    except InvalidTag:
        raise Sealed(wrong=True) from None


def cbc(key: bytes, start: bytes, sealed: bytes) -> bytes:
    """Return what AES-CBC sealed, its padding (PKCS #7) taken off; `start` is the first block.

    Without a MAC this proves nothing: Sealed (wrong) comes only where the padding does not fit.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if not sealed or len(sealed) % AES_BLOCK or len(start) != AES_BLOCK:
        raise damaged("data")
    opener = Cipher(algorithms.AES(key), modes.CBC(start)).decryptor()
    padded = opener.update(sealed) + opener.finalize()
    count = padded[-1]
    if not 1 <= count <= AES_BLOCK or padded[-count:] != bytes([count]) * count:
        raise Sealed(wrong=True)
    return padded[:-count]


def limit(name: str, value: int, most: int) -> None:
    """Refuse a parameter over `most` or below 1. Raises KeyProblem: too-costly, damaged."""
    if value > most:
        message = f"Opening asks for far more work than any real backup ({name}): not done."
        raise KeyProblem("too-costly", message)
    if value < 1:
        raise damaged(name)


def cost_in_words(memory: float, seconds: float) -> str:
    """Return what is worth announcing: memory in bytes from a quarter GiB, time from 2 seconds."""
    parts = []
    if memory >= NOTEWORTHY_MEMORY:
        parts.append(f"{memory / (1024 * MIB):.2g} GB of memory")
    if seconds >= NOTEWORTHY_SECONDS:
        parts.append(f"about {seconds:.0f} seconds")
    return f"needs {' and '.join(parts)}" if parts else ""


def _no_memory(memory: int) -> KeyProblem:
    message = f"Opening needs {memory // MIB} MB of memory, more than is free: close programs."
    return KeyProblem("no-memory", message)
