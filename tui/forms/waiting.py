"""The review: its window, what to do meanwhile, and the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tui.forms import common
from tui.forms.rounds import OUTCOMES, sent_facts, their_answer
from tui.forms.rows import (
    Act,
    Button,
    Copy,
    Countdown,
    Does,
    Export,
    Field,
    Go,
    Option,
    Page,
    Refuse,
    Row,
    Save,
    Text,
    Tick,
    cited,
    moment,
)
from tui.journey import documents, request
from tui.journey.actions import Chose, GotOutcome, Noted
from tui.journey.case import Case
from tui.journey.progress import Event, Outcome, mark
from tui.text import clean


def review(page: Page) -> Iterator[Row]:
    """The window, what to do meanwhile, and the answer."""
    case, found = page.case, page.plan.window
    yield from common.intro(page)
    if case.latest and found:
        yield Text(key="round", text=f"Round {len(case.progress.rounds)}", style="heading")
        yield from sent_facts(case, case.latest)
        if case.under_review:
            yield Countdown(
                key="window", sent=found.sent, earliest=found.earliest, latest=found.latest
            )
            yield from _chase(case)
            yield from _outcome(page)
            yield from _dates(case)
        else:
            yield from their_answer(case)
    yield from _earlier(case)
    yield common.link_checker()
    yield from _diary(case)
    yield from common.addresses(page)
    yield from common.tasks(page)
    yield from common.notes(page)
    yield common.go_on()


def _outcome(page: Page) -> Iterator[Row]:
    """What they answered, drafted until it is noted; then what follows of it."""
    case = page.case
    number = len(case.progress.rounds)
    question = f"outcome-{number}"
    draft = case.chosen(question)
    yield Text(key="question", text="What did they answer?", style="heading")
    for outcome, words in OUTCOMES.items():
        yield Option(
            key=f"{question}-{outcome}",
            question=question,
            text=words[:1].upper() + words[1:],
            on=draft == (outcome or ""),
            does=Act(Chose(question, outcome or "")),
        )
    if draft in ("more", "rejected"):
        yield from _named(page, number)
    if draft in ("more", "rejected", "other"):
        yield Field(
            key="words",
            field=f"answer-{number}",
            label="What they wrote",
            value=case.text(f"answer-{number}"),
            kind="lines",
            hint="In your words, or pasted. Leave out codes and links.",
        )
    if draft and draft != (case.latest.outcome if case.latest else None):
        yield Button(
            key="note-answer",
            label="Note this answer",
            does=Act(_answer(case, number)),
            primary=True,
        )
    if case.latest and case.latest.outcome == "other":
        yield from _after_other(page)


def _dates(case: Case) -> Iterator[Row]:
    """The window for the person's calendar, while some of it is still to come."""
    if case.phase != "past":
        yield Button(
            key="calendar",
            label="Save these dates for your calendar",
            does=Export("calendar", f"{case.playbook.id}-dates.ics"),
        )


def _chase(case: Case) -> Iterator[Row]:
    """Past the window: the words to ask with, once."""
    words = request.compose(case, "chase") if case.phase == "past" else ""
    if words:
        yield Text(key="chase", text="Ask once where it stands, with these words:", style="heading")
        yield Text(key="chase-text", text=words, style="note")
        yield Button(key="copy-chase", label="Copy these words", does=Copy(words))
        yield Button(key="save-chase", label="Save them to a file", does=Save(words, "chase.txt"))


def _diary(case: Case) -> Iterator[Row]:
    """What happened besides, noted by hand with its own time."""
    yield Text(key="diary", text="Did something else happen?", style="heading")
    noted = sorted((one for one in case.progress.events if one.what == "noted"), key=_at)
    for index, one in enumerate(noted):
        at = f"{case.local(one.at):%Y-%m-%d %H:%M}"
        yield Text(key=f"noted-{index}", text=f"{at}  {clean(one.detail)}", style="note")
    yield Field(
        key="noted",
        field="noted",
        label="A call, a reply, something you tried",
        value=case.text("noted"),
        hint="Kept in your timeline, for support or a complaint.",
    )
    if words := case.text("noted"):
        yield common.when(case, "noted-when", "noted-when", "When (local time)")
        when, problem = moment(case.text("noted-when"), case.now)
        does: Does = Refuse(problem) if problem else Act(Noted(when or case.now, words))
        yield Button(key="note", label="Add it to the timeline", does=does)
    yield Button(
        key="timeline",
        label="Save the timeline to a file",
        does=Export("timeline", f"{case.playbook.id}-timeline.md"),
    )


def _at(event: Event) -> datetime:
    return event.at


def _named(page: Page, number: int) -> Iterator[Row]:
    case = page.case
    yield Text(key="again", text="Which of these do they want again?", style="heading")
    for document in documents.documents(case):
        name = mark("again", str(number), document.id)
        on = name in case.progress.ticks
        yield Tick(key=f"again-{document.id}", mark=name, text=document.title, on=on)
        if on:
            yield from _reasons(case, number, document.id)
    yield Field(
        key="asked",
        field=f"asked-{number}",
        label="Anything else they ask for, one thing a line",
        value=case.text(f"asked-{number}"),
        kind="lines",
    )


def _reasons(case: Case, number: int, document_id: str) -> Iterator[Row]:
    question = f"reason-{number}/{document_id}"
    yield Text(key=f"{question}-why", text="Why did it come back?")
    for reason in case.playbook.reasons:
        yield Option(
            key=f"{question}-{reason.id}",
            question=question,
            text=reason.text,
            on=case.chosen(question) == reason.id,
            does=Act(Chose(question, reason.id)),
            detail=cited(case.playbook, reason.mend, reason.source),
        )


def _answer(case: Case, number: int) -> GotOutcome:
    """The answer as drafted."""
    named = {
        document.id: case.chosen(f"reason-{number}/{document.id}")
        for document in documents.documents(case)
        if case.ticked("again", str(number), document.id)
    }
    outcomes: dict[str, Outcome] = {name: name for name in OUTCOMES if name}
    return GotOutcome(
        outcomes[case.chosen(f"outcome-{number}")],
        case.text(f"answer-{number}"),
        named,
        case.text(f"asked-{number}"),
    )


def _after_other(page: Page) -> Iterator[Row]:
    """Something else: what can be made of it."""
    way = page.case.playbook.of_kind("way-in")
    yield Text(
        key="other",
        text="Noted. If they ask for something, choose “they ask for more” above and write it "
        "down; otherwise keep waiting, or choose another way in.",
        style="note",
    )
    if way is not None:
        yield Button(
            key="other-way",
            label="Choose another way in",
            does=Act(Chose("way-in", ""), then=Go(way.id)),
        )


def _earlier(case: Case) -> Iterator[Row]:
    """Every round before this one."""
    for number, one in enumerate(case.progress.rounds[:-1], start=1):
        when = f"{case.local(one.sent):%Y-%m-%d %H:%M}"
        why = "; ".join(documents.reason_text(case, reason) for reason in one.named.values())
        text = f"Round {number}, sent {when}: {OUTCOMES[one.outcome]}" + (
            f" ({why})" if why else ""
        )
        yield Text(key=f"earlier-{number}", text=text, style="note")
