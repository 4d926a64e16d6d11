"""The other end of a job: the process that does the work (see work.py)."""

from __future__ import annotations

import math
import os
import pickle
import resource
import select
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from struct import Struct as Layout
from typing import Any, Generic, TypeVar

from msgspec import Struct

from tui import harden
from tui.problem import Problem

T = TypeVar("T")
LENGTH = Layout(">Q")
"""A message is its length in bytes, then a pickle. Only the two ends of one program speak here."""
UNKNOWN_SIZE = 2**29
"""Bytes of address space that a process starts with, where the system does not tell."""

_answers: int | None = None


class Progress(Struct, frozen=True):
    """How much of the work is done; the unit is the work's own."""

    done: int
    total: int


class Done(Struct, Generic[T], frozen=True):
    """The work's result. It may hold a key: not in its repr."""

    value: T

    def __repr__(self) -> str:
        return "Done()"

    def __rich_repr__(self) -> list[object]:  # type: ignore[override]
        return []


class Failed(Struct, frozen=True):
    """Why there is no result. Codes of ours: stopped, killed, no-memory, failed."""

    problem: Problem


def report(done: int, total: int) -> None:
    """Tell the parent how far the work is; left out where nobody looks, or outside of a job."""
    if _answers is not None and select.select([], [_answers], [], 0)[1]:
        _send(Progress(done, total))


def serve() -> None:
    """Do the work that comes on standard input, answer on standard output, end the process."""
    global _answers  # noqa: PLW0603 - one process, one job
    harden.harden()
    _answers = os.dup(1)
    os.dup2(2, 1)  # what the work prints goes where its errors go: nowhere
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")  # rather this one than the app
    try:
        _send(_done())
    except Problem as problem:
        _send(Failed(problem))
    except MemoryError:
        message = "This takes more memory than there is: close other programs and try again."
        _send(Failed(Problem("no-memory", message)))
    except BaseException as error:
        message = f"It cannot be done: {harden.describe_crash(error)}."
        _send(Failed(Problem("failed", message)))
    os._exit(0)


def _done() -> Done[Any]:
    function, args, named, memory, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent's
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if memory is not None:
        _limit(memory)
    if seconds is not None:
        _limit_time(seconds)
    return Done(function(*args, **named))


def _end_with_parent() -> None:
    """Wait for the end of the parent, which closes the pipe, and end too."""
    sys.stdin.buffer.read(1)
    os._exit(1)


def _limit(memory: int) -> None:
    """Allow `memory` bytes on top of what is in use, as address space."""
    in_use = UNKNOWN_SIZE
    with suppress(OSError):
        in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (in_use + memory, in_use + memory))


def _limit_time(seconds: int) -> None:
    """Allow `seconds` of processor time from now on; the system ends the process then."""
    allowed = math.ceil(time.process_time()) + seconds
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, allowed + 1))


def _send(message: Progress | Done[Any] | Failed) -> None:
    assert _answers is not None
    data = pickle.dumps(message)
    data = LENGTH.pack(len(data)) + data
    while data:
        data = data[os.write(_answers, data) :]
