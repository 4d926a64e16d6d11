"""A small playbook with all ten kinds of step, and a person who walks through it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from tui.journey import actions, plan
from tui.journey.case import Case
from tui.journey.documents import Item, Readiness, readiness
from tui.journey.playbook import parse
from tui.journey.progress import Progress, mark
from tui.journey.schema import Playbook

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=BERLIN)
TODAY = NOW.date()
DAY = timedelta(days=1)


def _step(kind: str, **more: Any) -> dict[str, Any]:
    return {"id": kind, "kind": kind, "title": kind.title(), "intro": "Do it.", **more}


def _named(*ids: str, **more: Any) -> list[dict[str, Any]]:
    return [{"id": name, "text": name.title(), **more} for name in ids]


def _document(name: str, *criteria: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": name.title(), "criterion": _named(*criteria), **more}


_ID = _document("id", "in-colour", "all-corners", expires=True, named=True)
_ID["criterion"] += _named("nice-light", required=False)
_SELFIE = _document("selfie", "face", "id-readable")

DOCUMENT: dict[str, Any] = {
    "id": "harbour",
    "name": "Harbour",
    "version": 1,
    "hosts": ["harbour.example"],
    "review": {"earliest_hours": 24, "latest_hours": 72},
    "source": [],
    "step": [
        _step(
            "situation",
            task=[
                {"id": "lock", "text": "Lock the account", "when": ["stolen"]},
                {"id": "clock", "text": "Check the clock", "when": ["codes-refused"]},
            ],
        ),
        _step("saved-key", task=[{"id": "entry", "text": "Right entry?", "when": ["refused"]}]),
        _step("way-in"),
        _step("support", task=_named("open-help", "check-link")),
        _step("request"),
        _step("documents"),
        _step("send"),
        _step("review", task=[{"id": "chase", "text": "Ask once", "when": ["past"]}]),
        _step(
            "new-2fa",
            task=[
                {"id": "choose", "text": "Choose", "done_by": "authenticator"},
                {"id": "match", "text": "Match", "done_by": "match"},
                {"id": "accepted", "text": "Accepted", "done_by": "accepted"},
                {"id": "delete-old", "text": "Delete the old entry", "when": ["after-reset"]},
                {"id": "second", "text": "Second copy", "when": ["key-found", "prepare"]},
            ],
        ),
        _step("prevention", task=_named("clean-up")),
    ],
    "situation": [
        *_named("lost", "deleted", "codes-refused", "stolen", "unsure"),
        *_named("already-sent", effect="sent"),
        *_named("prepare-only", effect="prepare"),
    ],
    "product": [*_named("app", "exchange"), *_named("both", covers=["app", "exchange"])],
    "place": _named("paper", "password-manager", "old-phone"),
    "way_in": [*_named("passkey", "in-app"), *_named("chat", request=True)],
    "channel": _named("live-chat"),
    "topic": _named("2fa-issues", "account-access"),
    "profile": [
        {
            "id": "guide",
            "title": "The guide",
            "document": [
                _SELFIE,
                _ID,
                _document("note", "handwritten", "words", stale_after_days=0, phrase="Reset"),
            ],
        },
        {"id": "video", "title": "Video", "document": [_document("clip", "turned"), _ID]},
        {"id": "asked", "title": "What support asked for", "own_lines": True},
    ],
    "reason": _named("blurred", "expired"),
    "message": [
        {"id": "request", "use": "request", "text": "Topic: {topic}\n{email}\n{details}\n{story}"},
        {"id": "chase", "use": "chase", "text": "Sent {sent}, case {case}."},
        {"id": "reply", "use": "reply", "text": "Case {case}. Attached:\n{items}"},
    ],
    "authenticator": _named("aegis", "ente"),
    "loss": _named("fire", "theft"),
    "copy": [*_named("paper", lost_with=["fire"]), *_named("second-phone", lost_with=["theft"])],
}


def book(**changes: Any) -> Playbook:
    """Return the small playbook, with top-level entries replaced."""
    return parse({**deepcopy(DOCUMENT), **changes})


@cache
def book_of(*kinds: str) -> Playbook:
    """Return the small playbook with just these steps, in this order."""
    steps = {step["kind"]: step for step in DOCUMENT["step"]}
    return book(step=[steps[kind] for kind in kinds])


BOOK = book()
KINDS = tuple(step["kind"] for step in DOCUMENT["step"])


class Person:
    """Someone with a case: does things, lets time pass, and looks at the plan."""

    def __init__(self, playbook: Playbook = BOOK, now: datetime = NOW) -> None:
        self.book = playbook
        self.now = now
        self.progress: Progress = actions.begin(playbook.id, playbook.version, now)

    @property
    def case(self) -> Case:
        return Case(self.book, self.progress, self.now)

    @property
    def plan(self) -> plan.Plan:
        return plan.plan(self.case)

    @property
    def readiness(self) -> Readiness:
        found = readiness(self.case)
        assert found is not None
        return found

    def item(self, name: str) -> Item:
        return next(item for item in self.readiness.items if item.document.id == name)

    def states(self) -> dict[str, str]:
        return {item.document.id: item.state for item in self.readiness.items}

    def status(self, step: str) -> str:
        return self.plan.of(step).label

    def statuses(self) -> dict[str, str]:
        return {step.step.id: step.label for step in self.plan.steps}

    def do(self, *done: actions.Action) -> Person:
        for action in done:
            self.progress = actions.act(self.case, action)
        return self

    def wait(self, **time: float) -> Person:
        self.now = (self.now.astimezone(ZoneInfo("UTC")) + timedelta(**time)).astimezone(
            self.now.tzinfo
        )
        return self

    def tick(self, *ids: str) -> Person:
        return self.do(actions.Ticked(mark(*ids)))

    def answer(self, situation: str = "lost", product: str = "app") -> Person:
        return self.do(actions.Chose("situation", situation), actions.Chose("product", product))

    def way(self, name: str) -> Person:
        return self.do(actions.Chose("way-in", name))

    def fulfil(self, *documents: str) -> Person:
        """Do everything that these documents ask for, dates of today included."""
        for item in self.readiness.items:
            document = item.document
            if document.id in documents or not documents:
                for criterion in document.criterion:
                    self.tick("criterion", document.id, criterion.id)
                if document.stale_after_days is not None:
                    self.date(f"{document.id}/date", self.now.date())
        return self

    def date(self, field: str, day: date | None) -> Person:
        return self.do(actions.Dated(field, day))

    def write(self, field: str, text: str) -> Person:
        return self.do(actions.Wrote(field, text))

    def send(self, at: datetime | None = None, case: str = "") -> Person:
        return self.do(actions.Sent(at or self.now, "live-chat", case))

    def hear(self, outcome: Any, *named: str, asked: str = "") -> Person:
        reasons = dict.fromkeys(named, "blurred")
        return self.do(actions.GotOutcome(outcome, named=reasons, asked=asked))

    def sent(self) -> Person:
        """Answer, get everything ready and send it."""
        return self.answer().fulfil().send()

    def prove(self) -> Person:
        """Try the new key as step 9 asks."""
        return self.do(actions.Checked("key", "match"), actions.Accepted())

    def prevent(self, drill: date | None = None) -> Person:
        return self.tick("copy", "paper").date("drill", drill or self.now.date() + 90 * DAY)
