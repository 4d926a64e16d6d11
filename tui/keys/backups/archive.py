"""Zip archives that exports come in: the texts inside, with caps, opened with a password if needed.

Both ways of encrypting are known: the old one through the standard library, and WinZip's AES
(https://www.winzip.com/en/support/aes-encryption/), which is read here.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tui.keys.backups import lock
from tui.keys.plain import LARGEST_FILE
from tui.keys.problem import KeyProblem

MAGIC = b"PK\x03\x04"
SUFFIXES = (".json", ".data", ".csv", ".txt")
MOST_MEMBERS = 10_000
"""In the archive; 1Password puts every attachment into it."""
MOST_TEXTS = 10
"""Members that are looked into; together they may have LARGEST_TOGETHER bytes."""
LARGEST_TOGETHER = 2 * LARGEST_FILE
MOST_OLD_ENCRYPTED = 2**20
"""Bytes; the old cipher runs in Python, at about a MiB a second."""
RATIO = 200
"""The most that a text shrinks to: JSON of 10,000 accounts shrinks to a fiftieth."""

PGP = (
    "This archive holds a file encrypted with PGP, as Proton Pass exports it: export again without"
    " encryption, or decrypt it with a PGP program first."
)

ENCRYPTED = 1
"""Bit of a member's flags (APPNOTE.TXT section 4.4.4)."""
AES = 99
"""Compression method that stands for WinZip's encryption; the real one is in an extra field."""
AES_FIELD = 0x9901
KEY_BYTES = {1: 16, 2: 24, 3: 32}
"""By the field's strength. The salt has half as many."""
ITERATIONS = 1000
MAC = 10
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, LookupError, struct.error)


def texts(data: bytes, password: str | None) -> list[bytes]:
    """Return the content of the members that may be backups.

    Raises lock.Sealed; KeyProblem: bad-archive, too-large, no-backup-inside.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [_content(archive, data, one, password) for one in _wanted(archive)]
    except KeyProblem:
        raise
    except (*FAULTS, RuntimeError):
        raise _broken() from None


def _wanted(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise _too_large()
    wanted = [member for member in members if member.filename.lower().endswith(SUFFIXES)]
    if not wanted and any(member.filename.lower().endswith(".pgp") for member in members):
        raise KeyProblem("not-text", PGP)
    if not wanted:
        message = "This archive holds no backup that is known here: unpack it, give a file of it."
        raise KeyProblem("no-backup-inside", message)
    if sum(member.file_size for member in wanted[:MOST_TEXTS]) > LARGEST_TOGETHER:
        raise _too_large()
    return wanted[:MOST_TEXTS]


def _content(
    archive: zipfile.ZipFile, data: bytes, member: zipfile.ZipInfo, password: str | None
) -> bytes:
    if member.file_size > min(LARGEST_FILE, RATIO * member.compress_size + RATIO):
        raise _too_large()
    if not member.flag_bits & ENCRYPTED:
        return _plain(archive, member, None)
    if password is None:
        raise lock.Sealed
    for secret in _spellings(password):
        try:
            return _opened(archive, data, member, secret)
        except lock.Sealed:
            continue
    raise lock.Sealed(wrong=True)


def _spellings(password: str) -> Iterator[bytes]:
    """Return the password's bytes as UTF-8 and, where that differs, as Latin-1 (Raivo's “£”)."""
    yield lock.as_bytes(password)
    if not password.isascii() and all(ord(char) < 256 for char in password):
        yield password.encode("latin-1")


def _opened(archive: zipfile.ZipFile, data: bytes, member: zipfile.ZipInfo, secret: bytes) -> bytes:
    if member.compress_type == AES:
        return _aes(data, member, secret)
    if member.compress_size > MOST_OLD_ENCRYPTED:
        raise _too_large()
    try:
        return _plain(archive, member, secret)
    except (RuntimeError, zipfile.BadZipFile, zlib.error):
        raise lock.Sealed(wrong=True) from None


def _plain(archive: zipfile.ZipFile, member: zipfile.ZipInfo, secret: bytes | None) -> bytes:
    if member.compress_type not in METHODS:
        raise _broken()
    with archive.open(member, pwd=secret) as file:
        return _limited(file.read(LARGEST_FILE + 1))


def _aes(data: bytes, member: zipfile.ZipInfo, secret: bytes) -> bytes:
    """Return a member under WinZip's AES; a check of two bytes tells most wrong passwords."""
    size, method = _aes_field(member.extra)
    body = _body(data, member)
    salt, check = body[: size // 2], body[size // 2 : size // 2 + 2]
    sealed, mac = body[size // 2 + 2 : -MAC], body[-MAC:]
    keys = hashlib.pbkdf2_hmac("sha1", secret, salt, ITERATIONS, 2 * size + 2)
    proof = hmac.digest(keys[size : 2 * size], sealed, "sha1")[:MAC]
    if keys[2 * size :] != check or not hmac.compare_digest(proof, mac):
        raise lock.Sealed(wrong=True)
    plain = _counted(keys[:size], sealed)
    if method == zipfile.ZIP_STORED:
        return _limited(plain)
    return _limited(zlib.decompressobj(-zlib.MAX_WBITS).decompress(plain, LARGEST_FILE + 1))


def _aes_field(extra: bytes) -> tuple[int, int]:
    """Return the length of the key in bytes, and the compression method."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == AES_FIELD:
            strength, method = struct.unpack_from("<BH", extra, 8)
            if method not in METHODS:
                raise _broken()
            return KEY_BYTES[strength], method
        extra = extra[4 + length :]
    raise _broken()


def _body(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes as they stand in the archive, after its local header."""
    name, extra = struct.unpack_from("<HH", data, member.header_offset + 26)
    start = member.header_offset + 30 + name + extra
    return data[start : start + member.compress_size]


def _counted(key: bytes, sealed: bytes) -> bytes:
    """Return what AES in counter mode hides; the counter is little-endian and starts at 1."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    blocks = -(-len(sealed) // lock.AES_BLOCK)
    counters = b"".join(number.to_bytes(16, "little") for number in range(1, blocks + 1))
    mask = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(counters)  # noqa: S305
    mixed = int.from_bytes(sealed) ^ int.from_bytes(mask[: len(sealed)])
    return mixed.to_bytes(len(sealed))


def _limited(content: bytes) -> bytes:
    if len(content) > LARGEST_FILE:
        raise _too_large()
    return content


def _too_large() -> KeyProblem:
    return KeyProblem("too-large", "This archive holds far more than a backup: not unpacked.")


def _broken() -> KeyProblem:
    return KeyProblem("bad-archive", "This archive is cut or damaged: export again, or copy again.")
