"""Requests that were sent, and the answers to them."""

from __future__ import annotations

from datetime import datetime

from msgspec import field
from msgspec.structs import replace

from tui.journey import documents
from tui.journey.actions.base import Action
from tui.journey.actions.reopening import closed, facts, reopened
from tui.journey.case import Case, is_to_come
from tui.journey.photos import attached, sent_with
from tui.journey.progress import NAME_LIMIT, TEXT_LIMIT, Outcome, Progress, Reply, Round, mark


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
        earlier = tuple(replace(one, reopened=None) for one in case.progress.rounds)
        return replace(case.progress, rounds=(*earlier, begun))

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
            before=_with_reply(case.latest),
            reopened=facts(case.progress, self.named, self.asked) if reopens else None,
        )
        after = _with_latest(case, answered)
        return reopened(after, answered.reopened) if answered.reopened else after

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "outcome", f"round {len(case.progress.rounds)}: {self.outcome}"


class TookBack(Action, frozen=True):
    """Took the answer to the latest request back: it was noted by mistake."""

    def apply(self, case: Case) -> Progress:
        """Put the request under review again, and what the answer named as it went out."""
        latest = case.latest
        if latest is None or latest.outcome is None:
            return case.progress
        *before, was = latest.before or (Reply(),)
        again = replace(
            latest,
            outcome=was.outcome,
            outcome_at=was.at,
            words=was.words,
            named={},
            before=tuple(before),
            reopened=None,
        )
        after = _with_latest(case, again)
        return closed(after, latest.named, latest.reopened) if latest.reopened else after

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "took-back", f"round {len(case.progress.rounds)}"


def _short(named: dict[str, str]) -> dict[str, str]:
    return {document: reason[:NAME_LIMIT] for document, reason in named.items()}


def _with_latest(case: Case, latest: Round) -> Progress:
    return replace(case.progress, rounds=(*case.progress.rounds[:-1], latest))


def _with_reply(latest: Round) -> tuple[Reply, ...]:
    """Return the round's earlier replies with its latest; one that says nothing is none."""
    reply = Reply(latest.outcome, latest.outcome_at, latest.words)
    return latest.before if reply == Reply() else (*latest.before, reply)
