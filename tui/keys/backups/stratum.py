"""Stratum, formerly Authenticator Pro: a JSON file, plain or under a password (two ways)."""

from __future__ import annotations

from collections.abc import Iterable

from tui.keys.backups import fields, lock
from tui.keys.backups.accounts import Found, account, each
from tui.keys.entry import Entry

FORMAT = "stratum"
TITLE = "Stratum backup"

CURRENT, LEGACY = b"AUTHENTICATORPRO", b"AuthenticatorPro"
SALT, LEGACY_SALT = 16, 20
MEMORY, PASSES, LANES = 64 * 1024, 3, 4
"""Argon2id's parameters, in KiB and passes; fixed in the app, as is LEGACY_ITERATIONS."""
LEGACY_ITERATIONS = 64_000

KINDS = {1: "hotp", 2: "totp", 3: "motp", 4: "steam", 5: "yandex"}
ALGORITHMS = {0: "SHA1", 1: "SHA256", 2: "SHA512"}


def recognise(document: object) -> bool:
    """Tell whether it begins as an encrypted backup, or lists authenticators."""
    if isinstance(document, bytes):
        return document.startswith((CURRENT, LEGACY))
    return isinstance(document, dict) and "Authenticators" in document


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of the authenticators."""
    if isinstance(document, bytes):
        document = _opened(document, password)
    return each(fields.rows(fields.record(document), "Authenticators"), _entry)


def _opened(data: bytes, password: str | None) -> object:
    opener = _current if data.startswith(CURRENT) else _legacy
    return opener(data[len(CURRENT) :], password)


def _current(data: bytes, password: str | None) -> object:
    salt, rest = data[:SALT], data[SALT:]
    key = lock.Argon2id(salt=salt, memory=MEMORY, passes=PASSES, lanes=LANES).key(password)
    return _document(lock.gcm(key, rest[: lock.NONCE], rest[lock.NONCE :]))


def _legacy(data: bytes, password: str | None) -> object:
    """Return the document; there is no MAC, so what is no JSON was opened with a wrong password."""
    salt, rest = data[:LEGACY_SALT], data[LEGACY_SALT:]
    derivation = lock.Pbkdf2(salt=salt, iterations=LEGACY_ITERATIONS, digest="sha1")
    plain = lock.cbc(derivation.key(password), rest[: lock.AES_BLOCK], rest[lock.AES_BLOCK :])
    if not plain.lstrip().startswith(b"{"):
        raise lock.Sealed(wrong=True)
    return _document(plain)


def _document(plain: bytes) -> object:
    return fields.parsed(plain.decode("utf-8", "replace"))


def _entry(row: object) -> Entry:
    entry = fields.record(row)
    algorithm = fields.whole(entry, "Algorithm") or 0
    return account(
        fields.text(entry, "Secret"),
        fields.text(entry, "Issuer"),
        fields.text(entry, "Username"),
        kind=KINDS.get(fields.needed(entry, "Type"), "unknown"),
        algorithm=ALGORITHMS.get(algorithm, "unknown"),
        digits=fields.whole(entry, "Digits"),
        period=fields.whole(entry, "Period"),
        counter=fields.whole(entry, "Counter"),
    )
