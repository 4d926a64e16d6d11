"""One person at one case: what is done, undone, refused and handed on to be saved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tui.forms.pages import form
from tui.journey import documents, request
from tui.journey.actions import (
    Checked,
    Chose,
    FileGone,
    GotOutcome,
    Looked,
    MadeFile,
    Sent,
    Ticked,
    TookBack,
    Wrote,
    begin,
)
from tui.playbooks import load
from tui.session import UNDO_LIMIT, Session

BOOK = load(None)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Notebook:
    """Takes down what would be saved."""

    def __init__(self):
        self.puts = []

    def put(self, value, *, typing=False, purge=False):
        self.puts.append((value, typing, purge))


def new_session(**options):
    keeper = Notebook()
    return Session(BOOK, begin(BOOK.id, 1, NOW), lambda: NOW, keeper, **options), keeper


@pytest.fixture
def both():
    return new_session()


def test_a_change_is_handed_on_at_once_and_typing_after_a_pause(both):
    session, keeper = both
    session.do(Chose("situation", "lost"))
    session.do(Wrote("story", "A taxi"))
    assert [(typing, purge) for _, typing, purge in keeper.puts] == [(False, False), (True, False)]
    assert keeper.puts[-1][0] is session.progress


def test_what_changes_nothing_is_neither_saved_nor_undone(both):
    session, keeper = both
    session.do(Ticked("nothing-saved", on=False))
    assert keeper.puts == []
    assert not session.can_undo
    assert not session.undo()


def test_undo_goes_back_one_change_at_a_time(both):
    session, _ = both
    session.do(Chose("situation", "lost"))
    session.do(Chose("product", "app"))
    assert session.undo()
    assert session.progress.choices == {"situation": "lost"}
    assert session.undo()
    assert session.progress.choices == {}
    assert not session.undo()


def test_undo_never_takes_a_line_of_the_timeline_back(both):
    session, _ = both
    session.do(Chose("situation", "lost"))
    session.undo()
    assert [event.what for event in session.progress.events] == ["started", "chose", "undone"]


def test_undo_leaves_files_and_takes_back_what_was_before_them(both):
    session, _ = both
    session.do(Chose("situation", "lost"))
    session.do(MadeFile("/tmp/form.pdf", "form", "a" * 64))
    session.do(FileGone("/tmp/form.pdf"))
    session.do(MadeFile("/tmp/form.pdf", "form", "b" * 64))
    assert session.undo()
    assert session.progress.choices == {}
    assert [one.sha256 for one in session.progress.made] == ["b" * 64]
    assert [(one.what, one.detail) for one in session.progress.events[-1:]] == [("undone", "chose")]
    assert not session.can_undo


def test_typing_in_one_field_is_one_change(both):
    session, _ = both
    for text in ("A", "A t", "A taxi"):
        session.do(Wrote("story", text))
    session.do(Wrote("email", "m"))
    session.undo()
    assert session.progress.texts == {"story": "A taxi"}
    session.undo()
    assert session.progress.texts == {}


def test_undo_reaches_back_only_so_far(both):
    session, _ = both
    for number in range(UNDO_LIMIT + 20):
        session.do(Ticked("nothing-saved", on=number % 2 == 0))
    undone = 0
    while session.undo():
        undone += 1
    assert undone == UNDO_LIMIT


def test_a_key_is_taken_out_with_the_reason_and_in_both_generations(both):
    session, keeper = both
    session.do(Wrote("story", "My key"))
    problem = session.do(Wrote("story", f"My key is {KEY}"))
    assert "looks like one long base32 key" in problem
    assert KEY not in problem
    assert session.progress.texts == {}
    assert keeper.puts[-1][1:] == (False, True)


def test_undo_does_not_bring_back_what_was_in_a_field_with_a_key(both):
    session, keeper = both
    session.do(Wrote("story", "JBSWY3DPEHPK3PX"))  # the beginning of it, too short to be seen
    session.do(Chose("situation", "lost"))
    session.do(Wrote("story", KEY))
    while session.undo():
        assert "story" not in session.progress.texts
    assert all("story" not in value.texts for value, _, purge in keeper.puts if purge)


def test_an_answer_taken_back_does_not_bring_it_back_either(both):
    session, keeper = both
    session.do(Wrote("id/name", "JBSWY3DPEHPK3PX"))
    session.do(Sent(NOW))
    session.do(GotOutcome("rejected", named={"id": "blur"}))
    session.do(Wrote("id/name", KEY))
    session.do(TookBack())
    assert session.progress.rounds[0].outcome is None
    assert "id/name" not in session.progress.texts
    assert "JBSWY3D" not in str([value for value, _, purge in keeper.puts if purge])


def test_without_a_keeper_everything_works_and_nothing_is_saved():
    session = Session(BOOK, begin(BOOK.id, 1, NOW), lambda: NOW)
    session.do(Looked("paper", "found"))
    assert session.progress.places == {"paper": "found"}
    assert session.undo()


@pytest.mark.parametrize(
    "action", [Chose("situation", "lost"), Wrote("story", KEY), Checked("key", "match")]
)
def test_a_window_that_can_only_read_changes_nothing_and_says_why(action):
    session, keeper = new_session(read_only="Another window has it.")
    before = session.progress
    assert session.do(action) == "Another window has it."
    assert session.progress == before
    assert keeper.puts == []


def test_the_first_start_is_one_without_an_answer(both):
    session, _ = both
    assert session.first_start
    session.do(Chose("situation", "lost"))
    assert not Session(BOOK, session.progress, lambda: NOW).first_start


# what is derived of a case is derived once


class Ticking:
    """A clock that a second passes on, each time that it is asked."""

    def __init__(self, now=NOW):
        self.now = now

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.mark.parametrize("step", [step.id for step in BOOK.steps])
def test_each_document_is_looked_at_once_however_often_a_step_is_drawn(monkeypatch, step):
    looked, look = [], documents._item
    monkeypatch.setattr(
        documents, "_item", lambda case, one: looked.append(one.id) or look(case, one)
    )
    composed, compose = [], request.compose
    monkeypatch.setattr(
        request, "compose", lambda case, use: composed.append(use) or compose(case, use)
    )
    session = Session(BOOK, begin(BOOK.id, 1, NOW), Ticking())
    session.do(Chose("situation", "lost"))
    session.do(Chose("product", "app"))
    for _ in range(3):
        assert form(session.page(step))
        assert session.plan() is session.page(step).plan
    assert looked == [one.id for one in documents.documents(session.case())]
    assert composed == ["request"]


def test_a_case_is_another_one_after_a_change_or_a_minute():
    clock = Ticking()
    session = Session(BOOK, begin(BOOK.id, 1, NOW), clock)
    first = session.case()
    assert session.case() is first
    session.do(Chose("situation", "lost"))
    changed = session.case()
    assert changed.chosen("situation") == "lost"
    session.undo()
    assert session.case().chosen("situation") == ""
    clock.now += timedelta(minutes=1)
    assert session.case().now > changed.now + timedelta(seconds=59)


def test_what_is_done_is_told_with_the_very_second():
    clock = Ticking()
    session = Session(BOOK, begin(BOOK.id, 1, NOW), clock)
    shown = session.case().now
    clock.now += timedelta(seconds=20)
    session.do(Chose("situation", "lost"))
    assert session.progress.events[-1].at == clock.now > shown
