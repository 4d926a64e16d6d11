"""A photo's file inspected in a process of its own: it may hang, or take memory, and dies alone."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from datetime import date

from tui.photos.findings import Kind, Report
from tui.photos.inspect import inspect, unopened
from tui.photos.problem import PhotoProblem
from tui.problem import Problem
from tui.source import bytes_of
from tui.work import Job

MEMORY = 512 * 2**20
"""Bytes of address space on top of the process's start: the largest picture that `picture` lets
pass, its file, and what NumPy and the decoders reserve. A 12-megapixel JPEG uses some 60 MB."""
LONGEST = 20.0
"""Seconds; a photo takes a fraction of one."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""NumPy's libraries reserve memory for each thread, and none is needed here."""
TOO_MUCH = PhotoProblem(
    "too-much", "The picture takes too much time or memory to be opened: send a plain JPEG."
)
GAVE_UP = ("killed", "no-memory")
"""How a job ends that was too much."""


class PhotoJob(Job[Report]):
    """The examination of one file; one that takes too much ends in a report, too."""

    def __init__(self, path: str, kind: Kind, today: date) -> None:
        super().__init__(examined, path, kind, today, memory=MEMORY)
        self._path, self._kind = path, kind

    def result(self, progress: Callable[[int, int], None] | None = None) -> Report:
        """Wait for the report. Raises PhotoProblem where the file cannot be read."""
        try:
            return super().result(progress)
        except Problem as problem:
            _raise_unless_too_much(problem)
        return _too_much(self._path, self._kind)

    async def finished(self, progress: Callable[[int, int], None] | None = None) -> Report:
        """Wait as `result` does, beside other tasks."""
        try:
            return await super().finished(progress)
        except Problem as problem:
            _raise_unless_too_much(problem)
        return await asyncio.to_thread(_too_much, self._path, self._kind)


def _raise_unless_too_much(problem: Problem) -> None:
    if problem.code not in GAVE_UP:
        raise PhotoProblem(problem.code, problem.message) from None


def examined(path: str, kind: Kind, today: date) -> Report:
    """Read and inspect a file; for a process of its own, which it ends after `LONGEST` seconds.

    Raises Problem where the file cannot be read.
    """
    os.environ.update(ONE_THREAD)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    return inspect(bytes_of(path), kind, today)


def _too_much(path: str, kind: Kind) -> Report:
    try:
        return unopened(bytes_of(path), kind, TOO_MUCH)
    except Problem as problem:  # gone meanwhile
        raise PhotoProblem(problem.code, problem.message) from None
