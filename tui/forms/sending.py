"""The request and its review: writing it, checking it, marking it as sent, waiting, the answer."""

from __future__ import annotations

from collections.abc import Iterator

from tui.forms import common
from tui.forms.rows import (
    Act,
    Answer,
    Ask,
    Button,
    Confirm,
    Copy,
    Countdown,
    Does,
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
from tui.journey.actions import Chose, GotOutcome, Sent, Wrote
from tui.journey.case import Case
from tui.journey.progress import Outcome, Round, mark


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
    yield from _message(case)
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
    words = request.message(case)
    own = bool(case.text("message"))
    yield Field(
        key="message",
        field="message",
        label=f"Your message ({len(words)} characters" + (", changed by you)" if own else ")"),
        value=words,
        kind="lines",
        hint="Written from your answers. Change it as you like.",
    )
    yield Button(key="copy", label="Copy the message", does=Copy(words))
    yield Button(key="save", label="Save it to a file", does=Save(words, "request.txt"))
    if own:
        yield Button(
            key="recompose",
            label="Write it from my answers again",
            does=Confirm(
                "Drop your own changes to the message?", "Yes, drop them", Act(Wrote("message", ""))
            ),
        )


def check_before_sending(page: Page) -> Iterator[Row]:
    """Every answer and document on one page, each with a way to change it; then: sent."""
    case = page.case
    yield from common.intro(page)
    if case.latest and not case.reopened:
        yield from _sent_facts(case, case.latest)
    else:
        if case.reopened:
            yield Text(
                key="reply",
                text=f"Round {case.round_number}: reply in the same conversation.",
                style="warning",
            )
        yield from _answers(page)
        yield from _message_to_send(page)
        yield from _documents(page)
        yield from _reply(case)
        yield from _sent_form(page, "Mark as sent")
    yield from common.tasks(page)
    yield from common.notes(page)
    yield common.go_on()


def _sent_facts(case: Case, latest: Round) -> Iterator[Row]:
    when = f"{case.local(latest.sent):%Y-%m-%d %H:%M %Z}"
    channel = next((c.text for c in case.playbook.channels if c.id == latest.channel), "")
    yield Text(key="sent-when", text=f"Sent: {when}", style="good")
    yield Text(key="sent-where", text=f"Where: {channel or latest.channel or 'not noted'}")
    yield Text(key="sent-case", text=f"Case number: {latest.case or 'none noted'}")


def _answers(page: Page) -> Iterator[Row]:
    case, book = page.case, page.case.playbook
    product = next((p.text for p in book.products if p.id == case.chosen("product")), "")
    rows = (
        ("situation", "What happened", case.situation.text if case.situation else ""),
        ("situation", "Product", product),
        ("way-in", "Way in", case.way_in.text if case.way_in else ""),
        ("request", "E-mail", case.text("email")),
        ("request", "What you wrote", case.text("story")),
    )
    for index, (kind, label, value) in enumerate(rows):
        step = next((s for s in book.steps if s.kind == kind), None)
        if step is not None:
            yield _change(f"answer-{index}", f"{label}: {value or 'not given'}", step.id)


def _message_to_send(page: Page) -> Iterator[Row]:
    """The message of the first round, where the playbook has a step for it."""
    write = page.case.playbook.of_kind("request")
    if write is None or page.case.reopened:
        return
    words = request.message(page.case)
    yield _change("message", f"Your message: {len(words)} characters", write.id)
    yield Button(key="copy", label="Copy the message", does=Copy(words))


def _change(key: str, text: str, step_id: str) -> Ask:
    return Ask(key=key, text=text, answers=(Answer("Change", on=False, does=Go(step_id)),))


def _documents(page: Page) -> Iterator[Row]:
    gather = page.case.playbook.of_kind("documents")
    found = page.plan.readiness
    if gather is None or found is None:
        return
    for item in found.items:
        why = f"; {item.why}" if item.why else ""
        text = f"{item.document.title}: {common.STATES[item.state]}{why}"
        yield _change(f"document-{item.document.id}", text, gather.id)


def _reply(case: Case) -> Iterator[Row]:
    if case.reopened:
        words = request.compose(case, "reply")
        yield Text(key="reply-text", text=words, style="note", aside="A reply to copy")
        yield Button(key="copy-reply", label="Copy the reply", does=Copy(words))
        yield Button(key="save-reply", label="Save it to a file", does=Save(words, "reply.txt"))


def already_sent(page: Page) -> Iterator[Row]:
    """When, where and under which number the request went out before SpareKey came in."""
    case = page.case
    if case.latest:
        yield from _sent_facts(case, case.progress.rounds[0])
    else:
        yield Text(key="sent", text="When and where did you send it?", style="heading")
        yield from _sent_form(page, "Note this request")


def _sent_form(page: Page, label: str) -> Iterator[Row]:
    """When, where, case number; kept as they are typed, one set a round."""
    case, number = page.case, page.case.round_number
    when, problem = moment(case.text(f"sent-{number}/when"), case.now)
    yield Field(
        key="when",
        field=f"sent-{number}/when",
        label="Sent when (local time)",
        value=case.text(f"sent-{number}/when"),
        hint="Empty means now. Otherwise YYYY-MM-DD HH:MM.",
        problem=problem,
    )
    yield from common.options(page, "channel", case.playbook.channels)
    yield Field(
        key="case",
        field=f"sent-{number}/case",
        label="Case number, if they gave one",
        value=case.text(f"sent-{number}/case"),
    )
    sent = Sent(when or case.now, case.chosen("channel"), case.text(f"sent-{number}/case"))
    does: Does = Refuse(problem) if problem else Act(sent)
    yield Button(key="mark-sent", label=label, does=does, primary=True)


def review(page: Page) -> Iterator[Row]:
    """The window, what to do meanwhile, and the answer."""
    case, found = page.case, page.plan.window
    yield from common.intro(page)
    if case.latest and found:
        yield Text(key="round", text=f"Round {len(case.progress.rounds)}", style="heading")
        yield from _sent_facts(case, case.latest)
        if case.under_review:
            yield Countdown(
                key="window", sent=found.sent, earliest=found.earliest, latest=found.latest
            )
            yield from _outcome(page)
        else:
            yield Text(key="answer", text=f"Their answer: {OUTCOMES[case.latest.outcome]}.")
    yield from _earlier(case)
    yield from common.addresses(page)
    yield from common.tasks(page)
    yield from common.notes(page)
    yield common.go_on()


OUTCOMES: dict[Outcome | None, str] = {
    None: "nothing yet",
    "approved": "approved",
    "more": "they ask for more",
    "rejected": "rejected",
    "other": "something else",
}


def _outcome(page: Page) -> Iterator[Row]:
    """What they answered, drafted until it is noted; then what follows of it."""
    case = page.case
    number = len(case.progress.rounds)
    question = f"outcome-{number}"
    draft = case.chosen(question)
    yield Text(key="asked", text="What did they answer?", style="heading")
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
