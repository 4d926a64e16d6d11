"""Copies of the new key: what would take them all, what to add, and when they were tried."""

from __future__ import annotations

from datetime import date

from tui.journey.case import Case
from tui.journey.schema import Copy, Loss


def there(case: Case) -> tuple[Copy, ...]:
    """Return the copies that the person has."""
    return tuple(one for one in case.playbook.copies if case.ticked("copy", one.id))


def answer_field(copy: Copy) -> str:
    """Return the field in which the answer to `copy.asks` is kept."""
    return f"copy/{copy.id}"


def fatal(case: Case) -> tuple[Loss, ...]:
    """Return the losses each of which alone takes every copy."""
    shared = _shared(case)
    return tuple(one for one in case.playbook.losses if one.id in shared)


def worth_adding(case: Case) -> tuple[Copy, ...]:
    """Return the further copies that would survive each loss that now takes all."""
    shared = _shared(case)
    mine = there(case)
    return tuple(
        one for one in case.playbook.copies if one not in mine and shared.isdisjoint(one.lost_with)
    )


def _shared(case: Case) -> frozenset[str]:
    """Losses that take every copy; none without a copy."""
    mine = there(case)
    return frozenset(
        loss.id
        for loss in case.playbook.losses
        if mine
        and all(loss.id in one.lost_with for one in mine)
        and len(_inboxes(case, loss.id)) < 2
    )


def _inboxes(case: Case, loss: str) -> set[str]:
    """What tells that loss apart for one copy and another; what is not known may be any of them."""
    apart = (case.text(answer_field(one)) for one in there(case) if one.apart == loss)
    return {" ".join(text.casefold().split()) for text in apart} - {""}


def tried(case: Case) -> tuple[date, ...]:
    """Return the days on which a saved key matched a device since the reset, oldest first."""
    days = (
        case.local(check.at).date()
        for check in case.progress.checks
        if check.result in ("match", "clock") and case.since_reset(check.at)
    )
    return tuple(sorted(set(days)))


def drill_done(case: Case) -> date | None:
    """Return the day of the drill that was due, once it was done."""
    due = case.date_of("drill")
    return next((day for day in reversed(tried(case)) if due and day >= due), None)
