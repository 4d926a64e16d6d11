"""andOTP: a JSON list, plain or under a password (two ways). Its encrypted files have no mark."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable

from tui.keys.backups import fields, lock
from tui.keys.backups.accounts import Found, account, each
from tui.keys.entry import Entry

FORMAT = "andotp"
TITLE = "andOTP backup"

GUESS = "encrypted file that does not say what it is, perhaps an andOTP backup"
SALT = 12
COUNT = 4
"""Bytes of the count of iterations that leads the newer files, big-endian."""
SHORTEST = COUNT + SALT + lock.NONCE + lock.TAG
MARKS = {"digits", "algorithm"}
"""A list whose entries have none of these is another app's."""


def recognise(document: object) -> bool:
    """Tell whether it may be encrypted by andOTP (nothing speaks against it), or is its list."""
    if isinstance(document, bytes):
        return len(document) > SHORTEST
    return isinstance(document, list) and any(map(_is_entry, document[:1]))


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of the list."""
    if isinstance(document, bytes):
        document = fields.parsed(_opened(document, password).decode("utf-8", "replace"))
    return each(fields.rows({"entries": document}, "entries"), _entry)


def _is_entry(row: object) -> bool:
    return isinstance(row, dict) and "secret" in row and not row.keys().isdisjoint(MARKS)


def _opened(data: bytes, password: str | None) -> bytes:
    """Return the list. Whether the newer or the older way was taken, only the tag can tell."""
    if password is None:
        raise lock.Sealed(_cost(data), title=GUESS)
    try:
        return _newer(data, password)
    except lock.Sealed:
        pass
    try:
        return _older(data, password)
    except lock.Sealed:
        raise lock.Sealed(wrong=True, title=GUESS) from None


def _cost(data: bytes) -> str:
    derivation = _derivation(data)
    return derivation.cost if derivation else ""


def _derivation(data: bytes) -> lock.Pbkdf2 | None:
    """Return the newer way's derivation, None where the count of iterations is no possible one."""
    (iterations,) = struct.unpack_from(">I", data)
    if not 1 <= iterations <= lock.MOST_ITERATIONS:
        return None
    return lock.Pbkdf2(salt=data[COUNT : COUNT + SALT], iterations=iterations, digest="sha1")


def _newer(data: bytes, password: str) -> bytes:
    derivation = _derivation(data)
    if derivation is None:
        raise lock.Sealed(wrong=True)
    rest = data[COUNT + SALT :]
    return lock.gcm(derivation.key(password), rest[: lock.NONCE], rest[lock.NONCE :])


def _older(data: bytes, password: str) -> bytes:
    """Return the list of versions up to 0.6.2."""
    key = hashlib.sha256(lock.as_bytes(password)).digest()
    return lock.gcm(key, data[: lock.NONCE], data[lock.NONCE :])


def _entry(row: object) -> Entry:
    entry = fields.record(row)
    issuer, name = fields.text(entry, "issuer"), fields.text(entry, "label")
    if "issuer" not in entry and " - " in name:
        issuer, _, name = name.partition(" - ")
    return account(
        fields.text(entry, "secret"),
        issuer,
        name,
        kind=fields.text(entry, "type") or "totp",
        algorithm=fields.text(entry, "algorithm"),
        digits=fields.whole(entry, "digits"),
        period=fields.whole(entry, "period"),
        counter=fields.whole(entry, "counter"),
    )
