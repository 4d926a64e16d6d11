"""`sparekey status`: where the case stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui.commands.case import peek, printable
from tui.journey import report
from tui.journey.plan import plan
from tui.symbols import ascii_only, to_ascii

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Print it; 0, or with `--exit-code` 1 while something is left. Raises `StoreError`."""
    case, store, message = peek(options)
    if message:
        print(message, file=sys.stderr)
    if options.json:
        import json

        print(json.dumps(report.status(case, str(store.path)), indent=2))
    else:
        words = printable(report.plain(case))
        print(to_ascii(words) if ascii_only() else words)
    return int(options.exit_code and not plan(case).finished)
