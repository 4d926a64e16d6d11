"""The dates for a calendar, read back by vobject and by a strict reader of our own."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strict_ics import events, read
from terminal_support import progress_at

from tui.exports.calendar import calendar
from tui.journey.actions import (
    Action,
    Chose,
    Corrected,
    Dated,
    GotOutcome,
    KeyTried,
    Looked,
    Sent,
    Wrote,
    act,
)
from tui.journey.case import Case
from tui.journey.progress import Event
from tui.playbooks import load

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import vobject

BOOK = load(None)
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=BERLIN)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC",
    "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "Asia/Tehran", "America/Santiago",
]  # fmt: skip
MOMENTS = st.datetimes(
    datetime(2001, 1, 1), datetime(2060, 1, 1), timezones=st.sampled_from(ZONES).map(ZoneInfo)
).map(lambda moment: moment.replace(microsecond=0))
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120)


def case_at(step: str, now: datetime = NOON, *done: Action, book=BOOK) -> Case:
    """A case for which that step is next, and what was done then."""
    progress = progress_at(step, now, book)
    for action in done:
        progress = act(Case(book, progress, now), action)
    return Case(book, progress, now)


def later(case: Case, time: timedelta, *done: Action) -> Case:
    now = (case.now.astimezone(UTC) + time).astimezone(case.now.tzinfo)
    progress = case.progress
    for action in done:
        progress = act(Case(case.playbook, progress, now), action)
    return Case(case.playbook, progress, now)


def by_vobject(data: bytes) -> dict[str, object]:
    """The events as vobject reads them, by the same word of their UID."""
    return {
        one.uid.value.partition("@")[0].split("Z-")[1]: one
        for one in vobject.readOne(data.decode()).vevent_list
    }


def test_the_window_over_a_change_of_the_clocks():
    """Sent on Saturday at noon; summer time ends in the night."""
    found = events(calendar(case_at("review", datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN))))
    assert list(found) == ["earliest", "latest", "chase"]
    assert found["earliest"]["DTSTART"] == datetime(2026, 10, 25, 10, 0, tzinfo=UTC)
    assert found["latest"]["DTSTART"] == datetime(2026, 10, 27, 10, 0, tzinfo=UTC)
    assert found["chase"]["DTSTART"] == datetime(2026, 10, 27, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        (datetime(2026, 11, 23, 8, 0), datetime(2026, 11, 26, 9, 0)),
        (datetime(2026, 11, 23, 3, 0), datetime(2026, 11, 26, 9, 0)),
        (datetime(2026, 11, 23, 19, 59), datetime(2026, 11, 26, 20, 59)),
        (datetime(2026, 11, 23, 20, 0), datetime(2026, 11, 27, 9, 0)),
        (datetime(2026, 11, 23, 23, 30), datetime(2026, 11, 27, 9, 0)),
    ],
)
def test_nobody_is_woken_to_ask(sent, asked):
    found = events(calendar(case_at("review", sent.replace(tzinfo=BERLIN))))
    assert found["chase"]["DTSTART"] == asked.replace(tzinfo=BERLIN)
    assert [part["TRIGGER"] for part in found["chase"].parts] == ["P0D"]
    assert not found["earliest"].parts + found["latest"].parts


@settings(max_examples=12)
@given(MOMENTS, st.integers(0, 80), st.none() | st.integers(-3, 400))
def test_both_readers_find_what_is_to_come(sent, hours, drill):
    case = later(case_at("review", sent), hours * HOUR)
    if drill is not None:
        case = later(case, 0 * HOUR, Dated("drill", case.today + drill * DAY))
    data = calendar(case)
    instant = sent.astimezone(UTC)
    wanted = {"earliest": instant + 24 * HOUR, "latest": instant + 72 * HOUR}
    ours, theirs = (events(data), by_vobject(data)) if data else ({}, {})
    assert {name for name in ours if name in wanted} == {
        name for name, when in wanted.items() if when > case.now.astimezone(UTC)
    }
    assert ("drill" in ours) == (drill is not None and drill >= 0)
    assert list(ours) == list(theirs)
    for name, one in ours.items():
        assert theirs[name].dtstart.value == one["DTSTART"] == wanted.get(name, one["DTSTART"])
        assert theirs[name].dtend.value == one["DTEND"]
        assert theirs[name].summary.value == one["SUMMARY"]
        assert theirs[name].description.value == one["DESCRIPTION"]
    if "chase" in ours:
        asked = ours["chase"]["DTSTART"]
        assert wanted["latest"] < asked <= wanted["latest"] + 14 * HOUR
        assert 9 <= asked.astimezone(sent.tzinfo).hour < 21
    if "drill" in ours:
        assert ours["drill"]["DTEND"] - ours["drill"]["DTSTART"] == DAY


@settings(max_examples=15)
@given(WORDS)
def test_any_name_is_folded_and_escaped(name):
    book = replace(BOOK, name=name)
    found = events(calendar(case_at("review", book=book)))
    title = found["latest"]["SUMMARY"]
    assert title.endswith(": the usual time for an answer ends")
    assert title.isprintable()


def test_a_name_of_ordinary_words_stands_as_it_is():
    name = "Bitté, Ünion; größte 交易所 🔑 " * 6
    found = events(calendar(case_at("review", book=replace(BOOK, name=name.strip()))))
    assert found["chase"]["SUMMARY"].startswith(f"{name.strip()}: no answer yet?")


def test_importing_again_moves_the_dates():
    """The same UIDs and a higher SEQUENCE, after a correction and in a later round."""
    first = case_at("review")
    corrected = later(first, HOUR, Corrected(NOON - 5 * HOUR))
    second = later(
        corrected, 30 * HOUR, GotOutcome("more", asked="A bank statement"), Sent(NOON + 31 * HOUR)
    )
    found = [events(calendar(case)) for case in (first, corrected, second)]
    for name in ("latest", "chase"):
        assert len({one[name]["UID"] for one in found}) == 1
        assert sorted({one[name]["SEQUENCE"] for one in found}) == [
            one[name]["SEQUENCE"] for one in found
        ]
    starts = [one["latest"]["DTSTART"] for one in found]
    assert starts == [NOON + 72 * HOUR, NOON + 67 * HOUR, NOON + 103 * HOUR]
    assert calendar(first) == calendar(first)
    other = Case(BOOK, replace(first.progress, started=NOON - DAY), NOON)
    assert events(calendar(other))["latest"]["UID"] != found[0]["latest"]["UID"]


@pytest.mark.parametrize("days", [0, 3])
def test_the_note_goes_stale_the_day_after_its_last_day(days):
    profiles = tuple(
        replace(
            one,
            document=tuple(
                replace(paper, stale_after_days=days) if paper.id == "note" else paper
                for paper in one.document
            ),
        )
        for one in BOOK.profiles
    )
    case = case_at("send", book=replace(BOOK, profiles=profiles))
    found = events(calendar(case))
    assert list(found) == ["stale-note"]
    assert found["stale-note"]["DTSTART"] == date(2026, 11, 24 + days)
    assert found["stale-note"]["DTEND"] == date(2026, 11, 25 + days)
    assert [part["TRIGGER"] for part in found["stale-note"].parts] == ["-PT15H"]
    sent = later(case, HOUR, Sent(NOON))
    assert "stale-note" not in events(calendar(sent))
    assert calendar(later(case, (days + 2) * DAY)) == b""


@pytest.mark.parametrize(
    "case",
    [
        case_at("situation", NOON),
        case_at("documents", NOON, Dated("note/date", date(2026, 11, 20))),
        case_at("documents", NOON, Dated("note/date", date.max), Dated("drill", date.max)),
        case_at("new-2fa", NOON),
        case_at("prevention", NOON, Dated("drill", date(2026, 11, 22))),
        later(case_at("review", NOON), 90 * HOUR),
        later(case_at("review", NOON), HOUR, GotOutcome("rejected", named={"selfie": "blur"})),
        case_at("review", NOON, Chose("way-in", BOOK.ways_in[0].id)),
        case_at(
            "review", NOON, Looked(BOOK.places[0].id, "found"), KeyTried(BOOK.places[0].id, True)
        ),
    ],
)
def test_where_nothing_is_to_come_there_is_no_calendar(case):
    assert calendar(case) == b""


def test_it_promises_nothing_and_says_who_says_so():
    found = events(calendar(case_at("review", NOON, Dated("drill", date(2027, 5, 3)))))
    assert (
        "Usually 24 to 72 hours, a guide says. It is no promise."
        in (found["earliest"]["DESCRIPTION"])
    )
    assert found["drill"]["DTSTART"] == date(2027, 5, 3)
    words = " ".join(f"{one['SUMMARY']} {one['DESCRIPTION']}" for one in found.values())
    assert words.count("Do not send") == 3
    assert "will be" not in words


def test_nothing_that_was_typed_is_in_it():
    fields = ["email", "details", "story", "message", "asked", "account-name", "asked-1"]
    case = case_at(
        "review", NOON, *(Wrote(field, f"canary {field}") for field in fields),
        Corrected(NOON, "canary-channel", "canary-case"),
    )  # fmt: skip
    told = replace(case.progress, events=(*case.progress.events, Event(NOON, "noted", "canary")))
    data = calendar(Case(BOOK, told, NOON))
    assert b"canary" not in data.replace(b"\r\n ", b"").lower()
    assert b"@" not in data.replace(b"@sparekey.invalid", b"")


GOOD = calendar(case_at("review", NOON, Dated("drill", date(2027, 5, 3))))
SPOILED = {
    "bare line feed": (b"\r\n", b"\n"),
    "a long line": (b"\r\n ", b""),
    "no UID": (b"UID:", b"X-UID:"),
    "a comma": (rb"\,", b","),
    "a control": (b"SUMMARY:", b"SUMMARY:\x1b"),
    "not ended": (b"END:VCALENDAR\r\n", b""),
    "local time": (b"00Z\r\n", b"00\r\n"),
    "an end before the start": (b"DTEND:2026", b"DTEND:2016"),
    "no version": (b"VERSION:2.0\r\n", b""),
    "an alarm without a word": (b"ACTION:DISPLAY\r\nDESCRIPTION", b"ACTION:DISPLAY\r\nX-D"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_the_strict_reader_refuses_what_is_spoiled(how):
    read(GOOD)
    spoiled = GOOD.replace(*SPOILED[how])
    assert spoiled != GOOD
    with pytest.raises(AssertionError):
        read(spoiled)
