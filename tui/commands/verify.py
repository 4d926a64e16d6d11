"""`sparekey verify`: what a saved key is, and whether it matches another device. Keeps nothing."""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from tui.keys import codes, match
from tui.keys.entry import Entry, same_key
from tui.keys.links import looks_like_key
from tui.keys.plain import LARGEST_FILE
from tui.keys.problem import KeyProblem
from tui.keys.read import Reading, read, read_bytes

HOLDS, FAILS, UNREADABLE = 0, 1, 2
"""Exit statuses: all that was asked holds; a code or the comparison does not; nothing to check."""

FORMATS = {"key": "typed key", "uri": "otpauth link"}
UNCHECKED = {
    "hotp": "Its codes go by a counter (HOTP), not by the clock: not checked here.",
    "steam": "Its codes are Steam's, with letters: not checked here.",
    "other": "Its codes are made in another way: not checked here.",
}
"""Why an account of each type but "totp" is shown only."""
PROMPT = "Key or otpauth link (not shown): "
IN_ARGUMENTS = (
    "This looks like a key, not like a file that exists: on a command line others can see it, and"
    " the shell's history keeps it. Remove it there; with no file named, SpareKey asks unseen."
)


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


class Report(Struct, frozen=True):
    """What one run found out; `same_key` is None where nothing was compared."""

    format: str | None = None
    results: tuple[Result, ...] = ()
    problems: tuple[KeyProblem, ...] = ()
    same_key: bool | None = None


def run(options: argparse.Namespace) -> int:
    """Verify the key that `options` name, print what was found, return the exit status.

    `file` (a path, "-", or None: ask), `code` (a list), `against` (a path, "-" or None),
    `show_code`, `json`, and `clock`, which returns the aware time that counts as now.
    """
    try:
        report = _verify(options)
    except KeyProblem as problem:
        report = Report(problems=(problem,))
    if options.json:
        print(json.dumps(_as_json(report), indent=2))
    elif report.results:
        print("\n".join(_as_text(report)))
    status = _status(report)
    if status == UNREADABLE:
        print(_reason(report).message, file=sys.stderr)
    return status


def _verify(options: argparse.Namespace) -> Report:
    """Gather the report. The codes were read off a device before now: the clock comes first."""
    at = options.clock().timestamp()
    shown = [match.normalise_code(code) for code in options.code]
    _refuse_keys(options.file, options.against)
    reading = _read(options.file)
    other = _second_backup(options.against)
    now = options.clock().timestamp() if options.show_code else None
    results = tuple(_result(entry, shown, at, other, now) for entry in reading.entries)
    return Report(reading.format, results, reading.problems, _same(results, bool(shown), other))


def _result(
    entry: Entry, shown: list[str], at: float, other: Reading | None, now: float | None
) -> Result:
    if entry.type != "totp":
        return Result(entry)
    return Result(
        entry,
        verdict=match.compare_all(entry, shown, at) if shown else None,
        twins=tuple(one for one in other.usable if same_key(entry, one)) if other else None,
        code=None if now is None else codes.code(entry, now),
        left=0.0 if now is None else codes.remaining(entry, now),
    )


def _same(results: tuple[Result, ...], checked: bool, other: Reading | None) -> bool | None:
    """Tell whether the second backup holds a key of the first, a matching one if `checked`."""
    if other is None:
        return None
    return any(result.twins and (not checked or _matches(result)) for result in results)


def _matches(result: Result) -> bool:
    return result.verdict is not None and result.verdict.kind in ("match", "clock")


def _status(report: Report) -> int:
    usable = [result for result in report.results if result.entry.type == "totp"]
    if not usable:
        return UNREADABLE
    checked = any(result.verdict for result in usable)
    missed = checked and not any(_matches(result) for result in usable)
    return FAILS if missed or report.same_key is False else HOLDS


def _reason(report: Report) -> KeyProblem:
    """Return the problem that left nothing to check."""
    none = KeyProblem("not-totp", "There is no time-based (TOTP) key in it, so no code to check.")
    return none if report.results else next(iter(report.problems), none)


def _refuse_keys(*names: str | None) -> None:
    """Refuse a key given as an argument, without repeating it."""
    for name in names:
        if name and looks_like_key(name) and not os.path.lexists(name):
            raise KeyProblem("key-in-arguments", IN_ARGUMENTS)


def _second_backup(name: str | None) -> Reading | None:
    if name is None:
        return None
    try:
        reading = _read(name)
    except KeyProblem as problem:
        raise problem.within("The second backup") from None
    if not reading.usable:
        reason = _reason(Report(problems=() if reading.entries else reading.problems))
        raise reason.within("The second backup")
    return reading


def _read(name: str | None) -> Reading:
    if name == "-" and sys.stdin and not sys.stdin.isatty():
        return read_bytes(sys.stdin.buffer.read(LARGEST_FILE + 1))
    if name is None or name == "-":
        from tui.keys.ask import unseen

        return read(unseen(PROMPT))
    return read_bytes(_bytes_of(name))


def _bytes_of(name: str) -> bytes:
    """Return a regular file's bytes, at most one over the cap. No FIFO is waited for.

    The name is not repeated in errors: it may be a key after all.
    """
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise _cannot_open(error) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise KeyProblem("not-a-file", "What is named is not a file: name a regular file.")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _cannot_open(error) from None
    finally:
        os.close(descriptor)


def _cannot_open(error: OSError | ValueError) -> KeyProblem:
    reason = getattr(error, "strerror", None) or "not a possible name"
    return KeyProblem("cannot-open", f"The file cannot be opened ({reason.lower()}): name another.")


def _as_json(report: Report) -> dict[str, Any]:
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
        "verdict": verdict.kind if verdict else "unchecked",
        "clock_offset": [round(bound, 3) for bound in offset] if offset else None,
        "notes": [*entry.notes, *_findings(result)],
        "code": result.code,
    }


def _as_text(report: Report) -> Iterator[str]:
    yield f"Format: {FORMATS[report.format or '']}"
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
    yield entry.title
    yield f"  {entry.settings}"
    yield f"  Key of {entry.strength}"
    yield from (f"  Note: {note}" for note in entry.notes)
    if entry.type in UNCHECKED:
        yield f"  {UNCHECKED[entry.type]}"
    if result.code:
        yield f"  Code now: {result.code}, for {result.left:.0f} more seconds"
    if result.verdict:
        yield f"  {match.describe(result.verdict)}"
    if result.twins is not None:
        yield f"  {_about_other(result)}"


def _findings(result: Result) -> Iterator[str]:
    if result.verdict and result.verdict.note:
        yield result.verdict.note
    if result.twins is not None:
        yield _about_other(result)


def _about_other(result: Result) -> str:
    if not result.twins:
        return "The second backup does not hold this key."
    if any(twin.settings == result.entry.settings for twin in result.twins):
        return "The second backup holds the same key."
    return f"The second backup holds the same key with other settings: {result.twins[0].settings}."


def _what_is_known(report: Report) -> Iterator[str]:
    """Say apart what is never one: that it makes codes, whose codes, and who takes them."""
    usable = [result for result in report.results if result.entry.type == "totp"]
    checked = any(result.verdict for result in usable)
    matched = "yes" if any(map(_matches, usable)) else "no"
    device = matched if checked else "not compared (--code CODE, with a code that it shows)"
    yield f"Well-formed: {'yes, it can make codes' if usable else 'no time-based key'}"
    yield f"Matches a device: {device}"
    yield "Accepted by the exchange: not known. Only signing in proves that it is accepted."
