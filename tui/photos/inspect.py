"""A photo's bytes in, a report out: opened with care, then one check after the other."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tui.photos import metadata, picture
from tui.photos.checks import CHECKS, Check, Outcome
from tui.photos.checks.photo import Photo
from tui.photos.findings import NOT_CHECKED, OPENS, QUESTIONS, Finding, Kind, Report
from tui.photos.problem import PhotoProblem
from tui.problem import Problem

if TYPE_CHECKING:
    from tui.work import Job


def inspect(data: bytes, kind: Kind, today: date) -> Report:
    """Return what the checks of that kind of photo found; `today` is the person's.

    A file that does not open gives a report with one finding, `opens`. Raises MemoryError alone.
    """
    try:
        opened = picture.opened(data)
    except PhotoProblem as problem:
        return unopened(data, kind, problem)
    notes = metadata.read(opened.raw, data)
    photo = Photo(kind, len(data), opened, notes, today)
    made = [(check, _outcome(check, photo)) for check in CHECKS if kind in check.kinds]
    return Report(
        kind=kind,
        findings=tuple(one for _, outcome in made for one in _found(outcome)),
        checked=tuple(check.id for check, outcome in made if not isinstance(outcome, str)),
        not_checked=(
            *(outcome for _, outcome in made if isinstance(outcome, str)),
            *QUESTIONS[kind],
            *NOT_CHECKED,
        ),
        size=len(data),
        sha256=sha256(data).hexdigest(),
        width=opened.width,
        height=opened.height,
    )


def _outcome(check: Check, photo: Photo) -> Outcome:
    """Make one check; one that fails on an odd picture must not take the others along."""
    try:
        return check.run(photo)
    except MemoryError:
        raise
    except Exception:
        return f"The check “{check.id}”: it failed on this picture."


def _found(outcome: Outcome) -> tuple[Finding, ...]:
    return () if isinstance(outcome, str) else outcome


def unopened(data: bytes, kind: Kind, problem: Problem) -> Report:
    """Return the report of a file that is no photo, is damaged, or is too much to open."""
    finding = Finding(
        check=OPENS,
        level="problem",
        value="it does not open",
        threshold="opens fully",
        rule="whatever the rules: nobody can look at it",
        message=problem.message,
        retake="Take a new photo, or copy the file from the phone again.",
    )
    return Report(
        kind=kind,
        findings=(finding,),
        checked=(OPENS,),
        not_checked=("Everything else: it has to open first.", *NOT_CHECKED),
        size=len(data),
        sha256=sha256(data).hexdigest(),
        width=0,
        height=0,
    )


def examine(path: Path | str, kind: Kind, today: date) -> Report:
    """Return the report of a file, read and inspected in a process of its own.

    Raises PhotoProblem, one line, where it cannot be read at all.
    """
    return job(path, kind, today).start().result()


def job(path: Path | str, kind: Kind, today: date) -> Job[Report]:
    """Return the same, yet to be started: `await job(…).start().finished()`."""
    from tui.photos.examining import PhotoJob

    return PhotoJob(str(path), kind, today)
