"""A QR code on its own white, or the key spelled out where the terminal has no room for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from textual.content import Content
from textual.widget import Widget

from tui.symbols import ascii_only

ON_WHITE, ON_BLACK = "#000000 on #ffffff", "#ffffff on #000000"
"""Of its own, whatever the theme: a scanner needs black on white."""
FULL = "█"

TOO_SMALL = "This window is too small for the QR code: {width} × {height} are needed."
NO_BLOCKS = "This terminal cannot draw a QR code: its character set is not UTF-8."
INSTEAD = "Type the key into the authenticator instead, blanks or not:"


class QrCode(Widget):
    """Shows nothing until asked, and again nothing once cleared; cannot be selected or copied."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QrCode { width: 1fr; height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[str, ...] = ()
        self._key = ""

    def show(self, rows: Sequence[str], key: str) -> None:
        """Show the code drawn in half blocks, or the `key` in groups where that does not fit."""
        self._rows, self._key = tuple(rows), key
        self.refresh()

    def clear(self) -> None:
        """Show nothing, and forget the key."""
        self.show((), "")

    def on_unmount(self) -> None:
        """Forget the key when its screen is left."""
        self.clear()

    def render(self) -> Content:
        """Return the code, the key instead of it, or nothing."""
        if not self._rows:
            return Content("")
        if self._fits() and not ascii_only():
            return Content("\n").join(map(_drawn, self._rows))
        return Content(f"{self._why()}\n{INSTEAD}\n\n{self._key}")

    def _fits(self) -> bool:
        room = self.content_size
        return len(self._rows) <= room.height and len(self._rows[0]) <= room.width

    def _why(self) -> str:
        if ascii_only():
            return NO_BLOCKS
        return TOO_SMALL.format(width=len(self._rows[0]), height=len(self._rows))


def _drawn(row: str) -> Content:
    return Content.assemble(*_runs(row))


def _runs(row: str) -> Iterator[tuple[str, str]]:
    """Yield pieces of a row with their colours.

    Dark cells are blanks on black, since many fonts leave gaps around a full block.
    """
    for full, cells in groupby(row, FULL.__eq__):
        text = "".join(cells)
        yield (" " * len(text), ON_BLACK) if full else (text, ON_WHITE)
