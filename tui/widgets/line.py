"""A line of text with a symbol before it: the cheapest row that can be focused and clicked."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from tui.symbols import CURSOR

INDENT = 2
"""Cells before every line: the cursor's place."""


class Line(Widget):
    """Text that wraps under itself, behind a cursor column and an optional symbol.

    The cursor shows the focus without colour. A click or a key that presses it posts `Pressed`.
    """

    DEFAULT_CSS = """
    Line { height: auto; width: 1fr; }
    """

    class Pressed(Message):
        """The person clicked the line, or pressed its key."""

        def __init__(self, line: Line) -> None:
            self.line = line
            super().__init__()

        @property
        def control(self) -> Line:
            """The line."""
            return self.line

    can_focus = True

    def __init__(self, text: Content, symbol: str = "") -> None:
        super().__init__()
        self._text = text
        self._symbol = symbol

    @property
    def focus_target(self) -> Widget:
        """What has the focus while the person is on this line."""
        return self

    def show(self, text: Content, symbol: str = "") -> None:
        """Change what the line says; does nothing when it says so already."""
        if (symbol, text.plain, text.spans) == (
            self._symbol,
            self._text.plain,
            self._text.spans,
        ):
            return
        layout = (len(symbol), text.plain) != (len(self._symbol), self._text.plain)
        self._text, self._symbol = text, symbol
        self.refresh(layout=layout)

    @property
    def _prefix(self) -> str:
        return f"{self._symbol} " if self._symbol else ""

    def _wrapped(self, width: int) -> list[Content]:
        room = max(8, width - INDENT - len(self._prefix))
        return self._text.wrap(room) or [Content("")]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that the text takes at that width."""
        return len(self._wrapped(width))

    def render(self) -> Content:
        """Return the wrapped lines, the first behind cursor and symbol."""
        first = f"{CURSOR if self.has_focus else ' '} {self._prefix}"
        lines = self._wrapped(self.content_size.width)
        rest = " " * len(first)
        return Content("\n").join(
            [Content(first if index == 0 else rest) + line for index, line in enumerate(lines)]
        )

    def on_click(self) -> None:
        """A click focuses and presses."""
        self.post_message(self.Pressed(self))

    def action_press(self) -> None:
        """Press it by key."""
        self.post_message(self.Pressed(self))
