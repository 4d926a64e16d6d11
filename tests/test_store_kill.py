"""A save that is killed, or refused by the system, at each of its system calls in turn.

strace stops or fails one call of a real process per run. Afterwards the file must be whole, old
or new; new if it was called saved; and the next start must go on from it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from store_support import environment, saved, store_at, tree

from tui.store import SaveFailed, StoreRefused

OLD, NEW = "old-note " * 9, "new-note " * 900
CORRUPT = b"neither old nor new"

SCRIPT = """
import sys
from pathlib import Path
from tui.store import SaveFailed, Store, StoreRefused
class Notes:
    version = 3
    def dump(self, value): return value
    def load(self, document): return document
store = Store(Path(sys.argv[1]), Notes())
try:
    store.open()
    store.save({"note": sys.argv[2]}, also_previous=sys.argv[3] == "redact")
except (SaveFailed, StoreRefused) as error:
    print("FAILED", error)
else:
    print("ACK")
"""

CALLS = {
    "openat": "ENOSPC EMFILE EACCES EROFS EIO EDQUOT EINTR",
    "write": "ENOSPC EDQUOT EIO EFBIG EINTR",
    "pwrite64": "ENOSPC EIO",
    "ftruncate": "ENOSPC EIO",
    "fsync": "EIO ENOSPC EDQUOT EINVAL EROFS",
    "rename": "EACCES EXDEV EROFS ENOSPC EIO EBUSY",
    "renameat": "EACCES EXDEV EROFS ENOSPC EIO EBUSY",
    "link": "EPERM ENOSPC",
    "linkat": "EPERM ENOSPC",
    "unlink": "EACCES EIO EROFS",
    "mkdir": "EACCES ENOSPC EROFS",
    "chmod": "EPERM",
    "flock": "ENOLCK EAGAIN EIO",
    "read": "EIO",
    "lstat": "EIO EACCES",
    "newfstatat": "EIO EACCES",
    "statx": "EIO",
    "close": "EIO",
    "getdents64": "EIO",
}
SCENES = ("save", "redact", "first", "mend")
CHANGES = ("openat", "write", "fsync", "rename", "link", "linkat", "unlink")
"""Calls that change what is on disk: enough for every state in between."""


@dataclass
class Run:
    """One run of the script, and what it said."""

    status: int
    out: str
    trace: str


class Bench:
    """A folder that is set up anew for every run of a scene."""

    def __init__(self, folder: Path, scene: str) -> None:
        self.scene = scene
        self.trace = folder / "trace"
        self.template = folder / "template"
        self.template.mkdir()
        self.state = folder / "state"
        self.path = self.state / "case.toml"
        if scene != "first":
            saved(self.template / "case.toml", "older", OLD)
        if scene == "mend":
            (self.template / "case.toml").write_bytes(CORRUPT)

    def run(self, calls: str, fault: str = "") -> Run:
        """Run the script, with strace injecting `fault` into one call."""
        shutil.rmtree(self.state, ignore_errors=True)
        if self.scene != "first":
            shutil.copytree(self.template, self.state)
        watched = ",".join(f"?{call}" for call in calls.split(","))
        options = ["-f", "-y", "-qq", "-o", str(self.trace), "-e", f"trace={watched}"]
        if "signal" not in fault:  # four times as fast, but strace then delivers no signal
            options.append("--seccomp-bpf")
        if fault:
            options += ["-e", f"inject={calls}:{fault}"]
        script = [sys.executable, "-c", SCRIPT, str(self.path), NEW, self.scene]
        run = subprocess.run(
            ["strace", *options, *script],
            capture_output=True, text=True, env=environment(), timeout=30,
        )  # fmt: skip
        assert "Traceback" not in run.stderr, run.stderr
        trace = self.trace.read_text(errors="replace")
        took_effect = run.returncode == -9 if "signal" in fault else "(INJECTED)" in trace
        assert took_effect or not fault, trace
        return Run(run.returncode, run.stdout, trace)

    def points(self, calls: str) -> list[tuple[str, int]]:
        """Every call that touches the folder: its name, and which of that name it is."""
        run = self.run(calls)
        assert run.out == "ACK\n", run.out
        counts: dict[str, int] = {}
        points = []
        for line in run.trace.splitlines():
            name = line.split(None, 1)[1].partition("(")[0]
            counts[name] = counts.get(name, 0) + 1
            if str(self.state) in line:
                points.append((name, counts[name]))
        return points

    def check(self, run: Run) -> None:
        """Look at what a run left, and go on from there."""
        store = store_at(self.path)
        old = {"note": "older" if self.scene == "mend" else OLD}
        acceptable = [{"note": NEW}]
        if "ACK" not in run.out:
            acceptable.append(None if self.scene == "first" else old)
            assert run.status == -9 or run.out.startswith("FAILED "), run
            assert run.out.count("\n") <= 1
        if self.scene == "mend":
            assert CORRUPT in tree(self.state).values()
        if self.scene == "redact" and "ACK" in run.out:
            assert b"old-note" not in b"".join(tree(self.state).values())
        found = store.open()
        assert found.value in acceptable, found.message
        assert found.read_only is None
        if self.scene != "mend":
            assert found.message == ""
        assert list(self.state.glob(".*")) == []
        store.save({"note": "next"})
        store.close()
        assert store.peek().value == {"note": "next"}


def strace_works() -> bool:
    if not shutil.which("strace"):
        return False
    probe = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        "inject=fsync:error=EIO",
        "true",
    ]
    return subprocess.run(probe, capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not strace_works(), reason="strace is missing or not allowed here")


def test_killed_before_every_call_that_changes_the_disk(tmp_path):
    bench = Bench(tmp_path, "save")
    points = bench.points(",".join(CHANGES))
    first = points.index(("write", 1))
    assert len(points[first:]) >= 7
    for call, count in points[first - 1 :]:
        bench.check(bench.run(call, f"signal=KILL:when={count}"))


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES)
def test_killed_or_failed_at_every_call(tmp_path, scene):
    bench = Bench(tmp_path, scene)
    for call, count in bench.points(",".join(CALLS)):
        for fault in ("signal=KILL", *(f"error={name}" for name in CALLS[call].split())):
            where = f"{scene}: {fault} at {call} number {count}"
            try:
                bench.check(bench.run(call, f"{fault}:when={count}"))
            except (AssertionError, SaveFailed, StoreRefused) as problem:
                raise AssertionError(where) from problem
