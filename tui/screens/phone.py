"""A key put on a phone: its QR code over the whole screen, gone with any key."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.screen import Screen
from textual.widgets import Static

from tui.keys.draw import half_blocks, in_fours, minimal_uri, modules
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem
from tui.widgets.qr import QrCode
from tui.widgets.secret import forget_drawn

SCAN = "Scan it with the authenticator on the phone."
GONE = "Any key takes it away."
BESIDE = 32
"""Cells that the words take beside the code."""


class PhoneScreen(Screen[None]):
    """Shows the QR code, or the key in groups where there is no room for it."""

    ALLOW_SELECT = False
    is_tool = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+p", "dismiss", show=False)]

    code = getters.query_one(QrCode)
    hint = getters.query_one(Static)

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry: Entry | None = entry
        self._needs = (0, 0)
        """Columns and rows that the code takes; none where it can't be drawn."""

    def compose(self) -> ComposeResult:
        """The code, and what to do with it."""
        yield QrCode()
        yield Static(Content(GONE))

    def on_mount(self) -> None:
        """Draw it; nothing of it stays here."""
        entry, self._entry = self._entry, None
        if entry is None:
            return
        try:
            rows = half_blocks(modules(minimal_uri(entry)))
        except KeyProblem as problem:
            self.hint.update(Content(f"{problem.message}\n\n{GONE}"))
        else:
            self._needs = (len(rows[0]), len(rows))
            self.code.show(rows, in_fours(entry.key))
            self._arrange()

    def on_unmount(self) -> None:
        """Leave nothing of a key that was spelled out."""
        forget_drawn()

    def on_resize(self) -> None:
        """Leave the code the room that it needs."""
        self._arrange()

    def _arrange(self) -> None:
        """Put the words beside the code, or under it, or leave them out."""
        if not any(self._needs):
            return
        (columns, rows), room = self._needs, self.size
        drawn = columns <= room.width and rows <= room.height
        beside = drawn and columns + BESIDE <= room.width
        self.set_class(beside, "-beside")
        self.hint.update(Content(f"{SCAN}\n\n{GONE}" if beside else GONE))
        self.hint.display = beside or not drawn or rows < room.height

    def on_key(self, event: Key) -> None:
        """Any key takes it away."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self, event: Click) -> None:
        """A click too."""
        event.stop()
        self.dismiss()
