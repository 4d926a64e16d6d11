"""The command line: which command, exit statuses, and errors in one line."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from tui.clock import fixed_clock, local_clock
from tui.store.errors import StoreError, cause
from tui.text import clean

if TYPE_CHECKING:
    from argparse import Namespace

USAGE = 2
"""The exit status of a command that can't be understood or carried out."""
KEY_IN_ARGUMENTS = "an argument looks like a key. Leave it out: SpareKey asks for it unseen"
ALONE = {
    "run": "journey:run",
    "progress": None,
    "playbook": None,
    "at": None,
    "plain": False,
    "exit_code": False,
    "json": False,
}
"""The options of a command line that gives none."""
BARE = {(): "journey:run", ("status",): "status:run"}
"""Command lines without options, and what they run: argparse loads slowly, and is not needed."""


def run(arguments: list[str]) -> int:
    """Carry out a command line and return the exit status. Errors are one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return _run(_options(arguments))
    except StoreError as error:
        return _fail(str(error))
    except OSError as error:  # nobody reads on, or there is no room for what is printed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        gone = isinstance(error, BrokenPipeError)
        return 1 if gone else _fail(f"Stopped: {cause(error)[0]}.")
    except KeyboardInterrupt:
        return _fail("Stopped.", 130)
    except SystemExit as left:  # its message, printed at the end, may hold anything
        return left.code if isinstance(left.code, int) else int(left.code is not None)


def _options(arguments: list[str]) -> Namespace:
    if run := BARE.get(tuple(arguments)):
        return cast("Namespace", SimpleNamespace(**{**ALONE, "run": run}))
    from tui.options import parser

    return parser(arguments).parse_args(arguments)


def _run(options: Namespace) -> int:
    try:
        options.clock = local_clock if options.at is None else fixed_clock(options.at)
    except ValueError:
        return _fail("--at: expected Unix seconds or ISO 8601, such as 2026-11-22T14:05.")
    named = (options.progress, options.playbook, getattr(options, "output", None))
    if any(named):
        from tui.keys.links import may_be_key

        if any(map(may_be_key, named)):
            return _fail(f"{KEY_IN_ARGUMENTS}.")
    module, _, function = options.run.partition(":")
    status: int = getattr(import_module(f"tui.commands.{module}"), function)(options)
    sys.stdout.flush()
    return status


def _fail(message: str, status: int = USAGE) -> int:
    print(f"sparekey: {clean(message, 400)}", file=sys.stderr)
    return status
