"""Files that are not ours: read with care, and written only where nothing stands."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from tui.store.document import parse
from tui.store.errors import StoreError, UnreadableError, cause, named
from tui.store.files import CAP

_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def read_document(path: Path) -> dict[str, Any]:
    """Return the TOML document in a file; raises `StoreError`, one line."""
    try:
        return parse(_read(path))
    except UnreadableError as error:
        raise StoreError(f"{named(path)} can't be read: {error}.") from None
    except (OSError, ValueError) as error:
        raise _trouble(path, error, "read") from None


def _read(path: Path) -> bytes:
    with os.fdopen(os.open(path, _READ), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise UnreadableError("it is not a file")
        return file.read(CAP + 1)


def write_new(path: Path, content: str | bytes) -> Path:
    """Write `content` to a new file (a text as UTF-8; mode 0600), whole, and return its path.

    Raises `StoreError`, one line; nothing that exists is ever overwritten.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    try:
        path = path.expanduser()
        beside = path.with_name(f".sparekey-{os.urandom(8).hex()}.tmp")
        try:
            _fill(os.open(beside, _NEW, 0o600), data)
            _name(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except FileExistsError:
        raise StoreError(f"{named(path)} exists already. Please choose another name.") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise _trouble(path, error, "written") from None
    return path


def _name(beside: Path, path: Path) -> None:
    """Give the whole file its name, if nothing has it; the file is there whole or not at all."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links here: claim the name, then take it
        os.close(os.open(path, _NEW, 0o600))
        beside.replace(path)


def new_folder(path: Path) -> Path:
    """Return that folder, made for its owner only (mode 0700) where there was none.

    Raises `StoreError`, one line.
    """
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        if not path.is_dir():
            raise StoreError(f"{named(path)} is not a folder. Please choose another name.")
    except (OSError, ValueError) as error:
        raise _trouble(path, error, "made") from None
    return path.absolute()


def _fill(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)


def _trouble(path: Path, error: Exception, verb: str) -> StoreError:
    what = cause(error)[0] if isinstance(error, OSError) else "it is not a path"
    return StoreError(f"{named(path)} can't be {verb}: {what}.")
