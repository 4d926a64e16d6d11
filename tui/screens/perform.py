"""Doing what a row asks for: the one place where what a person did becomes something done."""

from __future__ import annotations

import os
from asyncio import to_thread
from pathlib import Path
from typing import TYPE_CHECKING

from tui.forms import rows
from tui.forms.rows import Does
from tui.journey.actions import FileGone, MadeFile
from tui.problem import Problem

if TYPE_CHECKING:
    from tui.app import SpareKeyApp
    from tui.exports.making import Format

FORMATS: dict[str, Format] = {"calendar": "ics", "form": "pdf", "timeline": "md"}
"""Of each kind of file that a row can make."""


async def perform(app: SpareKeyApp, does: Does) -> None:
    """Do it, and draw what comes of it."""
    match does:
        case rows.Act(action, then):
            app.do(action)
            await (perform(app, then) if then else app.redraw())
        case rows.Go(where):
            await app.go(where)
        case rows.Tool(name, about):
            await app.action_tool(name, about)
        case rows.Copy(text):
            app.copy_to_clipboard(text)
            app.say(
                "Sent to your terminal's clipboard. Some terminals ignore it: check by pasting."
            )
        case rows.Save(text, suggested):
            _save(app, text, suggested, "message")
        case rows.Export(kind, suggested):
            await _export(app, kind, suggested)
        case rows.Confirm(question, yes, then):
            _confirm(app, question, yes, then)
        case rows.Refuse(why):
            app.say(why)
        case rows.Local(name):
            from tui.screens.tool import ToolScreen

            if isinstance(app.screen, ToolScreen):
                await app.screen.do_local(name)
        case rows.Remove(path):
            _remove(app, path)
            await app.redraw()
        case rows.Forget():
            app.forget()
        case rows.Quit():
            app.leave()


def _remove(app: SpareKeyApp, path: str) -> None:
    from tui.known_files import delete

    made = next((one for one in app.session.progress.made if one.path == path), None)
    if made is None:
        return
    try:
        delete(made)
    except Problem as problem:
        app.say(problem.message)
    else:
        app.do(FileGone(path))
        app.say("Deleted.")


def _confirm(app: SpareKeyApp, question: str, yes: str, then: Does) -> None:
    from tui.screens.dialogs import ConfirmScreen

    async def answered(sure: bool | None) -> None:
        if sure:
            await perform(app, then)

    app.push_screen(ConfirmScreen(question, yes), answered)


async def _export(app: SpareKeyApp, kind: str, suggested: str) -> None:
    """Make the file off this thread, since its libraries load slowly; then ask for its name."""
    from tui.exports.making import NO_DATES, make
    from tui.exports.paper import usual_paper

    paper = usual_paper(os.environ)
    data = await to_thread(make, FORMATS[kind], app.session.case(), paper)
    if data:
        _save(app, data, suggested, kind)
    else:
        app.say(NO_DATES)


def _save(app: SpareKeyApp, content: str | bytes, suggested: str, what: str) -> None:
    """Ask for a file name and write there; remember the file, so that nothing is left behind."""
    from hashlib import sha256

    from tui.screens.dialogs import SaveScreen
    from tui.store.errors import named

    def written(path: Path | None) -> None:
        if path:
            data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
            app.do(MadeFile(str(path.absolute()), what, sha256(data).hexdigest()))
            app.say(f"Saved to {named(path)}")

    app.push_screen(SaveScreen(content, suggested), written)
