"""What `sparekey verify` prints: words for people, JSON for scripts. Never the key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from tui.keys import corrections, match, settings
from tui.keys.corrections import Outcome
from tui.keys.entry import Entry
from tui.problem import Problem
from tui.verifying import Verification

UNCHECKED = {
    "hotp": "Its codes go by a counter (HOTP), not by the clock: not checked here.",
    "steam": "Its codes are Steam's, with letters: not checked here.",
    "other": "Its codes are made in another way: not checked here.",
}
"""Why an account of each type but "totp" is shown only."""
UNREAD = Entry(key=b"")
"""Stands for the account of a key that cannot be read as it was typed; its settings are those that
typing errors were searched with."""


class Result(Struct, frozen=True):
    """What was found out about one account; `left` is for how many seconds more `code` stays."""

    found: Verification
    code: str | None = None
    left: float = 0.0

    @property
    def entry(self) -> Entry:
        """The account."""
        return self.found.entry or UNREAD

    @property
    def usable(self) -> bool:
        """Whether codes can be made for it."""
        return self.found.entry is not None and self.entry.type == "totp"

    @property
    def matches(self) -> bool:
        """Whether every code given is of this account's key."""
        return self.found.kind in ("match", "clock")


class Report(Struct, frozen=True):
    """What one run found out; `same_key` is None where nothing was compared."""

    format: str | None = None
    results: tuple[Result, ...] = ()
    problems: tuple[Problem, ...] = ()
    same_key: bool | None = None
    title: str = ""


def as_json(report: Report) -> dict[str, Any]:
    """Return the report in its stable form, for scripts.

    A key that cannot be read as it was typed, but has a correction that fits the codes, is one
    entry: format null, `key_bits` null, verdict "typo", the search's settings.
    """
    return {
        "format": report.format,
        "entries": [_entry_as_json(result) for result in report.results],
        "problems": [{"code": p.code, "message": p.message} for p in report.problems],
        "same_key": report.same_key,
    }


def _entry_as_json(result: Result) -> dict[str, Any]:
    entry, found = result.entry, result.found
    offset = found.verdict.clock_offset if found.verdict else None
    return {
        "issuer": entry.issuer,
        "account": entry.account,
        "type": entry.type,
        "algorithm": entry.algorithm,
        "digits": len(found.shown[-1].code) if found.mistyped else entry.digits,
        "period": entry.period,
        "key_bits": None if found.mistyped else entry.key_bits,
        "verdict": found.kind,
        "clock_offset": [round(bound, 3) for bound in offset] if offset else None,
        "notes": [*entry.notes, *_findings(found)],
        "code": result.code,
    }


def as_text(report: Report) -> Iterator[str]:
    """Yield the report in lines."""
    yield f"Format: {report.title or 'a key with a typing error'}"
    for result in report.results:
        yield ""
        yield from _entry_as_text(result)
    if report.problems:
        yield ""
        yield from (problem.message for problem in report.problems)
    yield ""
    yield from _what_is_known(report)


def _entry_as_text(result: Result) -> Iterator[str]:
    entry, found = result.entry, result.found
    if found.mistyped:
        yield from _findings(found)
        return
    yield entry.title
    yield f"  {entry.settings}"
    yield f"  Key of {entry.strength}"
    yield from (f"  Note: {note}" for note in entry.notes)
    if entry.type in UNCHECKED:
        yield f"  {UNCHECKED[entry.type]}"
    if result.code:
        yield f"  Code now: {result.code}, for {result.left:.0f} more seconds"
    if found.verdict and not found.settings:
        yield f"  {match.describe(found.verdict)}"
    yield from (f"  {line}" for line in _further(found))


def _findings(found: Verification) -> Iterator[str]:
    if found.verdict and found.verdict.note and not (found.settings or found.outcome):
        yield found.verdict.note
    yield from _further(found)


def _further(found: Verification) -> Iterator[str]:
    """What explains codes that do not match, and how the second backup compares."""
    if found.settings:
        yield settings.describe(found.settings[0])
    elif found.outcome:
        yield from _about_typo(found.outcome)
    if same := found.same():
        yield same


def _about_typo(outcome: Outcome) -> Iterator[str]:
    """How the search ended, with where to look; the characters themselves are for the app."""
    yield corrections.summary(outcome)
    if len(outcome.repairs) == 1:
        places = ", ".join(str(edit.position) for edit in outcome.repairs[0].edits)
        if places:
            yield f"Look at character {places}. The app shows the correction: press v in it."


def _what_is_known(report: Report) -> Iterator[str]:
    """Say apart what is never one: that it makes codes, whose codes, and who takes them."""
    usable = [one for one in report.results if one.usable]
    checked = any(result.found.shown for result in usable)
    matched = "yes" if any(result.matches for result in usable) else "no"
    device = matched if checked else "not compared (--code CODE, with a code that it shows)"
    well_formed = "yes, it can make codes" if usable else "no time-based key"
    if any(result.found.mistyped for result in report.results):
        well_formed, device = "no, not as it is written", "only with the correction, perhaps"
    yield f"Well-formed: {well_formed}"
    yield f"Matches a device: {device}"
    yield "Accepted by the exchange: not known. Only signing in proves that it is accepted."
