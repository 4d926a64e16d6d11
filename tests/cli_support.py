"""The command line as a person runs it: another process, with a home of its own."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

from terminal_support import LINUX, environment
from warm_start import warm

KEY = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
AT = "2026-11-22T14:05:00+00:00"
PATIENCE = 30
"""Seconds that a command may take."""
AT_ONCE = 65536
"""Bytes that a pipe takes before anybody reads (Linux)."""


def sparekey(
    home: Path, *arguments: str, given: str | bytes = b"", **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run it to its end; `given` is what it reads, `changes` its environment.

    It is a fork of a process that has its modules (`warm_start`), unless there are changes.
    """
    data = given.encode() if isinstance(given, str) else given
    variables = environment(home, **changes)
    run = _forked if LINUX and not changes and len(data) <= AT_ONCE else _started
    status, out, err = run(arguments, data, variables, home)
    assert "Traceback" not in err.decode()
    return subprocess.CompletedProcess(arguments, status, out.decode(), err.decode())


def _started(
    arguments: tuple[str, ...], given: bytes, variables: dict[str, str], home: Path
) -> tuple[int, bytes, bytes]:
    """Run it as a new process; return its exit status, and what it wrote to its two ends."""
    command = [sys.executable, "-m", "tui", *arguments]
    done = subprocess.run(
        command, input=given, capture_output=True, env=variables, cwd=home, timeout=PATIENCE
    )
    return done.returncode, done.stdout, done.stderr


def _forked(
    arguments: tuple[str, ...], given: bytes, variables: dict[str, str], home: Path
) -> tuple[int, bytes, bytes]:
    """The same from the process that has its modules; `given` is in the pipe before it starts."""
    (read, put), *outputs = os.pipe(), os.pipe(), os.pipe()
    os.write(put, given)
    os.close(put)
    far = [read, *(end for _, end in outputs)]
    pid = warm().start(far, "", arguments, str(home), variables)
    for end in far:
        os.close(end)
    out, err = _read([near for near, _ in outputs])
    return os.waitstatus_to_exitcode(warm().wait(pid)), out, err


def _read(ends: list[int]) -> list[bytes]:
    """Return all that comes from each of these, and close them."""
    found, left = dict.fromkeys(ends, b""), set(ends)
    while left:
        ready = select.select(left, [], [], PATIENCE)[0]
        assert ready, "does not end"
        for end in ready:
            data = os.read(end, AT_ONCE)
            found[end] += data
            if not data:
                left.remove(end)
                os.close(end)
    return list(found.values())


def assert_refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """One line on stderr, status 2, nothing else."""
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.rstrip("\n").isprintable(), done.stderr
    for word in words:
        assert word in done.stderr
