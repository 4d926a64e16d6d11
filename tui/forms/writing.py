"""Writing the request: what is filled in, and the message that comes of it."""

from __future__ import annotations

from collections.abc import Iterator

from tui.forms import common
from tui.forms.rows import (
    Act,
    Button,
    Confirm,
    Copy,
    Does,
    Field,
    Page,
    Refuse,
    Row,
    Save,
    Text,
    Tick,
)
from tui.journey import request
from tui.journey.actions import Wrote
from tui.journey.case import Case
from tui.journey.progress import mark


def write_request(page: Page) -> Iterator[Row]:
    """Topic, the account's details, what happened; the message that comes of it."""
    case, step = page.case, page.here.step
    yield from common.intro(page)
    if case.playbook.topics:
        yield Text(key="topic", text="Topic to choose in the chat", style="heading")
        yield from common.options(page, "topic", case.playbook.topics)
    yield Field(key="email", field="email", label="E-mail of the account", value=case.text("email"))
    yield Field(
        key="details",
        field="details",
        label="Account details they ask for",
        value=case.text("details"),
        kind="lines",
        hint="Name, country, date of birth: only what they ask. Never a password, code or key.",
    )
    yield Field(
        key="story",
        field="story",
        label="What happened, in a few sentences",
        value=case.text("story"),
        kind="lines",
    )
    if case.playbook.channels:
        yield Text(key="channel", text="Where will you send it?", style="heading")
        yield from common.options(page, "channel", case.playbook.channels)
    yield from _message(case)
    if not request.refusal(case):
        yield Tick(
            key="done",
            mark=mark("done", step.id),
            text="My request is ready",
            on=case.ticked("done", step.id),
            detail="You can still change it until it is sent.",
        )
    yield from common.tasks(page)
    yield from common.notes(page)
    yield common.go_on()


def _message(case: Case) -> Iterator[Row]:
    words, refused = request.message(case), request.refusal(case)
    own = bool(case.text("message"))
    yield Field(
        key="message",
        field="message",
        label=f"Your message ({len(words)} characters" + (", changed by you)" if own else ")"),
        value=words,
        kind="lines",
        hint="Written from your answers. Change it as you like.",
        problem=refused,
    )
    if refused or case.ticked("no-code"):
        yield Tick(
            key="no-code",
            mark=mark("no-code"),
            text="It is no code: a postcode, or another number they asked for",
            on=case.ticked("no-code"),
        )
    copy: Does = Refuse(refused) if refused else Copy(words)
    save: Does = Refuse(refused) if refused else Save(words, "request.txt")
    yield Button(key="copy", label="Copy the message", does=copy)
    yield Button(key="save", label="Save it to a file", does=save)
    if own:
        yield Button(
            key="recompose",
            label="Write it from my answers again",
            does=Confirm(
                "Drop your own changes to the message?", "Yes, drop them", Act(Wrote("message", ""))
            ),
        )
