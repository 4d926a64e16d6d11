"""A program on the far side of a pseudo-terminal: started, read, typed to, ended."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from pathlib import Path

from warm_start import warm

WAIT = float(os.environ.get("SPAREKEY_TEST_WAIT", "20"))
"""Seconds to wait for the screen: far more than it takes, for a busy computer."""


class Child:
    """A program on the far side of a terminal; `terminal` is the near side's descriptor."""

    def __init__(
        self, near: int, far: int, command: list[str], home: Path, variables: dict[str, str]
    ) -> None:
        self.terminal = near
        self._status: tuple[int, float] | None = None
        self.pid = os.fork()
        if not self.pid:
            try:
                os.login_tty(far)
                os.chdir(home)
                os.execvpe(command[0], command, variables)
            finally:
                os._exit(127)

    def send(self, data: str | bytes) -> None:
        """Type; a program that is gone reads nothing."""
        rest = data.encode() if isinstance(data, str) else data
        with contextlib.suppress(OSError):
            while rest:
                rest = rest[os.write(self.terminal, rest) :]

    def read(self, seconds: float) -> bytes | None:
        """Return what was written within that time, None if nothing; empty at the end."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return None
        try:
            return os.read(self.terminal, 65536)
        except OSError:
            return b""

    def activity(self) -> object:
        """What stays the same while it sleeps; False while it runs or waits for its turn to."""
        found = []
        with contextlib.suppress(OSError):  # a thread ends just now, or there is no /proc
            for path in Path(f"/proc/{self.pid}/task").glob("*/stat"):
                state, *fields = path.read_text().rpartition(")")[2].split()
                found.append((state, fields[10:12] if state != "Z" else []))
        return not any(state in "RD" for state, _ in found) and found

    def _ended(self) -> tuple[int, float] | None:
        """Its status as `wait` gives it and the seconds of CPU it used, once it has ended."""
        pid, status, used = os.wait4(self.pid, os.WNOHANG)
        return (status, used.ru_utime + used.ru_stime) if pid else None

    def ended(self) -> tuple[int, float] | None:
        """Its exit status, or minus the signal, and the seconds of CPU, once it has ended."""
        if self._status is None and (found := self._ended()):
            self._status = os.waitstatus_to_exitcode(found[0]), found[1]
        return self._status

    def wait(self) -> tuple[int, float]:
        """Wait for its end, and return what `ended` does."""
        end = time.monotonic() + WAIT
        while not (found := self.ended()):
            assert time.monotonic() < end, "does not end"
            time.sleep(0.005)
        return found

    def kill(self) -> None:
        """End it as `kill -9` does, unless it has ended."""
        if not self.ended():
            with contextlib.suppress(ProcessLookupError):  # it ends just now
                os.kill(self.pid, signal.SIGKILL)

    def hang_up(self) -> None:
        """Close the terminal."""
        if self.terminal >= 0:
            os.close(self.terminal)
            self.terminal = -1


class WarmChild(Child):
    """The same, forked from a process that has the modules."""

    def __init__(
        self,
        near: int,
        far: int,
        code: str,
        arguments: tuple[str, ...],
        home: Path,
        variables: dict[str, str],
    ) -> None:
        self.terminal = near
        self._status = None
        self.pid = warm().start([far], code, arguments, str(home), variables)

    def _ended(self) -> tuple[int, float] | None:
        return warm().ended(self.pid)
