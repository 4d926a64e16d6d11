"""A window of 80×24 for the benches: starts programs, sends keys, tells times, bytes and memory."""

from __future__ import annotations

import os
import pty
import statistics
import struct
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from select import select
from termios import TIOCSWINSZ

ROOT = Path(__file__).resolve().parents[2]
SPAREKEY = [sys.executable, "-c", "from tui.__main__ import main; main()"]
"""As the installed command starts it."""
ANSWERS = {
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}
"""What a terminal says when asked where the cursor is, what it is, and what it can do."""
QUIET = 0.15
"""Seconds without output after which a screen is settled."""
PATIENCE = 30.0


class Window:
    """One program in a terminal of its own; what it writes is kept in `output`."""

    def __init__(self, command: Sequence[str], home: str, columns: int = 80) -> None:
        environment = {
            "HOME": home,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TZ": "UTC",
        }
        self.output = b""
        self.begun = time.perf_counter()
        self.pid, self._end = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            os.execve(command[0], command, environment)
        ioctl(self._end, TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def __enter__(self) -> Window:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def look(self, seconds: float) -> bool:
        """Take in what comes within that time; whether something came."""
        if not select([self._end], [], [], seconds)[0]:
            return False
        data = os.read(self._end, 65536)
        self.output += data
        for query, answer in ANSWERS.items():
            if query in data:
                os.write(self._end, answer)
        return True

    def until(self, text: bytes, start: int = 0) -> float:
        """Wait for a text behind that place of the output; the time of the clock."""
        end = time.perf_counter() + PATIENCE
        while text not in self.output[start:]:
            self.look(0.5)
            if time.perf_counter() > end:
                raise TimeoutError(f"{text!r} did not come: {self.output[start:][-500:]!r}")
        return time.perf_counter()

    def settle(self) -> float:
        """Wait until nothing comes any more; the time of the last output."""
        last = time.perf_counter()
        while self.look(QUIET):
            last = time.perf_counter()
        return last

    def press(self, keys: bytes) -> tuple[float, int]:
        """Press keys; the time, and the place of the output."""
        place = len(self.output)
        now = time.perf_counter()
        os.write(self._end, keys)
        return now, place

    def resident(self) -> float:
        """MB of resident memory."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def processor(self) -> float:
        """Milliseconds on the processor so far, of all threads."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(one.read_text().split()[0]) for one in threads) / 1e6

    def close(self) -> float:
        """Kill it; milliseconds of user and system time that it took in all."""
        os.kill(self.pid, 9)
        used = os.wait4(self.pid, 0)[2]
        os.close(self._end)
        return (used.ru_utime + used.ru_stime) * 1000


@dataclass
class Row:
    """One line of the table: ours beside its floor, of the same runs in turn."""

    title: str
    ours: Sequence[float]
    floor: Sequence[float]
    goal: float
    unit: str = "ms"

    def __str__(self) -> str:
        least = min(self.ours) / min(self.floor)
        usual = statistics.median(a / b for a, b in zip(self.ours, self.floor, strict=True))
        figures = [f(one) for one in (self.ours, self.floor) for f in (min, statistics.median)]
        line = f"{self.title:<50}" + "".join(f"{one:>9.1f}" for one in figures)
        return (
            f"{line}{least:>8.2f}{usual:>8.2f}{self.goal:>7.2f} {self.unit:<4}{_mark(least, self)}"
        )


def _mark(ratio: float, row: Row) -> str:
    return "" if ratio <= row.goal else "  above"


HEAD = (
    f"{'':<50}{'min':>9}{'median':>9}{'floor':>9}{'median':>9}{'ratio':>8}{'median':>8}{'goal':>7}"
)


def plain(title: str, value: float, goal: float, unit: str) -> str:
    """A line that has no floor: a value and its limit."""
    return f"{title:<50}{value:>9.1f}{'':>43}{goal:>7.0f} {unit:<4}{'  above' * (value > goal)}"


def in_turn(
    runs: int, **works: Callable[[], Sequence[float]]
) -> dict[str, list[tuple[float, ...]]]:
    """Do each in turn, so many times; the first round warms the caches and does not count."""
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in works}
    for run in range(runs + 1):
        for name, work in works.items():
            figures = tuple(work())
            if run:
                found[name].append(figures)
    return found


def column(found: list[tuple[float, ...]], number: int) -> list[float]:
    """One figure of all runs."""
    return [one[number] for one in found]
