"""The body of a step: rows drawn by widgets, changed in place as the case changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.forms.rows import Button, Option, Row, Tick
from tui.screens.rows import WIDGETS, FieldRow, RowWidget
from tui.symbols import Symbols


class Form(VerticalScroll, can_focus=False):
    """Shows rows; the same key keeps its widget, its focus and what is being typed."""

    def __init__(self, symbols: Symbols) -> None:
        super().__init__()
        self._symbols = symbols
        self._shown: dict[str, RowWidget] = {}
        self._step = ""

    async def show(self, step_id: str, rows: Sequence[Row]) -> None:
        """Draw the rows of a step; another step starts at its top, focus on what is to do."""
        if step_id != self._step:
            await self._replace(step_id, rows)
        else:
            await self._change(rows)

    async def _replace(self, step_id: str, rows: Sequence[Row]) -> None:
        self._step = step_id
        with self.app.batch_update():
            await self.remove_children()
            self._shown = {row.key: self._widget(row) for row in rows}
            await self.mount_all(self._shown.values())
        self.scroll_home(animate=False)
        self.focus_first()

    async def _change(self, rows: Sequence[Row]) -> None:
        """Update what stays, mount what is new where it belongs, remove what is gone."""
        wanted = {row.key for row in rows}
        focused = self.screen.focused
        with self.app.batch_update():
            gone = [widget for key, widget in self._shown.items() if key not in wanted]
            shown: dict[str, RowWidget] = {}
            for row in rows:
                widget = self._shown.get(row.key)
                if widget is None or not isinstance(widget, WIDGETS[type(row)]):
                    widget = self._widget(row)
                    last = next(reversed(shown.values()), None)
                    await self.mount(widget, **({"after": last} if last else {"before": 0}))
                else:
                    widget.show_row(row)  # type: ignore[arg-type]
                shown[row.key] = widget
            self._shown = shown
            for widget in gone:
                await widget.remove()
        if focused is not None and not focused.is_attached:
            self.focus_first()

    def _widget(self, row: Row) -> RowWidget:
        return WIDGETS[type(row)](row, self._symbols)  # type: ignore[arg-type]

    def focus_rows(self) -> list[Widget]:
        """Return the widgets that can have the focus, in order."""
        return [widget for widget in self.screen.focus_chain if self in widget.ancestors]

    def focus_first(self) -> None:
        """Focus the first row that is still to do: an answer chosen, a tick missing, or the end."""
        chain = self.focus_rows()
        if chain:
            found = _first_to_do(chain) or chain[0]
            self.screen.set_focus(found, scroll_visible=False)
            self.call_after_refresh(self._reveal, found)

    def _reveal(self, widget: Widget) -> None:
        """Show the widget without hiding the words above it, as far as both fit."""
        if widget.is_attached and widget.virtual_region_with_margin.bottom > self.size.height:
            widget.scroll_visible(animate=False)

    def move(self, by: int) -> None:
        """Move the focus up or down by that many rows; it stops at both ends."""
        chain = self.focus_rows()
        if not chain:
            return
        focused = self.screen.focused
        if focused not in chain:
            self.screen.set_focus(chain[0])
            return
        at = chain.index(focused) + by
        if 0 <= at < len(chain):
            self.screen.set_focus(chain[at])
        else:
            self.scroll_home() if at < 0 else self.scroll_end()

    def focus_key(self, key: str) -> None:
        """Focus the row of that key, if it is there."""
        widget = self._shown.get(key)
        if widget is not None:
            widget.focus()

    def empty(self, field: str) -> None:
        """Empty the field of that name on the screen too."""
        for widget in self._shown.values():
            if isinstance(widget, FieldRow) and widget.row.field == field:
                widget.empty()


def _first_to_do(chain: Sequence[Widget]) -> Widget | None:
    """Return the first tick that is missing, the first question without an answer, or the end."""
    rows = [getattr(widget, "row", None) for widget in chain]
    for kind, run in groupby(zip(chain, rows, strict=True), lambda pair: type(pair[1])):
        group = list(run)
        open_ticks = [w for w, row in group if isinstance(row, Tick) and not _settled(row)]
        if open_ticks:
            return open_ticks[0]
        if kind is Option and not any(isinstance(row, Option) and row.on for _, row in group):
            return group[0][0]
    ends = (w for w, row in zip(chain, rows, strict=True) if isinstance(row, Button))
    return next((w for w in ends if w.has_class("-primary")), None)


def _settled(row: Tick) -> bool:
    return row.on or row.locked or bool(row.later)
