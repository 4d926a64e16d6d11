"""`sparekey verify`: what a saved key is, and whether it matches another device. Keeps nothing."""

from __future__ import annotations

import argparse
import json
import os
import sys

from tui.commands.verify_report import Report, Result, as_json, as_text, matches
from tui.keys import codes, match, plain, settings
from tui.keys.corrections import Outcome
from tui.keys.entry import Entry, same_key
from tui.keys.links import looks_like_key
from tui.keys.read import Reading, read, read_bytes
from tui.keys.shown import Shown
from tui.problem import Problem
from tui.source import LARGEST, bytes_of

HOLDS, FAILS, UNREADABLE = 0, 1, 2
"""Exit statuses: all that was asked holds; a code or the comparison does not; nothing to check."""

MEMORY = 3 * 1024**3
"""Bytes that opening a backup may take."""
SEARCH = 20.0
"""Seconds that a search for typing errors may take here."""
LONGEST_PASSWORD = 4096
"""Bytes of a password file that are read."""
LONGEST_TYPED = 4096
"""Bytes of a text that may be one typed key."""
MISTYPED_ALONE = (["illegal-character"], ["impossible-length"])
"""The first problem of a text that may be a key with a typing error."""
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
    reading, text = _read(options.file, password)
    other = _second_backup(options.against, password)
    now = options.clock().timestamp() if options.show_code else None
    typed = text if reading.format in (None, "key") else ""
    entries = reading.entries or _mistyped(reading, typed, shown)
    results = tuple(_result(entry, shown, typed, other, now) for entry in entries)
    return Report(
        reading.format,
        results,
        reading.problems,
        _same(results, bool(shown), other),
        reading.title,
    )


def _mistyped(reading: Reading, typed: str, shown: list[Shown]) -> tuple[Entry, ...]:
    """Return an account without a key, where a typing error is worth a search by the codes."""
    codes_of = [problem.code for problem in reading.problems]
    return (Entry(key=b""),) if typed and shown and codes_of[:1] in MISTYPED_ALONE else ()


def _result(
    entry: Entry, shown: list[Shown], typed: str, other: Reading | None, now: float | None
) -> Result:
    if entry.type != "totp":
        return Result(entry)
    if not entry.key:
        return Result(entry, typo=_search(entry, shown, typed))
    verdict = match.compare_shown(entry, shown) if shown else None
    missed = verdict is not None and verdict.steps is None and not verdict.next_code
    found = settings.find(entry, shown, typed)[:1] if missed else ()
    return Result(
        entry,
        verdict=verdict,
        settings=found[0] if found else None,
        typo=_search(entry, shown, typed) if missed and typed and not found else None,
        twins=tuple(one for one in other.usable if same_key(entry, one)) if other else None,
        code=None if now is None else codes.code(entry, now),
        left=0.0 if now is None else codes.remaining(entry, now),
    )


def _search(entry: Entry, shown: list[Shown], typed: str) -> Outcome | None:
    """Look for a typing error, for a moment: the app looks longer."""
    from tui.keys import repair

    try:
        return repair.search(typed, shown, entry.algorithm, entry.period, seconds=SEARCH)
    except Problem:
        return None


def _same(results: tuple[Result, ...], checked: bool, other: Reading | None) -> bool | None:
    """Tell whether the second backup holds a key of the first, a matching one if `checked`."""
    if other is None:
        return None
    return any(result.twins and (not checked or matches(result)) for result in results)


def _status(report: Report) -> int:
    usable = [result for result in report.results if result.entry.type == "totp"]
    if not any(result.entry.key for result in usable):
        return (
            FAILS if any(result.typo and result.typo.repairs for result in usable) else UNREADABLE
        )
    checked = any(result.verdict for result in usable)
    missed = checked and not any(matches(result) for result in usable)
    return FAILS if missed or report.same_key is False else HOLDS


def _reason(report: Report) -> Problem:
    """Return the problem that left nothing to check."""
    none = Problem("not-totp", "There is no time-based (TOTP) key in it, so no code to check.")
    return none if report.results else next(iter(report.problems), none)


def _refuse_keys(*names: str | None) -> None:
    """Refuse a key given as an argument, without repeating it."""
    for name in names:
        if name and looks_like_key(name) and not os.path.lexists(name):
            raise Problem("key-in-arguments", IN_ARGUMENTS)


def _second_backup(name: str | None, password: str | None) -> Reading | None:
    if name is None:
        return None
    try:
        reading, _ = _read(name, password)
    except Problem as problem:
        raise problem.within("The second backup") from None
    if not reading.usable:
        reason = _reason(Report(problems=() if reading.entries else reading.problems))
        raise reason.within("The second backup")
    return reading


def _read(name: str | None, password: str | None) -> tuple[Reading, str]:
    """Return what was read, and the text that a typing error may be in."""
    if name == "-" and sys.stdin and not sys.stdin.isatty():
        return _read_data(sys.stdin.buffer.read(LARGEST + 1), password)
    if name is None or name == "-":
        from tui.keys.ask import unseen

        text = unseen(PROMPT)
        return read(text), text
    return _read_data(bytes_of(name), password)


def _read_data(data: bytes, password: str | None) -> tuple[Reading, str]:
    reading = _opened(data, password)
    if reading.locked and not reading.locked.wrong and sys.stdin and sys.stdin.isatty():
        from tui.keys.ask import unseen

        reading = _opened(data, unseen(f"{_title(reading)}. Its password (not shown): "))
    text = plain.text_of(data) if plain.is_text(data) and len(data) < LONGEST_TYPED else ""
    return reading, text


def _title(reading: Reading) -> str:
    locked = reading.locked
    return ", ".join(filter(None, (locked.title, locked.cost))) if locked else ""


def _opened(data: bytes, password: str | None) -> Reading:
    """Read a file's content: text here, all else in a process that may be stopped."""
    if plain.is_text(data):
        return read_bytes(data, password)
    from tui.work import Job

    return Job(read_bytes, data, password, memory=MEMORY).start().result()


def _password(name: str | None) -> str | None:
    """Return the first line of the password file, if one is named."""
    if name is None:
        return None
    data = bytes_of(name)[:LONGEST_PASSWORD]
    return data.decode("utf-8-sig", "surrogateescape").split("\n", 1)[0].rstrip("\r")
