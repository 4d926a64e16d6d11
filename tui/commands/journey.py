"""`sparekey`: the app; without a terminal for it the plain checklist."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from tui.commands.case import playbook_of, progress_of, store_of
from tui.store import StoreError

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Run the app on the case; its exit status. Raises `StoreError`."""
    if options.plain or not _has_terminal():
        from tui.commands import status

        options.json = options.exit_code = False
        return status.run(options)
    return _app(options)


def _has_terminal() -> bool:
    ends = (sys.stdin, sys.stdout, sys.stderr)  # Textual draws on the last
    return all(end and end.isatty() for end in ends) and os.environ.get("TERM") != "dumb"


def _app(options: Namespace) -> int:
    playbook = playbook_of(options)
    store = store_of(options, playbook)
    opened = store.open()
    try:
        progress = progress_of(opened, playbook, store, options.clock())
    except StoreError:
        store.close()
        raise
    _load_asyncio()
    from tui.app import SpareKeyApp
    from tui.session import Session

    session = Session(playbook, progress, options.clock, read_only=opened.read_only or "")
    writable = store if opened.read_only is None else None
    app = SpareKeyApp(session, writable, message=_message(opened.message))
    last_words = app.run()
    store.close()
    if last_words:
        print(last_words)
    return app.return_code or 0


def _load_asyncio() -> None:
    """Load it as a Python without TLS does: that costs 8 ms, and nothing here uses the network."""
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]
        import_module("asyncio")
        del sys.modules["ssl"]


def _message(found: str) -> str:
    """Return what to say at first: what was found on disk, and a word of warning for root."""
    root = "SUDO_USER" in os.environ and os.geteuid() == 0
    warning = "You run SpareKey through sudo: its files will belong to root." if root else ""
    return " ".join(filter(None, (found, warning)))
