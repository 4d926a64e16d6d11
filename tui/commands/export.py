"""`sparekey export`: the timeline, the dates for a calendar, the form to print."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tui.commands.case import peek
from tui.exports.making import NO_DATES, make
from tui.exports.paper import Paper, usual_paper
from tui.store import StoreError
from tui.store.outside import write_new

PAPERS: dict[str, Paper] = {"a4": "A4", "letter": "Letter"}


def run(options: argparse.Namespace) -> int:
    """Print the export or write it to a new file; 0. Raises `StoreError`."""
    if options.format == "pdf" and not options.output and sys.stdout.isatty():
        raise StoreError("A PDF can't be shown in a terminal. Please name a file with -o FILE.")
    case, _, message = peek(options)
    if message:
        print(message, file=sys.stderr)
    data = make(options.format, case, PAPERS.get(options.paper) or usual_paper(os.environ))
    if not data:
        print(NO_DATES, file=sys.stderr)
    elif options.output:
        write_new(Path(options.output), data)
    elif options.format in ("md", "json"):
        sys.stdout.write(data.decode())
    else:
        sys.stdout.buffer.write(data)
    return 0
