"""Doing what a row asks for: the one place where what a person did becomes something done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.forms import rows
from tui.forms.rows import Does

if TYPE_CHECKING:
    from tui.app import SpareKeyApp


async def perform(app: SpareKeyApp, does: Does) -> None:
    """Do it, and draw what comes of it."""
    match does:
        case rows.Act(action, then):
            app.do(action)
            await (perform(app, then) if then else app.redraw())
        case rows.Go(where):
            await app.go(where)
        case rows.Tool():
            await app.action_verify()
        case rows.Copy(text):
            app.copy_to_clipboard(text)
            app.say(
                "Sent to your terminal's clipboard. Some terminals ignore it: check by pasting."
            )
        case rows.Save(text, suggested):
            _save(app, text, suggested)
        case rows.Confirm(question, yes, then):
            _confirm(app, question, yes, then)
        case rows.Refuse(why):
            app.say(why)
        case rows.Local(name):
            from tui.screens.verify import VerifyScreen

            if isinstance(app.screen, VerifyScreen):
                await app.screen.do_local(name)
        case rows.Forget():
            app.forget()
        case rows.Quit():
            app.leave()


def _confirm(app: SpareKeyApp, question: str, yes: str, then: Does) -> None:
    from tui.screens.dialogs import ConfirmScreen

    async def answered(sure: bool | None) -> None:
        if sure:
            await perform(app, then)

    app.push_screen(ConfirmScreen(question, yes), answered)


def _save(app: SpareKeyApp, text: str, suggested: str) -> None:
    from tui.screens.dialogs import SaveScreen
    from tui.store.errors import named

    app.push_screen(
        SaveScreen(text, suggested),
        lambda path: app.say(f"Saved to {named(path)}") if path else None,
    )
