"""One door for everything that may hold a key: find out what it is, and read its accounts."""

from __future__ import annotations

import re

from msgspec.structs import replace

from tui.keys import base32, links, migration, mistaken, plain, uri
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem
from tui.keys.reading import MOST_ENTRIES, MOST_FOUND, Locked, Reading, gathered

__all__ = ["MOST_LINES", "MOST_LINKS", "Locked", "Reading", "read", "read_bytes"]

MOST_LINKS = MOST_ENTRIES
MOST_LINES = 2 * MOST_LINKS
SHORTEST_TYPED = 13
"""Characters of a 64-bit key. What is shorter and still base32 is a recovery code, a word or a part
of a key; an otpauth link may hold a shorter one, since it says itself what it is."""

LINK_TITLE = "otpauth link"
LINE_BREAK = re.compile(r"\r\n|\r|\n")
JSON = re.compile(r"[\[{]\s*(?:[\"\[{\]}]|\Z)")
"""How a JSON file with links in it begins, and a sentence in brackets does not."""
COLUMNS = re.compile(r"[,;\t]")


def read_bytes(data: bytes, password: str | None = None, *, name: str = "") -> Reading:
    """Return what the bytes of a file or of standard input hold. Never raises.

    The content decides, never the name; `name` only helps to say what an unknown file may be.
    Without a `password` an encrypted backup comes back as `locked`.
    """
    try:
        return _sniffed(data, password, name)
    except KeyProblem as problem:
        return Reading(None, problems=(problem,))


def read(text: str, password: str | None = None) -> Reading:
    """Return what `text` holds: a backup or a table, otpauth links, or a typed key. Never raises.

    `password` as in `read_bytes`.
    """
    try:
        return _text(text, password)
    except KeyProblem as problem:
        return Reading(None, problems=(problem,))


def _sniffed(data: bytes, password: str | None, name: str) -> Reading:
    if plain.is_picture(data):
        return _picture(data)
    if len(data) > plain.LARGEST_FILE:
        raise KeyProblem("too-large", "This is larger than 10 MiB: it is not a saved key.")
    if plain.is_text(data):
        return _text(plain.text_of(data), password, name)
    from tui.keys.backups import formats

    return formats.open_binary(data, password, name)


def _picture(data: bytes) -> Reading:
    """Return the accounts of all QR codes in a picture: links, parts of an export, or one key."""
    from tui.keys import qr

    texts = [LINE_BREAK.sub("", text) for text in qr.texts(data)]
    linked = [text for text in texts if links.LINK.search(text)]
    reading = read("\n".join(linked or texts[:1]))
    if reading.entries:
        return replace(reading, format="qr", title="QR code")
    return Reading(None, problems=reading.problems)


def _text(text: str, password: str | None, name: str = "") -> Reading:
    if text.lstrip(base32.AROUND)[:1] not in ("{", "["):
        return _no_json(text, name)
    from tui.keys.backups import formats

    try:
        return formats.open_json(text, password)
    except KeyProblem as problem:
        if problem.code != "bad-json" or not links.LINK.search(text):
            raise
        reading = _no_json(text, name)
        cut = (problem,) if JSON.match(text.lstrip(base32.AROUND)) else ()
        return replace(reading, problems=(*cut, *reading.problems))


def _no_json(text: str, name: str) -> Reading:
    lines = [line.strip(" \t\ufeff") for line in LINE_BREAK.split(text, MOST_LINES)]
    if COLUMNS.search(next(filter(None, lines), "")):
        from tui.keys.backups import formats

        table = formats.open_table(text)
        if table is not None:
            return table
    if any(links.LINK.search(line) for line in lines[:MOST_LINES]):
        return _links(links.find(lines[:MOST_LINES]), cut=len(lines) > MOST_LINES)
    return _key(text, lines, name)


def _key(text: str, lines: list[str], name: str) -> Reading:
    try:
        return Reading("key", (_typed([line for line in lines if line]),), title="typed key")
    except KeyProblem as problem:
        from tui.keys.backups import strangers

        raise strangers.of_text(text, name) or problem from None


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
    """Return the accounts of links: one of each, or those of a part of Google's export."""
    parts: dict[tuple[int, int, int], migration.Part] = {}
    read: list[Entry | KeyProblem] = []
    for line, link in found.links[:MOST_LINKS]:
        place = f"Line {line}" if len(found.links) > 1 else ""
        if len(read) < MOST_FOUND:
            read += [_placed(one, place, found.notes) for one in _of_link(link, parts)]
    whole = len(parts) and all(migration.is_export(link) for _, link in found.links)
    format_id, title = ("google", "Google Authenticator export") if whole else ("uri", LINK_TITLE)
    reading = gathered(read, title, format_id)
    more = (*migration.missing(list(parts.values())), *_left_out(found, cut))
    return replace(
        reading,
        format=format_id if reading.entries else None,
        problems=(*reading.problems, *more),
    )


def _of_link(
    link: str, parts: dict[tuple[int, int, int], migration.Part]
) -> tuple[Entry | KeyProblem, ...]:
    """Return what one link holds; `parts` collects those of exports, each counted once."""
    try:
        if not migration.is_export(link):
            return (uri.parse(link),)
        part = migration.parse(link)
    except KeyProblem as problem:
        return (problem,)
    place = (part.batch, part.size, part.index)
    seen = parts.get(place)
    if part.size > 1 and seen is not None and seen.keys == part.keys:
        return ()
    parts[place] = part
    return part.found


def _placed(one: Entry | KeyProblem, place: str, notes: tuple[str, ...]) -> Entry | KeyProblem:
    if isinstance(one, Entry):
        return replace(one, notes=(*notes, *one.notes)) if notes else one
    return one.within(place) if place else one


def _left_out(found: links.Found, cut: bool) -> list[KeyProblem]:
    problems = []
    if found.others:
        message = f"Lines that hold no otpauth link were left out: {found.others}."
        problems.append(KeyProblem("left-out", message))
    if cut or len(found.links) > MOST_LINKS:
        message = f"Only {MOST_LINKS} links in {MOST_LINES} lines were read: split the file."
        problems.append(KeyProblem("too-many", message))
    return problems
