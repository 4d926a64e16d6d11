"""Requests that were sent, and the answers to them."""

from __future__ import annotations

from datetime import datetime

from msgspec import field
from msgspec.structs import replace

from tui.journey import documents
from tui.journey.actions.base import Action, with_entry
from tui.journey.case import Case, is_to_come
from tui.journey.photos import attached, sent_with
from tui.journey.progress import NAME_LIMIT, TEXT_LIMIT, Outcome, Progress, Round, mark


class Sent(Action, frozen=True):
    """Sent the request, or the reply of a later round."""

    at: datetime
    channel: str = ""
    case_number: str = ""

    def apply(self, case: Case) -> Progress:
        """Begin a round; nothing while one is under review, or for a time to come."""
        if is_to_come(self.at, case.now) or (case.latest and not case.reopened):
            return case.progress
        found = documents.readiness(case)
        out = tuple(item.document.id for item in found.left) if found else ()
        photos = {name: sent_with(attached(case, name)) for name in out if attached(case, name)}
        begun = Round(
            self.at, self.channel[:NAME_LIMIT], self.case_number[:NAME_LIMIT], out, photos
        )
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
        if case.latest is None or is_to_come(self.at, case.now):
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
    """Got an answer to the request; what is asked for again is photographed anew.

    `named`: the documents that were asked for again, id to reason. `asked`: further lines that
    support asked for, which join the person's own list.
    """

    outcome: Outcome
    words: str = ""
    named: dict[str, str] = field(default_factory=dict)
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
            texts=with_entry(after.texts, "asked", asked[:TEXT_LIMIT]),
            photos={
                name: photos for name, photos in after.photos.items() if name not in self.named
            },
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
