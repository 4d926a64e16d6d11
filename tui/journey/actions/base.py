"""What every action is; applying one gives the new progress."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tui.journey.case import Case
from tui.journey.progress import Event, Photo, Progress, ProgressError, settled

T = TypeVar("T")


class Action(Struct, frozen=True):
    """One thing that a person did."""

    can_undo: ClassVar[bool] = True
    """Whether undo takes it back; what was done to files stands."""

    def apply(self, case: Case) -> Progress:
        """Return the progress after it."""
        raise NotImplementedError

    def event(self, case: Case) -> tuple[str, str] | None:
        """Return what the timeline says of it: a kind and its particulars, or nothing."""
        return None


def act(case: Case, action: Action) -> Progress:
    """Return the progress after `action`, its line in the timeline included.

    What a file could not hold is not done at all.
    """
    try:
        after = action.apply(case)
        if after != case.progress and (said := action.event(case)):
            after = replace(after, events=(*after.events, Event(case.now, *said)))
        return settled(after)
    except (ProgressError, OverflowError):
        return case.progress


def undo(now: datetime, progress: Progress, earlier: Progress) -> Progress:
    """Return `earlier`, with the timeline and the files of `progress`: what happened stays told.

    The clean copies of a photo stay known too, by their checksum.
    """
    events = progress.events
    standing = _standing(events)
    if len(standing) > len(_standing(earlier.events)):
        events = (*events, Event(now, "undone", standing[-1].what))
    photos = _with_copies(earlier.photos, progress)
    return settled(replace(earlier, events=events, made=progress.made, photos=photos))


def _with_copies(
    photos: dict[str, tuple[Photo, ...]], progress: Progress
) -> dict[str, tuple[Photo, ...]]:
    """Return the photos with the checksums of the clean copies that `progress` knows."""
    copies = {one.sha256: one.clean for every in progress.photos.values() for one in every}
    return {
        name: tuple(replace(one, clean=copies.get(one.sha256, one.clean)) for one in every)
        for name, every in photos.items()
    }


def _standing(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events without those undone since, and without files: undo leaves them."""
    standing: tuple[Event, ...] = ()
    for event in events:
        if event.what == "made":
            continue
        standing = standing[:-1] if event.what == "undone" else (*standing, event)
    return standing


def begin(playbook: str, version: int, now: datetime) -> Progress:
    """Return the progress of a case that begins now."""
    return Progress(playbook, version, now, events=(Event(now, "started"),))


def with_entry(table: dict[str, T], key: str, value: T | None) -> dict[str, T]:
    """Return the table with that entry, or without it where the value is empty."""
    rest = {name: old for name, old in table.items() if name != key}
    return {**rest, key: value} if value else rest
