"""Every form at every place a case can come to: it never fails, and nothing on it is idle."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.forms import rows
from tui.forms.finish import finish, summary
from tui.forms.pages import form
from tui.forms.rows import Act, Confirm, Go
from tui.journey import actions
from tui.journey.actions import Ticked, act, begin
from tui.journey.case import Case
from tui.journey.progress import mark
from tui.playbooks import load
from tui.session import Session

BOOK = load(None)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
STEPS = [step.id for step in BOOK.steps]
WORDS = st.sampled_from(["", "[/]", "\x1b[2J", "{email}", "A bank statement\nA bill", "x" * 4000])
DAYS = st.none() | st.dates(date(2026, 10, 1), date(2027, 6, 1))


def _session(progress, now=NOW, *, first_start=False):
    session = Session(BOOK, progress, lambda: now)
    session.first_start = first_start
    return session


def _deeds(row):
    """Everything that the row can do."""
    if isinstance(row, rows.Tick):
        return [Act(Ticked(row.mark, on=not row.on))]
    answers = [answer.does for answer in getattr(row, "answers", ())]
    return [*answers, *filter(None, [getattr(row, "does", None)])]


def _unfolded(does):
    """A deed, and what follows from it."""
    while does is not None:
        yield does
        does = getattr(does, "then", None)


@st.composite
def cases(draw):
    """A case that someone clicked together at random, some time later.

    Only what a form offers is done, so that every state is one that a person can come to.
    """
    now, progress = NOW, begin(BOOK.id, BOOK.version, NOW)
    for _ in range(draw(st.integers(0, 25))):
        session = _session(progress, now)
        row = draw(st.sampled_from(form(session.page(draw(st.sampled_from(STEPS))))))
        for does in draw(st.sampled_from([*_choices(draw, row), ()])):
            progress = act(Case(BOOK, progress, now), does)
        now += timedelta(hours=draw(st.sampled_from([0, 0, 1, 30, 80])))
    return progress, now


def _choices(draw, row):
    """Each thing that can be done with the row, as the actions it comes to."""
    if isinstance(row, rows.Field):
        if row.kind == "date":
            return [[actions.Dated(row.field, draw(DAYS))]]
        return [[actions.Wrote(row.field, draw(WORDS))]]
    return [
        [each.action for each in _unfolded(does) if isinstance(each, Act)] for does in _deeds(row)
    ]


@pytest.mark.slow
@settings(max_examples=60)
@given(cases(), st.booleans())
def test_any_case_can_be_shown_and_everything_on_it_works(found, first_start):
    session = _session(*found, first_start=first_start)
    for step in STEPS:
        shown = form(session.page(step))
        keys = [row.key for row in shown]
        assert len(keys) == len(set(keys)), [key for key in keys if keys.count(key) > 1]
        for row in shown:
            for does in _deeds(row):
                _holds(session, does)
    assert summary(session.plan())
    list(finish(session.page(STEPS[0])))


def _holds(session, does):
    """The deed is one that the app knows, and leads somewhere."""
    for each in _unfolded(does):
        assert isinstance(each, get_args(rows.Does))
        if isinstance(each, Act):
            act(session.case(), each.action)
        elif isinstance(each, Go):
            assert each.where in (*STEPS, "hub", "next")
        elif isinstance(each, Confirm):
            assert each.question
            assert each.yes


@settings(max_examples=40)
@given(cases())
def test_what_is_pressed_changes_the_case(found):
    """No tick and no answer that does nothing."""
    session = _session(*found)
    for step in STEPS:
        if session.plan().of(step).status in ("Cannot start yet", "Not needed"):
            continue
        for row in form(session.page(step)):
            if isinstance(row, rows.Tick) and not row.locked:
                after = act(session.case(), Ticked(row.mark, on=not row.on))
                assert after != session.progress, row
            if isinstance(row, rows.Option) and not row.on and isinstance(row.does, Act):
                assert act(session.case(), row.does.action) != session.progress, row


@given(cases())
@settings(max_examples=40)
def test_one_question_has_one_answer_at_most(found):
    session = _session(*found)
    for step in STEPS:
        shown = [row for row in form(session.page(step)) if isinstance(row, rows.Option)]
        chosen = [row.question for row in shown if row.on]
        assert len(chosen) == len(set(chosen))
        for row in form(session.page(step)):
            if isinstance(row, rows.Ask):
                assert sum(answer.on for answer in row.answers) == 1


@pytest.mark.parametrize("step", STEPS)
def test_every_step_ends_with_the_way_on(step):
    session = _session(begin(BOOK.id, BOOK.version, NOW))
    last = form(session.page(step))[-1]
    assert last.primary
    assert last.does == Go("next")


def test_the_promise_is_shown_at_the_first_start_only():
    fresh = begin(BOOK.id, BOOK.version, NOW)
    first = _session(fresh, first_start=True).page("situation")
    later = _session(fresh).page("situation")
    assert "promise" in [row.key for row in form(first)]
    assert "promise" not in [row.key for row in form(later)]


def test_a_tick_that_evidence_decides_is_locked():
    progress = act(
        Case(BOOK, begin(BOOK.id, BOOK.version, NOW), NOW), actions.Looked("paper", "found")
    )
    progress = act(Case(BOOK, progress, NOW), actions.KeyTried("paper", accepted=True))
    shown = {row.key: row for row in form(_session(progress).page("new-2fa"))}
    assert shown["task-found-match"].locked
    assert not shown["task-found-device"].locked
    assert shown["task-found-device"].mark == mark("task", "new-2fa", "found-device")


@pytest.mark.parametrize(
    ("text", "day", "wrong"),
    [
        ("", None, False),
        (" today ", NOW.date(), False),
        ("TODAY", NOW.date(), False),
        ("2026-11-22", date(2026, 11, 22), False),
        ("22.11.2026", None, True),
        ("2026-02-30", None, True),
    ],
)
def test_dates_as_they_are_typed(text, day, wrong):
    found, problem = rows.day(text, NOW.date())
    assert (found, bool(problem)) == (day, wrong)


@pytest.mark.parametrize(
    ("text", "moment", "wrong"),
    [
        ("", NOW, False),
        ("2026-11-22 14:05", NOW.replace(day=22, hour=14, minute=5), False),
        ("2026-11-22T14:05", NOW.replace(day=22, hour=14, minute=5), False),
        ("2026-11-23 12:01", None, True),
        ("yesterday", None, True),
    ],
)
def test_times_as_they_are_typed(text, moment, wrong):
    found, problem = rows.moment(text, NOW)
    assert (found, bool(problem)) == (moment, wrong)
