"""The widget of every kind of row; each draws its row and posts what the person did with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Paste
from textual.message import Message
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.forms import rows
from tui.forms.rows import Act, Does
from tui.journey.actions import Dated, Ticked
from tui.journey.progress import NAME_LIMIT, TEXT_LIMIT, mark
from tui.symbols import ATTENTION, CHOSEN, CURSOR, DONE
from tui.text import clean
from tui.widgets.countdown import Countdown
from tui.widgets.line import INDENT, Line

if TYPE_CHECKING:
    from tui.app import SpareKeyApp


def spare_key(node: DOMNode) -> SpareKeyApp:
    """Return the app, typed."""
    from tui.app import SpareKeyApp

    assert isinstance(node.app, SpareKeyApp)
    return node.app


class Did(Message):
    """The person did something."""

    def __init__(self, does: Does) -> None:
        self.does = does
        super().__init__()


class Typed(Message):
    """The person changed a text."""

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        self.text = text
        super().__init__()


class Answered(Message):
    """The person chose an answer and is done with the question."""

    def __init__(self, option: OptionRow) -> None:
        self.option = option
        super().__init__()


class LeftField(Message):
    """The person left a text, or pressed enter in it."""

    def __init__(self, *, entered: bool) -> None:
        self.entered = entered
        super().__init__()


class TextRow(Static):
    """Words to read."""

    focus_target = None

    def __init__(self, row: rows.Text) -> None:
        super().__init__(_words(row), classes=f"-{row.style}")
        self.row = row

    def show_row(self, row: rows.Text) -> None:
        """Draw the row."""
        if row != self.row:
            self.remove_class(f"-{self.row.style}").add_class(f"-{row.style}")
            self.row = row
            self.update(_words(row))


def _words(row: rows.Text) -> Content:
    lead = {"good": f"{DONE} ", "warning": f"{ATTENTION} "}.get(row.style, "")
    said = f"{row.aside[:1].upper()}{row.aside[1:]}: " if row.aside else ""
    return Content.assemble(lead, (said, "dim"), row.text)


class TickRow(Line):
    """Something to tick off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "press", "Tick", id="tick"),
        Binding("p", "put_off", "Put off", id="put-off"),
    ]

    def __init__(self, row: rows.Tick) -> None:
        super().__init__(Content(row.text), _box(row))
        self.row = row

    def show_row(self, row: rows.Tick) -> None:
        """Draw the row."""
        self.row = row
        self.show(Content(row.text + (" (later)" if row.later else "")), _box(row))

    def on_line_pressed(self) -> None:
        """Tick it, unless evidence decides."""
        if not self.row.locked:
            self.post_message(Did(Act(Ticked(self.row.mark, on=not self.row.on))))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with this row."""
        if action == "put_off":
            return self.row.later is not None and not self.row.on
        return not (action == "press" and self.row.locked)

    def action_put_off(self) -> None:
        """Put it off, or take that back."""
        name = mark("later", *self.row.mark.split("/")[1:])
        self.post_message(Did(Act(Ticked(name, on=not self.row.later))))


def _box(row: rows.Tick) -> str:
    return "[x]" if row.on else "[ ]"


class OptionRow(Line):
    """One answer of a question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Choose", id="answer"),
        Binding("space", "press", "Choose", show=False, id="choose"),
    ]

    def __init__(self, row: rows.Option) -> None:
        super().__init__(Content(row.text), self._dot(row))
        self.row = row

    def _dot(self, row: rows.Option) -> str:
        return f"({CHOSEN})" if row.on else "( )"

    def show_row(self, row: rows.Option) -> None:
        """Draw the row."""
        self.row = row
        self.show(Content(row.text), self._dot(row))
        self.refresh_bindings()

    def on_line_pressed(self) -> None:
        """Choose it."""
        if not self.row.on:
            self.post_message(Did(self.row.does))

    def action_answer(self) -> None:
        """Choose it, and go on to the next question."""
        self.post_message(Answered(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter leaves the step once it is chosen."""
        return not self.row.on


COLUMN = 35
"""Cells before the answers of a question on one line."""


class AskRow(Line):
    """A question with a few answers on one line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "press", "Change", id="change"),
        Binding("right", "step(1)", "Change", show=False),
        Binding("left", "step(-1)", "Change", show=False),
    ]

    def __init__(self, row: rows.Ask) -> None:
        self.row = row
        super().__init__(self._content(row))

    def _content(self, row: rows.Ask) -> Content:
        parts: list[Content | str] = []
        for number, answer in enumerate(row.answers):
            dot = f"({CHOSEN if answer.on else ' '}) "
            words = Content(f"[{answer.text}]" if len(row.answers) == 1 else dot + answer.text)
            words = words.stylize(Style.from_meta({"@click": f"answer({number})"}))
            parts += [words.stylize("bold") if answer.on else words, "  "]
        answers = Content.assemble(*parts[:-1])
        return Content.assemble(row.text, "\n", answers)

    def _wrapped(self, width: int) -> list[Content]:
        """On one line where there is room, the answers of all such rows under each other."""
        question, answers = self._text.split("\n")
        room = width - INDENT
        column = question.cell_length + 2
        if len(self.row.answers) > 1:
            column = max(column, min(COLUMN, room - answers.cell_length - 2) + 2)
        if column + answers.cell_length <= room:
            return [Content.assemble(question, " " * (column - question.cell_length), answers)]
        return [*question.wrap(room), *answers.wrap(room)]

    def show_row(self, row: rows.Ask) -> None:
        """Draw the row."""
        self.row = row
        self.show(self._content(row))

    def on_click(self) -> None:
        """A click on the row alone only focuses it; the answers have actions of their own."""

    def on_line_pressed(self) -> None:
        """Go to the next answer."""
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """Take the answer that many places on, round and round."""
        now = next((n for n, answer in enumerate(self.row.answers) if answer.on), -1)
        self.action_answer((now + by) % len(self.row.answers))

    def action_answer(self, number: int) -> None:
        """Take that answer."""
        self.post_message(Did(self.row.answers[number].does))


class ButtonRow(Line):
    """Something to do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Press", id="do"),
    ]

    def __init__(self, row: rows.Button) -> None:
        super().__init__(Content(row.label))
        self.row = row
        self.set_class(row.primary, "-primary")

    def show_row(self, row: rows.Button) -> None:
        """Draw the row."""
        self.row = row
        self.show(Content(row.label))

    def render(self) -> Content:
        """Return the label in brackets, so that it reads as a button without colour."""
        cursor = CURSOR if self.has_focus else " "
        return Content.assemble(f"{cursor} ", "[ ", self._text, " ]")

    def on_line_pressed(self) -> None:
        """Do it."""
        self.post_message(Did(self.row.does))


class CountdownRow(Countdown):
    """The window of a review."""

    focus_target = None

    def __init__(self, row: rows.Countdown) -> None:
        super().__init__(self._now)
        self.show_row(row)

    def _now(self) -> datetime:
        return spare_key(self).session.clock()

    def show_row(self, row: rows.Countdown) -> None:
        """Draw the row."""
        self.row = row
        self.show(row.sent, row.earliest, row.latest)


class AddressRow(Line):
    """An address on a line of its own, to copy or to save; never opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy", id="copy"),
        Binding("s", "save", "Save to a file", id="save"),
    ]

    def __init__(self, row: rows.Address) -> None:
        super().__init__(_address(row))
        self.row = row

    def show_row(self, row: rows.Address) -> None:
        """Draw the row."""
        self.row = row
        self.show(_address(row))

    def action_copy(self) -> None:
        """Send it to the terminal's clipboard."""
        self.post_message(Did(rows.Copy(self.row.address)))

    def action_save(self) -> None:
        """Write it to a file."""
        self.post_message(Did(rows.Save(self.row.address, "address.txt")))


def _address(row: rows.Address) -> Content:
    return Content.assemble(f"{row.title}:\n", (row.address, "bold underline"))


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
        self.scroll_visible(animate=False)

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


RowWidget = (
    TextRow | TickRow | OptionRow | AskRow | ButtonRow | AddressRow | FieldRow | CountdownRow
)
WIDGETS: dict[type[rows.Row], type[RowWidget]] = {
    rows.Text: TextRow,
    rows.Tick: TickRow,
    rows.Option: OptionRow,
    rows.Ask: AskRow,
    rows.Button: ButtonRow,
    rows.Address: AddressRow,
    rows.Field: FieldRow,
    rows.Countdown: CountdownRow,
}
