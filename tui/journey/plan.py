"""Where everything stands: statuses, gates, progress and what is next, derived from the case."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from tui.journey import copies, documents, request, review
from tui.journey.case import Case, once
from tui.journey.schema import Kind, Step


class Status(StrEnum):
    """The seven statuses a step can have, in the words that are shown."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    DONE = "Done"
    BLOCKED = "Cannot start yet"
    ATTENTION = "Needs attention"
    WAITING = "Waiting"
    NOT_NEEDED = "Not needed"


class StepPlan(Struct, frozen=True):
    """One step and where it stands."""

    step: Step
    number: int
    status: Status
    why: str
    done: int
    total: int
    opens_with: str
    """The id of the step that opens this one, while it is blocked."""
    label: str
    """The status in words."""


class Plan(Struct, frozen=True):
    """The whole journey."""

    steps: tuple[StepPlan, ...]
    readiness: documents.Readiness | None
    window: review.Window | None

    @property
    def counted(self) -> int:
        """How many steps count: all but those not needed."""
        return sum(step.status is not Status.NOT_NEEDED for step in self.steps)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.status is Status.DONE for step in self.steps)

    @property
    def progress(self) -> float:
        """Return the share that is done, 0.0 to 1.0."""
        return self.done / self.counted if self.counted else 1.0

    @property
    def gathers(self) -> bool:
        """Whether documents are needed."""
        return any(
            step.step.kind == "documents" and step.status is not Status.NOT_NEEDED
            for step in self.steps
        )

    @property
    def finished(self) -> bool:
        """Whether nothing is left."""
        return self.done == self.counted

    def of(self, step_id: str) -> StepPlan:
        """Return the step of that id; raises `KeyError` where there is none."""
        for step in self.steps:
            if step.step.id == step_id:
                return step
        raise KeyError(step_id)

    @property
    def next(self) -> StepPlan | None:
        """The step to go on with: what a request that is out needs; else the first that is open.

        A proof that was skipped comes last: the person said so clearly.
        """
        left = (step for step in self.steps if step.status in _OPEN)
        return min(left, key=self._rank, default=None)

    def _rank(self, step: StepPlan) -> int:
        if self.window and step.step.kind in _FOLLOW_UP:
            return 0
        skipped = step.step.kind == "new-2fa" and step.status is Status.ATTENTION
        return 2 if skipped else 1

    def after(self, step_id: str) -> StepPlan | None:
        """Return the next step after this one that has something left, if it can be opened."""
        rest = self.steps[self.of(step_id).number :]
        settled = (Status.DONE, Status.NOT_NEEDED)
        left = next((step for step in rest if step.status not in settled), None)
        return left if left and left.status in _OPEN else None

    def kept_shut_by(self, step_id: str) -> StepPlan | None:
        """Return the first step that waits for this one."""
        return next((step for step in self.steps if step.opens_with == step_id), None)


_OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.ATTENTION, Status.WAITING})
_FOLLOW_UP: frozenset[Kind] = frozenset({"documents", "send", "review"})
"""What goes on once a request is out: what was asked for again, the reply, the wait."""


class _Found(Struct, frozen=True):
    """What a rule says of one step."""

    status: Status
    why: str = ""
    done: int = 0
    total: int = 0


@once
def plan(case: Case) -> Plan:
    """Return where everything stands, from the case alone."""
    ready = documents.readiness(case)
    steps: list[StepPlan] = []
    for number, step in enumerate(case.playbook.steps, start=1):
        opener = _opener(case, step, ready)
        found = _not_needed(case, step, ready) or (
            _blocked(case, opener) if opener else _RULES[step.kind](case, step)
        )
        blocked = opener.id if opener and found.status is Status.BLOCKED else ""
        steps.append(
            StepPlan(
                step,
                number,
                found.status,
                found.why,
                found.done,
                found.total,
                blocked,
                _label(found.status, case),
            )
        )
    return Plan(tuple(steps), ready, review.of(case))


def _label(status: Status, case: Case) -> str:
    return f"{status} for {case.playbook.name}" if status is Status.WAITING else str(status)


_SPARED_BY_KEY: frozenset[Kind] = frozenset(
    {"way-in", "support", "request", "documents", "send", "review"}
)
_SPARED_BY_WAY = _SPARED_BY_KEY - {"way-in"}


def _not_needed(case: Case, step: Step, ready: documents.Readiness | None) -> _Found | None:
    """What makes the step needless, if anything does."""
    kind, way = step.kind, case.way_in
    if case.preparing and kind in _SPARED_BY_KEY:
        return _Found(Status.NOT_NEEDED, "you can still log in")
    if case.key_accepted and kind in _SPARED_BY_KEY:
        return _Found(Status.NOT_NEEDED, "your saved key was accepted")
    if way and not way.request and kind in _SPARED_BY_WAY:
        return _Found(Status.NOT_NEEDED, f"you chose another way: {way.text}")
    if case.sent_elsewhere and _spared_by_earlier_request(case, kind, ready):
        return _Found(Status.NOT_NEEDED, "your request is already sent")
    return None


def _spared_by_earlier_request(case: Case, kind: Kind, ready: documents.Readiness | None) -> bool:
    if kind == "way-in":
        return not (case.way_in or case.progress.ways_failed)
    if kind == "documents":
        asked_again = case.reopened and ready is not None and bool(ready.left)
        return len(case.progress.rounds) < 2 and not asked_again
    return kind in ("support", "request")


def _opener(case: Case, step: Step, ready: documents.Readiness | None) -> Step | None:
    """Return the step that must come first, while this one can't start."""
    book = case.playbook
    if step.kind == "situation":
        return None
    if step.kind == "send":
        return _sending_opener(case, ready)
    if step.kind == "review":
        return None if case.latest and not case.reopened else book.of_kind("send")
    if step.kind == "new-2fa":
        return _new_2fa_opener(case, ready)
    return None if case.answered else book.of_kind("situation")


def _sending_opener(case: Case, ready: documents.Readiness | None) -> Step | None:
    if case.latest and not case.reopened:
        return None
    if not case.answered or (case.sent_elsewhere and not case.latest):
        return case.playbook.of_kind("situation")
    gather = case.playbook.of_kind("documents")
    if gather is None or ready is None or ready_to_send(case, ready):
        return None
    return None if case.ticked("send-anyway", str(case.round_number)) else gather


def ready_to_send(case: Case, ready: documents.Readiness) -> bool:
    """Whether every document that goes out in this round is ready."""
    if case.reopened:
        return all(item.state == "ready" for item in ready.left)
    return ready.complete


def _new_2fa_opener(case: Case, ready: documents.Readiness | None) -> Step | None:
    if case.preparing or case.key_accepted or case.approved or case.progress.way_worked:
        return None
    by_way = case.way_in and not case.way_in.request
    kinds: tuple[Kind, ...] = ("way-in",) if by_way else ("review", "send", "way-in", "situation")
    opener = next(filter(None, map(case.playbook.of_kind, kinds)), None)
    if opener is None or _not_needed(case, opener, ready) or _is_behind(case, opener.kind):
        return None
    return opener


def _is_behind(case: Case, kind: Kind) -> bool:
    """Whether that step, the last there is before the new 2FA, was gone through."""
    through: dict[Kind, bool] = {
        "situation": case.answered,
        "way-in": bool(case.way_in and case.way_in.request),
        "send": case.latest is not None,
    }
    return through.get(kind, False)


def _blocked(case: Case, opener: Step) -> _Found:
    number = case.playbook.steps.index(opener) + 1
    return _Found(Status.BLOCKED, f"step {number} comes first: {opener.title}")


def _counted(done: int, total: int, *, started: bool = False, why: str = "") -> _Found:
    """A step that is done when all its parts are."""
    if done == total:
        return _Found(Status.DONE, why, done, total)
    status = Status.IN_PROGRESS if done or started else Status.NOT_STARTED
    return _Found(status, why or (f"{done} of {total}" if done else ""), done, total)


def _situation(case: Case, step: Step) -> _Found:
    parts = [case.situation is not None]
    if case.playbook.products:
        parts.append(case.product is not None)
    if case.sent_elsewhere:
        parts.append(bool(case.progress.rounds))
    parts += [case.task_settled(step, task) for task in case.tasks(step)]
    return _counted(sum(parts), len(parts))


def _saved_key(case: Case, step: Step) -> _Found:
    places = [case.progress.places.get(place.id) for place in case.playbook.places]
    looked, total = sum(place is not None for place in places), len(places)
    if case.key_accepted:
        return _Found(Status.DONE, f"{case.playbook.name} accepted your key", looked, total)
    if "found" in places:
        return _Found(Status.IN_PROGRESS, "try the code of the key you found", looked, total)
    after = case.tasks(step)
    left = [task for task in after if not case.task_settled(step, task)]
    if "refused" in places and left:
        return _Found(Status.IN_PROGRESS, "go through what may be wrong", looked, total)
    if case.ticked("nothing-saved"):
        return _Found(Status.DONE, "nothing was saved", total, total)
    return _counted(looked, total)


def _way_in(case: Case, step: Step) -> _Found:
    way = case.way_in
    if way is None:
        failed = bool(case.progress.ways_failed)
        return _Found(
            Status.IN_PROGRESS if failed else Status.NOT_STARTED,
            "that way did not work: choose another" if failed else "",
            0,
            1,
        )
    if way.request or case.progress.way_worked:
        return _Found(Status.DONE, way.text, 1, 1)
    return _Found(Status.IN_PROGRESS, f"try it: {way.text}", 0, 1)


def _support(case: Case, step: Step) -> _Found:
    tasks = case.tasks(step)
    done, total = sum(case.task_done(step, task) for task in tasks), len(tasks)
    if case.ticked("done", step.id):
        return _Found(Status.DONE, "", total, total)
    started = _Found(Status.IN_PROGRESS, f"{done} of {total}", done, total)
    return started if done else _Found(Status.NOT_STARTED, "", 0, total)


def _request(case: Case, step: Step) -> _Found:
    filled = sum(bool(case.text(field).strip()) for field in request.FIELDS)
    total = len(request.FIELDS)
    if refused := request.refusal(case):
        return _Found(Status.IN_PROGRESS, refused, filled, total)
    if case.ticked("done", step.id):
        return _Found(Status.DONE, "ready to send", total, total)
    started = filled or case.text("message")
    return _Found(
        Status.IN_PROGRESS if started else Status.NOT_STARTED,
        "mark it as ready" if filled == total else "",
        filled,
        total,
    )


def _documents(case: Case, step: Step) -> _Found:
    found = documents.readiness(case)
    if found is None:
        return _Found(Status.DONE)
    done, total = found.ready, found.total
    words = f"{done} of {total} ready"
    if case.latest and not case.reopened:
        return _Found(Status.DONE, f"sent, {words}", done, total)
    if ready_to_send(case, found):
        return _Found(Status.DONE, words, done, total)
    for item in found.left:
        if item.state == "needs-attention":
            return _Found(Status.ATTENTION, f"{item.document.title}: {item.why}", done, total)
    touched = any(item.done for item in found.items)
    return _Found(Status.IN_PROGRESS if touched else Status.NOT_STARTED, words, done, total)


def _send(case: Case, step: Step) -> _Found:
    if case.reopened:
        why = f"round {case.round_number}: reply in the same conversation"
        return _Found(Status.ATTENTION, why, 0, 1)
    if case.latest:
        return _Found(Status.DONE, f"sent {case.local(case.latest.sent):%Y-%m-%d %H:%M}", 1, 1)
    return _Found(Status.NOT_STARTED, "", 0, 1)


def _review(case: Case, step: Step) -> _Found:
    found = review.of(case)
    if case.approved or found is None:
        return _Found(Status.DONE, "approved", 1, 1)
    if case.phase == "past":
        why = f"no answer by {found.latest:%Y-%m-%d %H:%M}: ask once in the same conversation"
        return _Found(Status.ATTENTION, why, 0, 1)
    why = f"since {found.sent:%Y-%m-%d %H:%M}, usually answered by {found.latest:%Y-%m-%d %H:%M}"
    return _Found(Status.WAITING, why, 0, 1)


def _new_2fa(case: Case, step: Step) -> _Found:
    tasks = case.tasks(step)
    done, total = sum(case.task_done(step, task) for task in tasks), len(tasks)
    if case.key_matched and case.new_key_accepted:
        return _Found(Status.DONE, "the saved key was tried", done, total)
    if case.ticked("skipped", step.id):
        return _Found(Status.ATTENTION, "skipped: the saved key was not tried", done, total)
    started = sum(case.ticked("task", step.id, task.id) for task in tasks) or case.key_matched
    why = f"{done} of {total}" if done else ""
    return _Found(Status.IN_PROGRESS if started else Status.NOT_STARTED, why, done, total)


def _prevention(case: Case, step: Step) -> _Found:
    drill = case.date_of("drill")
    done = sum((bool(copies.there(case)), drill is not None))
    if drill and (on := copies.drill_done(case)):
        return _Found(Status.ATTENTION, f"tried on {on}: set the date of the next drill", done, 2)
    if drill and drill < case.today:
        return _Found(Status.ATTENTION, f"the drill was due on {drill}", done, 2)
    if done == 2:
        return _Found(Status.DONE, f"next drill on {drill}", 2, 2)
    if case.ticked("skipped", step.id):
        return _Found(Status.DONE, "skipped", done, 2)
    touched = any(case.ticked("task", step.id, task.id) for task in case.tasks(step))
    return _counted(done, 2, started=touched)


_RULES: dict[Kind, Callable[[Case, Step], _Found]] = {
    "situation": _situation,
    "saved-key": _saved_key,
    "way-in": _way_in,
    "support": _support,
    "request": _request,
    "documents": _documents,
    "send": _send,
    "review": _review,
    "new-2fa": _new_2fa,
    "prevention": _prevention,
}
