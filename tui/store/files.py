"""Reading and writing one file with care: no link followed, nothing half written."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from tui.store.errors import StoreRefused, UnreadableError, named, refused
from tui.store.names import Names

CAP = 1536 * 1024
"""Bytes of the largest progress file that is read or written; 5,000 events take a third."""
TOO_LONG = f"it is longer than {CAP // 1024} KB"
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def guard(path: Path) -> None:
    """Raise `StoreRefused` unless `path` is free or a regular file of this user."""
    try:
        check_ours(path, os.lstat(path))
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from None


def check_ours(path: Path, status: os.stat_result) -> None:
    """Raise `StoreRefused` unless `status`, that of `path`, is of a regular file of this user."""
    if not stat.S_ISREG(status.st_mode):
        what = _KINDS.get(stat.S_IFMT(status.st_mode), "not a file")
        raise StoreRefused(f"{named(path)} is {what}, so it was left alone. Please move it away.")
    if status.st_uid != os.geteuid():
        raise StoreRefused(
            f"{named(path)} belongs to another user, so it was left alone. "
            "Please start SpareKey as that user, or choose another place with --progress."
        )


def read(path: Path) -> bytes | None:
    """Return what the file holds, None if there is none.

    Raises `UnreadableError` for one that is too long, `StoreRefused` for what is not a regular
    file of this user or may not be read.
    """
    guard(path)
    try:
        data = _read_open(path, os.open(path, _READ))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused(path, error) from None
    if len(data) > CAP:
        raise UnreadableError(TOO_LONG)
    return data


def _read_open(path: Path, handle: int) -> bytes:
    with open(handle, "rb") as file:
        check_ours(path, os.fstat(handle))
        return file.read(CAP + 1)


def _refusal(path: Path, error: OSError | ValueError) -> StoreRefused:
    if isinstance(error, OSError):
        return refused(path, error)
    return StoreRefused(f"{named(path)} is not a path. Please choose another with --progress.")


def write_temporary(names: Names, data: bytes) -> Path:
    """Write `data` to a new file beside the case, mode 0600, on the disk when this returns.

    Raises `OSError`; then no file is left.
    """
    path = names.temporary()
    handle = os.open(path, _WRITE, 0o600)
    try:
        _write_all(handle, data)
    except BaseException:
        remove(path)
        raise
    return path


def _write_all(handle: int, data: bytes) -> None:
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_to_previous(names: Names, data: bytes) -> None:
    """Make the current file, which holds `data`, the previous one as well; raises `OSError`.

    A hard link where the file system has them, else a copy.
    """
    link = names.temporary()
    try:
        os.link(names.current, link, follow_symlinks=False)
    except OSError:
        link = write_temporary(names, data)
    try:
        link.replace(names.previous)
    finally:
        remove(link)  # a rename between two links of one file leaves both


def remove(path: Path) -> None:
    """Remove a temporary file if it is there; it is swept up later if this fails."""
    with suppress(OSError):
        path.unlink()


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk; raises `OSError`."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that can't sync a folder says so thus
            raise
    finally:
        os.close(handle)
