"""What the command line may say: the commands and their options."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from tui import __version__
from tui.cli import ALONE, KEY_IN_ARGUMENTS, USAGE
from tui.keys.links import looks_like_key
from tui.text import clean


class _Parser(argparse.ArgumentParser):
    """Explains in one line, and repeats nothing that may be a key."""

    def error(self, message: str) -> NoReturn:
        words = (word.strip("-") for word in (message, *sys.argv[1:]))
        if any(looks_like_key(part) for word in words for part in (word, *word.split("="))):
            message = KEY_IN_ARGUMENTS
        self.exit(USAGE, f"{self.prog}: {clean(message)}. Try {self.prog} --help.\n")


def parser(arguments: list[str]) -> argparse.ArgumentParser:
    """Return the parser of a command line; of commands it does not name, it knows the name only."""
    shared = _shared()
    main = _Parser(
        prog="sparekey",
        description="Find out by evidence whether a saved 2FA key still works; "
        "if not, get the reset request through. Never uses the network.",
        parents=[_shared(default=None)],
    )
    main.set_defaults(**ALONE)
    commands = main.add_subparsers(title="commands", metavar="COMMAND", prog="sparekey")

    def add(name: str, run: str, about: str) -> argparse.ArgumentParser:
        named = name in arguments
        parents = [shared] if named else []
        one = commands.add_parser(
            name, help=about, description=about, parents=parents, add_help=named
        )
        one.set_defaults(run=run)
        return one

    one = add("status", "status:run", "Show where the case stands.")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.add_argument("--exit-code", action="store_true", help="exit with 1 while something is left")
    _verify(add("verify", "verify:run", "Check a saved key, and compare it with a device."))
    one = add("link", "link:run", "Tell whose a link, an address or a sender is.")
    one.add_argument("text", metavar="TEXT", help="the address, or - for a message to be read")
    one.add_argument("--json", action="store_true", help="as JSON")
    _photo(add("photo", "photo:run", "Check a photo of a document; make a clean copy of it."))
    _export(add("export", "export:run", "Write the timeline, the dates or a form. No secrets."))
    one = add("forget", "files:forget", "Remove everything kept of this case, after asking.")
    one.add_argument("--yes", action="store_true", help="do not ask")
    add("paths", "files:paths", "List every file kept, and its size.")
    return main


def _photo(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", metavar="FILE", help="the photo")
    one.add_argument(
        "--as", dest="kind", choices=("selfie", "id", "note"), required=True, help="what it shows"
    )
    one.add_argument("--clean", metavar="OUT", help="write a copy without other data to a new file")
    one.add_argument("--json", action="store_true", help="as JSON")


def _export(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--format",
        choices=("md", "json", "ics", "pdf"),
        default="md",
        help="md (default), json: the timeline; ics: the dates; pdf: a form to print",
    )
    one.add_argument("--paper", choices=("a4", "letter"), help="of the form (default: by locale)")
    one.add_argument("-o", "--output", metavar="FILE", help="a new file (default: print it)")


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
