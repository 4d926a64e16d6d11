"""What the verify tool shows of a verification, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from tui.forms.rows import Button, Confirm, Does, Local, Option, Row, Text
from tui.keys import codes
from tui.keys.entry import Entry
from tui.problem import Problem
from tui.verifying import Verification

Stage = Literal["ask", "password", "choose", "code"]
"""What is asked for."""

PROMPTS: dict[Stage, str] = {
    "ask": "Type or paste the key or otpauth link: it stays hidden. Or name a file: a backup, or a "
    "picture of the QR code.",
    "password": "Type its password, and press enter.",
    "choose": "Choose the account, or type a part of its name.",
    "code": "Type the code that the other device shows now, and press enter.",
}
SECOND = "Now the second backup: type or paste its key, or name its file."
FORGOTTEN = "The key is forgotten when you leave. Kept are the date, and what was shown."
EXPLAIN = (
    "Three different things: a key is well-formed (it can make codes), it matches a device (same "
    "codes), it is accepted (you got in with its code). Only the last proves access."
)
EXPOSED = (
    "This computer is remote, shared or run as root: whoever controls it can see what is shown. "
    "Show it?"
)
NEXT = "Only signing in to {0} proves access: try its code, then answer “Did {0} accept its code?”"
MISTYPED = (
    "Does a device still show codes of this key? Type one above, and SpareKey looks for the typing "
    "error. For characters that you can't read, type the key again with ? in their place, up to 5."
)
UNREADABLE = (
    "Does a device still show codes of this key? Type one above, and SpareKey works out what the ? "
    "stand for."
)
MOST_OPTIONS = 40
"""Accounts listed at once; the search finds the others."""


class Look(Struct, frozen=True):
    """What the screen adds to what is known: whose account is likely, the search, the moment.

    `now` in Unix seconds; `exposed`: others may see the screen.
    """

    site: str
    search: str
    now: float
    showing: bool
    exposed: bool


def prompt(stage: Stage, *, second: bool) -> str:
    """Return what to type now."""
    return SECOND if second and stage == "ask" else PROMPTS[stage]


def rows(stage: Stage, found: Verification, look: Look, *, second: bool) -> Iterator[Row]:
    """Yield what is known, and what can be done now; `second`: of the second backup."""
    yield from problems(found)
    if stage == "password":
        yield from locked(found)
    elif stage == "choose":
        yield from choices(found, look.search, look.site)
    elif stage == "code":
        yield from account(found, look)
    if second:
        yield Button(key="back", label="Do not compare", does=Local("back"))
    elif stage == "ask":
        yield from asking(found.reading.entries)
    else:
        yield Button(key="another", label="Check another key", does=Local("another"))
    if stage == "code" and found.entry is not None:
        yield Text(key="next", text=NEXT.format(look.site), style="note")


def asking(entries: Sequence[Entry] = ()) -> Iterator[Row]:
    """What is good to know while nothing is read that can be checked."""
    yield from _others(entries)
    yield Text(key="explain", text=EXPLAIN, style="note")
    yield Text(key="forgotten", text=FORGOTTEN, style="note")


def problems(found: Verification) -> Iterator[Row]:
    """What is wrong with what was given."""
    if found.problem:
        yield Text(key="problem", text=found.problem, style="warning")
    locked = found.reading.locked
    if (locked and not locked.wrong) or "?" in found.text:
        return
    for index, problem in enumerate(found.reading.problems):
        yield Text(key=f"problem-{index}", text=problem.message, style="warning")


def locked(found: Verification) -> Iterator[Row]:
    """What a password opens, and what that takes."""
    if found.reading.locked:
        cost = found.reading.locked.cost
        yield Text(key="locked", text=found.reading.locked.title, style="heading")
        if cost:
            yield Text(key="cost", text=f"Opening it {cost}.")


def choices(found: Verification, search: str, likely: str) -> Iterator[Row]:
    """The accounts to choose from: those that the search finds, the likely ones first."""
    usable = found.reading.usable
    titles = [entry.title for entry in usable]
    sought, first = search.casefold(), likely.casefold()
    fitting = [number for number, title in enumerate(titles) if sought in title.casefold()]
    fitting.sort(key=lambda number: first not in titles[number].casefold())
    yield Text(key="which", text=_how_many(len(titles), len(fitting), search), style="heading")
    shown = fitting[:MOST_OPTIONS]
    often = Counter(titles[number] for number in shown)
    for number in shown:
        alike = f", {usable[number].settings}" if often[titles[number]] > 1 else ""
        yield Option(
            key=f"entry-{number}",
            question="entry",
            text=f"{titles[number]}{alike}",
            on=False,
            does=Local(f"choose {number}"),
        )
    if len(fitting) > MOST_OPTIONS:
        more = len(fitting) - MOST_OPTIONS
        yield Text(key="more", text=f"{more:,} more: type a part of the name above.")
    yield from _others(found.reading.entries)


def _how_many(accounts: int, fitting: int, search: str) -> str:
    if not search:
        return f"{accounts:,} accounts. Which one is it?"
    return f"{fitting:,} of {accounts:,} accounts" if fitting else "No account has that in its name"


def _others(entries: Sequence[Entry]) -> Iterator[Row]:
    """Accounts whose codes don't go by the clock are named, too."""
    kinds = {"hotp": "by a counter (HOTP)", "steam": "of Steam", "other": "of another kind"}
    for kind, words in kinds.items():
        if number := sum(entry.type == kind for entry in entries):
            yield Text(key=f"others-{kind}", text=f"Not checked here, codes {words}: {number}")


def account(found: Verification, look: Look) -> Iterator[Row]:
    """What a device's codes say, what the account is, and what can be done with it."""
    yield from _verdict(found)
    entry = found.entry
    if entry is None:
        yield Text(key="mistyped", text=UNREADABLE if "?" in found.text else MISTYPED)
        return
    if look.showing:
        yield Text(key="code", text=_code(entry, look.now), style="heading")
    yield from _facts(entry)
    label, warn = ("Hide its code", False) if look.showing else ("Show its code", look.exposed)
    yield Button(key="show", label=label, does=_shown(Local("show"), warn))
    yield Button(key="compare", label="Compare with a second backup", does=Local("compare"))
    yield Button(
        key="phone",
        label="Put it on a phone: show its QR code",
        does=_shown(Local("phone"), look.exposed),
    )
    if len(found.reading.usable) > 1:
        yield Button(key="accounts", label="Choose another account", does=Local("accounts"))


def _shown(does: Local, warn: bool) -> Does:
    return Confirm(EXPOSED, "Yes, show it", does) if warn else does


def _facts(entry: Entry) -> Iterator[Row]:
    yield Text(key="account", text=f"Account: {entry.title}", style="heading")
    yield Text(key="formed", text="Well-formed: it can make codes.", style="good")
    yield Text(key="settings", text=f"Settings: {entry.settings}")
    yield Text(key="strength", text=f"Strength: {entry.strength}")
    for index, note in enumerate(entry.notes):
        yield Text(key=f"note-{index}", text=note, style="warning")


def _verdict(found: Verification) -> Iterator[Row]:
    """What the codes say, what was corrected, and how the second backup compares."""
    if words := found.words():
        yield Text(key="verdict", text=words, style="good" if found.matched else "warning")
    if (repair := found.suggestion) and repair.edits:
        for index, sentence in enumerate(repair.sentences):
            yield Text(key=f"edit-{index}", text=sentence, style="heading")
        if repair.confirmed:
            yield Button(key="accept", label="Go on with the corrected key", does=Local("accept"))
    elif found.settled:
        yield Button(key="use", label="Go on with these settings", does=Local("use"))
    elif found.repairable and found.outcome is None:
        yield Button(key="search", label="Look for a typing error", does=Local("search"))
    if same := found.same():
        yield Text(key="same", text=same, style="good" if found.twins else "warning")


def _code(entry: Entry, now: float) -> str:
    try:
        code = codes.code(entry, now)
    except Problem as problem:
        return problem.message
    middle = (len(code) + 1) // 2
    left = int(codes.remaining(entry, now))
    return f"Its code now: {code[:middle]} {code[middle:]}   new in {left} s"
