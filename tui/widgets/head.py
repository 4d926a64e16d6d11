"""The top of every screen: where one is, how far, and whether it is saved."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.symbols import bar


class Head(Widget):
    """Two rows: title and save state; progress bar and status."""

    DEFAULT_CSS = """
    Head { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._title = self._status = self._saved = ""
        self._share = 0.0

    def show(self, title: str, status: str, share: float) -> None:
        """Say where one is; `share` is the overall progress, 0.0 to 1.0."""
        if (title, status, share) != (self._title, self._status, self._share):
            self._title, self._status, self._share = title, status, share
            self.refresh()

    def show_saved(self, saved: str) -> None:
        """Say whether everything is saved."""
        if saved != self._saved:
            self._saved = saved
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return its rows."""
        return 2

    def render(self) -> Content:
        """Return both rows, each cut to the width; the save state is never cut."""
        width = self.content_size.width
        saved = Content(self._saved[: max(0, width - 1)])
        room = max(0, width - saved.cell_length - 1)
        title = Content.styled(self._title, "bold").truncate(room, ellipsis=True)
        gap = " " * max(1, width - title.cell_length - saved.cell_length)
        percent = f" {int(self._share * 100)} %"
        status = Content(self._status).truncate(
            max(0, width // 2 - len(percent) - 2), ellipsis=True
        )
        tail = Content(percent) + (Content("  ") + status if status else Content(""))
        cells = max(4, width - tail.cell_length - 1)
        return Content.assemble(title, gap, saved, "\n", bar(self._share, cells), tail)
