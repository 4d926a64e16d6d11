"""From a change to the disk, beside writing the same bytes and two fsyncs, in turn.

On a disk whose fsync takes less than 2 ms, `os.fsync` is made to take 3 ms for both: it calls the
system's, then sleeps for the rest. Usage: python tests/bench/durable.py [RUNS]
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from cases import under_way
from terminal_support import case_file
from window import HEAD, Row, column, in_turn

from tui.journey.actions import Wrote
from tui.journey.progress import ProgressCodec
from tui.playbooks import load
from tui.saver import Saver
from tui.session import Session
from tui.store import Store

SLOW = 0.003
_fsync = os.fsync


def slow_fsync(handle):
    """As the system's, but never faster than SLOW."""
    begun = time.perf_counter()
    _fsync(handle)
    time.sleep(max(0.0, SLOW - (time.perf_counter() - begun)))


def by_hand(folder, data):
    """Milliseconds to write a file and to bring it and its folder to the disk."""
    begun = time.perf_counter()
    handle = os.open(folder / "file", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    return [(time.perf_counter() - begun) * 1000]


def saved(session, saver):
    """Milliseconds from a change to its being on the disk."""
    begun = time.perf_counter()
    session.do(Wrote("story", f"I lost it at {begun}."))
    assert saver.flush()
    return [(time.perf_counter() - begun) * 1000]


def rows(runs=40):
    """Every row of this bench."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        under_way(folder)
        by_hand(folder, b"x")
        os.fsync = (
            slow_fsync if min(by_hand(folder, b"x" * 4000)[0] for _ in range(5)) < 4 else _fsync
        )
        store = Store(case_file(folder), ProgressCodec())
        saver = Saver(store, lambda problem: None)
        session = Session(load(None), store.open().value, lambda: datetime.now(UTC), keeper=saver)
        data = case_file(folder).read_bytes()
        found = in_turn(
            runs, ours=lambda: saved(session, saver), floor=lambda: by_hand(folder, data)
        )
        saver.close()
        store.close()
        os.fsync = _fsync
    yield Row("a change to the disk", column(found["ours"], 0), column(found["floor"], 0), 1.3)


if __name__ == "__main__":
    print(HEAD)
    for row in rows(*map(int, sys.argv[1:])):
        print(row, flush=True)
