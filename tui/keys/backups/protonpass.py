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
    """Return data and key of every 2FA key: a login's own, and those in further fields."""
    for vault in fields.part(export, "vaults").values():
        for item in fields.rows(fields.record(vault, "vault"), "items"):
            data = fields.part(fields.record(item), "data")
            for holder in (fields.part(data, "content"), *_further(data)):
                if holder.get("totpUri"):
                    yield data, fields.text(holder, "totpUri")


def _further(data: fields.Record) -> Iterator[fields.Record]:
    for field in fields.rows(data, "extraFields"):
        yield fields.part(fields.record(field), "data")


def _entry(row: object) -> Entry:
    assert isinstance(row, tuple)
    data, key = row
    name = fields.text(fields.part(data, "metadata"), "name")
    content = fields.part(data, "content")
    return linked(key, name, fields.text(content, "itemUsername", "itemEmail", "username"))
