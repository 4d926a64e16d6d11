"""The folder that progress is kept in."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from tui.store.errors import StoreRefused
from tui.store.files import sync_folder

NO_HOME = (
    "SpareKey can't tell where your files belong: this account has no home folder. "
    "Please set XDG_DATA_HOME to a folder of yours, or name a file with --progress."
)


def default_folder() -> Path:
    """Return the folder for progress: XDG_DATA_HOME or the system's usual place, `sparekey` in it.

    Nothing is created. May hold any character: show it by `clean`. Raises `StoreRefused` if the
    account has no home folder and the environment names none.
    """
    from platformdirs import user_data_path

    try:
        folder = user_data_path("sparekey", appauthor=False)
    except (RuntimeError, KeyError, OSError, ValueError):
        raise StoreRefused(NO_HOME) from None
    if not folder.is_absolute():
        raise StoreRefused(NO_HOME)
    return folder


def make_folder(folder: Path) -> None:
    """Create `folder` and what is missing above it, mode 0700, on the disk when this returns.

    Folders that are there keep their mode. Raises `OSError`.
    """
    if os.path.lexists(folder):
        return
    make_folder(folder.parent)
    with suppress(FileExistsError):  # another window was faster
        folder.mkdir(0o700)
        folder.chmod(0o700)
        sync_folder(folder.parent)
