"""What every command about a case needs: its playbook, its file, its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.journey.case import Case
from tui.journey.progress import Progress, ProgressCodec
from tui.journey.schema import Playbook
from tui.playbooks import load
from tui.store import Opened, Store, StoreError, default_folder
from tui.store.errors import named

if TYPE_CHECKING:
    from argparse import Namespace


def playbook_of(options: Namespace) -> Playbook:
    """Return the playbook asked for; raises `StoreError`."""
    return load(Path(options.playbook) if options.playbook else None)


def store_of(options: Namespace, playbook: Playbook) -> Store[Progress]:
    """Return the store of the case asked for; raises `StoreError`."""
    path = Path(options.progress) if options.progress else default_folder() / f"{playbook.id}.toml"
    if path.suffix != ".toml":
        raise StoreError(f"{named(path)} is not a name for progress. Please end it with .toml.")
    return Store(path, ProgressCodec())


def progress_of(
    opened: Opened[Progress], playbook: Playbook, store: Store[Progress], now: datetime
) -> Progress:
    """Return the progress found, or a fresh one, as of this playbook's version.

    Raises `StoreError` for another playbook's, and for one that can't be shown.
    """
    found = opened.value
    if found is None and opened.read_only:
        raise StoreError(opened.read_only)
    if found is None:
        from tui.journey.actions import begin

        return begin(playbook.id, playbook.version, now)
    if found.playbook != playbook.id:
        raise StoreError(
            f"{named(store.path)} belongs to the playbook {found.playbook!r}, not to "
            f"{playbook.id!r}. Please name another file with --progress."
        )
    return replace(found, playbook_version=playbook.version)


def printable(lines: Iterable[str]) -> str:
    """Return lines to print; nothing that a terminal obeys is left, whoever wrote the playbook."""
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)


def peek(options: Namespace) -> tuple[Case, Store[Progress], str]:
    """Return the case as saved, its store, and a line to show; nothing is locked or changed.

    A case that was never saved is a fresh one. Raises `StoreError`.
    """
    playbook = playbook_of(options)
    store = store_of(options, playbook)
    opened = store.peek()
    now = options.clock()
    progress = progress_of(opened, playbook, store, now)
    return Case(playbook, progress, now), store, opened.message
