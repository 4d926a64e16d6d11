"""A key to its tick on the screen, to the next step, to rest; what goes to the terminal; growth.

The floor is a Textual app with as many widgets, of Textual's own kinds, changed in the same way.
Usage: python tests/bench/steps.py [RUNS]
"""

import sys
import tempfile
from pathlib import Path

from bare import PAGES, READY, floor
from cases import long_playbook, rows_of, under_way
from window import HEAD, SPAREKEY, Row, Window, column, in_turn, plain

ENTER, ESCAPE, SPACE, HOME = b"\r", b"\x1b", b" ", b"\x1b[H"
CHANGES = 400


class Steps:
    """SpareKey between its first step and the one that is next."""

    def __init__(self, command, home, total=10):
        self.window = Window(command, home)
        self._total = b" of %d:" % total
        self.window.until(b" done")
        self.window.settle()
        self.begin()

    def begin(self):
        """Go to the first step, from wherever it is."""
        for keys, text in ((HOME, b""), (ENTER, b"Step 1" + self._total)):
            _, place = self.window.press(keys)
            self.window.until(text, place)
            self.window.settle()

    def turn(self):
        """Milliseconds to the next step's title, and to rest; bytes; then back."""
        pressed, place = self.window.press(ENTER)
        shown = self.window.until(self._total, place)
        settled = self.window.settle()
        size = len(self.window.output) - place
        _, place = self.window.press(ESCAPE)
        self.window.until(b" done", place)
        self.window.settle()
        self.begin()
        return (shown - pressed) * 1000, (settled - pressed) * 1000, size


class Pages:
    """The floor, between its two pages."""

    def __init__(self, *rows):
        self.window = Window(floor(PAGES, *rows), "/")
        self.window.until(READY)
        self.window.settle()

    def turn(self):
        """Milliseconds to the other page's title, and to rest; then back."""
        pressed, place = self.window.press(ENTER)
        shown = self.window.until(b"Page 2", place)
        settled = self.window.settle()
        _, place = self.window.press(ENTER)
        self.window.until(b"Page 1", place)
        self.window.settle()
        return (shown - pressed) * 1000, (settled - pressed) * 1000


def tick(window):
    """Milliseconds from the key to the tick; it is taken back."""
    pressed, place = window.press(SPACE)
    shown = window.until(b"[x]", place)
    window.settle()
    window.press(SPACE)
    window.settle()
    return [(shown - pressed) * 1000]


def on_a_tick(home):
    """SpareKey on the step of the real support, whose rows are ticks."""
    window = Window(SPAREKEY, home)
    window.until(b" done")
    window.settle()
    _, place = window.press(ENTER)
    window.until(b"Step 4", place)
    window.settle()
    return window


def changes(runs, folder):
    """The rows about going from step to step."""
    case, long = under_way(folder / "case"), under_way(folder / "long", events=5_000)
    book = long_playbook(folder)
    counts = rows_of("situation", "documents"), rows_of("documents", "documents")
    ours, pages = Steps(SPAREKEY, case), Pages(*counts)
    past = Steps(SPAREKEY, long)
    home = under_way(folder / "many", book=book)
    many = Steps([*SPAREKEY, "--playbook", str(book)], home, 200)
    found = in_turn(runs, ours=ours.turn, pages=pages.turn, past=past.turn, many=many.turn)
    for number, what in enumerate(("text", "rest")):
        sides = (column(found["ours"], number), column(found["pages"], number))
        yield Row(f"key to the next step's {what}", *sides, 1.2)
        for title, name in (("5,000 events", "past"), ("200 steps", "many")):
            sides = (column(found[name], number), column(found["ours"], number))
            yield Row(f"key to the next step's {what}: {title}", *sides, 1.5)
    yield plain("bytes of a step change", max(column(found["ours"], 2)), 16 * 1024, "B")
    for one in (pages, past, many):
        one.window.close()
    yield growth(ours)


def growth(steps):
    """The row about memory after many changes; the first half of them fill the caches."""
    sizes = []
    for number in range(CHANGES // 3):  # each turn shows three screens
        steps.turn()
        if number == CHANGES // 6:
            sizes.append(steps.window.resident())
    sizes.append(steps.window.resident())
    steps.window.close()
    return Row(
        f"memory: after {CHANGES} step changes, beside {CHANGES // 2}",
        sizes[1:],
        sizes[:1],
        1.02,
        "MB",
    )


def ticks(runs, folder):
    """The row about a tick."""
    ours = on_a_tick(under_way(folder / "ticks", "support"))
    pages = Pages(rows_of("support", "support"), 1)
    found = in_turn(runs, ours=lambda: tick(ours), pages=lambda: tick(pages.window))
    yield Row("key to its tick", column(found["ours"], 0), column(found["pages"], 0), 1.2)
    ours.close()
    pages.window.close()


def rows(runs=11):
    """Every row of this bench."""
    with tempfile.TemporaryDirectory() as folder:
        yield from ticks(2 * runs, Path(folder))
        yield from changes(runs, Path(folder))


if __name__ == "__main__":
    print(HEAD)
    for row in rows(*map(int, sys.argv[1:])):
        print(row, flush=True)
