"""The window of a review, counted down."""

from __future__ import annotations

from datetime import datetime

from tui.forms import rows
from tui.screens.messages import spare_key
from tui.screens.part import OneRow
from tui.widgets.countdown import Countdown


class CountdownRow(Countdown, OneRow[rows.Countdown]):
    """Counts down by the clock of the session."""

    def __init__(self, row: rows.Countdown) -> None:
        super().__init__(self._now)
        self.show_row(row)

    def _now(self) -> datetime:
        return spare_key(self).session.clock()

    def show_row(self, row: rows.Countdown) -> None:
        """Draw the row."""
        self.row = row
        self.show(row.sent, row.earliest, row.latest)
