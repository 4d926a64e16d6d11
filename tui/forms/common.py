"""Rows that several kinds of step share."""

from __future__ import annotations

from collections.abc import Iterator

from tui.forms.rows import (
    Act,
    Address,
    Answer,
    Ask,
    Button,
    Field,
    Go,
    Option,
    Page,
    Row,
    Text,
    Tick,
    Tool,
    cited,
    moment,
    says,
)
from tui.journey.actions import Accepted, Chose
from tui.journey.case import Case
from tui.journey.progress import mark
from tui.journey.schema import Choice, Task

STATES = {"ready": "ready", "not-ready": "not ready", "needs-attention": "needs attention"}
"""A document's state, in words."""


def intro(page: Page) -> Iterator[Row]:
    """What the step is about, and a word where nothing has to be done here."""
    yield Text(key="intro", text=page.here.step.intro)
    if page.here.status == "Not needed":
        yield Text(key="not-needed", text=f"Not needed: {page.here.why}.", style="good")


def notes(page: Page) -> Iterator[Row]:
    """What is good to know, each with who says so."""
    for index, note in enumerate(page.case.notes(page.here.step)):
        aside = says(page.case.playbook, note.source)
        yield Text(key=f"note-{index}-{note.text[:20]}", text=note.text, style="note", aside=aside)


def addresses(page: Page) -> Iterator[Row]:
    """The addresses to open by hand."""
    for index, one in enumerate(page.here.step.address):
        yield Address(
            key=f"address-{index}",
            title=one.title,
            address=one.address,
            detail=cited(page.case.playbook, "", one.source),
        )


def tasks(page: Page, *, may_wait: bool = False) -> Iterator[Row]:
    """The step's tasks for this case; `may_wait`: each can be put off."""
    for task in page.case.tasks(page.here.step):
        yield from _task(page, task, may_wait)


def _task(page: Page, task: Task, may_wait: bool) -> Iterator[Row]:
    case, step = page.case, page.here.step
    if task.done_by == "authenticator":
        yield Text(key=f"choose-{task.id}", text=task.text, style="heading")
        yield from authenticators(page)
        return
    if task.done_by == "accepted":
        yield accepted(case, task.text, cited(case.playbook, task.why, task.source))
        return
    yield Tick(
        key=f"task-{task.id}",
        mark=mark("task", step.id, task.id),
        text=task.text,
        on=case.task_done(step, task),
        detail=cited(case.playbook, task.why, task.source),
        locked=task.done_by != "tick",
        later=case.ticked("later", step.id, task.id) if may_wait else None,
    )
    if task.done_by == "match" and not case.task_done(step, task):
        yield compare()


def compare() -> Button:
    """The way to the proof that the saved key matches a device."""
    return Button(key="compare", label="Compare with the device now", does=Tool("verify"))


def when(case: Case, key: str, field: str, label: str) -> Field:
    """A local time to type, in the past; empty is now."""
    written = case.text(field)
    return Field(
        key=key,
        field=field,
        label=label,
        value=written,
        hint="Empty means now. Otherwise YYYY-MM-DD HH:MM.",
        problem=moment(written, case.now)[1],
    )


def link_checker() -> Button:
    """The way to the verdict on an address or a message."""
    return Button(key="link", label="Check a link or a message", does=Tool("link"))


def accepted(case: Case, text: str, detail: str) -> Ask:
    """The proof of access: the exchange took a code of the key."""
    on = case.new_key_accepted
    return Ask(
        key="accepted",
        text=text,
        answers=(
            Answer("not yet", not on, Act(Accepted(on=False))),
            Answer("yes", on, Act(Accepted())),
        ),
        detail=detail,
    )


def authenticators(page: Page) -> Iterator[Row]:
    """The authenticators to choose from."""
    case = page.case
    for one in case.playbook.authenticators:
        yield Option(
            key=f"authenticator-{one.id}",
            question="authenticator",
            text=one.text,
            on=case.chosen("authenticator") == one.id,
            does=Act(Chose("authenticator", one.id)),
            detail=cited(case.playbook, one.why, one.source),
        )


def options(page: Page, question: str, choices: tuple[Choice, ...]) -> Iterator[Row]:
    """The answers of a plain question."""
    for one in choices:
        yield Option(
            key=f"{question}-{one.id}",
            question=question,
            text=one.text,
            on=page.case.chosen(question) == one.id,
            does=Act(Chose(question, one.id)),
        )


def go_on(label: str = "Continue") -> Button:
    """The button at the end of every step."""
    return Button(key="continue", label=label, does=Go("next"), primary=True)
