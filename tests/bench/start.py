"""From start to the first text and to the first full screen in a real terminal; memory; commands.

Bare Textual apps and SpareKey run in turn. Wall time counts; the processor's time stands beside it,
for a busy computer. Usage: python tests/bench/start.py [RUNS]
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bare import BARE, PAGES, READY, floor
from cases import long_playbook, rows_of, under_way
from window import HEAD, ROOT, SPAREKEY, Row, Window, column, in_turn

KEY = b"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n"


def started(command, text, home):
    """Milliseconds to a text, of the processor, and MB once settled."""
    window = Window(command, home)
    took = (window.until(text) - window.begun) * 1000
    return took, window.close()


def resident(command, text, home):
    """MB of memory, half a second after the start has settled."""
    with Window(command, home) as window:
        window.until(text)
        window.settle()
        time.sleep(0.5)
        return [window.resident()]


def ran(home, *arguments):
    """Milliseconds that a command takes."""
    environment = {**os.environ, "HOME": home, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as an installed program is compiled
    begun = time.perf_counter()
    subprocess.run(arguments, input=KEY, capture_output=True, env=environment, check=True)
    return [(time.perf_counter() - begun) * 1000]


def screens(runs, folder):
    """The rows about the app."""
    fresh, case = str(folder / "fresh"), under_way(folder / "case")
    long = under_way(folder / "long", events=5_000)
    book = str(long_playbook(folder))
    (folder / "fresh").mkdir()
    count = rows_of("situation")
    found = in_turn(
        runs,
        bare=lambda: started(floor(BARE), READY, fresh),
        same=lambda: started(floor(PAGES, count, count), READY, fresh),
        hub=lambda: started(SPAREKEY, b" done", case),
        step=lambda: started(SPAREKEY, b"Save and quit", fresh),
        events=lambda: started(SPAREKEY, b" done", long),
        steps=lambda: started([*SPAREKEY, "--playbook", book], b" done", case),
    )
    for number, unit in ((0, ""), (1, ", processor")):
        for title, ours, beside, goal in (
            ("hub, beside a bare app", "hub", "bare", 1.35),
            ("first step, beside as many widgets", "step", "same", 1.10),
            ("5,000 events, beside a usual case", "events", "hub", 1.5),
            ("200 steps, beside the usual playbook", "steps", "hub", 1.5),
        ):
            sides = (column(found[ours], number), column(found[beside], number))
            yield Row(f"start: {title}{unit}", *sides, goal)
    found = in_turn(
        max(3, runs // 4),
        bare=lambda: resident(floor(BARE), READY, fresh),
        hub=lambda: resident(SPAREKEY, b" done", case),
    )
    yield Row("memory: hub", column(found["hub"], 0), column(found["bare"], 0), 1.25, "MB")


def commands(runs, folder):
    """The rows about the commands."""
    home = under_way(folder / "commands")
    found = in_turn(
        runs,
        python=lambda: ran(home, sys.executable, "-c", "pass"),
        status=lambda: ran(home, *SPAREKEY, "status"),
        version=lambda: ran(home, *SPAREKEY, "--version"),
        verify=lambda: ran(home, *SPAREKEY, "verify", "-"),
    )
    for title, name, goal in (("status", "status", 5), ("--version", "version", 3)):
        yield Row(title, column(found[name], 0), column(found["python"], 0), goal)
    yield Row("verify -", column(found["verify"], 0), column(found["python"], 0), 7)


def rows(runs=11):
    """Every row of this bench."""
    with tempfile.TemporaryDirectory() as folder:
        yield from screens(runs, Path(folder))
        yield from commands(2 * runs, Path(folder))


if __name__ == "__main__":
    print(HEAD)
    for row in rows(*map(int, sys.argv[1:])):
        print(row, flush=True)
