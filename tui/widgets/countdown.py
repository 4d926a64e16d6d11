"""A window of time, counted down live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

from tui.symbols import bar


def left(until: datetime, now: datetime) -> str:
    """Return the absolute time until then to the second, such as `1 d 03:04:05`."""
    seconds = max(0, int(until.timestamp() - now.timestamp()))
    days, rest = divmod(seconds, 86400)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{days} d {clock}" if days else clock


def share(since: datetime, until: datetime, now: datetime) -> float:
    """Return how much of the time between has passed, 0.0 to 1.0, whatever the clocks showed."""
    whole = until.timestamp() - since.timestamp()
    return min(1.0, max(0.0, (now.timestamp() - since.timestamp()) / whole))


class Countdown(Widget):
    """Earliest and latest as local dates, a bar, and the time left, renewed every second."""

    DEFAULT_CSS = """
    Countdown { height: auto; width: 1fr; padding-left: 2; }
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._times: tuple[datetime, datetime, datetime] | None = None
        self._drawn: tuple[str, ...] = ()

    def show(self, sent: datetime, earliest: datetime, latest: datetime) -> None:
        """Say which window to count down."""
        if (sent, earliest, latest) != self._times:
            self._times = (sent, earliest, latest)
            self.refresh(layout=True)

    def on_mount(self) -> None:
        """Renew it every second."""
        self.set_interval(1, self._tick)

    def _tick(self) -> None:
        """Draw the rows that say something else by now, no others: over SSH every byte counts."""
        width, before, rows = self.content_size.width, self._drawn, self._rows()
        if len(before) != len(rows) or max(map(len, rows)) > width:
            self.refresh()
            return
        changed = (row for row, words in enumerate(rows) if words != before[row])
        if regions := [Region(0, row, width, 1) for row in changed]:
            self.refresh(*regions)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return its rows."""
        return 4

    def render(self) -> Content:
        """Return the window as it stands at this second."""
        self._drawn = self._rows()
        return Content("\n".join(self._drawn))

    def _rows(self) -> tuple[str, ...]:
        if self._times is None:
            return ("",)
        (sent, earliest, latest), now = self._times, self._clock()
        return (
            f"Usually answered from {earliest:%a %Y-%m-%d %H:%M} on,",
            f"and by {latest:%a %Y-%m-%d %H:%M %Z}",
            bar(share(sent, latest, now), max(4, self.content_size.width)),
            self._words(earliest, latest, now),
        )

    @staticmethod
    def _words(earliest: datetime, latest: datetime, now: datetime) -> str:
        if now.timestamp() < earliest.timestamp():
            return f"Earliest in {left(earliest, now)}, latest in {left(latest, now)}"
        if now.timestamp() <= latest.timestamp():
            return f"An answer may come now; latest in {left(latest, now)}"
        return f"Past the usual time since {left(now, latest)}"
