"""Coming out safe: the new 2FA, and never needing this again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from tui.folders import short
from tui.forms import common
from tui.forms.rows import Act, Button, Export, Field, Page, Remove, Row, Text, Tick, Tool
from tui.forms.start import skip
from tui.journey import copies
from tui.journey.actions import Dated
from tui.journey.case import Case
from tui.journey.progress import mark
from tui.text import clean

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
    yield Button(
        key="recovery-form",
        label="Make a recovery form to print",
        does=Export("form", f"{case.playbook.id}-recovery-form.pdf"),
        detail="A page to write the key on by hand. It holds no key until you do.",
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
        if one.asks and case.ticked("copy", one.id):
            yield Field(
                key=f"copy-asks-{one.id}",
                field=copies.answer_field(one),
                label=one.asks,
                value=case.text(copies.answer_field(one)),
                hint="Make sure that you can open it without the phone.",
            )
    yield from _losses(case)
    yield from _drills(case)
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
    yield from made_files(page)
    yield from common.notes(page)
    if page.here.status != "Done":
        yield from skip(page, "No copy or no drill is noted. Skip this step?")
    yield common.go_on()


def _losses(case: Case) -> Iterator[Row]:
    """Which single loss takes every copy, and what to add against it."""
    if not copies.there(case):
        return
    fatal = copies.fatal(case)
    if not fatal:
        yield Text(key="losses", text="No single loss takes every copy.", style="good")
        return
    lost = "; ".join(one.text for one in fatal)
    yield Text(key="losses", text=f"One loss takes every copy: {lost}.", style="warning")
    if further := copies.worth_adding(case):
        names = "; ".join(one.text for one in further)
        yield Text(key="worth-adding", text=f"Any of these would survive it: {names}.")


def _drills(case: Case) -> Iterator[Row]:
    """When the backup was tried, and when it is tried again."""
    yield Text(key="drills", text="When do you try it again?", style="heading")
    if tried := copies.tried(case):
        days = ", ".join(str(day) for day in tried[-3:])
        yield Text(key="tried", text=f"The saved key matched a device on {days}.", style="good")
    if copies.drill_done(case):
        yield Text(key="drill-done", text="That drill is done. Set the date of the next one.")


FILES = {
    "clean-copy": "Clean copy",
    "form": "Recovery form",
    "calendar": "Calendar",
    "timeline": "Timeline",
    "message": "Message",
}


def made_files(page: Page) -> Iterator[Row]:
    """The files that were made on the way, each to delete with one key."""
    if not page.case.progress.made:
        return
    yield Text(key="made", text="Left on this computer", style="heading")
    for one in page.case.progress.made:
        what, path = FILES.get(one.what, "File"), clean(short(Path(one.path)), 300)
        if one.path in page.absent:
            yield Text(key=f"made-{one.path}", text=f"{what}: {path} (no longer there)")
        else:
            yield Button(
                key=f"made-{one.path}",
                label=f"Delete: {what.lower()}, {path}",
                does=Remove(one.path),
                detail="At once. A file that was changed since stays where it is.",
            )
