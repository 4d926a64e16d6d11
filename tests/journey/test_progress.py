"""Progress on disk: everything reachable comes back equal, anything else is refused in one line."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import tomli_w
from cases import BOOK, NOW, Person
from hypothesis import given
from hypothesis import strategies as st
from walks import BEGINNINGS, FILES, WALKS, begun, walk

from tui.journey.actions import Chose, Sent, Wrote
from tui.journey.case import Case
from tui.journey.documents import readiness
from tui.journey.plan import plan
from tui.journey.progress import Progress, ProgressCodec, ProgressError
from tui.journey.request import compose

codec = ProgressCodec()
FAR_OFF = datetime(9999, 12, 31, tzinfo=UTC)
PHOTO = {"path": "/p", "size": 1, "sha256": "a" * 64}
SMALLEST = {"playbook": "harbour", "playbook_version": 1, "started": NOW}


def through_a_file(progress: Progress) -> Progress:
    return codec.load(tomllib.loads(tomli_w.dumps(codec.dump(progress))))


def refusal(document: dict[str, Any]) -> str:
    with pytest.raises(ProgressError) as caught:
        codec.load(document)
    return str(caught.value)


@given(BEGINNINGS, WALKS)
def test_whatever_was_done_comes_back_equal(beginning: str, steps: Any) -> None:
    someone = walk(begun(beginning, Person()), steps)
    assert through_a_file(someone.progress) == someone.progress


def test_the_hour_that_comes_twice_comes_back_equal() -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    someone = Person(now=twice).sent().hear("approved").prove()
    assert through_a_file(someone.progress) == someone.progress
    assert someone.progress.started.utcoffset() == timedelta(hours=1)


def test_the_zone_is_kept() -> None:
    assert through_a_file(Person().progress).started.isoformat() == "2026-11-23T12:00:00+01:00"


def test_the_smallest_file() -> None:
    assert codec.dump(codec.load(SMALLEST)) == SMALLEST


@pytest.mark.parametrize("missing", sorted(SMALLEST))
def test_what_must_be_there(missing: str) -> None:
    document = {name: value for name, value in SMALLEST.items() if name != missing}
    assert missing in refusal(document)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started", "yesterday"),
        ("started", datetime(2026, 1, 1)),
        ("started", datetime.max.replace(tzinfo=UTC)),
        ("started", datetime.min.replace(tzinfo=timezone(timedelta(hours=23)))),
        ("started", date(2026, 1, 1)),
        ("playbook_version", 1.5),
        ("ticks", "all"),
        ("ticks", ["x" * 301]),
        ("texts", {"story": "x" * 4001}),
        ("places", {"paper": "maybe"}),
        ("dates", {"drill": time(1)}),
        ("rounds", [{"sent": NOW, "outcome": "won"}]),
        ("rounds", [{"sent": FAR_OFF}]),
        ("rounds", [{}]),
        ("rounds", [{"sent": NOW, "before": [{"at": FAR_OFF}]}]),
        ("rounds", [{"sent": NOW, "reopened": {"photos": {"id": [{**PHOTO, "at": FAR_OFF}]}}}]),
        ("rounds", [{"sent": NOW, "reopened": {"events": []}}]),
        ("events", [{"at": NOW, "what": "x", "extra": 1}]),
        ("two\nlines", 1),
        ("\x1b[2J", 1),
        ("[/]", {}),
        ("x" * 9999, 1),
    ],
)
def test_what_is_wrong_is_refused_in_one_line(field: str, value: object) -> None:
    said = refusal(SMALLEST | {field: value})
    assert said.isprintable() and 0 < len(said) <= 200


SCALARS = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.one_of(st.sampled_from(Progress.__struct_fields__), st.text(max_size=10))


@given(st.dictionaries(NAMES, VALUES, max_size=5), st.booleans())
def test_any_garbage_gives_progress_or_one_line(document: dict[str, Any], complete: bool) -> None:
    try:
        loaded = codec.load(SMALLEST | document if complete else document)
    except ProgressError as error:
        assert str(error).isprintable()
    else:
        assert through_a_file(loaded) == loaded


NOWS = st.sampled_from([NOW, NOW + timedelta(days=3000), NOW.replace(year=1990)])


@given(FILES, NOWS)
def test_any_file_that_can_be_read_can_be_planned(document: dict[str, Any], now: datetime) -> None:
    case = Case(BOOK, codec.load(document), now)
    found = plan(case)
    assert 0.0 <= found.progress <= 1.0
    assert readiness(case) == found.readiness
    assert all(isinstance(compose(case, use), str) for use in ("request", "chase", "reply"))


# what no file can hold is not done at all


@pytest.mark.parametrize(
    "action",
    [
        Wrote("story", "\ud800"),
        Wrote("x" * 301, "text"),
        Chose("situation", "x" * 301),
        Sent(datetime(1492, 10, 12, tzinfo=UTC)),
        Sent(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))),
    ],
)
def test_what_no_file_can_hold_changes_nothing(action: Any) -> None:
    someone = Person().answer()
    before = someone.progress
    assert someone.do(action).progress == before


def test_a_long_text_is_cut() -> None:
    assert len(Person().write("story", "x" * 9999).case.text("story")) == 4000
