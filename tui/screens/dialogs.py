"""Small questions over a screen: a clear yes, a file name, the help."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.store.errors import StoreError
from tui.store.outside import write_new
from tui.text import clean
from tui.widgets.lines import Block, Lines


class ConfirmScreen(ModalScreen[bool]):
    """Asks one question; the answer that changes nothing has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Choose", id="choose"),
        Binding("up,k,shift+tab", "stand_on(0)", "Up", show=False, id="up"),
        Binding("down,j,tab", "stand_on(1)", "Down", show=False, id="down"),
        Binding("escape", "dismiss(False)", "No", id="no"),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._question = question
        self._answers = Lines(Block(Content("No, go back")), Block(Content(yes)))

    def compose(self) -> ComposeResult:
        """The question and both answers."""
        with Vertical():
            yield Static(Content(self._question))
            yield self._answers

    def on_mount(self) -> None:
        """Nothing happens by a hasty enter."""
        self._answers.focus()

    def action_stand_on(self, at: int) -> None:
        """Go to that answer."""
        self._answers.stand_on(at)

    @on(Lines.Pressed)
    def action_press(self) -> None:
        """Give back the answer that is stood on."""
        self.dismiss(self._answers.at == 1)


class SaveScreen(ModalScreen[Path | None]):
    """Asks for a file name and writes there, never over a file that exists; gives its path back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.nothing", "Save", id="save"),
        Binding("escape", "dismiss(None)", "Cancel", id="cancel"),
    ]

    def __init__(self, content: str | bytes, suggested: str) -> None:
        super().__init__()
        self._content = content
        self._input = Input(value=f"~/{suggested}", compact=True, max_length=500)
        self._below = Static(Content("Only you can read the file. Enter saves, esc cancels."))

    def compose(self) -> ComposeResult:
        """The name, and what is wrong with it."""
        with Vertical():
            yield Static(Content("Save to which file?"))
            yield self._input
            yield self._below

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Write the file."""
        event.stop()
        try:
            self.dismiss(write_new(Path(event.value.strip()), self._content))
        except StoreError as error:
            self._below.update(Content(clean(str(error))))


class HelpScreen(ModalScreen[None]):
    """What the keys do on the screen below, and where its words come from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,enter,q", "dismiss(None)", "Close", id="close"),
        Binding("down,j", "scroll(1)", "Down", show=False, id="down"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="up"),
    ]

    def __init__(self, words: Content) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """The words, scrolled where they are long."""
        with VerticalScroll(can_focus=False):
            yield Static(self._words)

    def action_scroll(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
