"""What a form on paper is drawn with: words, lines to write on, boxes. Lengths in millimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fpdf import FPDF

INK, GREY, PALE = 20, 95, 150
"""Shades from 0, black, to 255: words, small words, lines. All of them survive a photocopier."""
ROW = 9.0
"""Height of a row to write in by hand."""
TICK = 4.0
"""Side of a box to tick."""
FILLED_IN = 11.0
"""Points of what is filled in already."""
ABOVE_LINE = 1.6
"""Room between the foot of a row and its line to write on."""


class Drawing:
    """One page; `left`, `right` and `width` are those of what may be drawn on."""

    def __init__(self, page: FPDF, margin: float) -> None:
        self._page = page
        self.left, self.right = margin, page.w - margin
        self.width = page.w - 2 * margin
        page.set_line_width(0.25)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 8.5,
        style: Literal["", "B"] = "",
        shade: int = INK,
    ) -> float:
        """Write on the baseline `y` from `x` on; return where it ends. `size` is in points."""
        self._page.set_font("Helvetica", style, size)
        self._page.set_text_color(shade)
        self._page.text(x, y, text)
        return x + float(self._page.get_string_width(text))

    def rule(self, x: float, y: float, end: float, *, shade: int = PALE) -> None:
        """Draw a line from `x` to `end`."""
        self._page.set_draw_color(shade)
        self._page.line(x, y, end, y)

    def heading(self, y: float, text: str, hint: str = "") -> None:
        """Write the heading of a part, and how to fill it in."""
        end = self.words(self.left, y + 4.0, text, size=11, style="B")
        self.words(end + 2.5, y + 4.0, hint, shade=GREY)

    def field(self, x: float, y: float, end: float, label: str = "", value: str = "") -> None:
        """Draw a labelled line to write on, at the foot of a row that begins at `y`."""
        foot = y + ROW - ABOVE_LINE
        begin = self.words(x, foot, label, shade=GREY) + 2.0 if label else x
        self.rule(begin, foot + 0.6, end)
        if value:
            self.words(begin + 1.0, foot - 0.4, value, size=self._fitting(value, end - begin - 2))

    def _fitting(self, text: str, room: float) -> float:
        """Return the size, in points, at which the text is no wider than that."""
        self._page.set_font("Helvetica", "", FILLED_IN)
        return FILLED_IN * min(1.0, room / float(self._page.get_string_width(text)))

    def box(self, x: float, y: float, wide: float, high: float, *, shade: int = GREY) -> None:
        """Draw an empty box."""
        self._page.set_draw_color(shade)
        self._page.rect(x, y, wide, high)

    def tick(self, x: float, y: float, label: str) -> float:
        """Draw a box to tick and its label, in a row that begins at `y`; return where it ends."""
        foot = y + ROW - ABOVE_LINE
        self.box(x, foot - TICK + 0.6, TICK, TICK)
        return self.words(x + TICK + 1.5, foot, label)
