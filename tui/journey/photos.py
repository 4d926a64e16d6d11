"""What the photos of a document say about it: findings, sides, and files that came back before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from tui.journey.case import Case
from tui.journey.progress import Finding, Photo, Round, mark
from tui.journey.schema import Document

BLOCKING = "opens"
"""The check whose problem can't be kept: what does not open here opens for no reviewer."""


def attached(case: Case, document_id: str) -> tuple[Photo, ...]:
    """Return the photos of a document, oldest first."""
    return case.progress.photos.get(document_id, ())


def name_of(photo: Photo) -> str:
    """Return the file's name, without its folders."""
    return PurePath(photo.path).name or photo.path


def sent_with(photos: tuple[Photo, ...]) -> tuple[str, ...]:
    """Return the checksums by which these photos are known again, clean copies included."""
    return tuple(digest for photo in photos for digest in (photo.sha256, photo.clean) if digest)


def rejected_in(case: Case, digest: str) -> Round | None:
    """Return the round in which a file of that checksum came back, if one did."""
    for one in case.progress.rounds:
        for document_id, digests in one.photos.items():
            if document_id in one.named and digest in digests:
                return one
    return None


def findings(case: Case, photo: Photo) -> tuple[Finding, ...]:
    """Return what there is to look at, the worst first; that it came back before is one of it."""
    before = rejected_in(case, photo.sha256)
    came_back = (_came_back(f"{case.local(before.sent):%Y-%m-%d}"),) if before else ()
    return tuple(sorted((*came_back, *photo.findings), key=_weight))


def _weight(found: Finding) -> int:
    return ("problem", "check", "ask").index(found.level)


def _came_back(when: str) -> Finding:
    """A file that came back once (Sumsub: an image that was rejected once fails again)."""
    return Finding(
        check="rejected-before",
        level="problem",
        message=f"This file went out on {when} and came back",
        retake="Take a new photo: an image that was rejected once fails again.",
        rule="published by Sumsub",
    )


def _said(found: Finding) -> str:
    """Return a finding's words for the middle of a line."""
    return found.message.rstrip(".")


def blocks(found: Finding) -> bool:
    """Whether it can't be kept knowingly."""
    return found.check == BLOCKING and found.level == "problem"


def is_kept(case: Case, document_id: str, photo: Photo) -> bool:
    """Whether the person looked at its findings and keeps it."""
    return case.ticked("kept", document_id, photo.sha256)


def waits(case: Case, document_id: str, photo: Photo) -> bool:
    """Whether something about the photo waits for the person: to look, or to take another."""
    found = findings(case, photo)
    return any(map(blocks, found)) or (bool(found) and not is_kept(case, document_id, photo))


def kept_mark(document_id: str, photo: Photo) -> str:
    """Return the mark of that decision; another file of the same name is asked about anew."""
    return mark("kept", document_id, photo.sha256)


def kept(case: Case, document_id: str) -> Iterator[tuple[Photo, Finding]]:
    """Yield what was kept knowingly: it is shown once more before sending."""
    for photo in attached(case, document_id):
        if is_kept(case, document_id, photo):
            yield from ((photo, found) for found in findings(case, photo) if not blocks(found))


def sides(case: Case, document: Document) -> tuple[str, ...]:
    """Return the sides that are to be photographed; none where one photo does."""
    kind = case.chosen(f"{document.id}/kind")
    return () if kind in document.one_sided else document.sides


def missing_sides(case: Case, document: Document) -> tuple[str, ...]:
    """Return the sides of which no photo is attached."""
    there = {photo.side for photo in attached(case, document.id)}
    return tuple(side for side in sides(case, document) if side not in there)


def problem(case: Case, document: Document) -> str:
    """Return why the photos keep the document from being ready, or an empty text."""
    photos = attached(case, document.id)
    for photo in photos:
        found = findings(case, photo)
        if fatal := next(filter(blocks, found), None):
            return f"the photo {name_of(photo)} can't be used: {_said(fatal)}"
        if waits(case, document.id, photo):
            return f"the photo {name_of(photo)} needs a look: {_said(found[0])}"
    missing = missing_sides(case, document) if photos else ()
    if missing:
        return f"a photo is missing: {', '.join(missing).lower()}"
    return ""
