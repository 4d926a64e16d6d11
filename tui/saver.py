"""Saving beside the interface: at once, or a moment after a key; it never waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from tui.store.errors import SaveFailed

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)

DRAWN_FIRST = 0.02
"""Seconds after a change until it is saved: a frame, so that it is drawn first."""
TYPING_PAUSE = 0.25
"""Seconds after a change of a text until it is saved."""
RETRY = 3.0
"""Seconds until a save that failed is tried again."""


class Sink(Protocol[T_contra]):
    """Where progress is saved; `tui.store.Store` is one."""

    def save(self, value: T_contra, *, also_previous: bool = False) -> None:
        """Bring the value to the disk; raises `SaveFailed`."""


class Saver(Generic[T]):
    """Saves the newest value in a thread of its own; a failed save is tried again until it works.

    `report` is called from that thread: with an empty text when everything is on the disk, else
    with the one line that says why not.
    """

    def __init__(self, sink: Sink[T], report: Callable[[str], None]) -> None:
        self._sink = sink
        self._report = report
        self._change = threading.Condition()
        self._pending: tuple[T, bool] | None = None
        self._due = 0.0
        self._busy = self._closing = False
        self._thread = threading.Thread(target=self._work, name="saver", daemon=True)
        self._thread.start()

    def put(self, value: T, *, typing: bool = False, purge: bool = False) -> None:
        """Save `value` soon, or within a pause while `typing`; typing on defers nothing.

        With `purge` the previous generation is overwritten too.
        """
        with self._change:
            purge = purge or (self._pending is not None and self._pending[1])
            due = time.monotonic() + (TYPING_PAUSE if typing else DRAWN_FIRST)
            self._due = min(self._due, due) if self._pending else due
            self._pending = (value, purge)
            self._change.notify_all()

    def hurry(self) -> None:
        """Save now what is pending, without waiting for it."""
        with self._change:
            self._due = 0.0
            self._change.notify_all()

    def flush(self, timeout: float = 5.0) -> bool:
        """Save now what is pending; whether everything is on the disk after at most `timeout` s."""
        self.hurry()
        with self._change:
            return self._change.wait_for(lambda: not (self._pending or self._busy), timeout)

    def close(self) -> bool:
        """Flush, then end the thread; whether everything is on the disk."""
        saved = self.flush()
        with self._change:
            self._closing = True
            self._change.notify_all()
        self._thread.join(timeout=5.0)
        return saved

    def _work(self) -> None:
        while (job := self._next()) is not None:
            problem = self._try(*job)
            with self._change:
                self._busy = False
                if problem and self._pending is None:
                    self._pending = job
                    self._due = time.monotonic() + RETRY
                idle = self._pending is None or bool(problem)
                self._change.notify_all()
            if idle:
                self._report(problem)

    def _next(self) -> tuple[T, bool] | None:
        """Wait for the next job that is due; None when closing."""
        with self._change:
            while not self._closing:
                wait = self._due - time.monotonic() if self._pending else None
                if wait is not None and wait <= 0:
                    job, self._pending, self._busy = self._pending, None, True
                    return job
                self._change.wait(wait)
            return None

    def _try(self, value: T, purge: bool) -> str:
        try:
            self._sink.save(value, also_previous=purge)
        except SaveFailed as error:
            return str(error)
        return ""
