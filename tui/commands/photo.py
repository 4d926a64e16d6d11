"""`sparekey photo`: what a reviewer may reject in a photo, and a copy that tells nothing else."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.keys.links import may_be_key
from tui.photos.findings import Finding, Kind, Report, summary
from tui.photos.inspect import examine, unopened
from tui.photos.problem import PhotoProblem
from tui.problem import Problem
from tui.source import bytes_of
from tui.store.errors import named

if TYPE_CHECKING:
    from tui.photos.clean import Cleaned

NOTHING_FOUND, FOUND, UNREADABLE = 0, 1, 2
"""Exit statuses: the checks found nothing; they found something; no photo could be opened."""

TITLES: dict[Kind, str] = {
    "selfie": "A selfie with the ID",
    "id": "A photo of the ID",
    "note": "A photo of the note",
}
LEVELS = {
    "problem": "Problem",
    "check": "Check (may be rejected)",
    "ask": "Look (a program cannot tell)",
}
"""In the order of their weight."""
IN_ARGUMENTS = PhotoProblem(
    "key-in-arguments",
    "An argument looks like a key, not like a file that exists: on a command line others can see"
    " it, and the shell's history keeps it. Remove it there.",
)


def run(options: argparse.Namespace) -> int:
    """Check the photo that `options` name, print what was found, return the exit status.

    `file` (a path), `kind`, `clean` (a path or None), `json`, and `clock`, which returns the aware
    time that is now. Raises StoreError where the clean copy cannot be written.
    """
    try:
        _refuse_keys(options.file, options.clean)
        report = examine(options.file, options.kind, options.clock().date())
        copy = _clean(options.file) if options.clean and report.opens else None
    except Problem as problem:
        report, copy = unopened(b"", options.kind, problem), None
    written = _write(copy, Path(options.clean)) if copy else ()
    if options.json:
        print(json.dumps(as_json(report), indent=2))
    elif report.opens:
        print("\n".join((*as_text(report), *written)))
    if not report.opens:
        print(report.findings[0].message, file=sys.stderr)
        return UNREADABLE
    return FOUND if report.findings else NOTHING_FOUND


def _refuse_keys(*names: str | None) -> None:
    """Refuse a key given as an argument, without repeating it."""
    if any(map(may_be_key, names)):
        raise IN_ARGUMENTS


def _clean(name: str) -> Cleaned:
    """Return the clean copy, made in a process of its own. Raises Problem."""
    from tui.photos.clean import MEMORY, cleaned
    from tui.work import Job

    return Job(cleaned, bytes_of(name), memory=MEMORY).start().result()


def _write(copy: Cleaned, path: Path) -> tuple[str, ...]:
    """Write the copy to a new file; return what to say of it."""
    from tui.store.outside import write_new

    write_new(path, copy.data)
    kind = "JPEG" if copy.suffix == ".jpg" else "PNG"
    return (
        "",
        f"Clean copy: {named(path)} ({kind}, {len(copy.data):,} bytes)",
        f"  Left out: {', '.join(copy.removed) or 'nothing was in it'}",
        f"  Changed: {', '.join(copy.changed) or 'nothing that can be seen'}",
    )


def as_json(report: Report) -> dict[str, Any]:
    """Return the report in the stable form that the README documents."""
    return {
        "as": report.kind,
        "findings": [
            {field: getattr(one, field) for field in Finding.__struct_fields__}
            for one in report.findings
        ],
        "checked": list(report.checked),
        "not_checked": list(report.not_checked),
    }


def as_text(report: Report) -> Iterator[str]:
    """Yield the report in lines, the problems first."""
    size = f"{report.width} × {report.height} pixels, {report.size / 1e6:.1f} MB"
    yield f"{TITLES[report.kind]}, {size}"
    yield summary(report)
    for level, title in LEVELS.items():
        for one in report.findings:
            if one.level == level:
                yield from _finding(title, one)
    yield ""
    yield "Not checked here, so look for yourself:"
    yield from (f"  - {text}" for text in report.not_checked)


def _finding(title: str, one: Finding) -> Iterator[str]:
    yield ""
    yield f"{title}: {one.message}"
    yield f"  Found: {one.value}. Wanted: {one.threshold} ({one.rule})"
    yield f"  {one.retake}"
