"""LastPass Authenticator: a JSON file of accounts, never encrypted."""

from __future__ import annotations

from collections.abc import Iterable

from tui.keys.backups import fields
from tui.keys.backups.accounts import Found, account, each
from tui.keys.entry import Entry

FORMAT = "lastpass"
TITLE = "LastPass Authenticator export"

MARKS = {"issuerName", "originalIssuerName", "timeStep"}


def recognise(document: object) -> bool:
    """Tell whether it lists accounts as only this app names them."""
    if not isinstance(document, dict):
        return False
    accounts = document.get("accounts")
    if not isinstance(accounts, list):
        return False
    first = accounts[0] if accounts else None
    named = isinstance(first, dict) and not first.keys().isdisjoint(MARKS)
    return named or {"deviceId", "localDeviceId"} <= document.keys()


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts; there is nothing to open."""
    return each(fields.rows(fields.record(document), "accounts"), _entry)


def _entry(row: object) -> Entry:
    entry = fields.record(row)
    return account(
        fields.text(entry, "secret"),
        fields.text(entry, "issuerName", "originalIssuerName"),
        fields.text(entry, "userName", "originalUserName"),
        algorithm=fields.text(entry, "algorithm"),
        digits=fields.whole(entry, "digits"),
        period=fields.whole(entry, "timeStep"),
    )
