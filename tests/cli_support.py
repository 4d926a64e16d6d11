"""The command line as a person runs it: another process, with a home of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from terminal_support import environment

KEY = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
AT = "2026-11-22T14:05:00+00:00"


def sparekey(
    home: Path, *arguments: str, given: str | bytes = b"", **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run it to its end; `given` is what it reads, `changes` its environment."""
    data = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        input=data, capture_output=True, env=environment(home, **changes), cwd=home, timeout=30,
    )  # fmt: skip
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def assert_refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """One line on stderr, status 2, nothing else."""
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.rstrip("\n").isprintable(), done.stderr
    for word in words:
        assert word in done.stderr
