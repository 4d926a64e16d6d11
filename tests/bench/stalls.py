"""How late the interface is while something slow goes on: the 99th percentile, beside idle.

A clock beside the app's own tasks asks to be woken every 2 ms and notes how late that is.
Usage: python tests/bench/stalls.py [SECONDS]
"""

import asyncio
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from cases import under_way
from window import plain

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "photos")]

import specimens  # noqa: E402
from terminal_support import case_file  # noqa: E402

from tests.keys.accounts import EVERYDAY  # noqa: E402
from tests.keys.encoders import encode_aegis  # noqa: E402
from tui.app import SpareKeyApp  # noqa: E402
from tui.journey.actions import Wrote  # noqa: E402
from tui.journey.progress import ProgressCodec  # noqa: E402
from tui.keys import repair  # noqa: E402
from tui.keys.read import read_bytes  # noqa: E402
from tui.keys.shown import Shown  # noqa: E402
from tui.photos.examining import PhotoJob  # noqa: E402
from tui.playbooks import load  # noqa: E402
from tui.session import Session  # noqa: E402
from tui.store import Store  # noqa: E402
from tui.work import Job, report  # noqa: E402

EVERY = 0.002
MORE = 16
"""Milliseconds later than when idle: less than one frame of 60 a second."""
AT = 1_700_000_013.0
WRONG = [Shown("000001", AT), Shown("000002", AT + 30)]
KEY = "????" + "JBSWY3DPEHPK3PXPJBSWY3DPEHPK"


async def late(seconds, work):
    """Milliseconds late, at the 99th percentile, while the work is done again and again."""
    end, delays = time.perf_counter() + seconds, []

    async def go_on():
        while time.perf_counter() < end:
            await work()

    task = asyncio.create_task(go_on())
    while time.perf_counter() < end:
        begun = time.perf_counter()
        await asyncio.sleep(EVERY)
        delays.append(time.perf_counter() - begun - EVERY)
    await task
    return sorted(delays)[int(0.99 * len(delays))] * 1000


def works(app, folder):
    """What goes on, by name."""
    photo = folder / "photo.jpg"
    photo.write_bytes(specimens.jpeg(specimens.scene(3, False, size=(4032, 3024)), 90))
    slot = ((1, "one", encode_aegis.PASSWORD, encode_aegis.REAL),)
    backup = encode_aegis._encrypted(EVERYDAY, 3, slot)
    number = iter(range(10**9))

    def told(done, total):
        app.call_later(app.redraw)

    async def save():
        app.do(Wrote("story", f"I lost it, number {next(number)}."))
        app.save_now()
        await asyncio.sleep(0.05)

    async def check():
        await PhotoJob(str(photo), "id", date(2026, 11, 22)).start().finished(told)

    async def search():
        await Job(repair.search, KEY, WRONG, progress=report).start().finished(told)

    async def unlock():
        await Job(read_bytes, backup, encode_aegis.PASSWORD).start().finished(told)

    return {"a save": save, "a photo check": check, "a repair": search, "an unlocking": unlock}


async def measured(seconds, folder):
    """The rows, from one app."""
    under_way(folder)
    book = load(None)
    store = Store(case_file(folder), ProgressCodec())
    session = Session(book, store.open().value, lambda: datetime.now(UTC))
    app = SpareKeyApp(session, store)
    found = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.5)
        idle = await late(seconds, lambda: asyncio.sleep(0.1))
        for name, work in works(app, folder).items():
            found.append((name, await late(seconds, work) - idle))
        app.close_saver()
    store.close()
    return found


def rows(seconds=10):
    """Every row of this bench."""
    with tempfile.TemporaryDirectory() as folder:
        for name, more in asyncio.run(measured(seconds, Path(folder))):
            yield plain(f"interface late at p99 during {name}, more than idle", more, MORE, "ms")


if __name__ == "__main__":
    for row in rows(*map(int, sys.argv[1:])):
        print(row, flush=True)
