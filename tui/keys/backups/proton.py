"""Proton Authenticator: a JSON file, its entries plain or under a password."""

from __future__ import annotations

from collections.abc import Iterable

from tui.keys.backups import fields, lock
from tui.keys.backups.accounts import Found, each, linked
from tui.keys.backups.fields import Record
from tui.keys.entry import Entry

FORMAT = "proton"
TITLE = "Proton Authenticator export"

SALT = 16
MEMORY, PASSES, LANES = 19 * 1024, 2, 1
"""Argon2id's parameters, in KiB and passes; fixed in the app, not in the file."""
BOUND = b"proton.authenticator.export.v1"


def recognise(document: object) -> bool:
    """Tell whether it is an encrypted export, or has entries with content."""
    if not isinstance(document, dict) or "version" not in document:
        return False
    entries = document.get("entries")
    if isinstance(entries, list):
        return any(isinstance(entry, dict) and "content" in entry for entry in entries[:1])
    return isinstance(document.get("salt"), str) and isinstance(document.get("content"), str)


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of the entries."""
    export = fields.record(document)
    if "entries" not in export:
        export = _opened(export, password)
    return each(fields.rows(export, "entries"), _entry)


def _opened(export: Record, password: str | None) -> Record:
    salt = fields.from_base64(fields.text(export, "salt"), "salt", SALT)
    sealed = fields.from_base64(fields.text(export, "content"), "content")
    key = lock.Argon2id(salt=salt, memory=MEMORY, passes=PASSES, lanes=LANES).key(password)
    plain = lock.gcm(key, sealed[: lock.NONCE], sealed[lock.NONCE :], BOUND)
    return fields.record(fields.parsed(plain.decode("utf-8", "replace")), "content")


def _entry(row: object) -> Entry:
    content = fields.part(fields.record(row), "content")
    return linked(fields.text(content, "uri"), name=fields.text(content, "name"))
