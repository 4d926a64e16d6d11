"""The rows of a form, and what a button does.

A form is a list of rows, derived from the case each time; a widget draws each kind of row.
`key` is a row's identity within its step: the same key is the same row, changed in place.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from tui.journey.actions import Action
from tui.journey.case import Case
from tui.journey.plan import Plan, StepPlan
from tui.journey.schema import Playbook


class Page(Struct, frozen=True):
    """What a form is derived from."""

    case: Case
    plan: Plan
    here: StepPlan
    first_start: bool = False
    absent: frozenset[str] = frozenset()
    """Paths of photos and made files that are not there any more, or are not what they were."""


class Act(Struct, frozen=True):
    """Do something to the progress, then perhaps go on."""

    action: Action
    then: Go | None = None


class Go(Struct, frozen=True):
    """Go to a step by id, to the `hub`, or with `next` to the next step that is open."""

    where: str


class Tool(Struct, frozen=True):
    """Open a tool, perhaps about something: a document's id for `photo`."""

    name: Literal["verify", "link", "photo", "copies"]
    about: str = ""


class Copy(Struct, frozen=True):
    """Send a text to the terminal's clipboard."""

    text: str


class Save(Struct, frozen=True):
    """Ask for a file name and write a text there."""

    text: str
    suggested: str


class Export(Struct, frozen=True):
    """Make a file from the case, ask for its name, and write it there."""

    kind: Literal["calendar", "form", "timeline"]
    suggested: str


class Forget(Struct, frozen=True):
    """Remove everything kept of this case."""


class Quit(Struct, frozen=True):
    """Save and leave."""


class Local(Struct, frozen=True):
    """Something that the screen itself does."""

    name: str


class Remove(Struct, frozen=True):
    """Delete a file that was made on the way."""

    path: str


class Confirm(Struct, frozen=True):
    """Ask first; do it on a clear yes."""

    question: str
    yes: str
    then: Does


class Refuse(Struct, frozen=True):
    """Can't be done yet; says why."""

    why: str


Does = Act | Go | Tool | Copy | Save | Export | Remove | Forget | Quit | Local | Confirm | Refuse


class Row(Struct, frozen=True, kw_only=True):
    """One row of a form."""

    key: str


class Text(Row, frozen=True, kw_only=True):
    """Words to read. `aside` names their source or how they are to be taken."""

    text: str
    style: Literal["plain", "heading", "note", "good", "warning", "label", "hint"] = "plain"
    aside: str = ""


class Tick(Row, frozen=True, kw_only=True):
    """Something to tick off. `locked`: shown by evidence, so no tick can change it."""

    mark: str
    text: str
    on: bool
    detail: str = ""
    locked: bool = False
    later: bool | None = None
    """Whether it is put off; None where it can't be."""


class Option(Row, frozen=True, kw_only=True):
    """One answer of a question: choosing it does `does`."""

    question: str
    text: str
    on: bool
    does: Does
    detail: str = ""


class Answer(Struct, frozen=True):
    """One answer of a question that is asked on one line."""

    text: str
    on: bool
    does: Does


class Ask(Row, frozen=True, kw_only=True):
    """A question with a few short answers, on one line; space goes through them."""

    text: str
    answers: tuple[Answer, ...]
    detail: str = ""


class Change(Row, frozen=True, kw_only=True):
    """Something that was answered or got ready, how it stands, and the way to change it."""

    text: str
    state: str
    does: Does


class Field(Row, frozen=True, kw_only=True):
    """Something to type: one line, several, or a date; `problem` says what is wrong with it."""

    field: str
    label: str
    value: str
    kind: Literal["line", "lines", "date"] = "line"
    hint: str = ""
    problem: str = ""
    locked: bool = False


class Button(Row, frozen=True, kw_only=True):
    """Something to do."""

    label: str
    does: Does
    primary: bool = False
    detail: str = ""


class Address(Row, frozen=True, kw_only=True):
    """An address, on a line of its own; the person opens it, never the app."""

    title: str
    address: str
    detail: str = ""


class Sheet(Row, frozen=True, kw_only=True):
    """Words and a date to copy by hand, shown large."""

    words: str
    day: date


class Countdown(Row, frozen=True, kw_only=True):
    """A window of time with its bar, counted down live."""

    sent: datetime
    earliest: datetime
    latest: datetime


def says(playbook: Playbook, source_id: str) -> str:
    """Return who says so, by the source's grade; empty where no source is named."""
    source = playbook.source(source_id)
    if source is None or source.says:
        return source.says if source else ""
    return {
        "guide": "a guide says",
        "official": f"{playbook.name} says",
        "official, translated": f"{playbook.name} says (translated)",
        "elsewhere": "other exchanges ask",
    }[source.grade]


def cited(playbook: Playbook, why: str, source_id: str) -> str:
    """Return the reason and where it comes from, for the line under a row in focus."""
    source = playbook.source(source_id)
    said = says(playbook, source_id)
    where = f"{said[:1].upper()}{said[1:]}: {source.title}" if source else ""
    return "\n".join(filter(None, (why, where)))


def moment(text: str, now: datetime) -> tuple[datetime | None, str]:
    """Read a local `YYYY-MM-DD HH:MM`; empty is now.

    Returns the moment in the zone of `now` and no problem, or None and what is wrong. Times to
    come are refused.
    """
    text = text.strip()
    if not text:
        return now.replace(second=0, microsecond=0), ""
    for pattern in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"):
        try:
            found = datetime.strptime(text, pattern).replace(tzinfo=now.tzinfo)
        except ValueError:
            continue
        return (found, "") if found <= now else (None, "That time is still to come.")
    return None, "Write it as YYYY-MM-DD HH:MM, for example 2026-11-22 14:05."


def day(text: str, today: date) -> tuple[date | None, str]:
    """Read a local `YYYY-MM-DD` or `today`; empty is no date, without a problem."""
    text = text.strip().casefold()
    if not text:
        return None, ""
    if text == "today":
        return today, ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return None, "Write it as YYYY-MM-DD, or “today”."
