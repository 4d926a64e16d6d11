"""Finding the newest progress that can be read: the current save, else the one before."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Generic, Literal, Protocol, TypeVar

from msgspec import Struct

from tui.store.document import parse, short
from tui.store.errors import UnreadableError, named
from tui.store.files import read
from tui.store.names import Names

T = TypeVar("T")
Origin = Literal["current", "previous", "fresh"]
Document = dict[str, Any]

SCHEMA = "schema"
GENERATION = "generation"
MOST = 2**53
"""The largest number for either; what JSON and TOML readers everywhere keep exactly."""
_LABELS = {"current": "The newest save", "previous": "The save before it"}
_ENDINGS = {
    "current": "",
    "previous": "You go on from the save before it.",
    "fresh": "You start afresh.",
}


class Codec(Protocol[T]):
    """How a value becomes a document of plain TOML types, and back."""

    version: int
    """The schema version that `dump` writes; a file of a higher one is only kept."""

    def dump(self, value: T) -> dict[str, object]:
        """Return the document, without the keys `schema` and `generation`: the store's own."""
        ...

    def load(self, document: Document) -> T:
        """Return the value of such a document; raises `ValueError`, one line."""
        ...


class Found(Struct, Generic[T]):
    """The newest progress on disk, as far as it can be read."""

    value: T | None = None
    """None if there is none, or it is of a newer schema."""
    origin: Origin = "fresh"
    message: str = ""
    """One line to show, or ""."""
    newer: bool = False
    """Whether a newer SpareKey wrote it."""
    data: bytes | None = None
    """What the current file holds; None if it is missing or could not be read."""
    document: Document | None = None
    """The document in the current file, without its generation."""
    generation: int = 0
    """How often this case was saved."""
    stuck: Path | None = None
    """An unreadable file that still stands in its place."""


def find(names: Names, codec: Codec[T], *, mend: bool) -> Found[T]:
    """Return the newest progress; with `mend`, files that can't be read are set aside.

    Raises `StoreRefused` for what is not ours to read.
    """
    found: Found[T] = Found()
    notes: list[str] = []
    places: tuple[tuple[Origin, Path], ...] = (
        ("current", names.current),
        ("previous", names.previous),
    )
    for origin, path in places:
        try:
            _load(found, codec, origin, read(path))
        except UnreadableError as reason:
            kept = _set_aside(names, path) if mend else None
            found.stuck = found.stuck or (None if kept else path)
            notes.append(_told(_LABELS[origin], reason, kept))
        if found.origin != "fresh":
            break
    found.message = _message(found, notes)
    return found


def _load(found: Found[T], codec: Codec[T], origin: Origin, data: bytes | None) -> None:
    if data is None:
        return
    document = parse(data)
    schema, generation = _number(document, SCHEMA), _number(document, GENERATION)
    found.newer = schema > codec.version
    found.value = None if found.newer else _decoded(codec, document)
    found.origin, found.generation = origin, generation
    if origin == "current":
        found.data, found.document = data, {SCHEMA: schema, **document}


def _number(document: Document, key: str) -> int:
    """Take the whole number from 1 to `MOST` that stands under `key` out of the document."""
    number = document.pop(key, None)
    if type(number) is not int or not 1 <= number <= MOST:
        raise UnreadableError(f"it has no {key} number")
    return number


def _decoded(codec: Codec[T], document: Document) -> T:
    try:
        return codec.load(dict(document))
    except ValueError as error:
        raise UnreadableError(short(error)) from None


def _set_aside(names: Names, path: Path) -> Path | None:
    try:
        kept = names.set_aside()
        path.rename(kept)
    except OSError:
        return None
    return kept


def _told(label: str, reason: UnreadableError, kept: Path | None) -> str:
    ending = f" It is kept as {named(kept)}." if kept else ""
    return f"{label} can't be read: {reason}.{ending}"


def _message(found: Found[T], notes: list[str]) -> str:
    if found.origin == "previous" and not notes:
        notes = [f"{_LABELS['current']} is missing."]
    if notes:
        notes.append(_ENDINGS[found.origin])
    return " ".join(filter(None, notes))
