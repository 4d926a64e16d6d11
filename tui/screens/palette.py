"""The commands of the palette."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.message import Message
from textual.widgets import Input, OptionList

from tui import settings
from tui.forms.finish import FORGET
from tui.journey.actions import Ticked
from tui.journey.progress import mark
from tui.screens.themes import TITLES

if TYPE_CHECKING:
    from tui.app import SpareKeyApp


class Palette(CommandPalette):
    """Takes one command, however often enter is pressed; Textual 8.2 would leave twice."""

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _once(self, event: Message) -> None:
        if not self.is_current:
            event.stop().prevent_default()


def commands(app: SpareKeyApp) -> Iterator[SystemCommand]:
    """Yield each command: its title, what it does in a few words, and the call."""
    for name, title in TITLES.items():
        yield SystemCommand(f"Theme: {title}", "Remembered", partial(_use, app, name))
    yield SystemCommand("Verify a key", "Open the tool", partial(app.action_tool, "verify"))
    yield SystemCommand(
        "Check a link or a message", "Open the tool", partial(app.action_tool, "link")
    )
    yield SystemCommand("Check a photo", "Open the tool", partial(app.action_tool, "photo"))
    yield SystemCommand("Help", "What the keys do here", app.action_help)
    yield SystemCommand("Save and quit", "Everything is kept", app.action_leave)
    own = app.session.case().ticked("borrowed")
    yield SystemCommand(
        "This is my own computer" if own else "This computer is shared or borrowed",
        "SpareKey warns before it shows a code on a shared one",
        partial(_borrowed, app, not own),
    )
    yield SystemCommand("Forget everything", "Asks first", partial(app.perform, FORGET))


async def _borrowed(app: SpareKeyApp, on: bool) -> None:
    app.do(Ticked(mark("borrowed"), on))
    await app.redraw()


def _use(app: SpareKeyApp, theme: str) -> None:
    app.theme = theme
    settings.remember_theme(theme)
