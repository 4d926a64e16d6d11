"""One door for everything that may hold a key: find out what it is, and read its accounts."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from tui.keys import base32, links, mistaken, uri
from tui.keys.entry import Entry
from tui.keys.plain import text_of
from tui.keys.problem import KeyProblem

MOST_LINES = 10_000
MOST_LINKS = 1000
SHORTEST_TYPED = 13
"""Characters of a 64-bit key. What is shorter and still base32 is a recovery code, a word or a part
of a key; an otpauth link may hold a shorter one, since it says itself what it is."""

LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Reading(Struct, frozen=True):
    """What was found: its format (None where nothing was read), the accounts, what is wrong."""

    format: str | None
    entries: tuple[Entry, ...] = ()
    problems: tuple[KeyProblem, ...] = ()

    @property
    def usable(self) -> tuple[Entry, ...]:
        """The accounts that codes can be made for."""
        return tuple(entry for entry in self.entries if entry.type == "totp")


def read(text: str) -> Reading:
    """Return what `text` holds: otpauth links, or else one typed key. Never raises."""
    lines = [line.strip(" \t\ufeff") for line in LINE_BREAK.split(text, MOST_LINES)]
    if any(links.LINK.search(line) for line in lines[:MOST_LINES]):
        return _links(links.find(lines[:MOST_LINES]), cut=len(lines) > MOST_LINES)
    try:
        return Reading("key", (_typed([line for line in lines if line]),))
    except KeyProblem as problem:
        return Reading(None, problems=(problem,))


def read_bytes(data: bytes) -> Reading:
    """Return what the bytes of a file or of standard input hold. Never raises."""
    try:
        return read(text_of(data))
    except KeyProblem as problem:
        return Reading(None, problems=(problem,))


def _typed(lines: list[str]) -> Entry:
    text = "\n".join(lines)
    mistake = mistaken.recognise(text[: base32.LONGEST_TEXT])
    if mistake is not None:
        raise mistake
    key, notes = base32.decode(text)
    if len(base32.encode(key)) < SHORTEST_TYPED:
        raise KeyProblem(
            "too-short",
            "This is too short for a key, which has 16 characters or more: it may be a recovery"
            " code, or a part of the key.",
        )
    if len(lines) > 1:
        notes = (f"joined from {len(lines)} lines, as one key", *notes)
    return Entry(key=key, notes=notes)


def _links(found: links.Found, cut: bool) -> Reading:
    entries: list[Entry] = []
    problems: list[KeyProblem] = []
    for line, link in found.links[:MOST_LINKS]:
        try:
            entry = _link(link)
            entries.append(replace(entry, notes=(*found.notes, *entry.notes)))
        except KeyProblem as problem:
            problems.append(problem.within(f"Line {line}") if len(found.links) > 1 else problem)
    return Reading("uri" if entries else None, tuple(entries), (*problems, *_left_out(found, cut)))


def _link(link: str) -> Entry:
    if link.lower().startswith("otpauth-migration:"):
        raise KeyProblem(
            "google-export",
            "This is a Google Authenticator export; this version reads typed keys and otpauth"
            " links.",
        )
    return uri.parse(link)


def _left_out(found: links.Found, cut: bool) -> list[KeyProblem]:
    problems = []
    if found.others:
        message = f"Lines that hold no otpauth link were left out: {found.others}."
        problems.append(KeyProblem("left-out", message))
    if cut or len(found.links) > MOST_LINKS:
        message = f"Only {MOST_LINKS} links in {MOST_LINES} lines were read: split the file."
        problems.append(KeyProblem("too-many", message))
    return problems
