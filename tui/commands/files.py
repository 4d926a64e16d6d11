"""`sparekey paths` and `sparekey forget`: what is kept of a case, and removing it."""

from __future__ import annotations

import argparse
import sys

from tui.commands.case import playbook_of, store_of
from tui.journey.progress import Progress
from tui.settings import settings_file
from tui.store import Store
from tui.store.errors import named


def paths(options: argparse.Namespace) -> int:
    """Print every file kept, its size in bytes and what it is; 0. Raises `StoreError`."""
    store = store_of(options, playbook_of(options))
    rows = [(size, str(named(path)), what) for path, size, what in store.files()]
    settings = settings_file()
    if settings.is_file():
        rows.append((settings.stat().st_size, named(settings), "settings"))
    for size, path, what in rows:
        print(f"{size:>8}  {path}  ({what})")
    if not rows:
        print(f"Nothing is kept. Progress would be saved in {named(store.path)}")
    return 0


def forget(options: argparse.Namespace) -> int:
    """Remove the case after asking; 0, or 1 when declined. Raises `StoreError`."""
    store = store_of(options, playbook_of(options))
    found = store.files()
    if not found:
        print("Nothing is kept of this case.")
        return 0
    if not (options.yes or _sure(store)):
        print("Nothing was removed.", file=sys.stderr)
        return 1
    for path in store.forget():
        print(f"Removed {named(path)}")
    return 0


def _sure(store: Store[Progress]) -> bool:
    """Ask for a clear yes at the terminal; without one the answer is no."""
    if not (sys.stdin and sys.stdin.isatty()):
        print("There is no terminal to ask at: give --yes to remove it.", file=sys.stderr)
        return False
    for path, size, what in store.files():
        print(f"{size:>8}  {named(path)}  ({what})")
    try:
        return input("Remove all of these? This can't be undone. Type yes: ").strip() == "yes"
    except (EOFError, KeyboardInterrupt):
        print()
        return False
