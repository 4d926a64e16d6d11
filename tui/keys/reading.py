"""What reading a source gave: accounts, problems, or a lock that needs a password."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from msgspec import Struct

from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

MOST_ENTRIES = 10_000
"""Accounts taken from one source; who has more has no backup of accounts."""
MOST_FOUND = 2 * MOST_ENTRIES
"""Accounts and problems together; nothing is read further."""
MOST_PROBLEMS = 20
"""Problems told one by one; the rest is counted."""


class Locked(Struct, frozen=True):
    """What a password must open first.

    `title` names it ("Aegis backup, encrypted"). `cost` is what opening takes where that is worth
    a word ("needs 1 GB of memory and about 5 seconds"), else "". `wrong`: a password was given and
    did not open it.
    """

    title: str
    cost: str = ""
    wrong: bool = False


class Reading(Struct, frozen=True):
    """What was found: its format (None where nothing was read), the accounts, what is wrong.

    `title` is the format in words. Where `locked` is set there are no accounts yet, the format is
    known, and one problem says the same: password-needed or wrong-password.
    """

    format: str | None
    entries: tuple[Entry, ...] = ()
    problems: tuple[KeyProblem, ...] = ()
    locked: Locked | None = None
    title: str = ""

    @property
    def usable(self) -> tuple[Entry, ...]:
        """The accounts that codes can be made for."""
        return tuple(entry for entry in self.entries if entry.type == "totp")


def gathered(source: Iterable[Entry | KeyProblem], title: str, format_id: str) -> Reading:
    """Return the reading of a recognised source: at most MOST_ENTRIES, with a word on the rest.

    Raises what going through `source` raises.
    """
    found = list(islice(source, MOST_FOUND))
    entries = [one for one in found if isinstance(one, Entry)]
    problems = [one for one in found if isinstance(one, KeyProblem)]
    if not found:
        message = f"This is read as {title}, but no 2FA key is in it."
        problems = [KeyProblem("no-keys", message)]
    kept = tuple(entries[:MOST_ENTRIES])
    cut = len(entries) > MOST_ENTRIES or len(found) == MOST_FOUND
    return Reading(format_id, kept, tuple(_told(problems, cut)), title=title)


def _told(problems: list[KeyProblem], cut: bool) -> list[KeyProblem]:
    told = problems[:MOST_PROBLEMS]
    if len(problems) > MOST_PROBLEMS:
        rest = len(problems) - MOST_PROBLEMS
        told.append(KeyProblem("left-out", f"Further entries that could not be read: {rest}."))
    if cut:
        message = f"There are more than {MOST_ENTRIES} accounts: only the first were read."
        told.append(KeyProblem("too-many", message))
    return told
