"""Long or hungry work in a process of its own: it can be cancelled, and can die alone.

A pure-Python search would hold the interpreter's lock against the screen, and opening a backup may
take more memory than there is. A key goes through pipes only, never to a command line or a file.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Generic

from tui.problem import Problem
from tui.worker import LENGTH, Done, Failed, Progress, T, report

__all__ = ["Done", "Failed", "Job", "Progress", "report"]

START = (
    "import pickle,sys;sys.path[:]=pickle.load(sys.stdin.buffer);"
    "from tui.worker import serve;serve()"
)
"""All that the child's command line says. Its modules are the parent's; no site, no environment."""
KILLED = Failed(
    Problem(
        "killed",
        "The system stopped it, probably for want of memory: close other programs and try again.",
    )
)
TOO_LONG = Failed(
    Problem(
        "too-long",
        "This takes too long, so it was stopped. Of a picture, cut out the part that matters.",
    )
)
CANNOT_START = Failed(
    Problem("failed", "The system starts no further process: close other programs, try again.")
)
PATIENCE = 0.05
"""Seconds that a killed process is waited for; one with much memory takes longer to go."""


class Job(Generic[T]):
    """A call in a process of its own, which dies with this one.

    `function` is one that can be imported by name, and so is each function among its arguments;
    `report` may be one of them. `memory` caps what it takes on top of its start, in bytes, and
    `processor_seconds` its time on the processor: a busy computer takes nothing from it.
    """

    def __init__(
        self,
        function: Callable[..., T],
        *args: Any,
        memory: int | None = None,
        processor_seconds: int | None = None,
        **named: Any,
    ) -> None:
        self._call = (function, args, named, memory, processor_seconds)
        self._end: Done[T] | Failed | None = None
        self._received = bytearray()

    def start(self) -> Job[T]:
        """Start it: some milliseconds, and never a wait for the child. Once only."""
        payload = pickle.dumps(sys.path) + pickle.dumps(self._call)
        del self._call
        try:
            self._process = self._spawn()
        except OSError:
            self._end = CANNOT_START
            return self
        os.set_blocking(self.fileno(), False)
        self._feeder = threading.Thread(target=self._feed, args=(payload,), daemon=True)
        self._feeder.start()
        return self

    @staticmethod
    def _spawn() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # no terminal, and none of its signals
        )

    def fileno(self) -> int:
        """Return the descriptor that is readable when `poll` has something to tell."""
        assert self._process.stdout
        return self._process.stdout.fileno()

    def poll(self) -> Progress | Done[T] | Failed | None:
        """Return the news without waiting: the end once there is one, else the latest progress."""
        if self._end:
            return self._end
        alive, news = self._receive(), None
        for news in self._messages():
            if not isinstance(news, Progress):
                return self._finish(news)
        return news if alive else self._finish(self._death())

    def cancel(self) -> None:
        """Kill it, at once; without effect after its end."""
        if not self._end:
            self._finish(Failed(Problem("stopped", "Stopped: nothing was found out.")))

    def result(self, progress: Callable[[int, int], None] | None = None) -> T:
        """Wait for the result. Raises Problem: the work's own, or one of `Failed`."""
        try:
            while not self._end:
                select.select([self], [], [])
                self._tell(progress)
        finally:
            self.cancel()
        return self._value()

    async def finished(self, progress: Callable[[int, int], None] | None = None) -> T:
        """Wait as `result` does, beside other tasks; cancelling the task kills the process."""
        loop = asyncio.get_running_loop()
        try:
            while not self._end:
                await _readable(loop, self.fileno())
                self._tell(progress)
        finally:
            self.cancel()
        return self._value()

    def __enter__(self) -> Job[T]:
        return self

    def __exit__(self, *error: object) -> None:
        self.cancel()

    def _tell(self, progress: Callable[[int, int], None] | None) -> None:
        news = self.poll()
        if progress and isinstance(news, Progress):
            progress(news.done, news.total)

    def _value(self) -> T:
        if isinstance(self._end, Done):
            return self._end.value
        assert self._end
        raise self._end.problem

    def _feed(self, payload: bytes) -> None:
        """Write the call, as fast as the child reads. The pipe stays open: its end is ours."""
        assert self._process.stdin
        with suppress(OSError, ValueError):
            self._process.stdin.write(payload)
            self._process.stdin.flush()

    def _receive(self) -> bool:
        """Take in what has come; tell whether more may come."""
        with suppress(BlockingIOError):
            while data := os.read(self.fileno(), 2**20):
                self._received += data
            return False
        return True

    def _messages(self) -> Iterator[Progress | Done[T] | Failed]:
        while len(self._received) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(self._received)[0]
            if len(self._received) < end:
                return
            yield pickle.loads(self._received[LENGTH.size : end])  # noqa: S301 - our own child's
            del self._received[:end]

    def _death(self) -> Failed:
        """Return why the process ended without an answer."""
        with suppress(subprocess.TimeoutExpired):
            if self._process.wait(PATIENCE) == -signal.SIGXCPU:
                return TOO_LONG
        return KILLED

    def _finish(self, end: Done[T] | Failed) -> Done[T] | Failed:
        """Leave neither process, zombie nor pipe behind; what would take longer goes on aside."""
        self._end = end
        self._received.clear()
        self._process.kill()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            threading.Thread(target=self._clean, daemon=True).start()
        else:
            self._clean()
        return end

    def _clean(self) -> None:
        self._process.wait()
        self._feeder.join()
        for pipe in filter(None, (self._process.stdin, self._process.stdout)):
            with suppress(OSError):
                pipe.close()


async def _readable(loop: asyncio.AbstractEventLoop, descriptor: int) -> None:
    ready = asyncio.Event()
    loop.add_reader(descriptor, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(descriptor)
