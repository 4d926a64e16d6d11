"""Tables (CSV) of password managers, read by their header. Other columns are never looked at."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from tui.keys.backups.accounts import Found, each, linked
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

FORMAT = "csv"
TITLE = "password manager's table (CSV)"

# Columns as they are named by Apple Passwords, 1Password, Bitwarden, Dashlane, KeePassXC, LastPass,
# NordPass, Proton Pass and RoboForm, in small letters and without blanks, dashes, underscores.
KEYS = ("otpauth", "totp", "logintotp", "otpsecret", "otpurl", "otp", "onetimepassword", "2fa")
SITES = ("title", "name", "site", "account", "website", "issuer", "service")
USERS = ("username", "loginusername", "login", "email", "user", "accountname")
ELSEWHERE = ("password", "loginpassword", "url", "loginuri", "notes", "website")
DELIMITERS = ",;\t"
LONGEST_CELL = 2**20
"""Characters; notes and attachments in a table can be long."""
MOST_COLUMNS = 200
LINK = re.compile(r"\s*(?:apple-)?otpauth://", re.IGNORECASE)


def recognise(document: object) -> bool:
    """Tell whether the first line of a text names columns as a password manager does."""
    if not isinstance(document, str):
        return False
    header = _header(document)
    named = sum(name in (*SITES, *USERS, *ELSEWHERE) for name in header)
    return named >= (1 if _first(header, KEYS) is not None else 2)


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of the rows that hold a 2FA key; there is nothing to open."""
    rows = _rows(str(document))
    header = _plain(next(rows, []))
    places = _first(header, KEYS), _first(header, SITES), _first(header, USERS)
    return each(rows, lambda row: _entry(row, *places))


def _entry(row: object, key: int | None, site: int | None, user: int | None) -> Entry | None:
    """Return the account of a row: its key's column, or else the first cell with a link."""
    assert isinstance(row, list)
    cells = row[:MOST_COLUMNS]
    secret = _cell(cells, key) or next(filter(LINK.match, cells), "")
    return linked(secret, _cell(cells, site), _cell(cells, user)) if secret else None


def _cell(row: list[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _header(text: str) -> list[str]:
    try:
        return _plain(next(_rows(text[:LONGEST_CELL]), []))
    except KeyProblem:
        return []


def _rows(text: str) -> Iterator[list[str]]:
    """Return the rows that are not empty. Raises KeyProblem bad-table."""
    text = text.lstrip("\ufeff \r\n")
    line = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=line.count)
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield from filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        message = "This table cannot be read further: a quote may be missing."
        raise KeyProblem("bad-table", message) from None
    finally:
        csv.field_size_limit(before)


def _plain(header: list[str]) -> list[str]:
    return [re.sub(r"[\s_-]", "", name).casefold() for name in header[:MOST_COLUMNS]]


def _first(header: list[str], names: tuple[str, ...]) -> int | None:
    """Return the column of the first of `names` that the header has."""
    return next((header.index(name) for name in names if name in header), None)
