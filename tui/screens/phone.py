"""A key put on a phone: its QR code over the whole screen, gone with any key."""

from __future__ import annotations

from typing import ClassVar

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


class PhoneScreen(Screen[None]):
    """Shows the QR code, or the key in groups where there is no room for it."""

    ALLOW_SELECT = False
    is_verify_tool = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+p", "dismiss", show=False)]

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry: Entry | None = entry

    def compose(self) -> ComposeResult:
        """The code, and one line where it can't be drawn."""
        yield QrCode()

    def on_mount(self) -> None:
        """Draw it; nothing of it stays here."""
        entry, self._entry = self._entry, None
        if entry is None:
            return
        try:
            rows = half_blocks(modules(minimal_uri(entry)))
        except KeyProblem as problem:
            self.mount(Static(Content(problem.message)))
        else:
            self.query_one(QrCode).show(rows, in_fours(entry.key))

    def on_key(self, event: Key) -> None:
        """Any key takes it away."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self, event: Click) -> None:
        """A click too."""
        event.stop()
        self.dismiss()
