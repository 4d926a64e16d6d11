"""Any sequence of actions keeps the rules; undo; and obedient people who all arrive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cases import BOOK, DAY, KINDS, NOW, Person, book_of
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from walks import ACTIONS, BEGINNINGS, ORDERS, WALKS, begun, told, walk

from tui.journey.actions import (
    Action,
    Checked,
    Chose,
    Corrected,
    Detached,
    GotOutcome,
    KeyTried,
    Looked,
    Sent,
    Ticked,
    WayTried,
    act,
    undo,
)
from tui.journey.documents import photos_to_send
from tui.journey.plan import Status, StepPlan
from tui.journey.progress import mark
from tui.journey.schema import Playbook

CLOSED = {Status.BLOCKED, Status.DONE, Status.NOT_NEEDED}


# the rules, whatever was done


def keeps_the_rules(someone: Person) -> None:
    found, case = someone.plan, someone.case
    assert 0.0 <= found.progress <= 1.0
    assert found.finished == (found.progress == 1.0) == (found.next is None)
    assert found.next is None or found.next.status not in CLOSED
    for step in found.steps:
        assert 0 <= step.done <= step.total
        assert bool(step.opens_with) == (step.status is Status.BLOCKED)
        if step.opens_with:
            assert found.of(step.opens_with).status not in {Status.DONE, Status.NOT_NEEDED}
        if step.status is Status.WAITING:
            assert step.step.kind == "review" and case.under_review
        if step.step.kind in {"saved-key", "way-in", "support", "request", "prevention"}:
            assert case.answered or step.status in {Status.BLOCKED, Status.NOT_NEEDED}


def keeps_the_gates(someone: Person) -> None:
    """The gates of the whole journey, in the contract's words."""
    case, status = someone.case, {step.step.id: step.status for step in someone.plan.steps}
    worked = case.progress.way_worked and case.way_in
    opens_nine = case.approved or case.key_accepted or worked or case.preparing
    assert (status["new-2fa"] is not Status.BLOCKED) == bool(opens_nine)
    if status["review"] not in {Status.BLOCKED, Status.NOT_NEEDED}:
        assert case.latest and not case.reopened
    if case.key_accepted or case.preparing:
        assert {status[kind] for kind in KINDS[2:8]} == {Status.NOT_NEEDED}


@given(BEGINNINGS, WALKS)
def test_any_sequence_keeps_the_rules(beginning: str, steps: Any) -> None:
    someone = begun(beginning, Person())
    for hours, action in steps:
        someone.wait(hours=hours).do(action)
        keeps_the_rules(someone)
        keeps_the_gates(someone)


@given(BEGINNINGS, WALKS, ORDERS)
def test_any_playbook_keeps_the_rules(beginning: str, steps: Any, kinds: tuple[str, ...]) -> None:
    keeps_the_rules(walk(begun(beginning, Person(book_of(*kinds))), steps))


@given(BEGINNINGS, WALKS, st.permutations(KINDS))
def test_the_order_of_the_steps_changes_no_status(
    beginning: str, steps: Any, kinds: list[str]
) -> None:
    someone = walk(begun(beginning, Person()), steps)
    other = Person(book_of(*kinds), someone.now)
    other.progress = someone.progress
    assert other.statuses() == someone.statuses()


@given(BEGINNINGS, WALKS)
def test_rounds_and_timeline_only_grow(beginning: str, steps: Any) -> None:
    someone = begun(beginning, Person())
    for hours, action in steps:
        before = someone.progress
        after = someone.wait(hours=hours).do(action).progress
        assert after.events[: len(before.events)] == before.events
        assert after.rounds[: len(before.rounds) - 1] == before.rounds[:-1]
        assert len(after.rounds) >= len(before.rounds)


@given(BEGINNINGS, WALKS, ACTIONS)
def test_the_same_action_twice_does_not_begin_a_second_round(
    beginning: str, steps: Any, action: Action
) -> None:
    someone = walk(begun(beginning, Person()), steps).do(action)
    assert len(someone.progress.rounds) >= len(someone.do(action).progress.rounds)


# undo


@given(BEGINNINGS, WALKS, ACTIONS)
def test_undo_restores_all_but_the_timeline_and_the_files_made(
    beginning: str, steps: Any, action: Action
) -> None:
    someone = walk(begun(beginning, Person()), steps)
    before = someone.progress
    after = act(someone.case, action)
    back = undo(someone.now, after, before)
    assert _but_what_was_made(back) == _but_what_was_made(before)
    assert back.made == after.made
    copies = {one.sha256: one.clean for every in after.photos.values() for one in every}
    for one in (one for every in back.photos.values() for one in every):
        assert one.clean == copies.get(one.sha256, one.clean)
    assert back.events[: len(after.events)] == after.events


def _but_what_was_made(progress: Any) -> dict[str, Any]:
    """The fields without the timeline, the files made, and which of them are copies of a photo."""
    photos = {
        name: [replace(one, clean="") for one in every] for name, every in progress.photos.items()
    }
    fields = {name: getattr(progress, name) for name in progress.__struct_fields__}
    return {**fields, "photos": photos, "events": None, "made": None}


def test_undo_tells_what_was_undone_once() -> None:
    someone = Person()
    kept = [someone.progress]
    for action in (Chose("situation", "lost"), Ticked("task/x/y"), Chose("product", "app")):
        kept.append(someone.do(action).progress)
    for earlier in reversed(kept[:-1]):
        someone.progress = undo(someone.now, someone.progress, earlier)
    assert told(someone.progress) == [
        "started",
        "chose situation: lost",
        "chose product: app",
        "undone chose",
        "undone chose",
    ]
    assert not someone.progress.choices


# actions that do not fit change nothing


@pytest.mark.parametrize(
    "action",
    [
        WayTried(True),
        WayTried(False),
        KeyTried("paper", True),
        GotOutcome("approved"),
        Corrected(NOW),
        Sent(NOW + timedelta(seconds=1)),
        Looked("paper", None),
        Ticked("nothing-saved", False),
        Chose("way-in", ""),
    ],
)
def test_what_does_not_fit_changes_nothing(action: Action) -> None:
    someone = Person().answer()
    before = someone.progress
    assert someone.do(action).progress == before


def test_no_second_request_while_one_is_under_review() -> None:
    someone = Person().sent()
    assert len(someone.wait(hours=100).send().progress.rounds) == 1
    assert len(someone.hear("other").send().progress.rounds) == 1
    assert len(someone.hear("approved").send().progress.rounds) == 1


def test_an_answer_is_given_once() -> None:
    someone = Person().sent().hear("rejected", "id").hear("approved")
    assert someone.case.latest.outcome == "rejected"


def test_when_and_where_it_was_sent_can_be_corrected() -> None:
    someone = Person().sent().do(Corrected(NOW - DAY, "live-chat", "H-7"))
    assert (someone.case.latest.sent, someone.case.latest.case) == (NOW - DAY, "H-7")
    assert someone.do(Corrected(NOW + DAY)).case.latest.sent == NOW - DAY


def test_a_name_that_is_no_document_reopens_nothing_else() -> None:
    someone = Person().sent().do(GotOutcome("rejected", named={"": "", "x/y": "", "k" * 999: ""}))
    assert someone.case.under_review or set(someone.states().values()) == {"ready"}


def test_asking_for_the_same_line_again_reopens_it() -> None:
    someone = Person().sent().hear("more", asked="A bank statement")
    line = someone.readiness.left[0].document.id
    someone.fulfil(line).send().hear("rejected", line, asked="A bank statement")
    assert someone.item(line).state == "needs-attention"


def test_the_timeline_tells_what_decides() -> None:
    someone = (
        Person().sent().hear("rejected", "note").fulfil("note").send().hear("approved").prove()
    )
    assert [line.split()[0] for line in told(someone.progress)] == [
        *("started", "chose", "chose", "sent", "outcome", "sent", "outcome", "checked", "accepted")
    ]


# obedient people: each does what is next, and arrives


class Obedient(Person):
    """Does whatever is next until nothing is."""

    def __init__(self, playbook: Playbook, script: dict[str, Any]) -> None:
        super().__init__(playbook)
        self.script = script
        self.outcomes = iter(script.get("outcomes", ()))
        self.ways = iter(script.get("ways", ()))

    def walk(self) -> list[str]:
        went: list[str] = []
        while (step := self.plan.next) and len(went) < 40:
            went.append(step.step.kind)
            getattr(self, "at_" + step.step.kind.replace("-", "_"))(step)
            self.wait(minutes=1)
        return went

    def at_situation(self, step: StepPlan) -> None:
        self.answer(self.script.get("situation", "lost"))
        if self.case.sent_elsewhere:
            self.send()
        for task in self.case.tasks(step.step):
            self.tick("later", step.step.id, task.id)

    def at_saved_key(self, step: StepPlan) -> None:
        accepted = self.script.get("key")
        if accepted is None:
            self.tick("nothing-saved")
        else:
            self.do(Looked("paper", "found"))
        for place, found in self.progress.places.items():
            if found == "found":
                self.do(KeyTried(place, bool(accepted)))
        self.do(*(Looked(place.id, "nothing") for place in self.book.places[1:]))
        for task in self.case.tasks(step.step):
            self.tick("task", step.step.id, task.id)

    def at_way_in(self, step: StepPlan) -> None:
        if self.case.way_in:
            self.do(WayTried(self.script.get("works", True)))
        else:
            self.way(next(self.ways, "chat"))

    def at_support(self, step: StepPlan) -> None:
        self.tick("done", step.step.id)

    at_request = at_support

    def at_documents(self, step: StepPlan) -> None:
        for document, photo in photos_to_send(self.case):
            self.do(Detached(document.id, photo.path))
        self.fulfil(*(item.document.id for item in self.readiness.left))

    def at_send(self, step: StepPlan) -> None:
        self.send()

    def at_review(self, step: StepPlan) -> None:
        self.wait(hours=self.script.get("hours", 30))
        self.do(next(self.outcomes, GotOutcome("approved")))

    def at_new_2fa(self, step: StepPlan) -> None:
        self.prove()

    def at_prevention(self, step: StepPlan) -> None:
        self.prevent()


REJECTED = GotOutcome("rejected", named={"note": "blurred", "id": "expired"})
MORE = GotOutcome("more", asked="A bank statement")
SCRIPTS: dict[str, dict[str, Any]] = {
    "a full reset": {},
    "stolen": {"situation": "stolen"},
    "a key that is accepted": {"key": True},
    "a key that is refused": {"key": False},
    "a passkey": {"ways": ["passkey"]},
    "a passkey that fails": {"ways": ["passkey"], "works": False},
    "two ways that fail": {"ways": ["passkey", "in-app"], "works": False},
    "prepare": {"situation": "prepare-only"},
    "already sent": {"situation": "already-sent"},
    "already sent, then rejected": {"situation": "already-sent", "outcomes": [REJECTED]},
    "rejected, then approved": {"outcomes": [REJECTED]},
    "more asked, then approved": {"outcomes": [MORE]},
    "three rounds": {"outcomes": [REJECTED, MORE, GotOutcome("rejected")]},
    "something else, then approved": {"outcomes": [GotOutcome("other")]},
    "late": {"hours": 100, "outcomes": [GotOutcome("other"), REJECTED]},
}
every_script = pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)


@every_script
def test_the_obedient_arrive(script: dict[str, Any]) -> None:
    someone = Obedient(BOOK, script)
    someone.walk()
    assert someone.plan.finished
    assert set(someone.statuses().values()) <= {"Done", "Not needed"}


@every_script
def test_the_obedient_arrive_in_the_other_order(script: dict[str, Any]) -> None:
    someone = Obedient(book_of(*reversed(KINDS)), script)
    someone.walk()
    assert someone.plan.finished


@given(ORDERS, st.sampled_from(list(SCRIPTS)))
def test_the_obedient_arrive_with_any_steps(kinds: tuple[str, ...], script: str) -> None:
    someone = Obedient(book_of(*kinds), SCRIPTS[script])
    someone.walk()
    assert someone.plan.finished


def test_a_full_reset_takes_the_steps_in_order() -> None:
    asked = Obedient(BOOK, {}).walk()
    assert list(dict.fromkeys(asked)) == list(KINDS)


@pytest.mark.parametrize(
    ("script", "steps"),
    [
        ("a key that is accepted", {"situation", "saved-key", "new-2fa", "prevention"}),
        ("prepare", {"situation", "saved-key", "new-2fa", "prevention"}),
        ("a passkey", {"situation", "saved-key", "way-in", "new-2fa", "prevention"}),
        ("already sent", {"situation", "saved-key", "send", "review", "new-2fa", "prevention"}),
    ],
)
def test_only_what_is_needed_is_done(script: str, steps: set[str]) -> None:
    someone = Obedient(BOOK, SCRIPTS[script])
    someone.walk()
    assert {name for name, status in someone.statuses().items() if status == "Done"} == steps


@settings(max_examples=40)
@given(BEGINNINGS, WALKS, ORDERS)
def test_from_wherever_one_strays_one_can_arrive(
    beginning: str, steps: Any, kinds: tuple[str, ...]
) -> None:
    someone = Obedient(book_of(*kinds), {})
    walk(begun(beginning, someone), steps).date("drill", someone.now.date() + 90 * DAY)
    someone.do(Chose("profile", "guide"), Chose("situation", "lost"), Checked("key", "match"))
    someone.date("id/expiry", None).tick("copy", "paper").do(
        Ticked(mark("skipped", "new-2fa"), False)
    )
    someone.walk()
    assert someone.plan.finished
