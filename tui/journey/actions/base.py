"""What every action is; applying one gives the new progress."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tui.journey.case import Case
from tui.journey.progress import Event, Progress, ProgressError, settled

T = TypeVar("T")


class Action(Struct, frozen=True):
    """One thing that a person did."""

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
    """Return `earlier`, with the timeline and the files of `progress`: what happened stays told."""
    events = progress.events
    standing = _standing(events)
    if len(standing) > len(_standing(earlier.events)):
        events = (*events, Event(now, "undone", standing[-1].what))
    return settled(replace(earlier, events=events, made=progress.made))


def _standing(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events without those undone since."""
    standing: tuple[Event, ...] = ()
    for event in events:
        standing = standing[:-1] if event.what == "undone" else (*standing, event)
    return standing


def begin(playbook: str, version: int, now: datetime) -> Progress:
    """Return the progress of a case that begins now."""
    return Progress(playbook, version, now, events=(Event(now, "started"),))


def with_entry(table: dict[str, T], key: str, value: T | None) -> dict[str, T]:
    """Return the table with that entry, or without it where the value is empty."""
    rest = {name: old for name, old in table.items() if name != key}
    return {**rest, key: value} if value else rest
