"""Words and a date to copy by hand, as large as a terminal can show them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from tui.forms.rows import Sheet
from tui.screens.part import OneRow


class SheetRow(Vertical, OneRow[Sheet]):
    """A sheet of paper: the words, and the date in large digits."""

    def __init__(self, row: Sheet) -> None:
        super().__init__()
        self.row = row

    def compose(self) -> ComposeResult:
        """The words above, the date below."""
        yield Static(Content(self.row.words), classes="-words")
        yield Digits(str(self.row.day))

    def show_row(self, row: Sheet) -> None:
        """Draw the row."""
        if row != self.row:
            self.row = row
            self.query_one(Static).update(Content(row.words))
            self.query_one(Digits).update(str(row.day))
