"""The time: the computer's zone with its changes, and a clock that stands still."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from tui.clock import LocalZone, fixed_clock, local_clock


@pytest.fixture
def zone(monkeypatch):
    def there(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield there
    monkeypatch.undo()
    time.tzset()


BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"


@pytest.mark.parametrize(
    "text",
    [
        "1795356300",
        "1795356300.0",
        "2026-11-22T15:05",
        "2026-11-22 14:05:00+00:00",
        "2026-11-22T14:05:00Z",
        "20261122T150500",
    ],
)
def test_every_form_is_the_same_moment_in_the_local_zone(zone, text):
    zone(BERLIN)
    found = fixed_clock(text)()
    assert found == datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
    assert (found.hour, found.utcoffset(), found.tzname()) == (15, timedelta(hours=1), "CET")
    assert fixed_clock(text)() == found


@pytest.mark.parametrize(
    "text", ["", "x", "nan", "inf", "1e20", "-1e20", "9999-12-31T23:59:59-12:00"]
)
def test_what_no_calendar_holds_is_an_error(zone, text):
    zone(BERLIN)
    with pytest.raises(ValueError, match=r"out of range|isoformat"):
        fixed_clock(text)


def test_summer_and_winter_are_told_apart(zone):
    zone(BERLIN)
    offsets = [fixed_clock(f"2026-{month:02}-15T12:00")().utcoffset() for month in (1, 7, 12)]
    assert offsets == [timedelta(hours=hours) for hours in (1, 2, 1)]


def test_the_hour_that_comes_twice_is_two_hours(zone):
    zone(BERLIN)
    first = fixed_clock("2026-10-25T00:30:00+00:00")()
    second = fixed_clock("2026-10-25T01:30:00+00:00")()
    assert (first.hour, second.hour) == (2, 2)
    assert (first.fold, second.fold) == (0, 1)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


def test_now_is_now_and_knows_its_zone(zone):
    zone("<+0545>-5:45")
    before = datetime.now(UTC)
    found = local_clock()
    assert before <= found <= datetime.now(UTC)
    assert found.utcoffset() == timedelta(hours=5, minutes=45)
    assert LocalZone().utcoffset(None) is LocalZone().tzname(None) is LocalZone().dst(None) is None
    assert found.dst() is None
