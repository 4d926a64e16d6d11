"""What the widgets of a form have in common, whether they draw one row or many."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Generic, TypeVar, cast

from textual.geometry import Region
from textual.widget import Widget

from tui.forms.rows import Row

R = TypeVar("R", bound=Row)


class Part(Widget):
    """One widget of a form."""

    @property
    def live_rows(self) -> tuple[Row, ...]:
        """The rows that one can stand on."""
        raise NotImplementedError

    @property
    def stood_on(self) -> Row | None:
        """The row that one stands on while the focus is here."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Draw these rows."""
        raise NotImplementedError

    def go_to(self, row: Row) -> None:
        """Stand on that row of several."""

    def regions_of(self, keys: Collection[str]) -> Iterator[Region]:
        """Yield where the rows of these keys are in the form, with the gaps above them."""
        raise NotImplementedError

    def fill(self) -> None:
        """Show the row's own text in a field, though the person may be typing in it."""


class OneRow(Part, Generic[R]):
    """A widget that draws one row."""

    row: R

    @property
    def live_rows(self) -> tuple[Row, ...]:
        """The row, if it can have the focus."""
        return (self.row,) if self.can_focus else ()

    @property
    def stood_on(self) -> Row | None:
        """The row."""
        return self.row

    def regions_of(self, keys: Collection[str]) -> Iterator[Region]:
        """Yield where the row is, if it is one of these."""
        if self.row.key in keys:
            yield self.virtual_region_with_margin

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Draw the only row of them."""
        self.show_row(cast("R", rows[0]))

    def show_row(self, row: R) -> None:
        """Draw the row."""
        raise NotImplementedError
