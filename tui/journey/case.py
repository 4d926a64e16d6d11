"""A case: a playbook, what the person did, and the time; with the small facts that follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, wraps
from typing import Any, TypeVar

from tui.journey.playbook import holds, tag_groups
from tui.journey.progress import Progress, Round, mark
from tui.journey.schema import Choice, Note, Playbook, Situation, Step, Task, WayIn

T = TypeVar("T")


def elapsed(since: datetime, until: datetime) -> timedelta:
    """Return the time that passed, whatever the clocks showed: Python subtracts the clock faces
    of two moments in one zone."""
    return until.astimezone(UTC) - since.astimezone(UTC)


def is_to_come(moment: datetime, now: datetime) -> bool:
    """Whether `moment` still lies in the future."""
    return elapsed(moment, now) < timedelta()


class Case:
    """Everything a screen may ask about one case at one time; nothing in it changes."""

    def __init__(self, playbook: Playbook, progress: Progress, now: datetime) -> None:
        """Take the time from outside: `now` is aware, and its zone is the person's."""
        self.playbook = playbook
        self.progress = progress
        self.now = now
        self.derived: dict[object, Any] = {}
        """What `once` derived of it so far, by the function that did."""

    @property
    def today(self) -> date:
        """The person's local date."""
        return self.now.date()

    def local(self, moment: datetime) -> datetime:
        """Return `moment` in the person's zone."""
        return moment.astimezone(self.now.tzinfo)

    def ticked(self, kind: str, *ids: str) -> bool:
        """Whether that mark is ticked."""
        return mark(kind, *ids) in self.progress.ticks

    def chosen(self, question: str) -> str:
        """Return the id chosen, or an empty text."""
        return self.progress.choices.get(question, "")

    def text(self, field: str) -> str:
        """Return the text of a field, or an empty one."""
        return self.progress.texts.get(field, "")

    def date_of(self, field: str) -> date | None:
        """Return the date of a field."""
        return self.progress.dates.get(field)

    @cached_property
    def situation(self) -> Situation | None:
        """What happened."""
        wanted = self.chosen("situation")
        return next((one for one in self.playbook.situations if one.id == wanted), None)

    @cached_property
    def product(self) -> Choice | None:
        """What the account is for."""
        wanted = self.chosen("product")
        return next((one for one in self.playbook.products if one.id == wanted), None)

    @property
    def preparing(self) -> bool:
        """Whether the person can still log in and only wants to prepare."""
        return self.situation is not None and self.situation.effect == "prepare"

    @property
    def sent_elsewhere(self) -> bool:
        """Whether the first request was sent before SpareKey came in."""
        return self.situation is not None and self.situation.effect == "sent"

    @cached_property
    def answered(self) -> bool:
        """Whether the first questions are answered, where the playbook asks any."""
        return self.playbook.of_kind("situation") is None or (
            self.situation is not None and (self.product is not None or not self.playbook.products)
        )

    @property
    def key_accepted(self) -> bool:
        """Whether the exchange accepted a saved key."""
        return "accepted" in self.progress.places.values()

    @property
    def way_in(self) -> WayIn | None:
        """The way in that is chosen now, where a step asks for it."""
        wanted = self.chosen("way-in") if self.playbook.of_kind("way-in") else ""
        return next((way for way in self.playbook.ways_in if way.id == wanted), None)

    @property
    def latest(self) -> Round | None:
        """The latest request sent."""
        return self.progress.rounds[-1] if self.progress.rounds else None

    @property
    def reopened(self) -> bool:
        """Whether a further round is open: the last request came back."""
        return self.latest is not None and self.latest.outcome in ("more", "rejected")

    @property
    def round_number(self) -> int:
        """The round that is under way, from 1."""
        return max(1, len(self.progress.rounds) + self.reopened)

    @property
    def under_review(self) -> bool:
        """Whether a request is with the exchange now."""
        return self.latest is not None and self.latest.outcome in (None, "other")

    @property
    def approved(self) -> bool:
        """Whether the latest request was approved."""
        return self.latest is not None and self.latest.outcome == "approved"

    @property
    def variant(self) -> str:
        """How the person comes to the new 2FA: `after-reset`, `key-found` or `prepare`."""
        if self.preparing:
            return "prepare"
        return "key-found" if self.key_accepted else "after-reset"

    @cached_property
    def reset_at(self) -> datetime | None:
        """When the reset was granted; it voids every older key."""
        if self.variant != "after-reset":
            return None
        if self.progress.way_worked:
            return self.progress.way_worked
        return self.latest.outcome_at if self.latest and self.approved else None

    def since_reset(self, moment: datetime | None) -> bool:
        """Whether `moment` is there and not older than the reset."""
        return moment is not None and (self.reset_at is None or moment >= self.reset_at)

    @property
    def key_matched(self) -> bool:
        """Whether a code of another device matched the key that counts now."""
        return any(
            check.result in ("match", "clock") and self.since_reset(check.at)
            for check in self.progress.checks
        )

    @property
    def new_key_accepted(self) -> bool:
        """Whether the exchange accepted a code of the key that counts now."""
        return self.variant == "key-found" or self.since_reset(self.progress.accepted)

    @cached_property
    def phase(self) -> str:
        """Where the review stands: `inside`, `near` or `past` its window; empty without one."""
        if not (self.latest and self.under_review):
            return ""
        hours = elapsed(self.latest.sent, self.now).total_seconds() / 3600
        if hours < self.playbook.review.earliest_hours:
            return "inside"
        return "near" if hours <= self.playbook.review.latest_hours else "past"

    @cached_property
    def tags(self) -> frozenset[str]:
        """What is true now, in the words that `when` uses."""
        product = self.product
        return frozenset(
            {
                self.chosen("situation"),
                *((product.id, *product.covers) if product else ()),
                self.chosen("channel"),
                self.variant,
                self.phase,
                "sent" if self.under_review else "",
                "refused" if "refused" in self.progress.places.values() else "",
            }
            - {""}
        )

    @cached_property
    def _groups(self) -> tuple[frozenset[str], ...]:
        return tag_groups(self.playbook)

    def applies(self, item: Task | Note) -> bool:
        """Whether the task or note is for this case."""
        return holds(item.when, self.tags, self._groups)

    def tasks(self, step: Step) -> tuple[Task, ...]:
        """Return the step's tasks that are for this case."""
        return tuple(task for task in step.task if self.applies(task))

    def notes(self, step: Step) -> tuple[Note, ...]:
        """Return the step's notes that are for this case."""
        return tuple(note for note in step.note if self.applies(note))

    def task_done(self, step: Step, task: Task) -> bool:
        """Whether the task is done: ticked, or shown by evidence where it names any."""
        evidence = {
            "authenticator": bool(self.chosen("authenticator")),
            "match": self.key_matched,
            "accepted": self.new_key_accepted,
        }
        return evidence.get(task.done_by, self.ticked("task", step.id, task.id))

    def task_settled(self, step: Step, task: Task) -> bool:
        """Whether the task is done or put off."""
        return self.task_done(step, task) or self.ticked("later", step.id, task.id)


def once(derive: Callable[[Case], T]) -> Callable[[Case], T]:
    """Let a function derive its value of a case the first time only: nothing in a case changes."""

    @wraps(derive)
    def derived(case: Case) -> T:
        if derive not in case.derived:
            case.derived[derive] = derive(case)
        value: T = case.derived[derive]
        return value

    return derived
