"""How the rows of a form are drawn as lines, and what the person does with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.style import Style

from tui.forms.rows import (
    Act,
    Address,
    Ask,
    Button,
    Change,
    Copy,
    Does,
    Option,
    Row,
    Save,
    Text,
    Tick,
)
from tui.journey.actions import Ticked
from tui.journey.progress import mark
from tui.screens.messages import Answered, Did
from tui.screens.part import Part
from tui.symbols import ATTENTION, CHOSEN, DONE
from tui.widgets.lines import Block, Lines

if TYPE_CHECKING:
    from tui.screens.form import Form


class Rows(Lines, Part):
    """Rows of a form that follow each other; one is stood on, and its keys act on it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Press", id="do"),
        Binding("space", "tick", "Tick", id="tick"),
        Binding("p", "put_off", "Put off", id="put-off"),
        Binding("enter", "answer", "Choose", id="answer"),
        Binding("space", "choose", "Choose", show=False, id="choose"),
        Binding("space", "step(1)", "Change", id="change"),
        Binding("enter,space", "change", "Change", id="go-and-change"),
        Binding("right", "step(1)", "Change", show=False),
        Binding("left", "step(-1)", "Change", show=False),
        Binding("c", "copy", "Copy", id="copy"),
        Binding("s", "save", "Save to a file", id="save"),
    ]

    def __init__(self, rows: Sequence[Row], *, first: bool) -> None:
        """`first`: nothing ever stands above them."""
        self.rows: tuple[Row, ...] = ()
        self._first = first
        super().__init__()
        self.show_rows(rows)

    @property
    def stood_on(self) -> Row | None:
        """The row that one stands on."""
        return None if self.at is None else self.rows[self.at]

    @property
    def live_rows(self) -> tuple[Row, ...]:
        """The rows that one can stand on."""
        return tuple(self.rows[at] for at in self.live)

    def go_to(self, row: Row) -> None:
        """Stand on that row."""
        self.stand_on(self.rows.index(row))

    def regions_of(self, keys: Collection[str]) -> Iterator[Region]:
        """Yield where the rows of these keys are in the form, with the gaps above them."""
        for at, row in enumerate(self.rows):
            if row.key in keys:
                yield self.region_at(at).translate(self.virtual_region.offset)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Draw these rows; the one that is stood on stays so, if it is still there."""
        stood, before = self.stood_on, list(zip(self.rows, self._blocks, strict=True))
        self.rows = tuple(rows)
        blocks = [
            before[at][1]
            if at < len(before) and before[at][0] == row
            else _block(row, at, top=self._first and at == 0)
            for at, row in enumerate(rows)
        ]
        keys = [row.key for row in rows]
        self.show(blocks, keys.index(stood.key) if stood and stood.key in keys else None)
        if _offered(stood) != _offered(self.stood_on):
            self.refresh_bindings()

    def stood(self) -> None:
        """Tell the form."""
        form: Form = self.parent  # type: ignore[assignment]
        form.stood()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the row that is stood on."""
        return action not in _ACTIONS or action in _offered(self.stood_on)

    def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Do what a click on the row means; the answers of a question have clicks of their own."""
        message.stop()
        for action in ("tick", "choose", "press", "change"):
            if action in _offered(self.stood_on):
                getattr(self, f"action_{action}")()

    def _do(self, does: Does) -> None:
        self.post_message(Did(does))

    def action_tick(self) -> None:
        """Tick it, or take the tick away."""
        if isinstance(row := self.stood_on, Tick):
            self._do(Act(Ticked(row.mark, on=not row.on)))

    def action_put_off(self) -> None:
        """Put it off, or take that back."""
        if isinstance(row := self.stood_on, Tick):
            name = mark("later", *row.mark.split("/")[1:])
            self._do(Act(Ticked(name, on=not row.later)))

    def action_choose(self) -> None:
        """Choose the answer, and stay on it."""
        if isinstance(row := self.stood_on, Option):
            self._do(row.does)

    def action_answer(self) -> None:
        """Choose the answer, and go on to the next question."""
        if isinstance(row := self.stood_on, Option):
            self.post_message(Answered(row.key, row.does))

    def action_step(self, by: int) -> None:
        """Take the answer that many places on, round and round."""
        if isinstance(row := self.stood_on, Ask):
            answers = row.answers
            now = next((number for number, answer in enumerate(answers) if answer.on), -1)
            self._do(answers[(now + by) % len(answers)].does)

    def action_take(self, at: int, number: int) -> None:
        """Take an answer of the question at that place; by a click on it."""
        if isinstance(row := self.rows[at], Ask):
            self._do(row.answers[number].does)

    def action_press(self) -> None:
        """Do it."""
        if isinstance(row := self.stood_on, Button):
            self._do(row.does)

    def action_change(self) -> None:
        """Go to where it is changed."""
        if isinstance(row := self.stood_on, Change):
            self._do(row.does)

    def action_copy(self) -> None:
        """Send the address to the terminal's clipboard."""
        if isinstance(row := self.stood_on, Address):
            self._do(Copy(row.address))

    def action_save(self) -> None:
        """Write the address to a file."""
        if isinstance(row := self.stood_on, Address):
            self._do(Save(row.address, "address.txt"))


_ACTIONS = frozenset(
    {"tick", "put_off", "choose", "answer", "step", "press", "change", "copy", "save"}
)


def _offered(row: Row | None) -> frozenset[str]:
    """The actions that a row offers; once an answer is chosen, enter leaves the step."""
    match row:
        case Tick():
            can = {"tick": not row.locked, "put_off": row.later is not None and not row.on}
            return frozenset(action for action, possible in can.items() if possible)
        case Option(on=False):
            return frozenset({"choose", "answer"})
        case Ask():
            return frozenset({"step"})
        case Button():
            return frozenset({"press"})
        case Change():
            return frozenset({"change"})
        case Address():
            return frozenset({"copy", "save"})
    return frozenset()


def _block(row: Row, at: int, *, top: bool) -> Block:
    """Return how a row is drawn that stands at that place; at the top without a gap above."""
    match row:
        case Text():
            gap = row.style in ("heading", "note", "label") and not top
            return Block(_words(row), look=row.style, gap=gap, live=False)
        case Tick():
            words = Content(f"{row.text} (later)" if row.later else row.text)
            return Block(words, symbol="[x]" if row.on else "[ ]")
        case Option():
            return Block(Content(row.text), symbol=_dot(row.on))
        case Ask():
            return Block(Content(row.text), beside=_answers(row, at))
        case Button():  # in brackets, so that it reads as a button without colour
            words = Content(f"[ {row.label} ]")
            return Block(
                words, look="primary" if row.primary else "button", gap=row.primary and not top
            )
        case Change():
            words = Content(f"{row.text}: {row.state}")
            return Block(words, right=Content.styled("[Change]", "underline"))
        case Address():
            words = Content.assemble(f"{row.title}:\n", (row.address, "bold underline"))
            return Block(words, gap=not top)
    raise TypeError(f"{type(row).__name__} is no row that is drawn as lines")


def _words(row: Text) -> Content:
    lead = {"good": f"{DONE} ", "warning": f"{ATTENTION} "}.get(row.style, "")
    said = f"{row.aside[:1].upper()}{row.aside[1:]}: " if row.aside else ""
    return Content.assemble(lead, (said, "italic"), row.text)


def _dot(on: bool) -> str:
    return f"({CHOSEN if on else ' '})"


def _answers(row: Ask, at: int) -> list[Content]:
    """All answers, each with a click of its own."""
    parts: list[Content] = []
    for number, answer in enumerate(row.answers):
        click = Style.from_meta({"@click": f"take({at},{number})"})
        words = Content(f"{_dot(answer.on)} {answer.text}").stylize(click)
        parts.append(words.stylize("bold") if answer.on else words)
    return parts
