"""The time, and the zone of this computer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

Clock = Callable[[], datetime]


class LocalZone(tzinfo):
    """The computer's zone with all its changes, past and to come; as the C library tells them."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Return the offset at that local time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def tzname(self, dt: datetime | None) -> str | None:
        """Return the zone's short name at that local time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Not told by the C library."""
        return None

    def fromutc(self, dt: datetime) -> datetime:
        """Return a time given in UTC as local time; of an hour that comes twice, the right one."""
        told = dt.replace(tzinfo=UTC).astimezone()
        local = told.replace(tzinfo=self)
        return local.replace(fold=int(local.utcoffset() != told.utcoffset()))


def local_clock() -> datetime:
    """Return now, in this computer's zone."""
    return datetime.now(LocalZone())


def fixed_clock(text: str) -> Clock:
    """Return a clock that stands at `text`: Unix seconds, or ISO 8601 (local without an offset).

    Raises `ValueError` for anything else, or what no calendar holds.
    """
    zone = LocalZone()
    try:
        found = datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        found = datetime.fromisoformat(text)
    try:
        local = found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)
        local.utcoffset(), local.timestamp()
    except (OverflowError, OSError):
        raise ValueError("that time is out of range") from None
    return lambda: local
