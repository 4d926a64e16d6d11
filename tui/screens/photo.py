"""The photo tool: choose a picture, see what the checks find, use it or take another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from textual import on
from textual.events import Paste
from textual.widgets import Input

from tui.folders import Listed, is_folder, listing, usual
from tui.forms.rows import Row
from tui.journey import documents, photos
from tui.journey.actions import Attached
from tui.journey.progress import PATH_LIMIT, Finding, Photo
from tui.journey.schema import Document
from tui.photos.findings import Kind, Report
from tui.photos.inspect import job
from tui.problem import Problem
from tui.screens import photo_rows
from tui.screens.messages import spare_key
from tui.screens.tool import ToolScreen
from tui.source import are_several, dropped
from tui.text import key_like


def unfit(path: str) -> str:
    """Return why a path can't be kept with the progress, or an empty text."""
    if not path.isprintable() or len(path) > PATH_LIMIT:
        return "Its name or folder can't be written down: give the file a plain name first."
    if what := key_like(path):
        return f"Its name looks like {what}: give the file another name first."
    return ""


SEVERAL = "These are several files: drop one at a time."


class _Path(Input):
    """A path to type or to drop; several dropped at once are left to the screen."""

    def _on_paste(self, event: Paste) -> None:
        if are_several(event.text):
            event.prevent_default()


class PhotoScreen(ToolScreen):
    """Checks a photo, of a document of the case or of none; only what was found is kept."""

    TITLE = "Check a photo"
    _began: datetime
    """When the last check began; what is done to the file later was not checked."""

    def __init__(self, document_id: str = "") -> None:
        super().__init__()
        self._document_id = document_id
        self._document: Document | None = None
        """What the photo is of, where it is for a document of the case."""
        self._kind: Kind | None = None
        self._folder: Path | None = None
        self._entries: tuple[Listed, ...] = ()
        self._path = Path()
        self._report: Report | None = None
        self._problem = ""

    def inputs(self) -> Iterator[Input]:
        """Yield the one field: a path, or a part of a name in the folder below."""
        hint = "path, or a part of a name; or drop it here"
        yield _Path(id="path", compact=True, max_length=4096, placeholder=hint)

    async def on_mount(self) -> None:
        """Know what the photo is to show; nothing changes that while the tool is open."""
        every = documents.documents(spare_key(self).session.case())
        self._document = next((one for one in every if one.id == self._document_id), None)
        if self._document and self._document.photo:
            self._kind = self._document.photo

    def fields(self) -> tuple[str, ...]:
        """Ask for a path until there is a report."""
        return ("path",) if self._kind and self._report is None else ()

    def words(self) -> str:
        """Say what to choose."""
        if self._kind is None:
            return "What is it to show?"
        if self._report is not None:
            return ""
        return f"Choose the photo: {self._title()}. Nothing of it leaves this computer."

    def _title(self) -> str:
        document = self._document
        if document is None:
            return photo_rows.KINDS[self._kind or "id"]
        missing = photos.missing_sides(spare_key(self).session.case(), document)
        return f"{document.title}, {missing[0].lower()}" if missing else document.title

    def rows(self) -> Iterator[Row]:
        """Yield the kinds, the files to choose from, or what was found."""
        if self._kind is None:
            yield from photo_rows.kinds()
            return
        yield from photo_rows.problem(self._problem)
        if self._report is None:
            sought = self.query_one("#path", Input).value
            yield from photo_rows.files(self._folder, self._entries, usual(), sought)
            return
        found = photos.findings(spare_key(self).session.case(), self._photo(self._report))
        attach = self._document is not None
        yield from photo_rows.report(self._path.name, self._report, found, attach=attach)

    def _photo(self, report: Report) -> Photo:
        """What is kept of the photo: path, size, checksum, findings; its side the missing one."""
        case = spare_key(self).session.case()
        sides = photos.missing_sides(case, self._document) if self._document else ()
        found = tuple(
            Finding(**{name: getattr(one, name) for name in Finding.__struct_fields__})
            for one in report.findings
        )
        return Photo(
            path=str(self._path),
            size=report.size,
            sha256=report.sha256,
            at=self._began,
            side=sides[0] if sides else "",
            findings=found,
            checked=report.checked,
        )

    async def on_paste(self, event: Paste) -> None:
        """Take the path of a file that is dropped while a row has the focus; of several none."""
        if self.working or not (self.fields() and event.text.strip()):
            return
        event.stop()
        if are_several(event.text):
            await self._refuse(SEVERAL)
        else:
            field = self.query_one("#path", Input)
            field.value = event.text.strip().splitlines()[0]
            field.focus()

    async def _refuse(self, problem: str) -> None:
        """Say what is wrong with what was named, and empty the field."""
        self._problem = problem
        self._empty()
        await self.redraw()

    @on(Input.Changed, "#path")
    async def searching(self, event: Input.Changed) -> None:
        """List what the part of a name finds."""
        event.stop()
        await self.redraw()

    @on(Input.Submitted, "#path")
    async def submitted(self, event: Input.Submitted) -> None:
        """Check the file, open the folder, or go to the first that was found."""
        event.stop()
        text = event.value
        if self.working or "path" not in self.fields() or not text.strip():
            self.form.focus_first()
            return
        path = dropped(text)
        if is_folder(path):
            await self._open(path)
        elif are_several(text):
            await self._refuse(SEVERAL)
        elif os.path.lexists(path) or os.sep in text:
            self._check(path)
        elif found := photo_rows.sought(self._entries, text):
            await self._choose(found[0].path)
        else:
            self._problem = "No picture here has that in its name. Type its path, or drop it here."
            await self.redraw()

    async def _open(self, folder: Path) -> None:
        """List a folder."""
        try:
            self._entries = listing(folder)
        except OSError as error:
            reason = (error.strerror or "it can't be read").lower()
            self._problem = f"The folder can't be opened ({reason}): choose another."
        else:
            self._folder, self._problem = folder.absolute(), ""
        self._empty()
        await self.redraw()
        self.form.focus_first()

    def _empty(self) -> None:
        with self.prevent(Input.Changed):
            self.query_one("#path", Input).value = ""

    async def _choose(self, path: Path) -> None:
        if is_folder(path):
            await self._open(path)
        else:
            self._check(path)

    def _check(self, path: Path) -> None:
        """Check the file in a process of its own."""
        self._path, self._problem = path.absolute(), ""
        self._began = spare_key(self).session.clock()
        checking = job(self._path, self._kind or "id", self._began.date())
        self.work("Checking the photo", checking, self._checked)

    async def _checked(self, end: Report | Problem) -> None:
        self._empty()
        if isinstance(end, Problem):
            self._problem = end.message
        else:
            self._report = end
        await self.redraw()
        self.ask()

    def _used(self, report: Report) -> bool:
        """Attach the photo; one whose name can't be kept is told of, and not attached."""
        self._problem = unfit(str(self._path))
        if not self._problem:
            spare_key(self).do(Attached(self._document_id, self._photo(report)))
        return not self._problem

    async def do_local(self, name: str) -> None:
        """Do what only this screen can do."""
        what, _, rest = name.partition(" ")
        match what:
            case "kind" if rest in photo_rows.KINDS:
                self._kind = rest
            case "choose":
                await self._choose(Path(rest))
            case "up" if self._folder:
                await self._open(self._folder.parent)
            case "folders":
                self._folder, self._entries = None, ()
            case "another":
                self._report = None
            case "use" if self._report:
                if self._used(self._report):
                    self.dismiss()
                    return
        await super().do_local(name)
        if what in ("kind", "another", "folders"):
            self.ask()
