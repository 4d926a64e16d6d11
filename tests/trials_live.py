"""Saves of a live app in a terminal, killed or failed at each of their system calls in turn.

strace is attached to the thread that saves, in an app that runs already, so its count of calls
begins with the save in question.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from pty_child import WAIT
from terminal_support import Terminal, case_file, on_disk, progress_at, seed, terminal

CALLS = {
    "openat": "ENOSPC EMFILE EACCES EROFS EIO EDQUOT",
    "write": "ENOSPC EDQUOT EIO EFBIG",
    "fsync": "EIO ENOSPC EDQUOT EROFS",
    "rename": "EACCES EXDEV EROFS ENOSPC EIO EBUSY",
    "link": "EPERM ENOSPC EROFS",
    "linkat": "EPERM ENOSPC EROFS",
    "unlink": "EACCES EIO EROFS",
    "flock": "ENOLCK EIO",
    "read": "EIO",
    "lstat": "EIO EACCES",
    "newfstatat": "EIO EACCES",
    "close": "EIO",
}
"""What each call of a save may answer; EINTR is tried in `test_store_kill`."""
_LINE = re.compile(r"(?:\d+ +)?(\w+)\(")
PLACES = 6
"""How many places can be answered in one session."""
TOLD = """
from tui import saver
real = saver.Saver._work
def work(self):
    import threading
    with open("saver", "w") as file:
        file.write(str(threading.get_native_id()))
    real(self)
saver.Saver._work = work
saver.RETRY = 0.4
from tui.__main__ import main
main()
"""
"""The app; notes which of its threads saves, and tries a failed save again sooner than usual."""


def can_attach() -> bool:
    """Whether strace is here and may look into a process that forbids it (as root)."""
    return os.geteuid() == 0 and bool(shutil.which("strace")) and Path("/proc/self/task").exists()


@contextlib.contextmanager
def attached(home: Path, trace: Path, calls: str, fault: str = "") -> Iterator[None]:
    """Watch the thread that saves, and inject a fault into one of its calls."""
    thread = (home / "saver").read_text()
    trace.unlink(missing_ok=True)
    watched = ",".join(f"?{call}" for call in calls.split(","))
    options = ["-y", "-o", str(trace), "-p", thread, "-e", f"trace={watched}"]
    if fault:
        options += ["-e", f"inject={calls}:{fault}"]
    strace = subprocess.Popen(["strace", *options], stderr=subprocess.PIPE, text=True)
    try:
        assert strace.stderr is not None
        assert "attached" in strace.stderr.readline()
        yield
    finally:
        strace.terminate()
        strace.communicate()


def at_the_places(home: Path) -> Terminal:
    """A window at the places to look for a key, each to be answered with a space."""
    seed(home, progress_at("saved-key"))
    window = Terminal(home, code=TOLD, size=(40, 100))
    window.shows("SpareKey: Crypto.com", "saved ")
    return window.press("enter").shows("Step 2 of 10", "Somewhere else").settle()


def change(window: Terminal) -> None:
    """Answer one place more: looked, and nothing there."""
    window.press("down", " ")


def kept(home: Path) -> int:
    """How many places are kept as looked at, with nothing there."""
    return Counter(on_disk(home).places.values())["nothing"]


def wait_for(done: Callable[[], object], window: Terminal, seconds: float = WAIT) -> bool:
    """Draw until that is so; whether it came to be."""
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        if not window.look(0.02):
            time.sleep(0.02)
    return bool(done())


def points(folder: Path) -> list[tuple[str, int]]:
    """The calls of one save that touch the case's folder: name, and which of that name it is."""
    home, trace = folder / "points", folder / "trace"
    home.mkdir()
    window = at_the_places(home)
    try:
        with attached(home, trace, ",".join(CALLS)):
            change(window)
            assert wait_for(lambda: kept(home) == 1, window)
            time.sleep(0.1)  # the folder is synced after the file has its name
    finally:
        window.kill()
    counts: Counter[str] = Counter()
    found = []
    for line in trace.read_text(errors="replace").splitlines():
        if name := _LINE.match(line):
            counts[name[1]] += 1
            if str(home) in line:
                found.append((name[1], counts[name[1]]))
    return found


def killed_at(folder: Path, call: str, number: int) -> str:
    """Kill a session at that call of a save; return what was lost or left, if anything."""
    home = folder / f"kill-{call}-{number}"
    home.mkdir()
    window = at_the_places(home)
    with attached(home, folder / "trace", call, f"signal=KILL:when={number}"):
        change(window)
        if not wait_for(lambda: window.child.ended(), window):
            window.kill()
            return "strace did not kill it"
    window.kill()
    if kept(home) not in (0, 1):
        return f"{kept(home)} answers kept"
    with terminal(home) as again:
        again.shows("saved ").press("\x11")
        status = again.end()
    left = {path.name for path in case_file(home).parent.iterdir() if path.name.startswith(".")}
    return f"ended with {status}, left {left}" if status or left else ""


def failed_at(window: Terminal, home: Path, trace: Path, call: str, number: int, error: str) -> str:
    """Fail that call of a save; return what went wrong, if anything.

    Either the save does without the call, or the screen says why it is not saved, all that was
    done is still shown, and the next change saves both.
    """
    before = kept(home)
    with attached(home, trace, call, f"error={error}:when={number}"):
        change(window)
        said = wait_for(lambda: "NOT SAVED" in window.text or kept(home) > before, window)
        time.sleep(0.05)
        window.settle()
        if not said or "INJECTED" not in trace.read_text(errors="replace"):
            return f"not injected: {window.text}"
    shown = window.text.count("(•) nothing")
    if shown != before + 1:
        return f"{shown} answers shown instead of {before + 1}"
    if "Traceback" in window.text or window.child.ended():
        return window.text
    saved = wait_for(lambda: kept(home) == before + 1 and "NOT SAVED" not in window.text, window)
    return "" if saved else f"never saved: {window.text}"


def failures_by_fault(folder: Path, part: float = 1.0) -> dict[tuple[str, int, str], str]:
    """Fail every call of a save in every way, or a part of them; what went wrong with each."""
    faults = [(*point, error) for point in points(folder) for error in CALLS[point[0]].split()]
    faults = Random(len(faults)).sample(faults, max(1, round(len(faults) * min(1.0, part))))
    found = {}
    for start in range(0, len(faults), PLACES):
        home = folder / f"failed-{start}"
        home.mkdir()
        window = at_the_places(home)
        for fault in faults[start : start + PLACES]:
            found[fault] = failed_at(window, home, folder / "trace", *fault)
        window.kill()
    return found
