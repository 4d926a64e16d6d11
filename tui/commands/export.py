"""`sparekey export`: the timeline, for support or a complaint."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tui.commands.case import peek, printable
from tui.journey import report
from tui.store.outside import write_new


def run(options: argparse.Namespace) -> int:
    """Print the timeline or write it to a new file; 0. Raises `StoreError`."""
    case, _, message = peek(options)
    if message:
        print(message, file=sys.stderr)
    if options.format == "json":
        words = json.dumps(report.timeline(case), indent=2)
    else:
        words = printable(report.markdown(case))
    if options.output:
        write_new(Path(options.output), words + "\n")
    else:
        print(words)
    return 0
