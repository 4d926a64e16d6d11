"""`sparekey verify`: what a saved key is, and whether it matches another device. Keeps nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import suppress

from tui.commands.verify_report import Report, Result, as_json, as_text
from tui.keys import codes, match, plain
from tui.keys.links import may_be_key
from tui.keys.read import read_bytes
from tui.keys.reading import Reading
from tui.keys.shown import Shown
from tui.problem import Problem
from tui.source import LARGEST, bytes_of
from tui.verifying import Verification, opening

HOLDS, FAILS, UNREADABLE = 0, 1, 2
"""Exit statuses: all that was asked holds; a code or the comparison does not; nothing to check."""

SEARCH = 20.0
"""Seconds that a search for typing errors may take here."""
LONGEST_PASSWORD = 4096
"""Bytes of a password file that are read."""
LONGEST_TYPED = 4096
"""Bytes of a text that may be one typed key."""
PROMPT = "Key or otpauth link (not shown): "
IN_ARGUMENTS = (
    "This looks like a key, not like a file that exists: on a command line others can see it, and"
    " the shell's history keeps it. Remove it there; with no file named, SpareKey asks unseen."
)


def run(options: argparse.Namespace) -> int:
    """Verify the key that `options` name, print what was found, return the exit status.

    `file` (a path, "-", or None: ask), `code` (a list), `against` (a path, "-" or None),
    `show_code`, `password_file`, `json`, and `clock`, which returns the aware time that is now.
    """
    try:
        report = _verify(options)
    except Problem as problem:
        report = Report(problems=(problem,))
    if options.json:
        print(json.dumps(as_json(report), indent=2))
    elif report.results:
        print("\n".join(as_text(report)))
    status = _status(report)
    if status == UNREADABLE:
        print(_reason(report).message, file=sys.stderr)
    return status


def _verify(options: argparse.Namespace) -> Report:
    """Gather the report. The codes were read off a device before now: the clock comes first."""
    at = options.clock().timestamp()
    shown = [Shown(match.normalise_code(code), at) for code in options.code]
    _refuse_keys(options.file, options.against, options.password_file)
    password = _password(options.password_file)
    first = _read(options.file, password)
    first.other = _second_backup(options.against, password)
    now = options.clock().timestamp() if options.show_code else None
    results = tuple(_results(first, shown, now))
    return Report(
        first.reading.format,
        results,
        first.reading.problems,
        _same(results, first.other),
        first.reading.title,
    )


def _results(first: Verification, shown: list[Shown], now: float | None) -> Iterator[Result]:
    """Yield what was found out about each account; of a mistyped key, if a repair was found."""
    alone = len(first.reading.usable) == 1
    for entry in first.reading.entries:
        yield _result(first.about(entry), shown, now, alone=alone)
    if first.mistyped and shown:
        first.compare(shown)
        _search(first)
        if first.suggestion:
            yield Result(first)


def _result(found: Verification, shown: list[Shown], now: float | None, *, alone: bool) -> Result:
    """Compare one account; the whole day is searched only for one that is `alone`."""
    entry = found.entry
    if entry is None or entry.type != "totp":
        return Result(found)
    if shown:
        found.compare(shown, wide=alone)
        if found.missed and found.repairable and not found.settings:
            _search(found)
    if now is None:
        return Result(found)
    return Result(found, codes.code(entry, now), codes.remaining(entry, now))


def _search(found: Verification) -> None:
    """Look for a typing error, for a moment: the app looks longer."""
    from tui.keys import repair

    with suppress(Problem):
        found.outcome = repair.search(*found.clues, seconds=SEARCH)


def _same(results: tuple[Result, ...], other: Reading | None) -> bool | None:
    """Tell whether the second backup holds a key of the first, a matching one if codes are given.

    Whether it holds the key that was typed with an error cannot be told.
    """
    if other is None or any(result.found.mistyped for result in results):
        return None
    fitting = (one for one in results if one.matches or not one.found.shown)
    return any(one.found.twins for one in fitting)


def _status(report: Report) -> int:
    usable = [result for result in report.results if result.usable]
    if not usable:
        return FAILS if any(one.found.mistyped for one in report.results) else UNREADABLE
    missed = any(one.found.shown for one in usable) and not any(one.matches for one in usable)
    return FAILS if missed or report.same_key is False else HOLDS


def _reason(report: Report) -> Problem:
    """Return the problem that left nothing to check."""
    none = Problem("not-totp", "There is no time-based (TOTP) key in it, so no code to check.")
    return none if report.results else next(iter(report.problems), none)


def _refuse_keys(*names: str | None) -> None:
    """Refuse a key given as an argument, without repeating it."""
    if any(map(may_be_key, names)):
        raise Problem("key-in-arguments", IN_ARGUMENTS)


def _second_backup(name: str | None, password: str | None) -> Reading | None:
    if name is None:
        return None
    try:
        reading = _read(name, password).reading
    except Problem as problem:
        raise problem.within("The second backup") from None
    if not reading.usable:
        reason = _reason(Report(problems=() if reading.entries else reading.problems))
        raise reason.within("The second backup")
    return reading


def _read(name: str | None, password: str | None) -> Verification:
    """Return what was read, with the text that a typing error may be in."""
    found = Verification()
    if name == "-" and sys.stdin and not sys.stdin.isatty():
        _take_data(found, sys.stdin.buffer.read(LARGEST + 1), password)
    elif name is None or name == "-":
        from tui.commands.ask import unseen

        found.take_text(unseen(PROMPT))
    else:
        _take_data(found, bytes_of(name), password)
    return found


def _take_data(found: Verification, data: bytes, password: str | None) -> None:
    reading = _opened(data, password)
    if reading.locked and not reading.locked.wrong and sys.stdin and sys.stdin.isatty():
        from tui.commands.ask import unseen

        reading = _opened(data, unseen(f"{_title(reading)}. Its password (not shown): "))
    typed = len(data) < LONGEST_TYPED and plain.is_text(data)
    found.take(reading, plain.text_of(data) if typed else "")


def _title(reading: Reading) -> str:
    locked = reading.locked
    return ", ".join(filter(None, (locked.title, locked.cost))) if locked else ""


def _opened(data: bytes, password: str | None) -> Reading:
    """Read a file's content: plain text here, all else in a process that may be stopped."""
    if password is None and plain.is_text(data):
        return read_bytes(data)
    return opening(data, password).start().result()


def _password(name: str | None) -> str | None:
    """Return the first line of the password file, if one is named."""
    if name is None:
        return None
    data = bytes_of(name)[:LONGEST_PASSWORD]
    return data.decode("utf-8-sig", "surrogateescape").split("\n", 1)[0].rstrip("\r")
