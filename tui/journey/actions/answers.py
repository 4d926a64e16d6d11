"""What a person says and ticks, step by step."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec.structs import replace

from tui.journey import documents
from tui.journey.actions.base import Action, with_entry
from tui.journey.case import Case, is_to_come
from tui.journey.progress import TEXT_LIMIT, Check, CheckResult, Event, Progress


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
            case.progress, choices=with_entry(case.progress.choices, self.question, self.choice)
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
            case.progress, texts=with_entry(case.progress.texts, self.field, self.text[:TEXT_LIMIT])
        )


class Dated(Action, frozen=True):
    """Gave a date for a field, or took it back."""

    field: str
    day: date | None

    def apply(self, case: Case) -> Progress:
        """Keep the date; that of a document under review stays."""
        if documents.is_frozen(case, self.field.partition("/")[0]):
            return case.progress
        return replace(case.progress, dates=with_entry(case.progress.dates, self.field, self.day))


class Looked(Action, frozen=True):
    """Looked in a place: what was there, or None for not looked after all."""

    place: str
    result: Literal["nothing", "found"] | None

    def apply(self, case: Case) -> Progress:
        """Keep what was found."""
        return replace(
            case.progress, places=with_entry(case.progress.places, self.place, self.result)
        )


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
            choices=with_entry(case.progress.choices, "way-in", ""),
            ways_failed=case.progress.ways_failed | {way.id},
            way_worked=None,
        )

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "way-tried", f"{case.chosen('way-in')}: {'worked' if self.worked else 'failed'}"


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


NOTE_FIELDS = ("noted", "noted-when")
"""Where a note is drafted; noting it empties them."""


class Noted(Action, frozen=True):
    """Noted something that happened, with its own time."""

    at: datetime
    words: str

    def apply(self, case: Case) -> Progress:
        """Add it to the timeline; nothing for a time to come, or without words."""
        words = self.words.strip()[:TEXT_LIMIT]
        if not words or is_to_come(self.at, case.now):
            return case.progress
        noted = Event(self.at, "noted", words)
        texts = {
            name: text for name, text in case.progress.texts.items() if name not in NOTE_FIELDS
        }
        return replace(case.progress, events=(*case.progress.events, noted), texts=texts)
