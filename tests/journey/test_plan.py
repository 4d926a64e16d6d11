"""Every gate and every status, from the contract alone."""

from __future__ import annotations

import pytest
from cases import BOOK, DAY, KINDS, NOW, TODAY, Person, book_of

from tui.journey.actions import Accepted, Checked, Chose, KeyTried, Looked, Ticked, WayTried
from tui.journey.plan import Status
from tui.journey.progress import mark

NOT_STARTED, IN_PROGRESS, DONE = "Not started", "In progress", "Done"
BLOCKED, ATTENTION, NOT_NEEDED = "Cannot start yet", "Needs attention", "Not needed"
WAITING = "Waiting for Harbour"
REQUEST_STEPS = ("support", "request", "documents", "send", "review")


def person() -> Person:
    return Person().answer()


def test_the_seven_statuses_in_words() -> None:
    assert [str(status) for status in Status] == [
        NOT_STARTED,
        IN_PROGRESS,
        DONE,
        BLOCKED,
        ATTENTION,
        "Waiting",
        NOT_NEEDED,
    ]


def test_at_first_only_the_first_step_can_be_started() -> None:
    assert Person().statuses() == dict.fromkeys(KINDS, BLOCKED) | {"situation": NOT_STARTED}
    assert Person().plan.next.step.id == "situation"
    assert Person().plan.progress == 0.0


def test_answering_opens_steps_two_to_six_and_ten() -> None:
    opened = dict.fromkeys(KINDS, NOT_STARTED) | dict.fromkeys(
        ("send", "review", "new-2fa"), BLOCKED
    )
    assert person().statuses() == opened | {"situation": DONE}


@pytest.mark.parametrize(("question", "choice"), [("situation", "lost"), ("product", "app")])
def test_one_answer_of_two_opens_nothing(question: str, choice: str) -> None:
    half = Person().do(Chose(question, choice))
    assert half.status("situation") == IN_PROGRESS
    assert half.status("saved-key") == BLOCKED


@pytest.mark.parametrize(("question", "other"), [("situation", "lost"), ("product", "app")])
def test_an_answer_the_playbook_does_not_know_is_none(question: str, other: str) -> None:
    assert person().do(Chose(question, "gone")).status("situation") == IN_PROGRESS


@pytest.mark.parametrize(
    ("step", "opener"),
    [
        ("saved-key", "situation"),
        ("prevention", "situation"),
        ("send", "situation"),
        ("review", "send"),
        ("new-2fa", "review"),
    ],
)
def test_a_step_that_cannot_start_names_the_one_that_opens_it(step: str, opener: str) -> None:
    found = Person().plan.of(step)
    assert found.opens_with == opener
    assert BOOK.step(opener).title in found.why


def test_sending_is_opened_by_the_documents_once_answered() -> None:
    assert person().plan.of("send").opens_with == "documents"


# 1 situation


@pytest.mark.parametrize(("situation", "task"), [("stolen", "lock"), ("codes-refused", "clock")])
@pytest.mark.parametrize("how", ["task", "later"])
def test_added_tasks_are_done_or_put_off(situation: str, task: str, how: str) -> None:
    someone = Person().answer(situation)
    assert someone.status("situation") == IN_PROGRESS
    assert someone.status("saved-key") == NOT_STARTED
    assert someone.tick(how, "situation", task).status("situation") == DONE


# 2 saved key


def looked(**places: str) -> Person:
    return person().do(*(Looked(place.replace("_", "-"), found) for place, found in places.items()))


def test_looking_everywhere_finishes() -> None:
    assert looked(paper="nothing").status("saved-key") == IN_PROGRESS
    everywhere = looked(paper="nothing", password_manager="nothing", old_phone="nothing")
    assert everywhere.status("saved-key") == DONE


def test_i_saved_nothing_finishes_at_once() -> None:
    assert person().tick("nothing-saved").status("saved-key") == DONE


def test_a_found_key_is_not_done_until_it_was_tried() -> None:
    found = looked(paper="found", password_manager="nothing", old_phone="nothing")
    assert found.status("saved-key") == IN_PROGRESS
    assert found.do(KeyTried("paper", True)).status("saved-key") == DONE


def test_a_refused_key_asks_what_may_be_wrong_and_then_goes_on_to_the_reset() -> None:
    refused = looked(paper="found", password_manager="nothing", old_phone="nothing")
    refused.do(KeyTried("paper", False))
    assert refused.status("saved-key") == IN_PROGRESS
    assert refused.status("way-in") == NOT_STARTED
    assert refused.tick("task", "saved-key", "entry").status("saved-key") == DONE


def test_a_key_can_be_tried_again() -> None:
    again = looked(paper="found").do(KeyTried("paper", False), KeyTried("paper", True))
    assert again.status("saved-key") == DONE


def test_a_key_can_only_be_tried_where_one_was_found() -> None:
    assert looked(paper="nothing").do(KeyTried("paper", True)).status("way-in") == NOT_STARTED


def test_an_accepted_key_spares_three_to_eight_and_opens_nine() -> None:
    kept = looked(paper="found").do(KeyTried("paper", True))
    assert {kept.status(step) for step in ("way-in", *REQUEST_STEPS)} == {NOT_NEEDED}
    assert kept.status("new-2fa") == NOT_STARTED


def test_an_accepted_key_ends_a_wait() -> None:
    kept = Person().sent().do(Looked("paper", "found"), KeyTried("paper", True))
    assert kept.status("review") == NOT_NEEDED
    assert kept.plan.next.step.id == "new-2fa"


# 3 way in


def test_the_chat_is_chosen_and_done() -> None:
    assert person().way("chat").status("way-in") == DONE
    assert person().way("chat").status("support") == NOT_STARTED


@pytest.mark.parametrize("way", ["passkey", "in-app"])
def test_another_way_spares_four_to_eight_until_it_failed(way: str) -> None:
    chosen = person().way(way)
    assert chosen.status("way-in") == IN_PROGRESS
    assert {chosen.status(step) for step in REQUEST_STEPS} == {NOT_NEEDED}
    assert chosen.status("new-2fa") == BLOCKED
    assert chosen.plan.of("new-2fa").opens_with == "way-in"
    chosen.do(WayTried(False))
    assert chosen.status("way-in") == IN_PROGRESS
    assert chosen.status("support") == NOT_STARTED
    assert chosen.status("send") == BLOCKED


@pytest.mark.parametrize("way", ["passkey", "in-app"])
def test_a_way_that_worked_is_done_and_opens_nine(way: str) -> None:
    inside = person().way(way).do(WayTried(True))
    assert inside.status("way-in") == DONE
    assert inside.status("new-2fa") == NOT_STARTED
    assert inside.status("review") == NOT_NEEDED


def test_another_choice_has_to_work_by_itself() -> None:
    changed = person().way("passkey").do(WayTried(True)).way("in-app")
    assert changed.status("way-in") == IN_PROGRESS
    assert changed.status("new-2fa") == BLOCKED


def test_the_same_choice_again_changes_nothing() -> None:
    same = person().way("passkey").do(WayTried(True))
    before = same.progress
    assert same.way("passkey").progress == before


def test_the_chat_can_not_have_worked_before_it_was_approved() -> None:
    assert person().way("chat").do(WayTried(True)).status("new-2fa") == BLOCKED


def test_what_was_done_for_the_request_is_kept_while_another_way_is_tried() -> None:
    someone = person().fulfil("id").way("passkey").do(WayTried(False))
    assert someone.item("id").state == "ready"


# 4 support, 5 request


def test_support_is_done_when_confirmed() -> None:
    someone = person().tick("task", "support", "open-help")
    assert someone.status("support") == IN_PROGRESS
    assert someone.tick("done", "support").status("support") == DONE


def test_the_request_is_done_when_marked_as_ready() -> None:
    someone = person().write("email", "a@b.example")
    assert someone.status("request") == IN_PROGRESS
    someone.write("details", "user 7").write("story", "Phone lost.")
    assert someone.status("request") == IN_PROGRESS
    assert someone.tick("done", "request").status("request") == DONE


# 6 documents, 7 send


def test_documents_begin_go_on_and_are_done() -> None:
    someone = person()
    assert someone.tick("criterion", "id", "in-colour").status("documents") == IN_PROGRESS
    assert someone.fulfil("id").status("documents") == IN_PROGRESS
    assert someone.fulfil().status("documents") == DONE
    assert someone.status("send") == NOT_STARTED


def test_a_missing_date_is_only_not_ready() -> None:
    someone = person().fulfil().date("note/date", None)
    assert someone.item("note").state == "not-ready"
    assert "date" in someone.item("note").why
    assert someone.status("documents") == IN_PROGRESS


def test_a_stale_note_needs_attention_and_shuts_sending() -> None:
    someone = person().fulfil().wait(days=1)
    assert someone.status("documents") == ATTENTION
    assert someone.status("send") == BLOCKED


def test_send_anyway_opens_sending() -> None:
    assert person().tick("send-anyway", "1").status("send") == NOT_STARTED


def test_send_anyway_is_asked_again_in_the_next_round() -> None:
    someone = person().tick("send-anyway", "1").send().hear("rejected", "id")
    assert someone.status("send") == BLOCKED
    assert someone.tick("send-anyway", "2").status("send") == ATTENTION


def test_after_sending_the_documents_are_done_whatever_was_missing() -> None:
    assert person().tick("send-anyway", "1").send().status("documents") == DONE


def test_sent_is_done_and_the_wait_begins() -> None:
    someone = Person().sent()
    assert someone.status("send") == DONE
    assert someone.status("review") == WAITING
    assert someone.plan.next.step.id == "review"


# 8 review


@pytest.mark.parametrize(
    ("hours", "status", "phase"),
    [
        (0, WAITING, "inside"),
        (23.9, WAITING, "inside"),
        (24, WAITING, "near"),
        (72, WAITING, "near"),
        (72.1, ATTENTION, "past"),
        (1000, ATTENTION, "past"),
    ],
)
def test_the_wait_is_over_after_the_latest_time(hours: float, status: str, phase: str) -> None:
    someone = Person().sent().wait(hours=hours)
    assert someone.status("review") == status
    assert someone.case.phase == phase


def test_only_the_review_ever_waits() -> None:
    assert [s for s, status in Person().sent().statuses().items() if status == WAITING] == [
        "review"
    ]


def test_an_overdue_answer_comes_before_other_open_steps() -> None:
    assert Person().sent().wait(hours=80).plan.next.step.id == "review"


def test_something_else_keeps_waiting() -> None:
    someone = Person().sent().hear("other")
    assert someone.status("review") == WAITING
    assert someone.hear("approved").status("review") == DONE


def test_approval_opens_nine() -> None:
    someone = Person().sent().hear("approved")
    assert someone.status("review") == DONE
    assert someone.status("new-2fa") == NOT_STARTED


@pytest.mark.parametrize("outcome", ["more", "rejected"])
def test_a_new_round_asks_for_the_items_first_and_then_to_reply(outcome: str) -> None:
    someone = Person().sent().hear(outcome, "note")
    assert someone.status("documents") == ATTENTION
    assert someone.status("send") == BLOCKED
    assert someone.plan.of("review").opens_with == "send"
    assert someone.plan.next.step.id == "documents"
    someone.fulfil("note")
    assert (someone.status("documents"), someone.status("send")) == (DONE, ATTENTION)
    assert "same conversation" in someone.plan.of("send").why
    assert someone.plan.next.step.id == "send"


@pytest.mark.parametrize("outcome", ["more", "rejected"])
def test_nothing_named_means_only_to_reply(outcome: str) -> None:
    someone = Person().sent().hear(outcome)
    assert (someone.status("documents"), someone.status("send")) == (DONE, ATTENTION)


def test_why_names_what_is_to_do_and_not_what_went_out_incomplete() -> None:
    someone = person().fulfil().date("id/expiry", TODAY - DAY).tick("send-anyway", "1").send()
    assert someone.hear("rejected", "note").plan.of("documents").why.startswith("Note: ")


# 9 new 2FA, 10 prevention


def approved() -> Person:
    return Person().sent().hear("approved").wait(minutes=5)


def test_the_new_2fa_is_done_when_it_matched_and_was_accepted() -> None:
    matched = approved().do(Checked("key", "match"))
    assert matched.status("new-2fa") == IN_PROGRESS
    assert matched.do(Accepted()).status("new-2fa") == DONE
    assert approved().do(Accepted()).status("new-2fa") != DONE


@pytest.mark.parametrize(("result", "proof"), [("match", True), ("clock", True)])
@pytest.mark.parametrize("other", ["well-formed", "no-match"])
def test_only_a_match_is_a_match(result: str, proof: bool, other: str) -> None:
    assert approved().do(Checked("key", result), Accepted()).status("new-2fa") == DONE
    assert approved().do(Checked("key", other), Accepted()).status("new-2fa") != DONE


def test_a_reset_voids_what_was_shown_before_it() -> None:
    before = Person().sent().prove().wait(minutes=1).hear("approved")
    assert before.status("new-2fa") != DONE
    assert before.wait(minutes=1).prove().status("new-2fa") == DONE


def test_a_found_key_needs_only_the_match() -> None:
    kept = looked(paper="found").do(KeyTried("paper", True), Checked("key", "match"))
    assert kept.status("new-2fa") == DONE


def test_skipping_the_proof_needs_attention_and_comes_last() -> None:
    skipped = approved().tick("skipped", "new-2fa")
    assert skipped.status("new-2fa") == ATTENTION
    assert skipped.plan.next.step.id != "new-2fa"
    assert skipped.prove().status("new-2fa") == DONE


def test_prevention_is_done_with_a_copy_and_a_drill() -> None:
    assert person().tick("copy", "paper").status("prevention") == IN_PROGRESS
    assert person().date("drill", TODAY + DAY).status("prevention") == IN_PROGRESS
    assert person().prevent().status("prevention") == DONE
    assert person().tick("skipped", "prevention").status("prevention") == DONE


@pytest.mark.parametrize(("days", "status"), [(0, DONE), (1, ATTENTION)])
def test_a_drill_is_overdue_the_day_after(days: int, status: str) -> None:
    assert person().prevent(TODAY).wait(days=days).status("prevention") == status


# situations that change the journey


def test_prepare_spares_three_to_eight_and_opens_nine() -> None:
    someone = Person().answer("prepare-only")
    assert {someone.status(step) for step in ("way-in", *REQUEST_STEPS)} == {NOT_NEEDED}
    assert someone.status("saved-key") == someone.status("new-2fa") == NOT_STARTED
    assert someone.prove().status("new-2fa") == DONE


def test_already_sent_asks_when_before_anything_opens() -> None:
    someone = Person().answer("already-sent")
    assert someone.status("situation") == IN_PROGRESS
    assert someone.plan.of("send").opens_with == "situation"
    spared = {someone.status(step) for step in ("way-in", "support", "request", "documents")}
    assert spared == {NOT_NEEDED}


def test_already_sent_opens_the_wait() -> None:
    someone = Person().answer("already-sent").send(NOW - 30 * DAY / 24, "case 7")
    assert someone.status("situation") == someone.status("send") == DONE
    assert someone.status("documents") == NOT_NEEDED
    assert someone.status("review") == WAITING
    assert someone.case.phase == "near"
    assert someone.case.latest.case == "case 7"


def test_already_sent_and_rejected_needs_the_documents_named() -> None:
    someone = Person().answer("already-sent").send().hear("rejected", "id")
    assert someone.status("documents") == ATTENTION
    assert someone.states() == {"selfie": "ready", "id": "needs-attention", "note": "ready"}
    someone.fulfil("id")
    assert someone.status("documents") == DONE
    someone.send()
    assert (someone.status("documents"), someone.status("review")) == (DONE, WAITING)


def test_already_sent_stays_sent_when_another_way_failed() -> None:
    someone = Person().answer("already-sent").send().way("passkey").do(WayTried(False))
    assert someone.status("way-in") == IN_PROGRESS
    assert someone.status("support") == someone.status("request") == NOT_NEEDED
    assert someone.status("review") == WAITING


# progress


def test_progress_counts_done_of_those_needed() -> None:
    assert person().plan.progress == pytest.approx(1 / 10)
    spared = Person().answer("prepare-only")
    assert spared.plan.progress == pytest.approx(1 / 4)
    assert spared.tick("nothing-saved").prevent().plan.progress == pytest.approx(3 / 4)
    assert not spared.plan.finished


def test_finished_is_one_hundred_percent() -> None:
    someone = Person().answer("prepare-only").tick("nothing-saved").prove().prevent()
    assert (someone.plan.progress, someone.plan.finished, someone.plan.next) == (1.0, True, None)
    late = someone.wait(days=91)
    assert (late.plan.finished, late.plan.next.step.id) == (False, "prevention")


def test_done_and_total_never_cross() -> None:
    for step in Person().sent().plan.steps:
        assert 0 <= step.done <= step.total


def test_after_is_the_next_with_something_left_unless_it_is_shut() -> None:
    assert person().plan.after("saved-key").step.id == "way-in"
    assert Person().answer("prepare-only").plan.after("saved-key").step.id == "new-2fa"
    assert person().way("passkey").plan.after("way-in") is None
    assert person().plan.after("prevention") is None


def test_a_step_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        person().plan.of("no-such-step")


# steps left out


def test_without_a_first_question_everything_is_open() -> None:
    someone = Person(book_of("saved-key", "way-in", "documents", "send"))
    assert someone.status("saved-key") == NOT_STARTED
    assert someone.status("send") == BLOCKED


def test_without_documents_sending_is_open() -> None:
    assert Person(book_of("situation", "send", "review")).answer().status("send") == NOT_STARTED


def test_without_a_review_sending_opens_the_new_2fa() -> None:
    someone = Person(book_of("situation", "send", "new-2fa")).answer()
    assert someone.plan.of("new-2fa").opens_with == "send"
    assert someone.send().status("new-2fa") == NOT_STARTED


def test_without_a_request_the_way_in_opens_the_new_2fa() -> None:
    someone = Person(book_of("situation", "way-in", "new-2fa")).answer()
    assert someone.plan.of("new-2fa").opens_with == "way-in"
    assert someone.way("passkey").do(WayTried(True)).status("new-2fa") == NOT_STARTED


def test_already_sent_where_nothing_is_sent_from_here_shuts_nothing() -> None:
    someone = Person(book_of("situation", "way-in", "new-2fa")).answer("already-sent")
    assert someone.status("new-2fa") == NOT_STARTED


def test_without_any_reset_the_new_2fa_opens_once_answered() -> None:
    someone = Person(book_of("situation", "saved-key", "new-2fa"))
    assert someone.plan.of("new-2fa").opens_with == "situation"
    assert someone.answer().status("new-2fa") == NOT_STARTED


def test_a_way_chosen_where_no_step_asks_for_it_shuts_nothing() -> None:
    someone = Person(book_of("situation", "send", "review", "new-2fa")).answer().way("passkey")
    assert someone.status("send") == NOT_STARTED


def test_several_support_steps_are_apart() -> None:
    someone = person().do(Ticked(mark("done", "elsewhere")))
    assert someone.status("support") == NOT_STARTED
