"""The body of a step: rows drawn by widgets, changed in place as the case changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.forms.rows import Button, Field, Option, Row, Tick

if TYPE_CHECKING:
    from tui.screens.rows import RowWidget
from tui.widgets.gone import forget_gone_widgets


class Form(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Shows rows; the same key keeps its widget, its focus and what is being typed."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[str, RowWidget] = {}
        self._step = ""
        self._arrived = False
        """Whether the step was just opened, and the person has not moved yet."""

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
            forget_gone_widgets()
            self._shown = {row.key: self._widget(row) for row in rows}
            await self.mount_all(self._shown.values())
        self.scroll_home(animate=False, immediate=True)
        self._arrived = True
        self.focus_first()

    async def _change(self, rows: Sequence[Row]) -> None:
        """Update what stays, mount what is new where it belongs, remove what is gone."""
        focused = self.screen.focused
        with self.app.batch_update():
            shown: dict[str, RowWidget] = {}
            for row in rows:
                widget = self._shown.get(row.key)
                if widget is None or type(widget.row) is not type(row):
                    widget = self._widget(row)
                    last = next(reversed(shown.values()), None)
                    await self.mount(widget, **({"after": last} if last else {"before": 0}))
                else:
                    widget.show_row(row)  # type: ignore[arg-type]
                shown[row.key] = widget
            gone = [widget for key, widget in self._shown.items() if shown.get(key) is not widget]
            self._shown = shown
            for widget in gone:
                await widget.remove()
        if focused is not None and not focused.is_attached:
            self.focus_first()

    def _widget(self, row: Row) -> RowWidget:
        from tui.screens.rows import widget_of  # late: the hub shows no rows before the end

        return widget_of(type(row))(row)  # type: ignore[arg-type]

    def focus_rows(self) -> list[Widget]:
        """Return the widgets that can have the focus, in order."""
        targets = (widget.focus_target for widget in self._shown.values())
        return [target for target in targets if target is not None]

    def focus_first(self) -> None:
        """Focus the first row that is still to do: an answer chosen, a tick missing, or the end."""
        chain = self.focus_rows()
        if chain:
            found = _first_to_do(chain) or chain[0]
            self.screen.set_focus(found, scroll_visible=False)
            self.call_after_refresh(self._reveal, found)

    def _reveal(self, widget: Widget) -> None:
        """Show the widget without hiding the words above it, as far as both fit.

        Where nothing is left but to go on, at the end of a long page, the page begins at its top;
        enter goes on from there too.
        """
        if not self.is_attached or self.screen.focused is not widget:
            return
        if widget.virtual_region_with_margin.bottom <= self.size.height:
            return
        if isinstance(_row(widget), Button):
            self.screen.set_focus(self.focus_rows()[0], scroll_visible=False)
        else:
            widget.scroll_visible(animate=False, immediate=True)

    def on_resize(self) -> None:
        """Keep the focus in sight when the room shrinks, as it does for the words below."""
        focused = self.screen.focused
        if focused is None or self not in focused.ancestors:
            return
        if self._arrived:
            self.call_after_refresh(self._reveal, focused)
        else:
            self.call_after_refresh(self.keep_in_sight)

    def keep_in_sight(self) -> None:
        """Scroll to what has the focus by now; the form may have gone meanwhile."""
        if not self.is_attached:
            return
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            focused.scroll_visible(animate=False, immediate=True)

    def move(self, by: int) -> None:
        """Move the focus up or down by that many rows; it stops at both ends."""
        self._arrived = False
        chain = self.focus_rows()
        if not chain:
            return
        focused = self.screen.focused
        if focused not in chain:
            self.focus_row(chain[0])
            return
        at = chain.index(focused) + by
        if 0 <= at < len(chain):
            self.focus_row(chain[at])
        else:
            self.scroll_home() if at < 0 else self.scroll_end()

    def focus_after(self, option: Widget) -> None:
        """Focus what comes after the question that the option belongs to."""
        chain = self.focus_rows()
        if option in chain:
            rest = chain[chain.index(option) :]
            self.focus_row(_first_to_do(rest) or option)

    def focus_row(self, widget: Widget) -> None:
        """Focus a row; keys may come faster than the screen scrolls, so it follows the last."""
        self._arrived = False
        self.screen.set_focus(widget, scroll_visible=False)
        self.call_after_refresh(self.keep_in_sight)

    def focus_key(self, key: str) -> None:
        """Focus the row of that key, if it is there."""
        widget = self._shown.get(key)
        if widget is not None:
            widget.focus()

    def empty(self, field: str) -> None:
        """Empty the field of that name on the screen too."""
        for widget in self._shown.values():
            if isinstance(widget.row, Field) and widget.row.field == field:
                widget.empty()


def _first_to_do(chain: Sequence[Widget]) -> Widget | None:
    """Return the first tick that is missing, the first question without an answer, or the end."""
    answered = {row.question for row in map(_row, chain) if isinstance(row, Option) and row.on}
    for widget in chain:
        match _row(widget):
            case Tick() as row if not (row.on or row.locked or row.later):
                return widget
            case Option(question=question) if question not in answered:
                return widget
            case Button(primary=True):
                return widget
    return None


def _row(widget: Widget) -> Row | None:
    """Return the row that a widget draws."""
    return getattr(widget, "row", None)
