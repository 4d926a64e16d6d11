"""Photos of documents, and the files that are made on the way."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from tui.journey import documents
from tui.journey.actions.base import Action, with_entry
from tui.journey.case import Case
from tui.journey.photos import attached
from tui.journey.progress import Made, Photo, Progress


class Attached(Action, frozen=True):
    """Attached a photo to a document; one of the same path takes the place of the earlier."""

    document: str
    photo: Photo

    def apply(self, case: Case) -> Progress:
        """Keep its path, size, checksum and findings, for a document that is still to go out."""
        if documents.is_frozen(case, self.document):
            return case.progress
        every = {photo.path: photo for photo in attached(case, self.document)}
        every[self.photo.path] = self.photo
        photos = {**case.progress.photos, self.document: tuple(every.values())}
        return replace(case.progress, photos=photos)

    def event(self, case: Case) -> tuple[str, str] | None:
        """Tell of a file that is new; its name is the person's own affair."""
        known = {photo.sha256 for photo in attached(case, self.document)}
        return None if self.photo.sha256 in known else ("attached", self.document)


class Detached(Action, frozen=True):
    """Took a photo off a document; the file stays where it is."""

    document: str
    path: str

    def apply(self, case: Case) -> Progress:
        """Forget it, unless it went out."""
        if documents.is_frozen(case, self.document):
            return case.progress
        rest = tuple(one for one in attached(case, self.document) if one.path != self.path)
        return replace(case.progress, photos=with_entry(case.progress.photos, self.document, rest))


class MadeFile(Action, frozen=True):
    """Made a file on the way; a clean copy also names the checksum of its original."""

    can_undo: ClassVar[bool] = False
    path: str
    what: str
    sha256: str
    original: str = ""

    def apply(self, case: Case) -> Progress:
        """Remember it, so that nothing is left behind, and that a clean copy is known again."""
        made = Made(self.path, self.what, case.now, self.sha256)
        others = tuple(one for one in case.progress.made if one.path != self.path)
        photos = {
            name: tuple(
                replace(photo, clean=self.sha256) if photo.sha256 == self.original else photo
                for photo in every
            )
            for name, every in case.progress.photos.items()
        }
        return replace(case.progress, made=(*others, made), photos=photos)

    def event(self, case: Case) -> tuple[str, str]:
        """Tell of it."""
        return "made", self.what


class FileGone(Action, frozen=True):
    """A file that was made on the way is deleted."""

    can_undo: ClassVar[bool] = False
    path: str

    def apply(self, case: Case) -> Progress:
        """Forget it."""
        left = tuple(one for one in case.progress.made if one.path != self.path)
        return replace(case.progress, made=left)
