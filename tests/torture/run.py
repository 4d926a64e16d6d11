"""Every promise about saving, broken at for long; prints one table.

Usage: python tests/torture/run.py [SCALE] [ROW]...   SCALE 1 is the whole; 0.1 a tenth of each.
A row that can't be run here says why. Ends with 1 if anything was violated.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS.parent), str(TESTS)]
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])

import test_store_kill  # noqa: E402
import trials_disk  # noqa: E402
import trials_files  # noqa: E402
import trials_kill  # noqa: E402
import trials_live  # noqa: E402
import trials_power  # noqa: E402
from terminal_support import case_file  # noqa: E402

Outcomes = Iterator[str]
"""One text for each run: what was violated, or nothing."""


class NotHereError(Exception):
    """This can't be run on this computer; the text says why."""


def sampled(items: list, scale: float) -> list:
    """That part of the items, always the same."""
    return random.Random(len(items)).sample(items, max(1, round(len(items) * min(1.0, scale))))


def save_calls(folder: Path, scale: float) -> Outcomes:
    """Every system call of a save, killed, and failed in every way."""
    if not test_store_kill.strace_works():
        raise NotHereError("strace is missing or not allowed")
    for scene in test_store_kill.SCENES:
        place = folder / scene
        place.mkdir()
        bench = test_store_kill.Bench(place, scene)
        faults = [
            (call, fault, count)
            for call, count in bench.points(",".join(test_store_kill.CALLS))
            for fault in (
                "signal=KILL",
                *(f"error={name}" for name in test_store_kill.CALLS[call].split()),
            )
        ]
        for call, fault, count in sampled(faults, scale):
            try:
                bench.check(bench.run(call, f"{fault}:when={count}"))
                yield ""
            except AssertionError as problem:
                yield f"{scene}: {fault} at {call} number {count}: {problem}"


def live_kills(folder: Path, scale: float) -> Outcomes:
    """A live app, killed at every system call of a save."""
    _attached()
    for point in sampled(trials_live.points(folder), scale):
        yield trials_live.killed_at(folder, *point)


def live_failures(folder: Path, scale: float) -> Outcomes:
    """A live app, every system call of a save failed in every way."""
    _attached()
    yield from trials_live.failures_by_fault(folder, scale).values()


def _attached() -> None:
    if not trials_live.can_attach():
        raise NotHereError("strace can't attach to the app")


def random_kills(folder: Path, scale: float) -> Outcomes:
    """A live app, killed at a random moment; every tenth is started again."""
    chance = random.Random()
    for number in range(round(1000 * scale)):
        home = folder / str(number)
        yield trials_kill.killed_at_random(home, chance)
        if trials_kill.leftovers(home) or number % 10 == 0:
            yield trials_kill.swept_by_the_next_start(home)


def disk_troubles(folder: Path, scale: float) -> Outcomes:
    """A live app on a disk that is full, read-only, replaced, and mends."""
    for number in range(max(1, round(10 * scale))):
        home = folder / str(number)
        home.mkdir()
        with trials_disk.small_disk(home) as mounted:
            place = case_file(home).parent
            first = trials_disk.on_a_small_disk(place) if mounted else []
            window = trials_live.at_the_places(home)
            yield from (trials_disk.lived_through(window, home, one) for one in first)
            window.kill()
        home = folder / f"{number}-folder"
        home.mkdir()
        window = trials_live.at_the_places(home)
        for one in trials_disk.in_a_folder(case_file(home).parent):
            yield trials_disk.lived_through(window, home, one)
        window.kill()


def power_cuts(kind: str) -> Callable[[Path, float], Outcomes]:
    """The power cut after a save, on a file system of that kind."""

    def cuts(_folder: Path, scale: float) -> Outcomes:
        with trials_power.power_disk(kind) as disk:
            if isinstance(disk, str):
                raise NotHereError(disk)
            for number in range(round(100 * scale)):
                yield trials_power.first_save(disk, number)
                yield trials_power.next_saves(disk, number, 1 + number % 4)
                yield trials_power.next_saves(disk, 1000 + number, 1 + number % 3, purge=True)

    return cuts


def hostile_files(folder: Path, scale: float) -> Outcomes:
    """Progress files made to hurt out of a real one."""
    for name, data in sampled(list(trials_files.variants()), scale):
        begun = time.process_time()
        problem = trials_files.trial(folder, data())
        if time.process_time() - begun > 5:
            problem = "more than 5 seconds"
        yield f"{name}: {problem}" if problem else ""


ROWS: dict[str, tuple[str, Callable[[Path, float], Outcomes]]] = {
    "calls": ("every call of a save, killed or failed", save_calls),
    "live-kills": ("a live app, killed at every call of a save", live_kills),
    "live-failures": ("a live app, every call of a save failed", live_failures),
    "random-kills": ("kill -9 at a random moment of a session", random_kills),
    "ext4": ("power cut after a save, ext4", power_cuts("ext4")),
    "xfs": ("power cut after a save, XFS", power_cuts("xfs")),
    "disk": ("a live app on a disk in trouble", disk_troubles),
    "files": ("hostile progress files", hostile_files),
}


def row(name: str, scale: float) -> list[str]:
    """Run one row and print it; return what was violated."""
    what, trial = ROWS[name]
    begun, runs, violated = time.monotonic(), 0, []
    with tempfile.TemporaryDirectory(prefix="sparekey-torture-") as folder:
        try:
            for outcome in trial(Path(folder), scale):
                runs += 1
                violated += [f"{name}: {outcome}"] * bool(outcome)
        except NotHereError as reason:
            print(f"{what:<46}  not here: {reason}", flush=True)
            return []
        except Exception:
            violated.append(f"{name}: {traceback.format_exc()}")
    seconds = time.monotonic() - begun
    print(f"{what:<46}{runs:>8}{len(violated):>12}{seconds:>9.0f}", flush=True)
    return violated


def main() -> None:
    """Run what is asked for, or everything."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    print(f"{'what':<46}{'runs':>8}{'violations':>12}{'seconds':>9}")
    violated = [one for name in sys.argv[2:] or ROWS for one in row(name, scale)]
    for one in violated:
        print(one)
    sys.exit(bool(violated))


if __name__ == "__main__":
    main()
