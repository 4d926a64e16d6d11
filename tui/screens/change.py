"""Something answered before, and the way to change it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tui.forms.rows import Change
from tui.screens.messages import Did
from tui.widgets.line import INDENT, Line

CHANGE = Content.styled("[Change]", "underline")
MARGIN = 1
"""Cells on either side of it, at the least."""
FAR = 72
"""Cells of words before it, at the most: it stands near them in a wide window too."""


class ChangeRow(Line):
    """What was answered and how it stands; on the right of its first line `[Change]`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Change", id="go-and-change"),
    ]

    def __init__(self, row: Change) -> None:
        super().__init__(_said(row))
        self.row = row

    def show_row(self, row: Change) -> None:
        """Draw the row."""
        self.row = row
        self.show(_said(row))

    def on_line_pressed(self) -> None:
        """Go to where it is changed."""
        self.post_message(Did(self.row.does))

    def _wrapped(self, width: int) -> list[Content]:
        """The words under each other, in the room that `[Change]` leaves."""
        room = max(8, min(FAR, width - INDENT - MARGIN - CHANGE.cell_length - MARGIN))
        first, *rest = self._text.wrap(room)
        gap = " " * (room - first.cell_length + MARGIN)
        return [Content.assemble(first, gap, CHANGE), *rest]


def _said(row: Change) -> Content:
    return Content(f"{row.text}: {row.state}")
