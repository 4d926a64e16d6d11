"""Starting SpareKey as a fork of a process that has its modules loaded: a tenth of the time.

Run as a program it is that process; `start` asks it. What it starts has a terminal or pipes, an
environment, a folder and a session of its own, as a shell would give it; only the imports are
shared. Tests of the start itself (what a command imports, the environment as Python and Textual
read it, signals' first moments) start the interpreter instead.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import termios
import time
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOADED = (
    *("ctypes", "resource", "platformdirs.unix", "tomli_w", "mnemonic"),
    *(
        "tui.app",
        "tui.cli",
        "tui.commands.journey",
        "tui.commands.case",
        "textual.drivers.linux_driver",
    ),
    *("tui.keys.read", "tui.screens.dialogs", "tui.screens.help", "tui.screens.tools"),
    *("tui.screens.verify", "tui.screens.phone", "tui.screens.link", "tui.screens.photo"),
    *("tui.commands.status", "tui.commands.verify_report", "tui.commands.export"),
    *("tui.commands.files", "tui.commands.link", "tui.commands.photo", "tui.options"),
)
MOST = 65536
"""Bytes of a request: a script, an environment."""


class Warm:
    """The process, seen from the tests."""

    def __init__(self) -> None:
        self._line, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        variables = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        with far:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(far.fileno())],
                pass_fds=[far.fileno()], stdin=subprocess.DEVNULL, cwd="/",
                env=variables | {"TEXTUAL_DISABLE_KITTY_KEY": "1", "PYTHONHASHSEED": "0"},
            )  # fmt: skip
        self._ends: dict[int, tuple[int, float]] = {}

    def start(
        self,
        ends: list[int],
        code: str,
        arguments: tuple[str, ...],
        home: str,
        variables: dict[str, str],
    ) -> int:
        """Start it, or that script; return its number.

        `ends` is its terminal, or what it reads, what it writes and where it says what is wrong.
        """
        request = json.dumps([code, arguments, home, variables]).encode()
        socket.send_fds(self._line, [request], ends)
        while not isinstance(found := self._hear(), int):
            pass
        return found

    def ended(self, pid: int) -> tuple[int, float] | None:
        """Return the status of a process that has ended, as `wait` gives it, and its CPU seconds."""
        self._line.setblocking(False)
        try:
            while pid not in self._ends:
                self._hear()
        except BlockingIOError:
            return None
        finally:
            self._line.setblocking(True)
        return self._ends[pid]

    def wait(self, pid: int) -> int:
        """Return the status of a process once it has ended, as `wait` gives it."""
        while pid not in self._ends:
            self._hear()
        return self._ends[pid][0]

    def _hear(self) -> int | None:
        """Take one message: the number of a process that was started, or the end of one."""
        data = self._line.recv(MOST)
        assert data, "the warm process is gone"
        pid, *end = json.loads(data)
        if not end:
            return pid
        self._ends[pid] = tuple(end)
        return None


@cache
def warm() -> Warm:
    """The one of this test process; it ends with it."""
    return Warm()


def serve(line: socket.socket) -> str:
    """Start what is asked for; return in the process that was started the script it is to run."""

    def tell_ends(*_: object) -> None:
        """Tell of everything that has ended."""
        while True:
            try:
                pid, status, used = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            line.send(json.dumps([pid, status, used.ru_utime + used.ru_stime]).encode())

    signal.signal(signal.SIGCHLD, tell_ends)
    while True:
        try:
            request, ends, _, _ = socket.recv_fds(line, MOST, 3)
        except ConnectionError:  # it was asked of by nobody who is still there
            request = b""
        if not request:
            os._exit(0)
        if not (pid := os.fork()):
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            line.close()
            return become(ends, *json.loads(request))
        for end in ends:
            os.close(end)
        line.send(json.dumps([pid]).encode())


def become(
    ends: list[int], code: str, arguments: list[str], home: str, variables: dict[str, str]
) -> str:
    """Make this process one that a shell has just started, on a terminal or with three pipes."""
    os.setsid()
    if len(ends) == 1:
        fcntl.ioctl(ends[0], termios.TIOCSCTTY, 0)
    for handle in range(3):
        os.dup2(ends[handle % len(ends)], handle)
    for end in ends:
        os.close(end)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    os.chdir(home)
    _open_streams(-1 if len(ends) == 3 else 1)
    sys.argv[1:] = arguments
    return code


def _open_streams(buffering: int) -> None:
    """Open them as Python does in the locale C.UTF-8; for the process's life."""
    sys.stdin = sys.__stdin__ = open(0, errors="surrogateescape")  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", buffering, errors="surrogateescape")  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", 1, errors="backslashreplace")  # noqa: SIM115


def load() -> None:
    """Import what a session imports, now or later."""
    for name in LOADED:
        importlib.import_module(name)
    from tui.playbooks import load

    load(None)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    load()
    script = serve(socket.socket(fileno=int(sys.argv[1])))
    if script:
        exec(script)
    else:
        from tui.__main__ import main

        main()
