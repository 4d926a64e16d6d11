"""Coming out safe: the new 2FA, and never needing this again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tui.forms import common
from tui.forms.rows import Act, Button, Field, Page, Row, Text, Tick, Tool
from tui.forms.start import skip
from tui.journey.actions import Dated
from tui.journey.case import Case
from tui.journey.progress import mark
from tui.journey.schema import Loss

TITLES = {
    "after-reset": "After a reset",
    "key-found": "Your saved key was accepted",
    "prepare": "While you can still log in",
}

DRILL_EVERY = timedelta(days=182)
ACCEPTED = "Only signing in, or confirming something there, with its code proves it."


def new_2fa(page: Page) -> Iterator[Row]:
    """The tasks of this person's variant, the proof among them."""
    case = page.case
    yield from common.intro(page)
    yield Text(key="variant", text=TITLES[case.variant], style="heading")
    yield from common.tasks(page)
    proofs = {task.done_by for task in case.tasks(page.here.step)}
    if "match" not in proofs and not case.key_matched:
        yield common.compare()
    if "accepted" not in proofs and case.variant != "key-found":
        question = f"Did {case.playbook.name} accept a code of this key?"
        yield common.accepted(case, question, ACCEPTED)
    yield Text(
        key="proof", text=_proof(case), style="good" if page.here.status == "Done" else "note"
    )
    yield from common.notes(page)
    if page.here.status != "Done":
        yield from skip(page, "Without this, nobody knows whether your backup works. Skip it?")
    yield common.go_on()


def _proof(case: Case) -> str:
    matched = "matched a device" if case.key_matched else "has not matched a device yet"
    accepted = "was accepted" if case.new_key_accepted else "has not been accepted yet"
    return f"The saved key {matched}, and {accepted}."


def prevention(page: Page) -> Iterator[Row]:
    """Where the copies are, what takes them all, and when the backup is tried again."""
    case = page.case
    yield from common.intro(page)
    yield from common.tasks(page)
    yield Text(key="copies", text="Where is a copy of your key now?", style="heading")
    for one in case.playbook.copies:
        yield Tick(
            key=f"copy-{one.id}",
            mark=mark("copy", one.id),
            text=one.text,
            on=case.ticked("copy", one.id),
        )
    yield from _losses(case)
    yield Field(
        key="drill",
        field="drill",
        label="Try the backup again on",
        value=str(case.date_of("drill") or ""),
        kind="date",
        hint="YYYY-MM-DD. Twice a year is a good habit.",
    )
    in_half_a_year = case.today + DRILL_EVERY
    yield Button(
        key="drill-soon",
        label=f"In half a year: {in_half_a_year}",
        does=Act(Dated("drill", in_half_a_year)),
    )
    yield Button(key="verify", label="Verify a key now", does=Tool("verify"))
    yield from common.notes(page)
    if page.here.status != "Done":
        yield from skip(page, "No copy or no drill is noted. Skip this step?")
    yield common.go_on()


def _losses(case: Case) -> Iterator[Row]:
    """Which single loss takes every copy."""
    copies = [one for one in case.playbook.copies if case.ticked("copy", one.id)]
    if not copies:
        return
    fatal = [loss for loss in case.playbook.losses if all(loss.id in c.lost_with for c in copies)]
    yield Text(key="losses", text=_loss_words(fatal), style="warning" if fatal else "good")


def _loss_words(fatal: list[Loss]) -> str:
    if not fatal:
        return "No single loss takes every copy."
    return (
        f"One loss takes every copy: {'; '.join(loss.text for loss in fatal)}. Add another place."
    )
