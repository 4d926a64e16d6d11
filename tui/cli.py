"""The command line: options, which command, exit statuses, and errors in one line."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import NoReturn

from tui import __version__
from tui.clock import fixed_clock, local_clock
from tui.keys.links import looks_like_key
from tui.store.errors import StoreError, cause
from tui.text import clean

USAGE = 2
"""The exit status of a command that can't be understood or carried out."""


KEY_IN_ARGUMENTS = "an argument looks like a key. Leave it out: SpareKey asks for it unseen"


class _Parser(argparse.ArgumentParser):
    """Explains in one line, and repeats nothing that may be a key."""

    def error(self, message: str) -> NoReturn:
        words = (word.strip("-") for word in (message, *sys.argv[1:]))
        if any(looks_like_key(part) for word in words for part in (word, *word.split("="))):
            message = KEY_IN_ARGUMENTS
        self.exit(USAGE, f"{self.prog}: {clean(message)}. Try {self.prog} --help.\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    shared = _shared()
    main = _Parser(
        prog="sparekey",
        description="Find out by evidence whether a saved 2FA key still works; "
        "if not, get the reset request through. Never uses the network.",
        parents=[_shared(default=None)],
    )
    main.set_defaults(run="journey:run", exit_code=False, json=False)
    commands = main.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, run: str, about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about, parents=[shared])
        one.set_defaults(run=run)
        return one

    one = add("status", "status:run", "Show where the case stands.")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.add_argument("--exit-code", action="store_true", help="exit with 1 while something is left")
    _verify(add("verify", "verify:run", "Check a saved key, and compare it with a device."))
    one = add("export", "export:run", "Write the timeline, without secrets.")
    one.add_argument("--format", choices=("md", "json"), default="md", help="default: md")
    one.add_argument("-o", "--output", metavar="FILE", help="a new file (default: print it)")
    one = add("forget", "files:forget", "Remove everything kept of this case, after asking.")
    one.add_argument("--yes", action="store_true", help="do not ask")
    add("paths", "files:paths", "List every file kept, and its size.")
    return main


def _verify(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", nargs="?", metavar="FILE", help="a file, or - for standard input")
    one.add_argument(
        "--code", action="append", default=[], metavar="C", help="a code that a device shows"
    )
    one.add_argument("--against", metavar="FILE", help="a second backup to compare with")
    one.add_argument("--password-file", metavar="F", help="holds the password of the backup")
    one.add_argument("--show-code", action="store_true", help="show the code of the moment")
    one.add_argument("--json", action="store_true", help="as JSON")


def _shared(default: object = argparse.SUPPRESS) -> _Parser:
    """The options of every command; after a command they override, so they have no default."""
    one = _Parser(add_help=False, argument_default=default)
    one.add_argument("--progress", metavar="FILE", help="another case's file")
    one.add_argument("--playbook", metavar="FILE", help="another playbook")
    one.add_argument("--at", metavar="TIME", help="stands in for now: Unix seconds or ISO 8601")
    one.add_argument("--plain", action="store_true", help="plain text instead of the app")
    one.add_argument("--version", action="version", version=f"sparekey {__version__}")
    return one


def run(arguments: list[str]) -> int:
    """Carry out a command line and return the exit status. Errors are one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return _run(parser().parse_args(arguments))
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


def _run(options: argparse.Namespace) -> int:
    try:
        options.clock = local_clock if options.at is None else fixed_clock(options.at)
    except ValueError:
        return _fail("--at: expected Unix seconds or ISO 8601, such as 2026-11-22T14:05.")
    named = (options.progress, options.playbook, getattr(options, "output", None))
    if any(name and looks_like_key(name) and not os.path.lexists(name) for name in named):
        return _fail(f"{KEY_IN_ARGUMENTS}.")
    module, _, function = options.run.partition(":")
    status: int = getattr(import_module(f"tui.commands.{module}"), function)(options)
    sys.stdout.flush()
    return status


def _fail(message: str, status: int = USAGE) -> int:
    print(f"sparekey: {clean(message, 400)}", file=sys.stderr)
    return status
