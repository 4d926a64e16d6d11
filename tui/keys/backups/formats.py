"""Every format that is read: which one a document is, and its accounts.

A new authenticator is one file and its line here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from tui.keys import plain
from tui.keys import read as reader
from tui.keys.backups import (
    aegis,
    andotp,
    archive,
    bitwarden,
    ente,
    fields,
    freeotp,
    freeotp_plus,
    kdbx,
    lastpass,
    loose,
    onepux,
    proton,
    protonpass,
    raivo,
    strangers,
    stratum,
    tables,
    twofas,
)
from tui.keys.backups.accounts import Found
from tui.keys.backups.lock import Sealed
from tui.keys.problem import KeyProblem
from tui.keys.reading import Locked, Reading, gathered


class Format(Protocol):
    """A module that reads one app's backups.

    `FORMAT` is its id in the command line's JSON, `TITLE` its name in words. A document is what
    json.loads returns, or the text of a table, or the bytes of a file that is no text.
    """

    FORMAT: str
    TITLE: str

    def recognise(self, document: object, /) -> bool:
        """Tell by marks that only this format has. Never raises."""

    def read(self, document: object, password: str | None, /) -> Iterable[Found]:
        """Return the accounts, and problems with single ones, opened with `password` if encrypted.

        Raises KeyProblem, while it runs or while it is gone through; of these, lock.Sealed where
        a password is needed or wrong.
        """


ARCHIVE = "archive"

# Asked in this order: a document with the marks of two is of the first.
FORMATS: tuple[Format, ...] = (
    aegis,
    twofas,
    ente,
    bitwarden,
    proton,
    stratum,
    freeotp,
    freeotp_plus,
    lastpass,
    raivo,
    onepux,
    protonpass,
    kdbx,
    tables,
    loose,
    andotp,  # last: its encrypted files have no mark at all
)


def open_json(text: str, password: str | None) -> Reading:
    """Return what a JSON document holds.

    Raises KeyProblem: bad-json, too-deep, too-many, unknown-json.
    """
    document = fields.parsed(text)
    reading = _read(document, password)
    if reading is None:
        raise strangers.of_json(document)
    return reading


def open_table(text: str) -> Reading | None:
    """Return what a password manager's table holds; None for a text that is none."""
    return _opened(tables, text, None) if tables.recognise(text) else None


def open_binary(data: bytes, password: str | None, name: str = "") -> Reading:
    """Return what a file that is no text holds.

    Raises KeyProblem: not-text, bad-archive, no-backup-inside, too-large.
    """
    if data.startswith(archive.MAGIC):
        return _inside(data, password)
    stranger = strangers.of_bytes(data)
    reading = None if stranger else _read(data, password)
    if reading is None:
        raise stranger or strangers.unknown(name)
    return reading


def _inside(data: bytes, password: str | None) -> Reading:
    """Return the accounts of the text in an archive that holds the most."""
    try:
        found = archive.texts(data, password)
    except Sealed as sealed:
        named = (raivo.FORMAT, raivo.TITLE) if raivo.MEMBER in data else (None, ARCHIVE)
        locked = Locked(f"{named[1]}, encrypted", "", sealed.wrong)
        return Reading(named[0], problems=(sealed,), locked=locked, title=named[1])
    readings = [reader.read(plain.text_of(content), password) for content in found]
    return max(readings, key=lambda reading: len(reading.entries))


def _read(document: object, password: str | None) -> Reading | None:
    for format_ in FORMATS:
        if format_.recognise(document):
            return _opened(format_, document, password)
    return None


def _opened(format_: Format, document: object, password: str | None) -> Reading:
    try:
        return gathered(format_.read(document, password), format_.TITLE, format_.FORMAT)
    except Sealed as sealed:
        title = sealed.title or f"{format_.TITLE}, encrypted"
        locked = Locked(title, sealed.cost or _cost(format_, document), sealed.wrong)
        return Reading(format_.FORMAT, problems=(sealed,), locked=locked, title=format_.TITLE)
    except KeyProblem as problem:
        return Reading(format_.FORMAT, problems=(problem,), title=format_.TITLE)


def _cost(format_: Format, document: object) -> str:
    """Return what opening costs, which a wrong password leaves out, by asking without one."""
    try:
        format_.read(document, None)
    except Sealed as sealed:
        return sealed.cost
    return ""
