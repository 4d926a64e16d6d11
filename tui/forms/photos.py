"""The photos of a document: what was found on each, and what the person makes of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from tui.forms.rows import Act, Answer, Ask, Button, Page, Row, Text, Tick, Tool
from tui.journey import documents, photos
from tui.journey.actions import Attached, Detached
from tui.journey.case import Case
from tui.journey.progress import Finding, Photo
from tui.journey.schema import Document
from tui.photos.findings import tally
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


def clean_copies(case: Case) -> Iterator[Row]:
    """The way to copies that hold the picture and nothing else, while a photo is yet to go out."""
    if documents.photos_to_send(case):
        yield Button(
            key="copies",
            label="Make clean copies to send",
            does=Tool("copies"),
            detail="Without place, camera and other data; upright. Your own files stay as they "
            "are.",
        )


def _photo(page: Page, document: Document, photo: Photo) -> Iterator[Row]:
    case, key = page.case, f"{document.id}-{photo.path}"
    found = photos.findings(case, photo)
    name = clean(photos.name_of(photo), 60)
    yield Text(
        key=f"photo-{key}",
        text=f"{name}: {tally(len(photo.checked), (one.level for one in found))}",
        style="warning" if photos.waits(case, document.id, photo) else "plain",
    )
    yield from absent(page, document.id, photo)
    for index, one in enumerate(found):
        yield finding(f"finding-{key}-{index}", one)
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


def absent(page: Page, document_id: str, photo: Photo) -> Iterator[Row]:
    """That the file can't be sent as it was checked, if it can't."""
    if photo.path in page.absent:
        words = f"{clean(photos.name_of(photo), 60)} {ABSENT}."
        yield Text(key=f"absent-{document_id}-{photo.path}", text=words, style="warning")


LEVELS = {"problem": "problem", "check": "may be rejected", "ask": "a program can't tell"}
"""What a finding's level means, in words."""


def finding(key: str, one: Finding, lead: str = "") -> Text:
    """A finding in words: what it is, what was measured, whose rule it is, how to do better."""
    of = f" ({one.rule})" if one.rule else ""
    measured = f"Found: {one.value}. Wanted: {one.threshold}{of}." if one.value else of.strip(" ()")
    words = (one.message.rstrip("."), measured.rstrip("."), one.retake.rstrip("."))
    said = clean("".join(f"{word[:1].upper()}{word[1:]}. " for word in words if word), 600)
    return Text(key=key, text=said, style="note", aside=lead + LEVELS[one.level])


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
