"""Start: make the process tight first, then run a command, the app, or plain text."""

from __future__ import annotations

import sys

from tui.harden import harden, quiet_hooks


def main() -> None:
    """Run SpareKey with the process's arguments; never returns."""
    harden()
    quiet_hooks()
    from tui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
