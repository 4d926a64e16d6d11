"""What is noted of one round: when and where it was sent, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator

from tui.forms import common
from tui.forms.rows import (
    Act,
    Button,
    Confirm,
    Does,
    Field,
    Page,
    Refuse,
    Row,
    Text,
    Tick,
    moment,
)
from tui.journey.actions import Corrected, Sent, TookBack
from tui.journey.case import Case
from tui.journey.progress import TEXT_LIMIT, Outcome, Round, mark
from tui.text import clean

OUTCOMES: dict[Outcome | None, str] = {
    None: "nothing yet",
    "approved": "approved",
    "more": "they ask for more",
    "rejected": "rejected",
    "other": "something else",
}
TAKE_BACK = (
    "Take the answer back? What they asked for again is then as you sent it; "
    "what you did about it since is dropped."
)


def sent_facts(case: Case, latest: Round) -> Iterator[Row]:
    """When, where and under which number a round went out."""
    when = f"{case.local(latest.sent):%Y-%m-%d %H:%M %Z}"
    channel = next((c.text for c in case.playbook.channels if c.id == latest.channel), "")
    yield Text(key="sent-when", text=f"Sent: {when}", style="good")
    yield Text(key="sent-where", text=f"Where: {channel or latest.channel or 'not noted'}")
    yield Text(key="sent-case", text=f"Case number: {latest.case or 'none noted'}")


def their_answer(case: Case) -> Iterator[Row]:
    """The answer that was noted, and the way to take it back."""
    if case.latest is None or case.latest.outcome is None:
        return
    words = clean(case.latest.words, TEXT_LIMIT)
    said = f"Their answer: {OUTCOMES[case.latest.outcome]}." + (f" {words}" if words else "")
    yield Text(key="answer", text=said, style="note")
    restores = case.latest.named and case.latest.reopened
    yield Button(
        key="took-back",
        label="That answer was noted by mistake",
        does=Confirm(
            TAKE_BACK if restores else "Take the answer back?",
            "Yes, take it back",
            Act(TookBack()),
        ),
    )


def sent_form(page: Page, label: str) -> Iterator[Row]:
    """When, where, case number; then: sent."""
    case, number = page.case, page.case.round_number
    yield from _sent_fields(page, number)
    when, problem = moment(case.text(f"sent-{number}/when"), case.now)
    sent = Sent(when or case.now, case.chosen("channel"), case.text(f"sent-{number}/case"))
    does: Does = Refuse(problem) if problem else Act(sent)
    yield Button(key="mark-sent", label=label, does=does, primary=True)


def _sent_fields(page: Page, number: int) -> Iterator[Row]:
    """What is known of one round's sending, kept as it is typed."""
    case = page.case
    yield common.when(case, "when", f"sent-{number}/when", "Sent when (local time)")
    if case.playbook.channels:
        yield Text(key="channel", text="Where did you send it?")
    yield from common.options(page, "channel", case.playbook.channels)
    yield Field(
        key="case",
        field=f"sent-{number}/case",
        label="Case number, if they gave one",
        value=case.text(f"sent-{number}/case"),
    )


def correction(page: Page) -> Iterator[Row]:
    """Changing when, where and under which number the latest request went out."""
    case, number = page.case, len(page.case.progress.rounds)
    open_mark = mark("correcting", str(number))
    opened = open_mark in case.progress.ticks
    yield Tick(
        key="correct", mark=open_mark, text="Something about this is wrong: correct it", on=opened
    )
    if opened:
        yield from _sent_fields(page, number)
        yield Button(key="note-correction", label="Note the correction", does=_corrected(case))


def _corrected(case: Case) -> Does:
    """The correction as drafted; a field that is left empty keeps what is noted."""
    number, latest = len(case.progress.rounds), case.latest
    if latest is None:
        return Refuse("Nothing was sent yet.")
    written = case.text(f"sent-{number}/when")
    when, problem = moment(written, case.now)
    if problem:
        return Refuse(problem)
    return Act(
        Corrected(
            when if written.strip() and when else latest.sent,
            case.chosen("channel") or latest.channel,
            case.text(f"sent-{number}/case") or latest.case,
        )
    )
