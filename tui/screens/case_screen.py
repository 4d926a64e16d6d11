"""What the screens of a case share: a head, drawing from the case, and drawing only when needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import getters
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.widgets.head import Head


class CaseScreen(Screen[None]):
    """A screen drawn from the case; drawn again once what covered it is gone."""

    head = getters.query_one(Head)
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As in Textual 8.2, but a move of the focus draws the two rows only, not the whole screen."""
    _covered = False
    """Whether another screen lay over it since it was drawn."""
    _held = False
    """Whether nothing is painted for now."""
    _arrive: Callable[[], None] | None = None
    """What scrolls to where the page begins, once it is laid out."""

    def __init__(self) -> None:
        super().__init__()
        self._fit_at_once()

    def _fit_at_once(self) -> None:
        """Take the classes of the window's size before the first layout, not after it.

        Textual 8.2 sets them on the first resize, and then styles every widget a second time.
        """
        app = self.app
        wide = _class_of(app.HORIZONTAL_BREAKPOINTS or (), app.size.width)
        high = _class_of(app.VERTICAL_BREAKPOINTS or (), app.size.height)
        self.update_classes(dict.fromkeys(wide | high, True), update=False)

    async def redraw(self) -> None:
        """Draw everything from the case as it is now."""
        raise NotImplementedError

    def hold_picture(self) -> None:
        """Paint nothing until `show_picture` is called."""
        self._held = True

    def show_picture(self, arrive: Callable[[], None]) -> None:
        """Lay everything out, call `arrive`, which may scroll, and only then paint it: once.

        Each comes when the widgets have told what the one before changed; Textual itself would
        wait for its next frame, up to 16 ms.
        """
        self._arrive = arrive
        self._when_told(self._refresh_layout)

    def _when_told(self, work: Callable[..., object], *arguments: object) -> None:
        """Do it behind what every widget has to tell by now: in their turn first, then in ours."""
        self.head.call_later(self.call_later, work, *arguments)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        super()._refresh_layout(size, scroll)
        if self._arrive and self._size:
            self._when_told(self._paint, self._arrive)
            self._arrive = None

    def _paint(self, arrive: Callable[[], None]) -> None:
        self._held = False
        arrive()
        super()._refresh_layout(scroll=not self._layout_required)
        self._layout_required = False

    def _compositor_refresh(self) -> None:
        if not self._held:
            super()._compositor_refresh()

    def scroll_to_center(self, widget: Widget, *arguments: Any, **options: Any) -> None:
        """Show the row that is stood on, where Textual would show all that share its widget."""
        from tui.screens.form import Form

        if isinstance(widget.parent, Form):
            widget.parent.keep_in_sight()
        else:
            super().scroll_to_center(widget, *arguments, **options)

    def on_screen_suspend(self) -> None:
        """Something covers it now."""
        self._covered = True
        self._held, self._arrive = False, None

    async def on_screen_resume(self) -> None:
        """Draw it again, if it was covered."""
        if self._covered and self.is_mounted:
            self._covered = False
            await self.uncover()

    async def undone(self) -> None:
        """Draw what was taken back."""
        await self.redraw()

    async def uncover(self) -> None:
        """Draw what the screen over it has changed."""
        await self.redraw()


def _class_of(breakpoints: Sequence[tuple[int, str]], cells: int) -> set[str]:
    """Return the class of the last breakpoint that so many cells reach."""
    reached = [name for least, name in sorted(breakpoints) if least <= cells]
    return set(reached[-1:])
