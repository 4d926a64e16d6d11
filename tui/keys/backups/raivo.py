"""Raivo: a JSON list in an archive under a password; also the list alone."""

from __future__ import annotations

from collections.abc import Iterable

from tui.keys.backups import fields
from tui.keys.backups.accounts import Found, account, each
from tui.keys.entry import Entry

FORMAT = "raivo"
TITLE = "Raivo export"

MEMBER = b"raivo-otp-export"
"""In the names of its archive's members, which are not encrypted."""
MARKS = {"secret", "kind", "timer"}


def recognise(document: object) -> bool:
    """Tell whether it is a list with the names of Raivo's fields."""
    if not isinstance(document, list) or not document:
        return False
    return isinstance(document[0], dict) and document[0].keys() >= MARKS


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of the list; an archive around it is opened before."""
    return each(fields.rows({"entries": document}, "entries"), _entry)


def _entry(row: object) -> Entry:
    entry = fields.record(row)
    return account(
        fields.text(entry, "secret"),
        fields.text(entry, "issuer"),
        fields.text(entry, "account"),
        kind=fields.text(entry, "kind"),
        algorithm=fields.text(entry, "algorithm"),
        digits=fields.whole(entry, "digits"),
        period=fields.whole(entry, "timer"),
        counter=fields.whole(entry, "counter"),
    )
