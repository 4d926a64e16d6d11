"""Long or hungry work in a process of its own: it can be cancelled, and can die alone.

A pure-Python search would hold the interpreter's lock against the screen, and opening a backup may
take more memory than there is. A key goes through pipes only, never to a command line or a file.
"""

from __future__ import annotations

import asyncio
import copyreg
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from struct import Struct as Layout
from typing import Any, Generic, TypeVar

from msgspec import Struct

from tui.keys.problem import KeyProblem

T = TypeVar("T")
LENGTH = Layout(">Q")
"""A message is its length in bytes, then a pickle. Only the two ends of one program speak here."""
START = (
    "import pickle,sys;sys.path[:]=pickle.load(sys.stdin.buffer);"
    "from tui.keys.work import _child;_child()"
)
"""All that the child's command line says. Its modules are the parent's; no site, no environment."""
BETWEEN = 0.05
"""Seconds between two looks, where nothing better waits."""

copyreg.pickle(KeyProblem, lambda problem: (KeyProblem, (problem.code, problem.message)))


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

    problem: KeyProblem
