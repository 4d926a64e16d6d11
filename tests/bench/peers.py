"""From start to the first text of other Textual apps and of SpareKey, in turn, beside a bare one.

A bare app starts before and after each start, so that a computer that is slow for a moment is so
for both. Ratios: of the leasts, and the median of the starts, each beside its two neighbours.

Each peer is installed in an environment of its own below `.bench/`, once (remove the folder for
newer versions), and started without network. One that can't be installed or doesn't start is named
with the reason and left out. Prints a Markdown table. Usage: python tests/bench/peers.py [RUNS]
"""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bare import BARE, READY, floor
from cases import under_way
from start import started
from window import ROOT, SPAREKEY, Window, column, in_turn

from tui import __version__

CACHE = ROOT / ".bench"
OFFLINE = ["unshare", "--map-root-user", "--net"]
"""Starts a program that can reach no network, also for those who are not root."""
SETTLED = 2.0
"""Seconds after the first text when memory is read: longer than the slowest peer goes on drawing."""
LOG = "log"
VERSIONS = "from importlib.metadata import version as v; print(v({!r}), v('textual'))"


@dataclass(frozen=True)
class Peer:
    """Another app: what pip installs, what starts it in its home, its text in the first frame.

    The text is one of the interface itself, so neither a warning before it nor the user's data.
    """

    name: str
    command: tuple[str, ...]
    text: bytes
    beside: tuple[str, ...] = ()

    @property
    def folder(self):
        return CACHE / self.name

    @property
    def python(self):
        return str(self.folder / "bin" / "python")

    @property
    def ready(self):
        """The file that is there once it is installed."""
        return self.folder / "ready"

    @property
    def starts(self):
        return [str(self.folder / "bin" / self.command[0]), *self.command[1:]]


PEERS = (
    Peer("toolong", ("tl", LOG), b"Line nos."),
    # Its Textual takes tree-sitter from 0.25; with 0.26.1 it ends with signal 11.
    Peer("posting", ("posting",), b"Enter a URL", beside=("tree-sitter<0.26",)),
    # Its help: `--locale C` suppresses the warning about a locale that is not a person's.
    Peer("harlequin", ("harlequin", "--locale", "C"), b"Data Catalog"),
)
"""None opens an internet socket in its first seconds (strace), so none looks for updates."""


def install(peer):
    """Install it, if it isn't yet; why not, or nothing."""
    # This environment has no pip of its own (see the Makefile), so the one it was made with installs.
    pip = [sys._base_executable, "-m", "pip", "--disable-pip-version-check", "--python"]
    shutil.rmtree(peer.folder, ignore_errors=True)
    for command in (
        [sys.executable, "-m", "venv", "--without-pip", str(peer.folder)],
        [*pip, peer.python, "install", "--quiet", peer.name, *peer.beside],
    ):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            said = (done.stderr or done.stdout or "no reason given").strip().splitlines()
            why = next((one for one in said if one.startswith("ERROR")), said[-1])
            return f"can't be installed: {why}"
    peer.ready.touch()
    return ""


def trial(peer, home):
    """Start it once; why its first screen doesn't come, or nothing."""
    with Window(peer.starts, home) as window:
        try:
            window.until(peer.text)
        except TimeoutError:
            return f"{peer.text.decode()!r} is not on its first screen"
        except OSError:  # the other end of its terminal is closed
            end = os.waitid(os.P_PID, window.pid, os.WEXITED | os.WNOWAIT)
            how = "status" if end.si_code == os.CLD_EXITED else "signal"
            return f"ends with {how} {end.si_status} before its first screen"
    return ""


def settled(command, text, home):
    """MB of memory, some seconds after the first text."""
    with Window(command, home) as window:
        end = window.until(text) + SETTLED
        while (left := end - time.perf_counter()) > 0:
            window.look(left)
        return [window.resident()]


def between(app, bare):
    """Milliseconds of its start and of the processor, and of the bare starts before and after."""
    before, ours, after = (started(*one) for one in (bare, app, bare))
    return *ours, before[0], after[0]


def line(title, textual, starts, memory):
    """A row of the table."""
    wall, used, before, after = (column(starts, number) for number in range(4))
    triples = zip(wall, before, after, strict=True)
    return row(
        title,
        textual,
        f"{min(wall):.0f} ms",
        f"{min(wall) / min(*before, *after):.2f}",
        f"{statistics.median(wall):.0f} ms",
        f"{statistics.median(2 * ours / (one + two) for ours, one, two in triples):.2f}",
        f"{statistics.median(used):.0f} ms",
        f"{statistics.median(column(memory, 0)):.1f} MB",
    )


def row(*cells):
    return f"| {' | '.join(cells)} |"


def measure(runs, folder):
    """The lines of the table, and of those that did not start."""
    (folder / "fresh").mkdir()
    fresh, case, own = str(folder / "fresh"), under_way(folder / "case"), version("textual")
    bare = (floor(BARE), READY, fresh)
    apps = {
        "a bare Textual app": (own, *bare),
        f"SpareKey {__version__}, the hub": (own, SPAREKEY, b" done", case),
        f"SpareKey {__version__}, the first step": (own, SPAREKEY, b"Save and quit", fresh),
    }
    for peer in (one for one in PEERS if one.ready.exists()):
        home = folder / peer.name
        home.mkdir()
        (home / LOG).write_text("".join(f"line {number} of a log\n" for number in range(200)))
        if why := trial(peer, str(home)):
            yield f"{peer.name}: {why}"
            continue
        asked = subprocess.check_output([peer.python, "-c", VERSIONS.format(peer.name)], text=True)
        release, textual = asked.split()
        apps[f"{peer.name} {release}"] = (textual, peer.starts, peer.text, str(home))
    works = {name: lambda app=app: between(app[1:], bare) for name, app in apps.items()}
    rests = {name: lambda app=app: settled(*app[1:]) for name, app in apps.items()}
    starts, memory = in_turn(runs, **works), in_turn(max(3, runs // 4), **rests)
    python, day = platform.python_version(), datetime.now(UTC).date()
    yield f"{day}, Python {python}, {os.cpu_count()} cores, {runs} starts each\n"
    yield row("app", "Textual", "least", "ratio", "median", "ratio", "processor", "memory")
    yield "|---|---|---|---|---|---|---|---|"
    for name, app in apps.items():
        yield line(name, app[0], starts[name], memory[name])


def offline():
    """What a command is put behind to run without network; says so if that can't be."""
    if shutil.which(OFFLINE[0]):
        tried = subprocess.run([*OFFLINE, "true"], capture_output=True)
        if not tried.returncode:
            return OFFLINE
    print("unshare can't be used here: the apps could reach the network")
    return ["env"]


def main(runs="15", alone=""):
    """Install what is missing, then go on without network and measure."""
    if not alone:
        for peer in PEERS:
            if not peer.ready.exists() and (why := install(peer)):
                print(f"{peer.name}: {why}")
        cut = offline()
        sys.stdout.flush()
        os.execvp(cut[0], [*cut, sys.executable, __file__, runs, "alone"])
    with tempfile.TemporaryDirectory() as folder:
        for text in measure(int(runs), Path(folder)):
            print(text, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
