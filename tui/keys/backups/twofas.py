"""2FAS: a JSON file of schema 1 to 4, its services plain or under a password."""

from __future__ import annotations

from collections.abc import Iterable

from tui.keys.backups import fields, lock
from tui.keys.backups.accounts import Found, account, each
from tui.keys.backups.fields import Record
from tui.keys.entry import Entry

FORMAT = "2fas"
TITLE = "2FAS backup"

ITERATIONS = 10_000
"""Of PBKDF2; fixed in the app, not in the file."""
CLOSED = "servicesEncrypted"


def recognise(document: object) -> bool:
    """Tell whether it has a schema's version and services."""
    if not isinstance(document, dict) or "schemaVersion" not in document:
        return False
    return "services" in document or CLOSED in document


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of the services."""
    backup = fields.record(document)
    closed = fields.text(backup, CLOSED)
    services = _opened(backup, closed, password) if closed else backup
    return each(fields.rows(services, "services"), _entry)


def _opened(backup: Record, closed: str, password: str | None) -> Record:
    """Return the services; `reference` tells a wrong password from a damaged file."""
    try:
        plain = _unsealed(closed, CLOSED, password)
    except lock.Sealed as sealed:
        if sealed.wrong and _opens(fields.text(backup, "reference"), password):
            raise fields.damaged(CLOSED) from None
        raise
    return {"services": fields.parsed(plain.decode("utf-8", "replace"))}


def _opens(sealed: str, password: str | None) -> bool:
    try:
        return bool(sealed and _unsealed(sealed, "reference", password))
    except (lock.Sealed, ValueError):
        return False


def _unsealed(sealed: str, name: str, password: str | None) -> bytes:
    """Return what `ciphertext and tag:salt:nonce`, each in base64, holds."""
    parts = [fields.from_base64(part, name) for part in sealed.split(":")]
    if len(parts) != 3:
        raise fields.damaged(name)
    data, salt, nonce = parts
    key = lock.Pbkdf2(salt=salt, iterations=ITERATIONS).key(password)
    return lock.gcm(key, nonce, data)


def _entry(row: object) -> Entry:
    service = fields.record(row)
    otp = fields.part(service, "otp")
    return account(
        fields.text(service, "secret"),
        fields.text(otp, "issuer") or fields.text(service, "name"),
        fields.text(otp, "account", "label"),
        kind=fields.text(otp, "tokenType") or "totp",
        algorithm=fields.text(otp, "algorithm"),
        digits=fields.whole(otp, "digits"),
        period=fields.whole(otp, "period"),
        counter=fields.whole(otp, "counter"),
    )
