"""Widgets whose change of size asks for nothing more than it must."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive


def still() -> Reactive[Size]:
    """Return a widget's `virtual_size` that neither lays out nor paints when it changes.

    Textual 8.2 sets it while it lays everything out, and then does so once more, and paints the
    widget whole: a second layout of the screen for every widget that comes or grows. What depends
    on that size, the scrollbars, is set in the same layout.
    """
    return Reactive(Size(0, 0), layout=False, repaint=False)
