"""Looking for a picture: the folders where people have theirs, and what lies in one."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tui.text import clean

PICTURES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".png", ".heic", ".heif", ".webp", ".tif", ".tiff", ".bmp", ".gif"}
    | {".mpo", ".avif"}
)
"""Endings that are listed; what a file is, its content decides."""
USUAL = ("Pictures", "Downloads", "Desktop", "Documents", "DCIM", "storage/dcim")
"""Folders under the home folder (XDG user directories; Termux links the last)."""
MOST = 50_000
"""Entries of one folder that are looked at, in a second or two."""
MOST_OF_NAME = 60
"""Characters of a name that are shown, so that its date and size stay in sight."""


class Listed(Struct, frozen=True):
    """One thing in a folder; `size` in bytes, `changed` in the local zone."""

    path: Path
    is_folder: bool
    size: int
    changed: datetime

    @property
    def label(self) -> str:
        """The name, fit to show, and for a picture when it was changed and how large it is."""
        name = clean(self.path.name, MOST_OF_NAME)
        if self.is_folder:
            return f"{name}/"
        return f"{name}  {self.changed:%Y-%m-%d %H:%M}  {readable(self.size)}"


def readable(size: int) -> str:
    """Return a size in bytes as people read it: `812 KB`, `3.1 MB`."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{-(-size // 1000)} KB"


def short(path: Path) -> str:
    """Return a path as people write it, with `~` for the home folder."""
    with suppress(RuntimeError, ValueError):
        below = path.relative_to(Path.home())
        return "~" if below == Path() else f"~/{below}"
    return str(path)


def is_folder(path: Path) -> bool:
    """Whether a folder can be seen there; a name that none can have is none."""
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def usual() -> tuple[Path, ...]:
    """Return the folders to begin with: those of the usual ones that are there, then home."""
    try:
        home = Path.home()
    except RuntimeError:  # no home
        return (Path.cwd(),)
    there = (home / name for name in USUAL)
    return (*(path for path in there if is_folder(path)), home)


def listing(folder: Path) -> tuple[Listed, ...]:
    """Return a folder's pictures, newest first, then its folders by name; hidden ones left out.

    What can't be read is left out. Raises `OSError` where the folder itself can't be.
    """
    found: list[Listed] = []
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= MOST:
                break
            with suppress(OSError, ValueError, OverflowError):
                if not entry.name.startswith(".") and (one := _listed(entry)):
                    found.append(one)
    pictures = sorted((one for one in found if not one.is_folder), key=_age)
    return (*pictures, *sorted((one for one in found if one.is_folder), key=_name))


def _listed(entry: os.DirEntry[str]) -> Listed | None:
    is_folder = entry.is_dir()
    if not is_folder and not (entry.is_file() and Path(entry.name).suffix.casefold() in PICTURES):
        return None
    about = entry.stat()
    changed = datetime.fromtimestamp(about.st_mtime).astimezone()
    return Listed(Path(entry.path), is_folder, about.st_size, changed)


def _age(one: Listed) -> float:
    return -one.changed.timestamp()


def _name(one: Listed) -> str:
    return one.path.name.casefold()
