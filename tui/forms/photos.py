"""The photos of a document: what was found on each, and what the person makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tui.forms.rows import Act, Answer, Ask, Button, Page, Row, Text, Tick, Tool
from tui.journey import photos
from tui.journey.actions import Attached, Detached
from tui.journey.case import Case
from tui.journey.progress import Finding, Photo
from tui.journey.schema import Document
from tui.text import clean

KEEP = "I looked at it at full size: keep it"
ABSENT = "is not there any more, or is not the file that was checked"


def rows(page: Page, document: Document) -> Iterator[Row]:
    """Every photo with its findings, and the way to attach another."""
    if not document.photo:
        return
    case = page.case
    for photo in photos.attached(case, document.id):
        yield from _photo(page, document, photo)
    missing = photos.missing_sides(case, document)
    side = f", {missing[0].lower()}" if missing else ""
    yield Button(
        key=f"attach-{document.id}",
        label=f"Check a photo: {document.title}{side}",
        does=Tool("photo", document.id),
        detail="The checks are made on this computer. Only where it is and what was found is kept.",
    )


def clean_copies() -> Button:
    """The way to copies that hold the picture and nothing else."""
    return Button(
        key="copies",
        label="Make clean copies to send",
        does=Tool("copies"),
        detail="Without place, camera and other data; upright. Your own files stay as they are.",
    )


def _photo(page: Page, document: Document, photo: Photo) -> Iterator[Row]:
    case, key = page.case, f"{document.id}-{photo.path}"
    found = photos.findings(case, photo)
    name = clean(photos.name_of(photo), 60)
    yield Text(
        key=f"photo-{key}",
        text=f"{name}: {tally(len(photo.checked), found)}",
        style="warning" if _open(case, document, photo, found) else "good",
    )
    if photo.path in page.absent:
        yield Text(key=f"absent-{key}", text=f"{name} {ABSENT}.", style="warning")
    for index, one in enumerate(found):
        yield Text(key=f"finding-{key}-{index}", text=finding(one), style="note", aside=one.rule)
    if found and not any(map(photos.blocks, found)):
        yield Tick(
            key=f"keep-{key}",
            mark=photos.kept_mark(document.id, photo),
            text=KEEP,
            on=photos.is_kept(case, document.id, photo),
            detail="In your own picture viewer. It is shown once more before you send.",
        )
    if sides := photos.sides(case, document):
        yield _side(document, photo, sides)
    yield Button(
        key=f"detach-{key}",
        label=f"Take {name} off the list",
        does=Act(Detached(document.id, photo.path)),
        detail="The file itself stays where it is.",
    )


def _open(case: Case, document: Document, photo: Photo, found: tuple[Finding, ...]) -> bool:
    """Whether something about the photo waits for the person."""
    kept = photos.is_kept(case, document.id, photo)
    return any(map(photos.blocks, found)) or (bool(found) and not kept)


def tally(checked: int, found: Sequence[Finding]) -> str:
    """Return how much was checked, and how much there is to look at."""
    problems = sum(one.level == "problem" for one in found)
    looks = len(found) - problems
    parts = [f"{checked} things checked"]
    if problems:
        parts.append(f"{problems} problem" + ("s" if problems > 1 else ""))
    if looks:
        parts.append(f"{looks} for you to look at")
    return ", ".join(parts if found else [*parts, "nothing found"])


def finding(one: Finding) -> str:
    """Return a finding in words: what it is, what was measured, how to do better."""
    measured = (
        f" (measured: {one.value}; limit: {one.threshold})" if one.value and one.threshold else ""
    )
    message = one.message.rstrip(".")
    return clean(f"{message}{measured}. {one.retake}", 600)


def _side(document: Document, photo: Photo, sides: tuple[str, ...]) -> Ask:
    return Ask(
        key=f"side-{document.id}-{photo.path}",
        text="Which side is it?",
        answers=tuple(
            Answer(
                side.lower(),
                photo.side == side,
                Act(Attached(document.id, replace(photo, side=side))),
            )
            for side in sides
        ),
    )
