"""Fields to type in: one line, several, a date."""

from __future__ import annotations

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Paste
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.forms import rows
from tui.forms.rows import Act
from tui.journey.actions import Dated
from tui.journey.progress import NAME_LIMIT, TEXT_LIMIT
from tui.screens.messages import Did, LeftField, Typed, spare_key
from tui.symbols import ATTENTION
from tui.text import clean


class FieldRow(Vertical):
    """Something to type: a label, the field, and what is wrong with it."""

    def __init__(self, row: rows.Field) -> None:
        super().__init__()
        self.row = row
        self._below = Static(classes="-below")
        self._field = _Lines(row) if row.kind == "lines" else _OneLine(row)

    @property
    def focus_target(self) -> Widget:
        """The field."""
        return self._field

    def compose(self) -> ComposeResult:
        """The label, the field, the hint or problem."""
        yield Static(Content(self.row.label), classes="-label")
        yield self._field
        yield self._below
        self._say(self.row)

    def _say(self, row: rows.Field, problem: str = "") -> None:
        """Under the field: what is wrong with it, else the hint."""
        wrong = problem or row.problem
        words = f"{ATTENTION} {wrong}" if wrong else row.hint
        self._below.update(Content(words))
        self._below.display = bool(words)

    def show_row(self, row: rows.Field) -> None:
        """Draw the row; the text itself only where the person is not typing."""
        self.row = row
        self.query_one(".-label", Static).update(Content(row.label))
        self._say(row)
        if self._field.value_now != row.value and not self._field.has_focus:
            with self.prevent(Input.Changed, TextArea.Changed):
                self._field.set_value(row.value)

    def empty(self) -> None:
        """Take the text out of the field, though it has the focus."""
        with self.prevent(Input.Changed, TextArea.Changed):
            self._field.set_value("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed; a date once it is one."""
        event.stop()
        if self.row.kind == "date":
            self._date(event.value)
        else:
            self.post_message(Typed(self.row.field, event.value))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        self.post_message(Typed(self.row.field, event.text_area.text))

    def _date(self, text: str) -> None:
        day, problem = rows.day(text, spare_key(self).session.case().today)
        self._say(self.row, problem)
        if not problem:
            self.post_message(Did(Act(Dated(self.row.field, day))))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next row."""
        event.stop()
        self.post_message(LeftField(entered=True))

    def on_descendant_focus(self) -> None:
        """Show the label and what stands below, too."""
        if self._field.has_focus:  # not if keys came so fast that it has left again
            self.scroll_visible(animate=False, immediate=True)

    def on_descendant_blur(self) -> None:
        """Leaving the field saves it."""
        self.post_message(LeftField(entered=False))


class _OneLine(Input):
    """One line of text; a paste of several lines becomes one."""

    def __init__(self, row: rows.Field) -> None:
        super().__init__(value=clean(row.value, NAME_LIMIT), max_length=NAME_LIMIT, compact=True)

    @property
    def value_now(self) -> str:
        """What it holds."""
        return self.value

    def set_value(self, text: str) -> None:
        """Change what it holds."""
        self.value = clean(text, NAME_LIMIT)

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(clean(event.text, NAME_LIMIT))


class _Lines(TextArea):
    """Several lines of text; tab leaves it, and so do the arrow keys at both ends."""

    has_many_lines = True

    def __init__(self, row: rows.Field) -> None:
        super().__init__(_clean_lines(row.value), compact=True, tab_behavior="focus")

    @property
    def value_now(self) -> str:
        """What it holds."""
        return self.text

    def set_value(self, text: str) -> None:
        """Change what it holds."""
        self.text = _clean_lines(text)

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
