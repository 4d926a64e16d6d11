"""What the verify tool shows of a verification, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.forms.rows import Button, Confirm, Does, Local, Option, Row, Text
from tui.keys import codes
from tui.keys.entry import Entry
from tui.symbols import bar
from tui.verifying import Verification

EXPLAIN = (
    "Three different things: a key is well-formed (it can make codes), it matches a device (same "
    "codes), it is accepted (you got in with its code). Only the last proves access."
)
EXPOSED = (
    "This computer is remote, shared or run as root: whoever controls it can see what is shown. "
    "Show it?"
)
MISTYPED = (
    "If a device still shows codes of this key, type one above: SpareKey can look for the typing "
    "error. Write ? for each character that you can't read."
)
MOST_OPTIONS = 40
"""Accounts listed at once; the search finds the others."""
BAR = 30
"""Cells of the progress bar."""


def asking() -> Iterator[Row]:
    """What is good to know while nothing is read."""
    yield Text(key="explain", text=EXPLAIN, style="note")


def back() -> Iterator[Row]:
    """The way back from the second backup."""
    yield Button(key="back", label="Do not compare", does=Local("back"))


def problems(found: Verification) -> Iterator[Row]:
    """What is wrong with what was given."""
    if found.problem:
        yield Text(key="problem", text=found.problem, style="warning")
    if found.reading.locked and not found.reading.locked.wrong:
        return
    for index, problem in enumerate(found.reading.problems):
        yield Text(key=f"problem-{index}", text=problem.message, style="warning")


def working(title: str, done: int, total: int) -> Iterator[Row]:
    """A slow step, how far it is, and the way out of it."""
    share = f"  {bar(done / total, BAR)} {100 * done // total} %" if total else ""
    yield Text(key="working", text=f"{title}{share}")
    yield Button(key="cancel", label="Cancel", does=Local("cancel"))


def locked(found: Verification) -> Iterator[Row]:
    """What a password opens, and what that takes."""
    if found.reading.locked:
        cost = found.reading.locked.cost
        yield Text(key="locked", text=found.reading.locked.title, style="heading")
        if cost:
            yield Text(key="cost", text=f"Opening it {cost}.")
    yield Button(key="another", label="Check something else", does=Local("another"))


def choices(found: Verification, search: str, likely: str) -> Iterator[Row]:
    """The accounts to choose from: those that the search finds, the likely ones first."""
    usable = found.reading.usable
    fitting = [n for n, entry in enumerate(usable) if search.casefold() in entry.title.casefold()]
    fitting.sort(key=lambda n: likely.casefold() not in usable[n].title.casefold())
    yield Text(key="which", text=f"{len(usable)} accounts. Which one is it?", style="heading")
    for number in fitting[:MOST_OPTIONS]:
        yield Option(
            key=f"entry-{number}",
            question="entry",
            text=usable[number].title,
            on=False,
            does=Local(f"choose {number}"),
            detail=usable[number].settings,
        )
    if len(fitting) > MOST_OPTIONS:
        more = len(fitting) - MOST_OPTIONS
        yield Text(key="more", text=f"{more} more: type a part of the name above.")
    yield from _others(found.reading.entries)


def _others(entries: Sequence[Entry]) -> Iterator[Row]:
    """Accounts whose codes don't go by the clock are named, too."""
    kinds = {"hotp": "by a counter (HOTP)", "steam": "of Steam", "other": "of another kind"}
    for kind, words in kinds.items():
        if number := sum(entry.type == kind for entry in entries):
            yield Text(key=f"others-{kind}", text=f"Not checked here, codes {words}: {number}")


def account(found: Verification, now: float, *, showing: bool, exposed: bool) -> Iterator[Row]:
    """What an account is, what its codes say, and what can be done with it."""
    entry = found.entry
    if entry is None:
        yield Text(key="mistyped", text=MISTYPED)
    else:
        yield from _facts(entry)
    yield from _verdict(found)
    if entry is not None:
        if showing:
            yield Text(key="code", text=_code(entry, now), style="heading")
        label = "Hide its code" if showing else "Show its code"
        yield Button(key="show", label=label, does=_shown(Local("show"), not showing and exposed))
        yield Button(key="compare", label="Compare with a second backup", does=Local("compare"))
        yield Button(
            key="phone",
            label="Put it on a phone: show its QR code",
            does=_shown(Local("phone"), exposed),
        )
    yield Button(key="another", label="Check another key", does=Local("another"))


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
    elif found.repairable and found.outcome is None:
        yield Button(key="search", label="Look for a typing error", does=Local("search"))
    if same := found.same():
        yield Text(key="same", text=same, style="warning" if "not hold" in same else "good")


def _code(entry: Entry, now: float) -> str:
    code = codes.code(entry, now)
    middle = (len(code) + 1) // 2
    left = int(codes.remaining(entry, now))
    return f"Its code now: {code[:middle]} {code[middle:]}   new in {left} s"
