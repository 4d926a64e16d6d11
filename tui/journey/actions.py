"""What a person can do, each a small value; applying one gives the new progress.

An action that does not fit the case leaves the progress as it is, so any sequence is safe.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tui.journey import documents
from tui.journey.case import Case, elapsed
from tui.journey.progress import (
    NAME_LIMIT,
    TEXT_LIMIT,
    Check,
    CheckResult,
    Event,
    Outcome,
    Progress,
    ProgressError,
    Round,
    mark,
    settled,
)

T = TypeVar("T")

NOTHING = timedelta()


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
    """Return `earlier`, with the timeline of `progress`: what happened stays told."""
    events = progress.events
    standing = _standing(events)
    if len(standing) > len(_standing(earlier.events)):
        events = (*events, Event(now, "undone", standing[-1].what))
    return settled(replace(earlier, events=events))


def _standing(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events without those undone since."""
    standing: tuple[Event, ...] = ()
    for event in events:
        standing = standing[:-1] if event.what == "undone" else (*standing, event)
    return standing


class Ticked(Action, frozen=True):
    """Ticked or unticked a mark (see `progress.mark`)."""

    mark: str
    on: bool = True

    def apply(self, case: Case) -> Progress:
        """Set the tick."""
        kind, _, rest = self.mark.partition("/")
        if kind in ("criterion", "kept") and documents.is_frozen(case, rest.partition("/")[0]):
            return case.progress
        ticks = case.progress.ticks
        return replace(case.progress, ticks=ticks | {self.mark} if self.on else ticks - {self.mark})

    def event(self, case: Case) -> tuple[str, str] | None:
        """Tell of steps that were confirmed or skipped."""
        kind, _, rest = self.mark.partition("/")
        told = self.on and kind in ("done", "skipped", "send-anyway", "nothing-saved")
        return (kind, rest) if told else None


class Chose(Action, frozen=True):
    """Answered a question with an id; an empty one takes the answer back."""

    question: str
    choice: str

    def apply(self, case: Case) -> Progress:
        """Keep the answer; another way in has yet to work."""
        chosen = replace(
            case.progress, choices=_with(case.progress.choices, self.question, self.choice)
        )
        another = self.question == "way-in" and self.choice != case.chosen("way-in")
        return replace(chosen, way_worked=None) if another else chosen

    def event(self, case: Case) -> tuple[str, str] | None:
        """Tell of the answers that decide the journey."""
        told = self.choice and self.question in ("situation", "product", "way-in")
        return ("chose", f"{self.question}: {self.choice}") if told else None


class Wrote(Action, frozen=True):
    """Wrote a text into a field."""

    field: str
    text: str

    def apply(self, case: Case) -> Progress:
        """Keep the text."""
        return replace(
            case.progress, texts=_with(case.progress.texts, self.field, self.text[:TEXT_LIMIT])
        )


class Dated(Action, frozen=True):
    """Gave a date for a field, or took it back."""

    field: str
    day: date | None

    def apply(self, case: Case) -> Progress:
        """Keep the date; that of a document under review stays."""
        if documents.is_frozen(case, self.field.partition("/")[0]):
            return case.progress
        return replace(case.progress, dates=_with(case.progress.dates, self.field, self.day))


class Looked(Action, frozen=True):
    """Looked in a place: what was there, or None for not looked after all."""

    place: str
    result: Literal["nothing", "found"] | None

    def apply(self, case: Case) -> Progress:
        """Keep what was found."""
        return replace(case.progress, places=_with(case.progress.places, self.place, self.result))


class KeyTried(Action, frozen=True):
    """Tried the code of the key found in a place at the exchange."""

    place: str
    accepted: bool

    def apply(self, case: Case) -> Progress:
        """Keep the answer, for a place where a key was found."""
        if case.progress.places.get(self.place) in (None, "nothing"):
            return case.progress
        result: Literal["accepted", "refused"] = "accepted" if self.accepted else "refused"
        return replace(case.progress, places={**case.progress.places, self.place: result})

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "key-tried", f"{self.place}: {'accepted' if self.accepted else 'not accepted'}"


class WayTried(Action, frozen=True):
    """Tried the chosen way in."""

    worked: bool

    def apply(self, case: Case) -> Progress:
        """Keep that it worked; or strike it off, so that another is chosen.

        A request in a chat can fail too; that it worked is said by its outcome.
        """
        way = case.way_in
        if way is None or (self.worked and way.request):
            return case.progress
        if self.worked:
            return replace(
                case.progress,
                way_worked=case.now,
                ways_failed=case.progress.ways_failed - {way.id},
            )
        return replace(
            case.progress,
            choices=_with(case.progress.choices, "way-in", ""),
            ways_failed=case.progress.ways_failed | {way.id},
            way_worked=None,
        )

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "way-tried", f"{case.chosen('way-in')}: {'worked' if self.worked else 'failed'}"


class Sent(Action, frozen=True):
    """Sent the request, or the reply of a later round."""

    at: datetime
    channel: str = ""
    case_number: str = ""

    def apply(self, case: Case) -> Progress:
        """Begin a round; nothing while one is under review, or for a time to come."""
        if elapsed(self.at, case.now) < NOTHING or (case.latest and not case.reopened):
            return case.progress
        found = documents.readiness(case)
        out = tuple(item.document.id for item in found.left) if found else ()
        begun = Round(self.at, self.channel[:NAME_LIMIT], self.case_number[:NAME_LIMIT], out)
        return replace(case.progress, rounds=(*case.progress.rounds, begun))

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "sent", f"round {case.round_number}, {self.at:%Y-%m-%d %H:%M %z}"


class Corrected(Action, frozen=True):
    """Corrected when, where and under which number the latest request was sent."""

    at: datetime
    channel: str = ""
    case_number: str = ""

    def apply(self, case: Case) -> Progress:
        """Change the latest round."""
        if case.latest is None or elapsed(self.at, case.now) < NOTHING:
            return case.progress
        changed = replace(
            case.latest,
            sent=self.at,
            channel=self.channel[:NAME_LIMIT],
            case=self.case_number[:NAME_LIMIT],
        )
        drafted = mark("correcting", str(len(case.progress.rounds)))
        after = _with_latest(case, changed)
        return replace(after, ticks=after.ticks - {drafted})

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "corrected", f"sent {self.at:%Y-%m-%d %H:%M %z}"


class GotOutcome(Action, frozen=True):
    """Got an answer to the request.

    `named`: the documents that were asked for again, id to reason. `asked`: further lines that
    support asked for, which join the person's own list.
    """

    outcome: Outcome
    words: str = ""
    named: dict[str, str] = {}
    asked: str = ""

    def apply(self, case: Case) -> Progress:
        """Keep it; what is asked for again loses its ticks and date, so that it is done anew."""
        if case.latest is None or not case.under_review:
            return case.progress
        reopens = self.outcome in ("more", "rejected")
        answered = replace(
            case.latest,
            outcome=self.outcome,
            outcome_at=case.now,
            words=self.words[:TEXT_LIMIT],
            named=_short(self.named) if reopens else {},
        )
        after = _with_latest(case, answered)
        if not reopens:
            return after
        asked = "\n".join(filter(None, (case.text("asked"), self.asked.strip())))
        return replace(
            after,
            ticks=frozenset(t for t in after.ticks if not _is_of(t, self.named)),
            dates={
                name: day for name, day in after.dates.items() if not _is_date_of(name, self.named)
            },
            texts=_with(after.texts, "asked", asked[:TEXT_LIMIT]),
        )

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "outcome", f"round {len(case.progress.rounds)}: {self.outcome}"


class TookBack(Action, frozen=True):
    """Took the answer to the latest request back: it was noted by mistake."""

    def apply(self, case: Case) -> Progress:
        """Put the request under review again."""
        if case.latest is None or case.latest.outcome is None:
            return case.progress
        return _with_latest(case, replace(case.latest, outcome=None, outcome_at=None, named={}))

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "took-back", f"round {len(case.progress.rounds)}"


class Accepted(Action, frozen=True):
    """The exchange accepted a code of the new key, or that was said by mistake."""

    on: bool = True

    def apply(self, case: Case) -> Progress:
        """Keep when."""
        return replace(case.progress, accepted=case.now if self.on else None)

    def event(self, case: Case) -> tuple[str, str] | None:
        """Tell of it."""
        return ("accepted", "") if self.on else None


class Checked(Action, frozen=True):
    """Used the verify tool; `source` is the kind of source, never the key."""

    source: str
    result: CheckResult

    def apply(self, case: Case) -> Progress:
        """Keep what was shown."""
        check = Check(case.now, self.source, self.result)
        return replace(case.progress, checks=(*case.progress.checks, check))

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "checked", f"{self.source}: {self.result}"


def begin(playbook: str, version: int, now: datetime) -> Progress:
    """Return the progress of a case that begins now."""
    return Progress(playbook, version, now, events=(Event(now, "started"),))


def _with(table: dict[str, T], key: str, value: T | None) -> dict[str, T]:
    """Return the table with that entry, or without it where the value is empty."""
    rest = {name: old for name, old in table.items() if name != key}
    return {**rest, key: value} if value else rest


def _short(named: dict[str, str]) -> dict[str, str]:
    return {document: reason[:NAME_LIMIT] for document, reason in named.items()}


def _with_latest(case: Case, latest: Round) -> Progress:
    return replace(case.progress, rounds=(*case.progress.rounds[:-1], latest))


def _is_of(tick: str, named: dict[str, str]) -> bool:
    kind, _, ids = tick.partition("/")
    return kind in ("criterion", "kept") and ids.partition("/")[0] in named


def _is_date_of(field: str, named: dict[str, str]) -> bool:
    document, _, what = field.rpartition("/")
    return what == "date" and document in named
