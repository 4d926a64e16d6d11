"""What a countdown costs while nobody touches a key: processor, and bytes to the terminal.

Both run side by side for the same minute. Usage: python tests/bench/idle.py [SECONDS]
"""

import sys
import tempfile
import time
from pathlib import Path

from bare import READY, TICKING, floor
from cases import under_way
from window import HEAD, SPAREKEY, Row, Window, plain


def rows(seconds=60):
    """Every row of this bench."""
    with tempfile.TemporaryDirectory() as folder:
        home = under_way(Path(folder) / "case", "review")
        with Window(SPAREKEY, home) as ours, Window(floor(TICKING), folder) as bare:
            ours.until(b" done")
            ours.settle()
            _, place = ours.press(b"\r")
            ours.until(b"Earliest in", place)
            bare.until(READY)
            time.sleep(2)
            ours.settle()
            bare.settle()
            windows, place = (ours, bare), len(ours.output)
            used = [window.processor() for window in windows]
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                bare.look(0)
                ours.look(0.05)
            spent = [window.processor() - one for window, one in zip(windows, used, strict=True)]
            size = len(ours.output) - place
        yield Row(f"processor over {seconds} s of countdown", spent[:1], spent[1:], 1.5)
        yield plain("bytes of a countdown's tick", size / seconds, 300, "B")


if __name__ == "__main__":
    print(HEAD)
    for row in rows(*map(int, sys.argv[1:])):
        print(row, flush=True)
