"""1Password: the document `export.data` of a 1PUX archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.keys.backups import fields
from tui.keys.backups.accounts import Found, each, linked
from tui.keys.backups.fields import Record
from tui.keys.entry import Entry

FORMAT = "1pux"
TITLE = "1Password export"


def recognise(document: object) -> bool:
    """Tell whether it lists accounts with vaults."""
    accounts = document.get("accounts") if isinstance(document, dict) else None
    if not isinstance(accounts, list) or not accounts:
        return False
    return isinstance(accounts[0], dict) and "vaults" in accounts[0]


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of all one-time password fields; the archive is not encrypted."""
    return each(_keys(fields.record(document)), _entry)


def _keys(export: Record) -> Iterator[object]:
    """Return item and key of every one-time password field."""
    for account in fields.rows(export, "accounts"):
        for vault in fields.rows(fields.record(account), "vaults"):
            for item in fields.rows(fields.record(vault), "items"):
                yield from _keys_of_item(fields.record(item))


def _keys_of_item(item: Record) -> Iterator[object]:
    item = fields.part(item, "item") or item
    details = fields.part(item, "details")
    for section in fields.rows(details, "sections"):
        for field in fields.rows(fields.record(section), "fields"):
            value = fields.record(field).get("value")
            if isinstance(value, dict) and value.get("totp"):
                yield item, fields.text(value, "totp")


def _entry(row: object) -> Entry:
    assert isinstance(row, tuple)
    item, key = row
    return linked(key, fields.text(fields.part(item, "overview"), "title"), _user(item))


def _user(item: Record) -> str:
    for row in fields.rows(fields.part(item, "details"), "loginFields"):
        field = fields.record(row)
        if field.get("designation") == "username":
            return fields.text(field, "value")
    return ""
