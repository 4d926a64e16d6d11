"""Readiness: profiles, dates, names, own lines, and what is frozen once sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cases import BERLIN, DAY, DOCUMENT, NOW, TODAY, Person, book
from hypothesis import given
from hypothesis import strategies as st

from tui.journey.actions import Chose, Dated, Ticked
from tui.journey.documents import names_differ, own_id, readiness
from tui.journey.progress import mark

READY, NOT_READY, ATTENTION = "ready", "not-ready", "needs-attention"


def person(now: datetime = NOW) -> Person:
    return Person(now=now).answer()


def under(profile: str) -> Person:
    return person().do(Chose("profile", profile))


def use(someone: Person, profile: str) -> Person:
    return someone.do(Chose("profile", profile))


# profiles


@pytest.mark.parametrize(
    ("profile", "documents"),
    [("guide", ["selfie", "id", "note"]), ("video", ["clip", "id"]), ("asked", [])],
)
def test_each_profile_has_its_documents(profile: str, documents: list[str]) -> None:
    assert list(under(profile).states()) == documents


@pytest.mark.parametrize("chosen", ["", "no-such-profile"])
def test_the_first_profile_holds_unless_another_is_chosen(chosen: str) -> None:
    assert under(chosen).readiness.profile.id == "guide"


def test_a_switch_keeps_the_ticks_that_still_apply() -> None:
    someone = use(person().fulfil("id", "selfie"), "video")
    assert someone.states() == {"clip": NOT_READY, "id": READY}
    assert use(someone, "guide").states() == {"selfie": READY, "id": READY, "note": NOT_READY}


def test_a_playbook_without_profiles_asks_for_nothing() -> None:
    steps = [step for step in DOCUMENT["step"] if step["kind"] != "documents"]
    someone = Person(book(step=steps, profile=[])).answer()
    assert readiness(someone.case) is None
    assert someone.send().status("review") == "Waiting for Harbour"


def test_a_list_not_written_down_yet_is_not_ready() -> None:
    assert not under("asked").readiness.complete
    assert under("asked").status("send") == "Cannot start yet"


# criteria


def test_ready_needs_every_required_criterion_and_no_other() -> None:
    someone = person().tick("criterion", "id", "in-colour")
    assert (someone.item("id").state, someone.item("id").why) == (NOT_READY, "1 of 2 points")
    someone.tick("criterion", "id", "all-corners")
    assert (someone.item("id").state, someone.item("id").why) == (READY, "")


def test_counts() -> None:
    found = person().fulfil("id", "note").readiness
    assert (found.ready, found.total, found.complete) == (2, 3, False)
    assert person().fulfil().readiness.complete


# the note's date


@pytest.mark.parametrize(
    ("written", "state"),
    [
        (TODAY, READY),
        (TODAY - DAY, ATTENTION),
        (TODAY - 400 * DAY, ATTENTION),
        (TODAY + DAY, ATTENTION),
        (date.min, ATTENTION),
        (date.max, ATTENTION),
        (None, NOT_READY),
    ],
)
def test_a_note_counts_on_its_day_only(written: date | None, state: str) -> None:
    assert person().fulfil().date("note/date", written).item("note").state == state


def test_a_note_goes_stale_at_local_midnight() -> None:
    someone = person(datetime(2026, 11, 23, 23, 59, tzinfo=BERLIN)).fulfil()
    assert someone.item("note").state == READY
    assert someone.wait(minutes=1).item("note").state == ATTENTION


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_the_date_is_the_local_one(zone: str) -> None:
    someone = person(NOW.astimezone(ZoneInfo(zone))).fulfil()
    assert someone.item("note").state == READY
    assert someone.case.today == NOW.astimezone(ZoneInfo(zone)).date()


def test_a_stale_note_is_mended_by_a_new_one() -> None:
    someone = person().fulfil().wait(days=3)
    assert "today" in someone.item("note").why
    assert someone.date("note/date", someone.case.today).item("note").state == READY


# the ID


@pytest.mark.parametrize(
    ("days", "state", "warned"),
    [(-1, ATTENTION, True), (0, READY, True), (20, READY, True), (40, READY, False)],
)
def test_an_expiry_past_blocks_and_one_near_warns(days: int, state: str, warned: bool) -> None:
    item = person().fulfil().date("id/expiry", TODAY + days * DAY).item("id")
    assert (item.state, bool(item.why)) == (state, warned)


def test_an_id_without_end_is_fine() -> None:
    assert person().fulfil().date("id/expiry", date.max).item("id").why == ""


def test_every_warning_is_shown() -> None:
    someone = named("Ana Lima", "Eva Lima").date("id/expiry", TODAY + DAY)
    assert "expires" in someone.item("id").why
    assert "eva" in someone.item("id").why


# names


def named(account: str, holder: str) -> Person:
    return person().fulfil().write("account-name", account).write("id/name", holder)


def difference(account: str, holder: str) -> str:
    someone = named(account, holder)
    return names_differ(someone.case, someone.item("id").document)


@pytest.mark.parametrize(
    ("account", "holder"),
    [
        ("María José Núñez", "NUNEZ, Maria Jose"),
        ("Łukasz Żółw", "Zolw Lukasz"),
        ("Søren Ødegård", "ODEGARD SOREN"),
        ("Jürgen Groß", "Jurgen GROSS"),
        ("Jean-Luc O'Neill", "JEAN LUC ONEILL"),
        ("Işık", "ISIK"),
        ("Ｙｕｋｉ Ito", "Yuki Itō"),
        ("Zoe\u0301", "Zoé"),
        ("", "Ana"),
        ("Ana", ""),
    ],
)
def test_accents_order_and_case_do_not_count(account: str, holder: str) -> None:
    assert difference(account, holder) == ""


@pytest.mark.parametrize(
    ("account", "holder", "shown"),
    [
        ("Ana Lima", "Ana Lima Souza", ["document: souza"]),
        ("Ana Lima Souza", "Ana Lima", ["account: souza"]),
        ("Eva Lima", "Ana Lima", ["account: eva", "document: ana"]),
        ("Ana Ana", "Ana", ["twice"]),
    ],
)
def test_a_difference_is_shown(account: str, holder: str, shown: list[str]) -> None:
    assert all(part in difference(account, holder) for part in shown)
    assert named(account, holder).item("id").state == READY


NAMES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzéèüöñçåžłøß", min_size=1, max_size=12),
    min_size=1,
    max_size=4,
)


@given(NAMES, st.randoms(use_true_random=False))
def test_any_order_and_case_is_the_same_name(name: list[str], random) -> None:  # type: ignore[no-untyped-def]
    other = [part.upper() for part in name]
    random.shuffle(other)
    assert difference(" ".join(name), ", ".join(other)) == ""


@given(st.text(max_size=40), st.text(max_size=40))
def test_names_are_compared_both_ways_alike(one: str, other: str) -> None:
    assert bool(difference(one, other)) == bool(difference(other, one))
    assert difference(one, one) == ""


# what support asked for


def test_own_lines_are_the_list() -> None:
    someone = under("asked").write("asked", "Proof of address\n\n  ID,  both sides \n")
    assert [item.document.title for item in someone.readiness.items] == [
        "Proof of address",
        "ID, both sides",
    ]
    assert someone.fulfil().readiness.complete


def test_the_same_line_twice_is_one_item() -> None:
    assert under("asked").write("asked", "An ID\nan  id\nAN ID").readiness.total == 1


@given(st.text(min_size=1, max_size=300), st.text(min_size=1, max_size=300))
def test_other_words_are_another_item(one: str, other: str) -> None:
    same = " ".join(one.casefold().split()) == " ".join(other.casefold().split())
    assert (own_id(one) == own_id(other)) == same
    assert len(own_id(one)) <= 80 and "/" not in own_id(one)


def test_long_lines_that_end_differently_are_apart() -> None:
    long = "A photograph of the whole identity document on a dark and even background, its "
    someone = under("asked").write("asked", f"{long}front\n{long}back")
    assert someone.readiness.total == 2


@pytest.mark.parametrize("outcome", ["more", "rejected"])
def test_lines_asked_for_in_an_answer_join_the_list(outcome: str) -> None:
    someone = person().fulfil().send().hear(outcome, asked="A bank statement")
    assert someone.states()[own_id("A bank statement")] == NOT_READY
    assert someone.status("send") == "Cannot start yet"
    assert someone.fulfil(own_id("A bank statement")).status("send") == "Needs attention"


# frozen once sent


def test_a_note_does_not_go_stale_while_it_is_reviewed() -> None:
    someone = person().fulfil().send().wait(days=10)
    assert set(someone.states().values()) == {READY}
    assert all(item.frozen for item in someone.readiness.items)


def test_what_was_sent_does_not_change_under_review() -> None:
    someone = person().fulfil().send()
    before = someone.readiness
    someone.do(Ticked(mark("criterion", "id", "in-colour"), False))
    someone.do(Dated("note/date", None), Dated("id/expiry", TODAY - DAY))
    assert someone.readiness == before


def test_a_journey_to_another_zone_changes_nothing_that_was_sent() -> None:
    someone = person(datetime(2026, 11, 23, 0, 30, tzinfo=ZoneInfo("Asia/Tokyo"))).fulfil().send()
    someone.now = someone.now.astimezone(ZoneInfo("America/Los_Angeles"))
    assert someone.item("note").state == READY


def test_only_the_items_named_reopen() -> None:
    someone = person().fulfil().send().hear("rejected", "note").wait(days=2)
    assert someone.states() == {"selfie": READY, "id": READY, "note": ATTENTION}
    assert someone.item("note").why == "Blurred"
    assert [item.document.id for item in someone.readiness.left] == ["note"]


def test_what_was_not_named_stays_frozen_in_later_rounds() -> None:
    someone = person().fulfil().send().hear("rejected", "selfie").wait(days=3)
    someone.fulfil("selfie").send().wait(days=30)
    assert someone.item("note").state == READY
    assert [one.documents for one in someone.progress.rounds] == [
        ("selfie", "id", "note"),
        ("selfie",),
    ]


def test_a_reason_in_own_words_is_shown() -> None:
    from tui.journey.actions import GotOutcome

    someone = person().fulfil().send()
    someone.do(GotOutcome("rejected", named={"id": "They said: too dark", "note": ""}))
    assert someone.item("id").why == "They said: too dark"
    assert someone.item("note").why == "asked for again"


def test_what_was_looked_at_is_looked_at_again() -> None:
    someone = person().fulfil().tick("kept", "id", "blur").send().hear("rejected", "id")
    assert not someone.case.ticked("kept", "id", "blur")
    assert not someone.case.ticked("criterion", "id", "in-colour")
    assert someone.case.ticked("criterion", "selfie", "face")


def test_what_went_out_before_sparekey_counts_as_ready() -> None:
    someone = Person().answer("already-sent").send(NOW - timedelta(days=5))
    assert {item.why for item in someone.readiness.items} == {"sent before"}
    assert someone.readiness.complete
