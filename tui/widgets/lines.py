"""Many lines of text in one widget: read, stood on and pressed one block at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from textual.content import Content
from textual.events import Click, MouseDown
from textual.geometry import Region, Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from tui.symbols import CURSOR
from tui.widgets.still import still

INDENT = 2
"""Cells before every line: the cursor's place."""
COLUMN = 35
"""Cells before what stands beside a text."""
FAR = 72
"""Cells of a text before what stands at its right, at the most: they stay near in a wide window."""
LEAST = 8
"""Cells that a text has at least, however narrow the window."""


LOOKS = {
    "plain": "",
    "heading": "bold $accent",
    "label": "bold",
    "note": "$secondary",
    "hint": "$secondary",
    "good": "$success",
    "warning": "$warning",
    "button": "$primary",
    "primary": "bold $primary",
    "cursor": "bold $primary on $panel",
}
"""Every look in the colours of the theme.

Component classes would be styled anew for each of these widgets that is mounted, at 0.1 ms a class.
"""


class Block:
    """Some lines that belong together: one text, wrapped under itself.

    `symbol` stands before the text; `beside` are pieces at a column of their own where there is
    room, else below it; `right` stands at the right of its first line; `gap`: an empty line stands
    above; `live`: one can stand on it; `look` is one of `LOOKS`.
    """

    def __init__(
        self,
        text: Content,
        *,
        symbol: str = "",
        beside: Sequence[Content] = (),
        right: Content | None = None,
        look: str = "plain",
        gap: bool = False,
        live: bool = True,
    ) -> None:
        self.text, self.beside, self.right = text, beside, right
        self.prefix = f"{symbol} " if symbol else ""
        self.look, self.gap, self.live = look, gap, live
        self._width = 0
        self._lines: list[Content] = []

    def lines(self, width: int) -> list[Content]:
        """Return its lines in so many cells, without cursor and symbol; wrapped once a width."""
        if width != self._width:
            self._width, self._lines = width, self._wrapped(width)
        return self._lines

    def height(self, width: int) -> int:
        """Return how many lines it takes at that width, its gap included."""
        return self.gap + len(self.lines(width))

    def _wrapped(self, width: int) -> list[Content]:
        room = max(LEAST, width - INDENT - len(self.prefix))
        if self.right is not None:
            return self._with_right(self.right, room)
        if not self.beside:
            return self.text.wrap(room) or [Content("")]
        beside = Content("  ").join(self.beside)
        column = max(self.text.cell_length, min(COLUMN, room - beside.cell_length - 2)) + 2
        if "\n" not in self.text.plain and column + beside.cell_length <= room:
            between = " " * (column - self.text.cell_length)
            return [Content.assemble(self.text, between, beside)]
        return [*self.text.wrap(room), *self._below(room)]

    def _below(self, room: int) -> list[Content]:
        """What stands beside, on lines of its own: none is broken that fits on one."""
        lines: list[Content] = []
        for piece in self.beside:
            if lines and lines[-1].cell_length + 2 + piece.cell_length <= room:
                lines[-1] = Content.assemble(lines[-1], "  ", piece)
            else:
                lines += piece.wrap(room)
        return lines

    def _with_right(self, right: Content, room: int) -> list[Content]:
        """The text wrapped in the room left, and what is right, a cell free on either side."""
        left = max(LEAST, min(FAR, room - right.cell_length - 2))
        first, *rest = self.text.wrap(left)
        between = " " * (left - first.cell_length + 1)
        return [Content.assemble(first, between, right), *rest]


class Lines(Widget):
    """Blocks of text, of which one is stood on; the cursor shows it without colour.

    One widget for all of them: Textual takes a time for each widget that it mounts, styles and
    lays out, and for each that it repaints.
    """

    DEFAULT_CSS = """
    Lines { height: auto; width: 1fr; }
    """
    virtual_size = still()

    class Pressed(Message):
        """The person clicked the block that is stood on."""

    def __init__(self, *blocks: Block) -> None:
        super().__init__()
        self._blocks: tuple[Block, ...] = ()
        self._width = 0
        self._tops: list[int] = [0]
        """The line that each block begins at, its gap included; and where the last one ends."""
        self.at: int | None = None
        """The block that is stood on."""
        self.show(blocks)

    def show(self, blocks: Sequence[Block], at: int | None = None) -> None:
        """Draw these blocks, and stand on one of them, else on the first that one can stand on.

        What is the same block as before is not drawn again.
        """
        before, stood, tops = self._blocks, self.at, self._tops
        self._blocks = tuple(blocks)
        live = self.live
        self.can_focus = bool(live)
        self.at = at if at in live else next(iter(live), None)
        self._lay_out(self._width)
        if self._tops != tops:
            self.refresh(layout=True)
            return
        changed = {index for index, block in enumerate(blocks) if block is not before[index]}
        self._repaint(*changed | ({stood, self.at} if stood != self.at else set()))

    @property
    def live(self) -> list[int]:
        """The blocks that one can stand on."""
        return [index for index, block in enumerate(self._blocks) if block.live]

    def stand_on(self, at: int) -> None:
        """Stand on that block."""
        before, self.at = self.at, at
        if before != at:
            self._repaint(before, at)

    def stood(self) -> None:
        """Called when the person stands on a block by mouse, perhaps the same."""

    def region_at(self, at: int) -> Region:
        """Return where a block is in this widget, with the gap above it."""
        top, end = self._tops[at : at + 2]
        return Region(0, top, self._width, end - top)

    def _repaint(self, *blocks: int | None) -> None:
        regions = [self.region_at(at) for at in blocks if at is not None]
        if regions:
            self.refresh(*regions)

    def _lay_out(self, width: int) -> None:
        self._width = width
        heights = (block.height(width) if width else 0 for block in self._blocks)
        self._tops = [*accumulate(heights, initial=0)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that all blocks take at that width."""
        if width != self._width:
            self._lay_out(width)
        return self._tops[-1]

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw the cursor, or take it away; no style depends on the focus, so none is renewed."""
        self._repaint(self.at)

    def render_line(self, y: int) -> Strip:
        """Return one line, as wide as the widget."""
        width = self.size.width
        if width != self._width:
            self._lay_out(width)
        at = bisect_right(self._tops, y) - 1
        if at >= len(self._blocks) or self._is_gap(at, y):
            return Strip.blank(width, self.visual_style.rich_style)
        block = self._blocks[at]
        here = self.has_focus and at == self.at
        style = self.visual_style + self._get_style(LOOKS["cursor" if here else block.look])
        line = self._selected(self._line(at, y, here), y)
        strips = Visual.to_strips(self, line, width, 1, style, apply_selection=False, pad=True)
        return strips[0].apply_offsets(0, y)

    def _line(self, at: int, y: int, here: bool) -> Content:
        """The line behind its cursor and symbol."""
        block = self._blocks[at]
        if self._is_gap(at, y):
            return Content("")
        number = y - self._tops[at] - block.gap
        first = f"{CURSOR if here else ' '} {block.prefix}"
        return (
            Content(first if number == 0 else " " * len(first)) + block.lines(self._width)[number]
        )

    def _is_gap(self, at: int, y: int) -> bool:
        return self._blocks[at].gap and y == self._tops[at]

    def _selected(self, line: Content, y: int) -> Content:
        """The line, with what is selected by mouse marked."""
        selection = self.text_selection
        span = selection.get_span(y) if selection else None
        if span is None:
            return line
        marked = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        start, end = span
        return line.stylize(marked, start, None if end == -1 else end)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what is selected by mouse, and what comes behind it."""
        lines = (
            self._line(at, y, here=False).plain
            for at in range(len(self._blocks))
            for y in range(self._tops[at], self._tops[at + 1])
        )
        return selection.extract("\n".join(lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected by mouse."""
        self.refresh()

    def _under(self, y: int) -> int | None:
        """The block at that line, if one can stand on it."""
        at = bisect_right(self._tops, y) - 1
        return at if at in self.live and not self._is_gap(at, y) else None

    def on_mouse_down(self, event: MouseDown) -> None:
        """Stand where the mouse is."""
        if (at := self._under(event.y)) is not None:
            self.stand_on(at)
            self.stood()

    def on_click(self, event: Click) -> None:
        """A click presses."""
        if self._under(event.y) is not None:
            self.post_message(self.Pressed())
