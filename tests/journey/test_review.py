"""The window over changes of the clocks, rounds, and the countdown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from cases import NOW, Person
from hypothesis import given
from hypothesis import strategies as st

from tui.journey.review import of, window
from tui.journey.schema import Review
from tui.widgets.countdown import left, share

NEW_YORK = ZoneInfo("America/New_York")
ZONES = sorted(available_timezones())
REVIEW = Review(earliest_hours=24, latest_hours=72)
HOUR = timedelta(hours=1)


def absolute(since: datetime, until: datetime) -> timedelta:
    return until.astimezone(UTC) - since.astimezone(UTC)


@pytest.mark.parametrize(
    ("sent", "latest"),
    [
        (datetime(2026, 10, 30, 12, 0, tzinfo=NEW_YORK), "2026-11-02T11:00:00-05:00"),
        (datetime(2026, 3, 6, 12, 0, tzinfo=NEW_YORK), "2026-03-09T13:00:00-04:00"),
        (datetime(2026, 7, 6, 12, 0, tzinfo=NEW_YORK), "2026-07-09T12:00:00-04:00"),
    ],
)
def test_a_change_of_the_clocks_moves_no_deadline(sent: datetime, latest: str) -> None:
    assert window(sent, REVIEW, sent).latest.isoformat() == latest


@pytest.mark.parametrize("passed", [0.0, 0.25, 0.5, 1.0])
def test_the_share_is_of_the_time_that_passes(passed: float) -> None:
    sent = datetime(2026, 10, 31, 12, 0, tzinfo=NEW_YORK)
    now = (sent.astimezone(UTC) + 72 * HOUR * passed).astimezone(NEW_YORK)
    assert share(sent, window(sent, REVIEW, now).latest, now) == pytest.approx(passed)


@pytest.mark.parametrize("month", [3, 10])
def test_the_wait_ends_with_its_window_over_a_change_of_the_clocks(month: int) -> None:
    someone = Person(now=datetime(2026, month, 27, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))).sent()
    latest = of(someone.case).latest
    assert absolute(someone.now, latest) == 72 * HOUR
    someone.now = latest
    assert (someone.case.phase, left(latest, someone.now)) == ("near", "00:00:00")
    assert someone.wait(seconds=1).case.phase == "past"


MOMENTS = st.datetimes(
    datetime(2001, 1, 1), datetime(2060, 1, 1), timezones=st.sampled_from(ZONES).map(ZoneInfo)
)


@given(MOMENTS, st.sampled_from(ZONES), st.floats(-50, 150))
def test_the_window_is_the_same_in_every_zone(sent: datetime, zone: str, hours: float) -> None:
    now = (sent.astimezone(UTC) + HOUR * hours).astimezone(ZoneInfo(zone))
    found = window(sent, REVIEW, now)
    assert absolute(sent, found.earliest) == 24 * HOUR
    assert absolute(sent, found.latest) == 72 * HOUR
    assert found.latest.tzinfo is now.tzinfo
    assert share(sent, found.latest, now) == pytest.approx(min(1.0, max(0.0, hours / 72)), abs=1e-6)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(days=2, hours=3, minutes=59), "2 d 03:59:00"),
        (timedelta(days=1), "1 d 00:00:00"),
        (timedelta(minutes=4, seconds=59), "00:04:59"),
        (-HOUR, "00:00:00"),
    ],
)
def test_the_countdown_in_words(time: timedelta, words: str) -> None:
    assert left(NOW + time, NOW) == words


def test_the_countdown_counts_the_hour_that_comes_twice() -> None:
    before = datetime(2026, 10, 31, 23, 0, tzinfo=NEW_YORK)
    after = datetime(2026, 11, 1, 4, 0, tzinfo=NEW_YORK)
    assert left(after, before) == "06:00:00"


def test_nothing_sent_has_no_window() -> None:
    assert of(Person().answer().case) is None
    assert Person().answer().plan.window is None


def test_a_new_round_starts_the_window_again() -> None:
    someone = Person().sent().wait(hours=100).hear("rejected", "note").wait(hours=5)
    later = someone.now
    someone.fulfil("note").send()
    assert of(someone.case).sent == later
    assert someone.case.phase == "inside"


def test_three_rounds_are_all_kept() -> None:
    someone = Person().sent()
    for outcome, named in (("rejected", ("note", "id")), ("more", ("selfie",)), ("rejected", ())):
        someone.wait(hours=30).hear(outcome, *named)
        assert someone.case.round_number == len(someone.progress.rounds) + 1
        someone.wait(hours=2).fulfil(*named or ["note"]).send()
    someone.wait(hours=30).hear("approved")
    assert [one.outcome for one in someone.progress.rounds] == [
        "rejected",
        "more",
        "rejected",
        "approved",
    ]
    assert [set(one.named) for one in someone.progress.rounds] == [
        {"note", "id"},
        {"selfie"},
        set(),
        set(),
    ]
    assert someone.case.round_number == 4
    assert someone.status("review") == "Done"


def test_something_else_restarts_nothing() -> None:
    someone = Person().sent()
    before = of(someone.case)
    someone.wait(hours=30).hear("other")
    assert of(someone.case) == before
    assert someone.case.round_number == 1
