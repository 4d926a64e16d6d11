"""Fields to type in: one line, several, a date."""

from __future__ import annotations

from typing import ClassVar

from textual.actions import SkipAction
from textual.events import Blur, Paste
from textual.widgets import Input, TextArea

from tui.forms import rows
from tui.forms.rows import Act
from tui.journey.actions import Dated
from tui.journey.progress import NAME_LIMIT, TEXT_LIMIT
from tui.screens.messages import Did, LeftField, Mistyped, Typed, spare_key
from tui.screens.part import OneRow
from tui.text import clean
from tui.widgets.still import still


class OneLine(Input, OneRow[rows.Field]):
    """One line of text, perhaps a date; a paste of several lines becomes one."""

    virtual_size = still()

    def __init__(self, row: rows.Field) -> None:
        super().__init__(value=clean(row.value, NAME_LIMIT), max_length=NAME_LIMIT)
        self.row = row
        self._wrong = False
        """Whether what was typed is no date."""

    def show_row(self, row: rows.Field) -> None:
        """Draw the row; the text itself only where the person is not typing.

        What is no date stays, with what is wrong with it, until the row has another one.
        """
        stays = self._wrong and row.value == self.row.value
        self.row = row
        if self.value != row.value and not (self.has_focus or stays):
            self.fill()

    def fill(self) -> None:
        """Show the row's own text, though the person may be typing."""
        with self.prevent(Input.Changed):
            self.value = clean(self.row.value, NAME_LIMIT)
        if self._wrong:
            self._wrong = False
            self.post_message(Mistyped(self.row.key, ""))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed; a date once it is one."""
        event.stop()
        if self.row.kind == "date":
            self._date(event.value)
        else:
            self.post_message(Typed(self.row.field, event.value))

    def _date(self, text: str) -> None:
        day, problem = rows.day(text, spare_key(self).session.case().today)
        self._wrong = bool(problem)
        self.post_message(Mistyped(self.row.key, problem))
        if not problem:
            self.post_message(Did(Act(Dated(self.row.field, day))))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next row."""
        event.stop()
        self.post_message(LeftField(entered=True))

    def on_blur(self, event: Blur) -> None:
        """Leaving it saves it."""
        self.post_message(LeftField(entered=False))

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(clean(event.text, NAME_LIMIT))


class ManyLines(TextArea, OneRow[rows.Field]):
    """Several lines of text; tab leaves it, and so do the arrow keys at both ends."""

    has_many_lines: ClassVar[bool] = True

    def __init__(self, row: rows.Field) -> None:
        super().__init__(_clean_lines(row.value), compact=True, tab_behavior="focus")
        self.row = row

    def show_row(self, row: rows.Field) -> None:
        """Draw the row; the text itself only where the person is not typing."""
        self.row = row
        if self.text != row.value and not self.has_focus:
            self.fill()

    def fill(self) -> None:
        """Show the row's own text, though the person may be typing."""
        with self.prevent(TextArea.Changed):
            self.text = _clean_lines(self.row.value)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        self.post_message(Typed(self.row.field, event.text_area.text))

    def on_blur(self, event: Blur) -> None:
        """Leaving it saves it."""
        self.post_message(LeftField(entered=False))

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down; from the end on to the next row."""
        before = self.cursor_location
        super().action_cursor_down(select)
        self._leave_if_still_at(before)

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up; from the beginning on to the row before."""
        before = self.cursor_location
        super().action_cursor_up(select)
        self._leave_if_still_at(before)

    def _leave_if_still_at(self, place: tuple[int, int]) -> None:
        if self.cursor_location == place:
            raise SkipAction  # the form's own arrow keys come next

    async def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert(_clean_lines(event.text))


def _clean_lines(text: str) -> str:
    lines = text[:TEXT_LIMIT].splitlines()
    return "\n".join(clean(line, TEXT_LIMIT) if not line.isprintable() else line for line in lines)
