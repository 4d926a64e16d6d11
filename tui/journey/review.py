"""The review's window: absolute hours after sending, shown in the person's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from tui.journey.case import Case, once
from tui.journey.schema import Review


class Window(Struct, frozen=True):
    """When an answer may be expected."""

    sent: datetime
    earliest: datetime
    latest: datetime


def window(sent: datetime, review: Review, zone: datetime) -> Window:
    """Return the window of a request sent at `sent`, in the zone of `zone`.

    Hours are counted in absolute time, so a change of the clocks moves no deadline.
    """
    local = zone.tzinfo
    return Window(
        sent.astimezone(local),
        (sent.astimezone(UTC) + timedelta(hours=review.earliest_hours)).astimezone(local),
        (sent.astimezone(UTC) + timedelta(hours=review.latest_hours)).astimezone(local),
    )


@once
def of(case: Case) -> Window | None:
    """Return the window of the latest request, or None where none was sent."""
    if case.latest is None:
        return None
    return window(case.latest.sent, case.playbook.review, case.now)
