"""Files that the progress knows of: whether they are still there, and deleting what was made."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from tui.journey.progress import Made, Photo, Progress
from tui.problem import Problem
from tui.source import bytes_of
from tui.text import clean

COARSE = 2.0
"""Seconds by which a file's times may be early: FAT keeps only every other second."""


def absent(progress: Progress) -> frozenset[str]:
    """Return the paths that are gone, and those of photos that are not what was checked.

    It is asked for at every key: a photo is read only if it was touched since it was checked, and
    then once.
    """
    photos = {photo.path: photo for every in progress.photos.values() for photo in every}
    paths = {**dict.fromkeys(one.path for one in progress.made), **photos}
    return frozenset(path for path, photo in paths.items() if not _is_there(path, photo))


def _is_there(path: str, photo: Photo | None) -> bool:
    with suppress(OSError, ValueError):
        found = Path(path).stat()
        return stat.S_ISREG(found.st_mode) and (photo is None or _is_as_checked(photo, found))
    return False


def _is_as_checked(photo: Photo, found: os.stat_result) -> bool:
    """Whether it is the file that was checked; one that can't be read is taken for it."""
    if found.st_size != photo.size:
        return False
    touched = max(found.st_mtime, found.st_ctime)  # another file in its place has its own ctime
    if touched + COARSE < photo.at.timestamp():
        return True
    identity = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    with suppress(Problem):
        return _digest(photo.path, identity) == photo.sha256
    return True


@lru_cache(maxsize=256)
def _digest(path: str, identity: tuple[int, ...]) -> str:
    """Return the checksum of a file, read once while its identity is the same.

    Raises `Problem` where it can't be read.
    """
    from hashlib import sha256  # late: OpenSSL loads slowly

    return sha256(bytes_of(path)).hexdigest()


def left_behind(progress: Progress) -> str:
    """Return in one line which of the files that were made are still there."""
    gone = absent(progress)
    paths = [clean(one.path, 300) for one in progress.made if one.path not in gone]
    if not paths:
        return "Nothing of this case is kept."
    return f"Made on the way, and still there: {'; '.join(paths)}"


def delete(made: Made) -> None:
    """Delete a file that was made, if it still is what was written.

    Raises `Problem`, one line, where it is another file by now or can't be deleted.
    """
    from hashlib import sha256  # late: OpenSSL loads slowly

    path = Path(made.path)
    if sha256(bytes_of(path)).hexdigest() != made.sha256:
        raise Problem("changed", "It was changed since it was made: delete it yourself.")
    try:
        path.unlink()
    except OSError as error:
        reason = (error.strerror or "it can't be done").lower()
        raise Problem("not-deleted", f"It can't be deleted ({reason}).") from None
