"""The review's window: absolute hours after sending, shown in the person's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from tui.journey.case import Case, elapsed
from tui.journey.schema import Review


class Window(Struct, frozen=True):
    """When an answer may be expected."""

    sent: datetime
    earliest: datetime
    latest: datetime

    def share(self, now: datetime) -> float:
        """Return how much of the window has passed, 0.0 to 1.0."""
        share = elapsed(self.sent, now) / elapsed(self.sent, self.latest)
        return min(1.0, max(0.0, share))


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


def of(case: Case) -> Window | None:
    """Return the window of the latest request, or None where none was sent."""
    if case.latest is None:
        return None
    return window(case.latest.sent, case.playbook.review, case.now)


def countdown(until: datetime, now: datetime) -> str:
    """Return the time until then in words, rounded down: `2 d 3 h`, `3 h 05 min`, `4 min`."""
    minutes = max(0, elapsed(now, until) // timedelta(minutes=1))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
