"""Start: make the process tight first, then run a command, the app, or plain text."""

from __future__ import annotations

import gc
import sys

from tui import __version__
from tui.harden import harden, quiet_hooks


def main() -> None:
    """Run SpareKey with the process's arguments."""
    harden()
    quiet_hooks()
    if sys.argv[1:] == ["--version"]:
        print(f"sparekey {__version__}")
        return
    gc.disable()  # what a start makes stays; the app enables it once its first screen is drawn
    from tui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
