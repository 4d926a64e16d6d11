"""Proton Pass: the document `data.json` of its archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.keys.backups import fields
from tui.keys.backups.accounts import Found, each, linked
from tui.keys.entry import Entry

FORMAT = "proton"
TITLE = "Proton Pass export"


def recognise(document: object) -> bool:
    """Tell whether it has vaults by name."""
    return isinstance(document, dict) and isinstance(document.get("vaults"), dict)


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of items that hold a 2FA key; there is nothing to open."""
    return each(_items(fields.record(document)), _entry)


def _items(export: fields.Record) -> Iterator[object]:
    for vault in fields.part(export, "vaults").values():
        yield from fields.rows(fields.record(vault, "vault"), "items")


def _entry(row: object) -> Entry | None:
    data = fields.part(fields.record(row), "data")
    content = fields.part(data, "content")
    key = fields.text(content, "totpUri")
    if not key:
        return None
    name = fields.text(fields.part(data, "metadata"), "name")
    return linked(key, name, fields.text(content, "itemUsername", "itemEmail", "username"))
