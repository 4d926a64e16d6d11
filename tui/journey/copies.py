"""Copies of the new key: what would take them all, what to add, and when they were tried."""

from __future__ import annotations

from datetime import date

from tui.journey.case import Case
from tui.journey.schema import Copy, Loss

Hit = tuple[str, str]
"""A loss by its id, and what it is told apart by: an inbox, or nothing."""


def there(case: Case) -> tuple[Copy, ...]:
    """Return the copies that the person has."""
    return tuple(one for one in case.playbook.copies if case.ticked("copy", one.id))


def answer_field(copy: Copy) -> str:
    """Return the field in which the answer to `copy.asks` is kept."""
    return f"copy/{copy.id}"


def hits(case: Case, copy: Copy) -> frozenset[Hit]:
    """Return the losses that take a copy; behind another inbox it is another loss."""
    behind = " ".join(case.text(answer_field(copy)).casefold().split()) if copy.asks else ""
    return frozenset((loss, behind if loss == copy.apart else "") for loss in copy.lost_with)


def fatal(case: Case) -> tuple[Loss, ...]:
    """Return the losses each of which alone takes every copy."""
    shared = _shared(case)
    return tuple(one for one in case.playbook.losses if any(one.id == loss for loss, _ in shared))


def worth_adding(case: Case) -> tuple[Copy, ...]:
    """Return the further copies that would survive each loss that now takes all."""
    shared = {loss for loss, _ in _shared(case)}
    mine = there(case)
    return tuple(
        one for one in case.playbook.copies if one not in mine and shared.isdisjoint(one.lost_with)
    )


def _shared(case: Case) -> frozenset[Hit]:
    """Losses that every copy has in common; none without a copy."""
    every = [hits(case, one) for one in there(case)]
    return frozenset.intersection(*every) if every else frozenset()


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
