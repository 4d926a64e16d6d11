"""The document-readiness checklist."""

from __future__ import annotations

from collections.abc import Iterator

from tui.forms import common, photos
from tui.forms.rounds import their_answer
from tui.forms.rows import (
    Act,
    Button,
    Confirm,
    Field,
    Go,
    Option,
    Page,
    Row,
    Sheet,
    Text,
    Tick,
    cited,
)
from tui.journey.actions import Chose, Dated, Ticked
from tui.journey.documents import Item
from tui.journey.progress import mark
from tui.journey.schema import Document


def gather(page: Page) -> Iterator[Row]:
    """Which evidence is asked for, and every document with its points."""
    case, found = page.case, page.plan.readiness
    yield from common.intro(page)
    yield from common.notes(page)
    if found is None:
        return
    if case.reopened:
        yield from their_answer(case)
    yield Text(key="profile", text="Whose list do you follow?", style="heading")
    for one in case.playbook.profiles:
        yield Option(
            key=f"profile-{one.id}",
            question="profile",
            text=one.title,
            on=found.profile.id == one.id,
            does=Act(Chose("profile", one.id)),
            detail=cited(case.playbook, one.about, one.source),
        )
    if found.profile.own_lines or case.text("asked"):
        yield Field(
            key="asked",
            field="asked",
            label="What support asked for, one thing a line",
            value=case.text("asked"),
            kind="lines",
        )
    if any(item.document.named for item in found.items):
        yield Field(
            key="account-name",
            field="account-name",
            label="Your name as it stands on the account",
            value=case.text("account-name"),
            hint="Optional. Compared with the name on the document, here only.",
        )
    for item in found.items:
        yield from _document(page, item)
    yield from photos.clean_copies(case)
    yield from common.tasks(page)
    yield from _send_anyway(page)
    yield common.go_on()


def _document(page: Page, item: Item) -> Iterator[Row]:
    document = item.document
    state = f"{common.STATES[item.state]}, {item.done} of {item.total}"
    yield Text(
        key=f"document-{document.id}",
        text=f"{document.title}: {state}",
        style="heading",
    )
    if item.why and item.state != "not-ready":
        yield Text(
            key=f"why-{document.id}",
            text=item.why[:1].upper() + item.why[1:] + ".",
            style="note" if item.frozen else "warning",
        )
    if item.frozen:
        return
    yield from _facts(page, document)
    yield from photos.rows(page, document)
    for criterion in document.criterion:
        yield Tick(
            key=f"criterion-{document.id}-{criterion.id}",
            mark=mark("criterion", document.id, criterion.id),
            text=criterion.text + ("" if criterion.required else " (good to have)"),
            on=page.case.ticked("criterion", document.id, criterion.id),
            detail=cited(page.case.playbook, "", criterion.source),
        )


def _facts(page: Page, document: Document) -> Iterator[Row]:
    """What is typed about a document: its sort, the words and date on it, expiry, name."""
    case, name = page.case, document.id
    if document.kinds:
        yield Text(key=f"kinds-{name}", text="Which is it?")
    for kind in document.kinds:
        yield Option(
            key=f"kind-{name}-{kind}",
            question=f"{name}/kind",
            text=kind,
            on=case.chosen(f"{name}/kind") == kind,
            does=Act(Chose(f"{name}/kind", kind)),
        )
    if document.phrase:
        yield Text(key=f"copy-{name}", text="Copy this by hand, word for word, with the date:")
        yield Sheet(key=f"phrase-{name}", words=document.phrase, day=case.today)
    if document.stale_after_days is not None:
        if case.date_of(f"{name}/date") != case.today:
            yield Button(
                key=f"today-{name}",
                label=f"I wrote it today: {case.today}",
                does=Act(Dated(f"{name}/date", case.today)),
            )
        yield _date(page, f"{name}/date", "Date written on it", "YYYY-MM-DD, or “today”.")
    if document.expires:
        yield _date(page, f"{name}/expiry", "Valid until", "YYYY-MM-DD, as printed on it.")
    if document.named:
        yield Field(
            key=f"name-{name}",
            field=f"{name}/name",
            label="Name as it stands on it",
            value=case.text(f"{name}/name"),
        )


def _date(page: Page, field: str, label: str, hint: str) -> Field:
    found = page.case.date_of(field)
    return Field(
        key=field, field=field, label=label, value=str(found or ""), kind="date", hint=hint
    )


def _send_anyway(page: Page) -> Iterator[Row]:
    """The way on without everything ready, asked once."""
    case = page.case
    send = case.playbook.of_kind("send")
    if send is None or page.here.status == "Done" or page.plan.of(send.id).opens_with == "":
        return
    yield Button(
        key="send-anyway",
        label="Send anyway",
        does=Confirm(
            "Something is not ready. A request that is sent back costs one to three days.",
            "Yes, send it as it is",
            Act(Ticked(mark("send-anyway", str(case.round_number))), then=Go(send.id)),
        ),
    )
