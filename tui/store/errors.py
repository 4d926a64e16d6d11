"""What can go wrong on a disk, in one calm line each."""

from __future__ import annotations

import errno
from pathlib import Path

from tui.text import clean

PATH_SHOWN = 300
"""Characters of a path that a message shows."""

_CAUSES = {
    errno.ENOSPC: ("the disk is full", "free some room"),
    errno.EDQUOT: ("your disk quota is used up", "free some room"),
    errno.EFBIG: ("the limit for file sizes is reached", "raise it (ulimit -f)"),
    errno.EROFS: ("the disk is read-only", "choose another place with --progress"),
    errno.EACCES: ("there is no permission", "allow it, or choose another place with --progress"),
    errno.EPERM: ("it is not permitted", "allow it, or choose another place with --progress"),
    errno.ENOENT: ("the folder is gone", "bring it back"),
    errno.ENOTDIR: ("a part of its path is not a folder", "choose another place with --progress"),
    errno.EISDIR: ("it is a folder", "choose another place with --progress"),
    errno.ELOOP: ("it is a symbolic link", "choose another place with --progress"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one with --progress"),
    errno.EMFILE: ("too many files are open", "close some programs"),
    errno.ENFILE: ("too many files are open", "close some programs"),
    errno.EIO: ("the disk reported an error", "check the disk, or choose another with --progress"),
    errno.EBUSY: ("it is in use", "wait a moment"),
}


class StoreError(Exception):
    """Trouble with the files of a case; its text is one line, fit to show."""

    def __init__(self, line: str, code: int | None = None) -> None:
        super().__init__(line)
        self.errno = code
        """The operating system's error number, where there was one."""


class StoreRefused(StoreError):  # noqa: N818 - reads as what happened
    """What stands at a path of ours is not ours to use; nothing was followed or changed."""


class SaveFailed(StoreError):  # noqa: N818 - reads as what happened
    """Nothing was saved, or not for certain; the value is still the caller's, the file whole."""


class TooLongError(ValueError):
    """There is more to save than would be read again."""


class UnreadableError(ValueError):
    """A file of ours does not hold progress; its text says why, in a few words."""


def named(path: Path) -> str:
    """Return `path` fit to show."""
    return clean(str(path), PATH_SHOWN)


def cause(error: OSError) -> tuple[str, str]:
    """Return what happened and what to do, each as part of a sentence."""
    unknown = (error.strerror or type(error).__name__, "choose another place with --progress")
    return _CAUSES.get(error.errno or 0, unknown)


def refused(path: Path, error: OSError) -> StoreRefused:
    """Return the refusal of `path` for an error of the operating system."""
    what, do = cause(error)
    return StoreRefused(f"{named(path)} can't be used: {what}. Please {do}.", error.errno)


def not_saved(path: Path, error: OSError) -> SaveFailed:
    """Return the failure of saving to `path` for an error of the operating system."""
    what, do = cause(error)
    return SaveFailed(f"Not saved: {what} ({named(path)}). Please {do}.", error.errno)
