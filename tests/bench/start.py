"""Time from start to the first text, in a real terminal of 80×24, beside a bare Textual app.

Runs both in turn and prints minimum, median and ratio. Usage: python tests/bench/start.py [RUNS]
"""

import os
import pty
import statistics
import struct
import sys
import tempfile
import time
from fcntl import ioctl
from select import select
from termios import TIOCSWINSZ

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("READY")
Bare().run()
"""


def first_text(command: list[str], text: bytes, home: str) -> float:
    """Return the seconds from starting the command until `text` is on the terminal."""
    begun = time.perf_counter()
    child, end = pty.fork()
    if child == 0:
        os.environ |= {"HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        os.execv(command[0], command)
    ioctl(end, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    try:
        while text not in seen:
            if not select([end], [], [], 20)[0]:
                raise TimeoutError(f"{text!r} did not come: {seen[-500:]!r}")
            seen += os.read(end, 65536)
        return time.perf_counter() - begun
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(end)


def main() -> None:
    """Measure, and print a table in milliseconds."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as home:
        cases = {
            "bare Textual app": ([sys.executable, "-c", BARE], b"READY"),
            "SpareKey, first start": ([sys.executable, "-m", "tui"], b"Welcome"),
        }
        times: dict[str, list[float]] = {name: [] for name in cases}
        for run in range(runs + 1):
            for name, (command, text) in cases.items():
                took = first_text(command, text, home) * 1000
                if run:  # the first of each warms the caches
                    times[name].append(took)
    floor = times["bare Textual app"]
    print(f"{'ms to the first text':<24}{'min':>8}{'median':>8}{'ratio':>8}")
    for name, took in times.items():
        ratios = statistics.median(a / b for a, b in zip(took, floor, strict=True))
        print(f"{name:<24}{min(took):>8.0f}{statistics.median(took):>8.0f}{ratios:>8.2f}")


if __name__ == "__main__":
    main()
