"""The widget of every kind of row; each draws its row and tells what the person did with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tui.forms import rows
from tui.forms.rows import Act
from tui.journey.actions import Ticked
from tui.journey.progress import mark
from tui.screens.messages import Answered, Did, spare_key
from tui.symbols import ATTENTION, CHOSEN, DONE
from tui.widgets.countdown import Countdown
from tui.widgets.line import INDENT, Line

if TYPE_CHECKING:
    from tui.screens.change import ChangeRow
    from tui.screens.fields import FieldRow
    from tui.screens.sheet import SheetRow


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
    return Content.assemble(lead, (said, "italic"), row.text)


class TickRow(Line):
    """Something to tick off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "press", "Tick", id="tick"),
        Binding("p", "put_off", "Put off", id="put-off"),
    ]

    def __init__(self, row: rows.Tick) -> None:
        super().__init__(_to_do(row), _box(row))
        self.row = row

    def show_row(self, row: rows.Tick) -> None:
        """Draw the row."""
        self.row = row
        self.show(_to_do(row), _box(row))

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


def _to_do(row: rows.Tick) -> Content:
    return Content(f"{row.text} (later)" if row.later else row.text)


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
        self.post_message(Answered(self, self.row.does))

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
            words = Content(f"({CHOSEN if answer.on else ' '}) {answer.text}")
            words = words.stylize(Style.from_meta({"@click": f"answer({number})"}))
            parts += [words.stylize("bold") if answer.on else words, "  "]
        return Content.assemble(row.text, "\n", *parts[:-1])

    def _wrapped(self, width: int) -> list[Content]:
        """On one line where there is room, the answers of all such rows under each other."""
        *lines, answers = self._text.split("\n")
        question = Content("\n").join(lines)
        room = width - INDENT
        column = max(question.cell_length, min(COLUMN, room - answers.cell_length - 2)) + 2
        if len(lines) == 1 and column + answers.cell_length <= room:
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
        super().__init__(_label(row))
        self.row = row
        self.set_class(row.primary, "-primary")

    def show_row(self, row: rows.Button) -> None:
        """Draw the row."""
        self.row = row
        self.show(_label(row))

    def on_line_pressed(self) -> None:
        """Do it."""
        self.post_message(Did(self.row.does))


def _label(row: rows.Button) -> Content:
    """The label in brackets, so that it reads as a button without colour."""
    return Content(f"[ {row.label} ]")


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


if TYPE_CHECKING:
    RowWidget: TypeAlias = (
        TextRow
        | TickRow
        | OptionRow
        | AskRow
        | ButtonRow
        | AddressRow
        | CountdownRow
        | ChangeRow
        | FieldRow
        | SheetRow
    )
_WIDGETS: dict[type[rows.Row], type[RowWidget]] = {
    rows.Text: TextRow,
    rows.Tick: TickRow,
    rows.Option: OptionRow,
    rows.Ask: AskRow,
    rows.Button: ButtonRow,
    rows.Address: AddressRow,
    rows.Countdown: CountdownRow,
}


def widget_of(kind: type[rows.Row]) -> type[RowWidget]:
    """Return the widget of a kind of row; what the first screen has none of is imported late."""
    if kind is rows.Field:
        from tui.screens.fields import FieldRow

        return FieldRow
    if kind is rows.Change:
        from tui.screens.change import ChangeRow

        return ChangeRow
    if kind is rows.Sheet:
        from tui.screens.sheet import SheetRow

        return SheetRow
    return _WIDGETS[kind]
