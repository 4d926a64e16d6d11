"""Clean copies of the photos that go out: into one folder, each under a neutral name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from textual import on
from textual.widgets import Input

from tui.folders import short
from tui.forms.rows import Button, Local, Row, Text
from tui.journey import documents, photos
from tui.journey.actions import MadeFile
from tui.journey.progress import Photo
from tui.journey.schema import Document
from tui.photos.batch import clean_all
from tui.photos.clean import MEMORY, Cleaned, neutral_name
from tui.problem import Problem
from tui.screens.messages import spare_key
from tui.screens.tool import ToolScreen
from tui.source import dropped
from tui.store import StoreError
from tui.store.outside import new_folder, write_new
from tui.text import clean
from tui.work import Job, report

MOST_NAMES = 100
"""Names that are tried for one copy, while files of that name exist."""


class CopiesScreen(ToolScreen):
    """Makes the copies, and says what was taken out of each; the originals stay as they are."""

    TITLE = "Clean copies"

    def __init__(self) -> None:
        super().__init__()
        self._said: list[tuple[str, bool]] = []
        self._problem = ""

    def inputs(self) -> Iterator[Input]:
        """Yield the one field: the folder."""
        yield Input(id="folder", compact=True, max_length=4096, value="~/sparekey-photos")

    def fields(self) -> tuple[str, ...]:
        """Ask for the folder until the copies are made."""
        return () if self._said else ("folder",)

    def words(self) -> str:
        """Say what to name."""
        if self._said:
            return ""
        return "A copy holds the picture, upright, and nothing else. Into which folder?"

    def rows(self) -> Iterator[Row]:
        """Yield which photos there are, or what became of them."""
        if self._problem:
            yield Text(key="problem", text=self._problem, style="warning")
        if self._said:
            yield from self._results()
            return
        for document, photo in self._photos():
            name = clean(photos.name_of(photo), 60)
            key = f"photo-{document.id}-{photo.path}"
            yield Text(key=key, text=f"{document.title}: {name}")
        yield Button(key="make", label="Make the copies", does=Local("make"), primary=True)

    def _results(self) -> Iterator[Row]:
        for index, (words, good) in enumerate(self._said):
            yield Text(key=f"made-{index}", text=words, style="good" if good else "warning")
        if any(good for _, good in self._said):
            yield Text(key="send", text="Send these copies, not the originals.", style="note")
        yield Button(key="done", label="Done", does=Local("done"), primary=True)

    def _photos(self) -> tuple[tuple[Document, Photo], ...]:
        return documents.photos_to_send(spare_key(self).session.case())

    @on(Input.Submitted, "#folder")
    async def submitted(self, event: Input.Submitted) -> None:
        """Make the copies."""
        event.stop()
        self._make()
        await self.redraw()

    def _folder(self) -> Path:
        """Return the folder for the copies. Raises `StoreError`, one line."""
        if why := spare_key(self).session.read_only:
            raise StoreError(why)
        named = self.query_one("#folder", Input).value.strip()
        if not named:
            raise StoreError("Name a folder for the copies.")
        return new_folder(dropped(named))

    def _make(self) -> None:
        if self.working or self._said:
            return
        try:
            folder = self._folder()
        except StoreError as error:
            self._problem = clean(str(error))
            return
        self._problem = ""
        wanted = self._photos()
        files = [(photo.path, photo.sha256) for _, photo in wanted]

        async def made(end: list[Cleaned | Problem] | Problem) -> None:
            if isinstance(end, Problem):
                self._problem = end.message
            else:
                for (document, photo), one in zip(wanted, end, strict=True):
                    self._keep(folder, document.id, photo, one)
            await self.redraw()
            self.ask()

        self.work("Copying", Job(clean_all, files, progress=report, memory=MEMORY), made)

    def _keep(self, folder: Path, document: str, photo: Photo, one: Cleaned | Problem) -> None:
        """Write one copy and remember it, or say why there is none."""
        original = clean(photos.name_of(photo), 60)
        if isinstance(one, Problem):
            self._said.append((f"{original}: no copy. {one.message}", False))
            return
        try:
            path = _written(folder, document, photo.side, one)
        except StoreError as error:
            self._said.append((f"{original}: no copy. {clean(str(error))}", False))
            return
        digest = sha256(one.data).hexdigest()
        spare_key(self).do(MadeFile(str(path), "clean-copy", digest, photo.sha256))
        self._said.append((f"{original} → {clean(short(path), 300)}. {_changes(one)}", True))

    async def do_local(self, name: str) -> None:
        """Do what only this screen can do."""
        match name:
            case "make":
                self._make()
            case "done":
                self.dismiss()
                return
        await super().do_local(name)


def _changes(one: Cleaned) -> str:
    """Return what was taken out, and what else was changed, in one line."""
    removed = f"Taken out: {', '.join(one.removed)}. " if one.removed else "Nothing to take out. "
    changed = f"{', '.join(one.changed)}." if one.changed else "The picture is the same."
    return removed + changed[:1].upper() + changed[1:]


def _written(folder: Path, document: str, side: str, one: Cleaned) -> Path:
    """Write the copy under the first neutral name that is free. Raises `StoreError`."""
    for number in range(1, MOST_NAMES):
        path = folder / neutral_name(document, side, number, one.suffix)
        if not os.path.lexists(path):
            return write_new(path, one.data)
    raise StoreError("There are too many copies in that folder. Please choose another.")
