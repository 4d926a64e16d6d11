"""What `sparekey verify` prints: words for people, JSON for scripts. Never the key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from tui.keys import corrections, match, settings
from tui.keys.corrections import Outcome
from tui.keys.entry import Entry
from tui.keys.settings import Found
from tui.problem import Problem

UNCHECKED = {
    "hotp": "Its codes go by a counter (HOTP), not by the clock: not checked here.",
    "steam": "Its codes are Steam's, with letters: not checked here.",
    "other": "Its codes are made in another way: not checked here.",
}
"""Why an account of each type but "totp" is shown only."""


class Result(Struct, frozen=True):
    """What was found out about one account.

    `twins` are the same key's accounts in the second backup, None where there is none to compare;
    `left` is for how many seconds more `code` stays.
    """

    entry: Entry
    verdict: match.Verdict | None = None
    twins: tuple[Entry, ...] | None = None
    code: str | None = None
    left: float = 0.0
    settings: Found | None = None
    typo: Outcome | None = None

    @property
    def kind(self) -> str:
        """The verdict's word, as the JSON has it."""
        if self.settings:
            return "settings"
        if self.typo and self.typo.repairs:
            return "typo"
        return self.verdict.kind if self.verdict else "no-match" if self.typo else "unchecked"


class Report(Struct, frozen=True):
    """What one run found out; `same_key` is None where nothing was compared."""

    format: str | None = None
    results: tuple[Result, ...] = ()
    problems: tuple[Problem, ...] = ()
    same_key: bool | None = None
    title: str = ""


def matches(result: Result) -> bool:
    """Whether every code given is of this account's key."""
    return result.verdict is not None and result.verdict.kind in ("match", "clock")


def as_json(report: Report) -> dict[str, Any]:
    """Return the report in the stable form that the README documents."""
    return {
        "format": report.format,
        "entries": [_entry_as_json(result) for result in report.results],
        "problems": [{"code": p.code, "message": p.message} for p in report.problems],
        "same_key": report.same_key,
    }


def _entry_as_json(result: Result) -> dict[str, Any]:
    entry, verdict = result.entry, result.verdict
    offset = verdict.clock_offset if verdict else None
    return {
        "issuer": entry.issuer,
        "account": entry.account,
        "type": entry.type,
        "algorithm": entry.algorithm,
        "digits": entry.digits,
        "period": entry.period,
        "key_bits": entry.key_bits,
        "verdict": result.kind,
        "clock_offset": [round(bound, 3) for bound in offset] if offset else None,
        "notes": [*entry.notes, *_findings(result)],
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
    entry = result.entry
    if not entry.key:
        yield from _findings(result)
        return
    yield entry.title
    yield f"  {entry.settings}"
    yield f"  Key of {entry.strength}"
    yield from (f"  Note: {note}" for note in entry.notes)
    if entry.type in UNCHECKED:
        yield f"  {UNCHECKED[entry.type]}"
    if result.code:
        yield f"  Code now: {result.code}, for {result.left:.0f} more seconds"
    if result.settings:
        yield f"  {settings.describe(result.settings)}"
    elif result.verdict:
        yield f"  {match.describe(result.verdict)}"
    if result.typo:
        yield from (f"  {line}" for line in _about_typo(result.typo))
    if result.twins is not None:
        yield f"  {_about_other(result)}"


def _findings(result: Result) -> Iterator[str]:
    if result.settings:
        yield settings.describe(result.settings)
    elif result.typo:
        yield from _about_typo(result.typo)
    elif result.verdict and result.verdict.note:
        yield result.verdict.note
    if result.twins is not None:
        yield _about_other(result)


def _about_typo(outcome: Outcome) -> Iterator[str]:
    """How the search ended, with where to look; the characters themselves are for the app."""
    yield corrections.summary(outcome)
    if len(outcome.repairs) == 1:
        places = ", ".join(str(edit.position) for edit in outcome.repairs[0].edits)
        if places:
            yield f"Look at character {places}. The app shows the correction: press v in it."


def _about_other(result: Result) -> str:
    if not result.twins:
        return "The second backup does not hold this key."
    if any(twin.settings == result.entry.settings for twin in result.twins):
        return "The second backup holds the same key."
    return f"The second backup holds the same key with other settings: {result.twins[0].settings}."


def _what_is_known(report: Report) -> Iterator[str]:
    """Say apart what is never one: that it makes codes, whose codes, and who takes them."""
    usable = [one for one in report.results if one.entry.type == "totp" and one.entry.key]
    checked = any(result.verdict for result in usable)
    matched = "yes" if any(map(matches, usable)) else "no"
    device = matched if checked else "not compared (--code CODE, with a code that it shows)"
    yield f"Well-formed: {'yes, it can make codes' if usable else 'no time-based key'}"
    yield f"Matches a device: {device}"
    yield "Accepted by the exchange: not known. Only signing in proves that it is accepted."
