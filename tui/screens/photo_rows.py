"""What the photo tool shows: the files to choose from, and what the checks found, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.folders import Listed, short
from tui.forms.photos import finding
from tui.forms.rows import Button, Local, Option, Row, Text
from tui.journey.progress import Finding
from tui.photos.findings import QUESTIONS, Kind, Report, tally
from tui.text import clean

KINDS: dict[Kind, str] = {
    "selfie": "A selfie holding the ID",
    "id": "The ID itself",
    "note": "The handwritten note beside the ID",
}
MOST_FILES = 40
"""Files listed at once; a part of the name finds the others."""
ROUGH = (
    "Measured by a program on pictures made for it: it can err both ways. Your own look, at full "
    "size, counts."
)


def kinds() -> Iterator[Row]:
    """What a photo may be to show."""
    for kind, words in KINDS.items():
        yield Option(
            key=f"kind-{kind}", question="kind", text=words, on=False, does=Local(f"kind {kind}")
        )


def problem(words: str) -> Iterator[Row]:
    """What is wrong with what was chosen."""
    if words:
        yield Text(key="problem", text=words, style="warning")


def sought(entries: Sequence[Listed], text: str) -> list[Listed]:
    """Return the entries with that part in their name."""
    part = text.strip().casefold()
    return [one for one in entries if part in one.path.name.casefold()]


def files(
    folder: Path | None, entries: Sequence[Listed], usual: Sequence[Path], text: str
) -> Iterator[Row]:
    """The usual folders, or the pictures and folders in one."""
    if folder is None:
        yield Text(key="where", text="Or look in one of these folders:", style="heading")
        for path in usual:
            label = clean(short(path), 60)
            yield Button(key=f"usual-{path}", label=label, does=Local(f"choose {path}"))
        return
    yield Text(key="where", text=clean(short(folder), 300), style="heading")
    found = sought(entries, text)
    for one in found[:MOST_FILES]:
        does = Local(f"choose {one.path}")
        yield Button(key=f"entry-{one.path}", label=one.label, does=does)
    if all(one.is_folder for one in found):
        sort = "with that in its name" if text.strip() else "here"
        yield Text(key="none", text=f"No picture {sort}.")
    if len(found) > MOST_FILES:
        more = len(found) - MOST_FILES
        yield Text(key="more", text=f"{more} more: type a part of the name above.")
    yield Button(key="up", label="One folder up", does=Local("up"))
    yield Button(key="folders", label="The usual folders", does=Local("folders"))


def report(name: str, found: Report, findings: Sequence[Finding], *, attach: bool) -> Iterator[Row]:
    """What was found, what only a person can see, and what to do with the photo."""
    broken = any(one.level == "problem" for one in findings)
    yield Text(key="name", text=clean(name, 200), style="heading")
    yield Text(
        key="summary",
        text=tally(len(found.checked), (one.level for one in findings)),
        style="warning" if findings else "plain",
    )
    for index, one in enumerate(findings):
        yield finding(f"finding-{index}", one)
    if found.opens:
        yield Text(key="look", text="Now look yourself, at full size:", style="heading")
        for index, words in enumerate(QUESTIONS[found.kind]):
            yield Text(key=f"question-{index}", text=words)
    if attach and found.opens:
        yield Button(key="use", label="Use this photo", does=Local("use"), primary=not broken)
    yield Button(key="another", label="Check another photo", does=Local("another"), primary=broken)
    yield Text(key="rough", text=ROUGH, style="note")
    yield Text(key="not-checked", text="Not checked", style="heading")
    left = [words for words in found.not_checked if words not in QUESTIONS[found.kind]]
    for index, words in enumerate(left):
        yield Text(key=f"not-checked-{index}", text=words)
