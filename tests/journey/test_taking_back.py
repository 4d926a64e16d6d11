"""An answer that is taken back was never given, but for the timeline; a restart between or not."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
import tomli_w
from cases import NOW, TODAY, Person
from hypothesis import assume, given
from hypothesis import strategies as st
from walks import ANSWERS, DOCUMENTS, LINE, PHOTOS, WALKS, begun, told, walk

from tui.journey.actions import (
    Action,
    Attached,
    Chose,
    Dated,
    Detached,
    GotOutcome,
    Ticked,
    TookBack,
    Wrote,
)
from tui.journey.progress import Photo, Progress, ProgressCodec, mark

codec = ProgressCodec()
PHOTO = Photo("/p/note.jpg", 9, "a" * 64, NOW)
OTHER = Photo("/p/other.jpg", 9, "b" * 64, NOW)


def restarted(someone: Person) -> Person:
    """The same person, another day: all that is known is in the file."""
    someone.progress = codec.load(tomllib.loads(tomli_w.dumps(codec.dump(someone.progress))))
    return someone


def but_for_events(progress: Progress) -> dict[str, Any]:
    names = (name for name in progress.__struct_fields__ if name != "events")
    return {name: getattr(progress, name) for name in names}


def under_review(beginning: str, steps: Any) -> Person:
    """Someone who strayed, and whose request is out."""
    someone = walk(begun(beginning, Person()), steps)
    if not someone.case.under_review:
        someone.fulfil().send()
    assume(someone.case.under_review)
    return someone


SENT = st.sampled_from(["ready", "sent", "rejected"])


@given(SENT, WALKS, st.lists(ANSWERS, min_size=1, max_size=3), st.booleans())
def test_an_answer_taken_back_was_never_given(
    beginning: str, steps: Any, answers: list[Action], restart: bool
) -> None:
    someone = under_review(beginning, steps)
    states = []
    for answer in answers:
        before = someone.progress
        if someone.do(answer).progress != before:
            states.append(before)
    for before in reversed(states):
        if restart:
            restarted(someone)
        someone.do(TookBack())
        assert but_for_events(someone.progress) == but_for_events(before)
        assert someone.progress.events[: len(before.events)] == before.events
    assert told(someone.progress)[-1].startswith("took-back")


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
_NAMES = st.sampled_from(DOCUMENTS)
SINCE = st.one_of(
    st.builds(
        Ticked,
        st.sampled_from(["note", "id"]).flatmap(
            lambda name: st.sampled_from(["words", "in-colour", "handwritten"]).map(
                lambda point: mark("criterion", name, point)
            )
        ),
        st.booleans(),
    ),
    st.builds(Ticked, _NAMES.map(lambda name: mark("kept", name, "a" * 64)), st.booleans()),
    st.builds(Dated, st.sampled_from(["note/date", "id/expiry"]), DAYS),
    st.builds(Attached, _NAMES, PHOTOS),
    st.builds(Detached, _NAMES, st.sampled_from(["/p/one.jpg", "/p/two.jpg"])),
    st.builds(Chose, st.sampled_from(["id/kind"]), st.sampled_from(["passport", "license"])),
    st.builds(Wrote, st.sampled_from(["id/name", "note/name"]), st.sampled_from(["Ana", "Eva"])),
)
NAMED = ["note", "id"]


@given(SENT, WALKS, st.lists(SINCE, max_size=8), st.booleans())
def test_what_was_done_since_changes_nothing_that_went_out(
    beginning: str, steps: Any, since: list[Action], restart: bool
) -> None:
    someone = under_review(beginning, steps).do(Chose("profile", "guide"))
    out = [item for item in someone.readiness.items if item.frozen]
    someone.do(GotOutcome("rejected", named=dict.fromkeys(NAMED, "blurred")))
    for action in since:
        someone.do(action)
    if restart:
        restarted(someone)
    someone.do(TookBack())
    assert [item for item in someone.readiness.items if item.frozen] == out


def test_what_was_said_of_a_document_is_as_it_went_out() -> None:
    someone = Person().answer().do(Chose("id/kind", "passport")).write("id/name", "Ana")
    someone.date("id/expiry", date(2027, 5, 1)).fulfil().send().hear("rejected", "id")
    someone.do(Chose("id/kind", "license")).write("id/name", "Eva").date("id/expiry", None)
    someone.write("account-name", "Ana").do(TookBack())
    assert someone.case.chosen("id/kind") == "passport"
    assert (someone.case.text("id/name"), someone.case.text("account-name")) == ("Ana", "Ana")
    assert someone.progress.dates["id/expiry"] == date(2027, 5, 1)


def test_a_point_that_was_ticked_since_is_not_said_to_have_gone_out() -> None:
    someone = Person().answer().send().hear("rejected", "note").fulfil("note")
    assert someone.item("note").done == 2
    assert someone.do(TookBack()).item("note").done == 0


def test_points_dates_and_photos_are_there_again() -> None:
    someone = Person().answer().do(Attached("note", PHOTO)).tick("kept", "note", "a" * 64)
    someone.fulfil().send().wait(hours=30)
    someone.hear("rejected", "note")
    assert someone.item("note").done == 0
    assert "note" not in someone.progress.photos
    someone.do(Dated("note/date", someone.now.date()), Attached("note", OTHER))
    restarted(someone).do(TookBack())
    assert someone.item("note").done == 2
    assert someone.progress.dates["note/date"] == TODAY
    assert someone.progress.photos == {"note": (PHOTO,)}
    assert someone.case.ticked("kept", "note", "a" * 64)
    assert someone.case.under_review


@pytest.mark.parametrize(
    ("had", "since", "left"),
    [
        ("", "", ""),
        ("A bill", "", "A bill"),
        ("A bill\n", "", "A bill\n"),
        ("A bill", "\nA selfie", "A bill\nA selfie"),
        (LINE, "", LINE),
        (f"A bill\n{LINE}\nA selfie", "", f"A bill\n{LINE}\nA selfie"),
        ("x" * 4000, "", "x" * 4000),
        ("x" * 3999, "", "x" * 3999),
    ],
)
def test_own_lines_lose_what_joined_them_and_nothing_else(had: str, since: str, left: str) -> None:
    someone = Person().answer().write("asked", had).fulfil().send().hear("more", asked=LINE)
    assert someone.case.reopened
    someone.write("asked", someone.case.text("asked") + since).do(TookBack())
    assert someone.case.under_review
    assert someone.case.text("asked") == left


def test_own_lines_that_were_written_anew_stay() -> None:
    someone = Person().sent().hear("more", asked=LINE).write("asked", "Something else")
    assert someone.do(TookBack()).case.text("asked") == "Something else"


def test_something_else_that_was_answered_first_stands_again() -> None:
    someone = Person().sent().do(GotOutcome("other", "Call us.")).wait(hours=1)
    someone.do(GotOutcome("rejected", "Blurred.", {"note": "blurred"}))
    assert [one.words for one in someone.case.latest.before] == ["Call us."]
    restarted(someone).do(TookBack())
    found = someone.case.latest
    assert (found.outcome, found.words, found.outcome_at) == ("other", "Call us.", NOW)
    someone.do(TookBack())
    assert (someone.case.latest.outcome, someone.case.latest.words) == (None, "")


def test_nothing_is_kept_for_taking_back_once_the_reply_went_out() -> None:
    someone = Person().answer().do(Attached("note", PHOTO)).fulfil().send()
    someone.hear("rejected", "note").fulfil("note").send()
    assert [one.reopened for one in someone.progress.rounds] == [None, None]


def test_an_answer_of_a_file_without_what_it_took_away_can_be_taken_back() -> None:
    someone = Person().sent().hear("rejected", "note").fulfil("note")
    document = codec.dump(someone.progress)
    del document["rounds"][0]["reopened"]  # type: ignore[index]
    someone.progress = codec.load(document)
    done = someone.progress
    someone.do(TookBack())
    assert someone.case.under_review
    assert someone.progress.ticks == done.ticks
    assert someone.progress.dates == done.dates
    assert someone.progress.rounds[0].named == {}
