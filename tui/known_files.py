"""Files that the progress knows of: whether they are still there, and deleting what was made."""

from __future__ import annotations

import stat
from contextlib import suppress
from pathlib import Path

from tui.journey.progress import Made, Progress
from tui.problem import Problem
from tui.source import bytes_of
from tui.text import clean


def absent(progress: Progress) -> frozenset[str]:
    """Return the paths that are gone, and those of photos whose size has changed since."""
    sizes = {photo.path: photo.size for every in progress.photos.values() for photo in every}
    paths = {**dict.fromkeys(one.path for one in progress.made), **sizes}
    return frozenset(path for path, size in paths.items() if not _is_there(path, size))


def _is_there(path: str, size: int | None) -> bool:
    with suppress(OSError, ValueError):
        found = Path(path).stat()
        return stat.S_ISREG(found.st_mode) and size in (None, found.st_size)
    return False


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
