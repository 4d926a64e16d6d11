"""Checking everything once more, and marking it as sent."""

from __future__ import annotations

from collections.abc import Iterator

from tui.forms import common
from tui.forms.photos import absent, clean_copies, finding
from tui.forms.rounds import correction, sent_facts, sent_form, their_answer
from tui.forms.rows import (
    Button,
    Change,
    Copy,
    Does,
    Go,
    Page,
    Refuse,
    Row,
    Save,
    Text,
)
from tui.journey import photos, request
from tui.journey.case import Case
from tui.text import clean


def check_before_sending(page: Page) -> Iterator[Row]:
    """Every answer and document on one page, each with a way to change it; then: sent."""
    case = page.case
    yield from common.intro(page)
    if case.latest and not case.reopened:
        yield from sent_facts(case, case.latest)
        yield from correction(page)
    else:
        if case.reopened:
            yield Text(
                key="reply",
                text=f"Round {case.round_number}: reply in the same conversation.",
                style="warning",
            )
            yield from their_answer(case)
        yield from _answers(page)
        yield from _message_to_send(page)
        yield from _documents(page)
        yield from _reply(case)
        yield from sent_form(page, "Mark as sent")
    yield from common.tasks(page)
    yield from common.notes(page)
    yield common.go_on()


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
            yield Change(
                key=f"answer-{index}", text=label, state=value or "not given", does=Go(step.id)
            )


def _message_to_send(page: Page) -> Iterator[Row]:
    """The message of the first round, where the playbook has a step for it."""
    write = page.case.playbook.of_kind("request")
    if write is None or page.case.reopened:
        return
    words, refused = request.message(page.case), request.refusal(page.case)
    yield Change(
        key="message", text="Your message", state=f"{len(words)} characters", does=Go(write.id)
    )
    does: Does = Refuse(refused) if refused else Copy(words)
    yield Button(key="copy", label="Copy the message", does=does)


def _documents(page: Page) -> Iterator[Row]:
    case = page.case
    gather = case.playbook.of_kind("documents")
    found = page.plan.readiness
    if gather is None or found is None:
        return
    for item in found.items:
        why = f"; {item.why}" if item.why else ""
        yield Change(
            key=f"document-{item.document.id}",
            text=item.document.title,
            state=common.STATES[item.state] + why,
            does=Go(gather.id),
        )
        if not item.frozen:
            yield from _kept(case, item.document.id)
            for photo in photos.attached(case, item.document.id):
                yield from absent(page, item.document.id, photo)
    yield from clean_copies(case)


def _kept(case: Case, document_id: str) -> Iterator[Row]:
    """What was looked at and kept, once more before it goes out."""
    for index, (photo, found) in enumerate(photos.kept(case, document_id)):
        name = clean(photos.name_of(photo), 60)
        yield finding(f"kept-{document_id}-{index}", found, f"kept knowingly, {name}, ")


def _reply(case: Case) -> Iterator[Row]:
    if case.reopened:
        words = request.compose(case, "reply")
        yield Text(key="reply-text", text=words, style="note", aside="A reply to copy")
        yield Button(key="copy-reply", label="Copy the reply", does=Copy(words))
        yield Button(key="save-reply", label="Save it to a file", does=Save(words, "reply.txt"))
