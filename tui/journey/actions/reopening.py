"""What an answer takes off the documents that it asks for again, and putting it back."""

from __future__ import annotations

from collections.abc import Container
from typing import TypeVar

from msgspec.structs import replace

from tui.journey.actions.base import with_entry
from tui.journey.progress import TEXT_LIMIT, Progress, Reopened

T = TypeVar("T")


def facts(progress: Progress, named: Container[str], asked: str) -> Reopened:
    """Return all that is noted of these documents; `asked` joins the person's own list."""
    had = progress.texts.get("asked", "")
    longer = "\n".join(filter(None, (had, asked.strip())))
    return Reopened(
        ticks=tuple(sorted(tick for tick in progress.ticks if _is_of(tick, named))),
        dates=_fields(progress.dates, named),
        choices=_fields(progress.choices, named),
        texts=_fields(progress.texts, named),
        photos={name: every for name, every in progress.photos.items() if name in named},
        asked=longer[len(had) : TEXT_LIMIT],
    )


def reopened(progress: Progress, was: Reopened) -> Progress:
    """Return the progress with these documents to be done anew: no ticks, date written, photos."""
    written = [field for field in was.dates if field.endswith("/date")]
    return replace(
        progress,
        ticks=progress.ticks.difference(was.ticks),
        dates=_less(progress.dates, written),
        photos=_less(progress.photos, was.photos),
        texts=with_entry(progress.texts, "asked", progress.texts.get("asked", "") + was.asked),
    )


def closed(progress: Progress, named: Container[str], was: Reopened) -> Progress:
    """Return the progress with these documents as they were, whatever was done about them since.

    The person's own list loses what joined it; what they wrote down since stays.
    """
    now = facts(progress, named, "")
    asked = progress.texts.get("asked", "")
    if was.asked:
        asked = "".join(asked.rpartition(was.asked)[::2])
    return replace(
        progress,
        ticks=progress.ticks.difference(now.ticks).union(was.ticks),
        dates=_less(progress.dates, now.dates) | was.dates,
        choices=_less(progress.choices, now.choices) | was.choices,
        texts=with_entry(_less(progress.texts, now.texts) | was.texts, "asked", asked),
        photos=_less(progress.photos, now.photos) | was.photos,
    )


def _is_of(tick: str, named: Container[str]) -> bool:
    kind, _, ids = tick.partition("/")
    return kind in ("criterion", "kept") and ids.partition("/")[0] in named


def _fields(table: dict[str, T], named: Container[str]) -> dict[str, T]:
    """The entries of `document/…` for these documents."""
    parts = {field: field.rpartition("/") for field in table}
    return {
        field: table[field] for field, (name, slash, _) in parts.items() if slash and name in named
    }


def _less(table: dict[str, T], without: Container[str]) -> dict[str, T]:
    return {name: value for name, value in table.items() if name not in without}
