"""One window at a time may write: a lock that the system frees, whatever ends the process."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import time
from contextlib import suppress
from pathlib import Path

from tui.store.files import check_ours, guard
from tui.text import clean

_OPEN = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_TEXT = re.compile(r"process (\d{1,10}) on (.{1,255}) since (\d\d:\d\d)\n")
NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
"""What a file system answers that has no locks: then the check before each save must do."""
ATTEMPTS = 5
"""How often to start over when another process removes the lock file in between (`forget`)."""


class Lock:
    """An advisory lock (`flock`) on the file at `path`, whose text says who holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1

    def acquire(self) -> bool:
        """Take the lock, or keep it; False if another process has it.

        Raises `OSError`, and `StoreRefused` if something else stands in its place.
        """
        for _ in range(ATTEMPTS):
            if self._holds():
                return True
            self.release()
            guard(self._path)
            if not self._try():
                return False
        return False

    def _holds(self) -> bool:
        """Whether the file we locked still is the one at the path."""
        if self._handle < 0:
            return False
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(self._handle), os.lstat(self._path))
        return False

    def _try(self) -> bool:
        """Open and lock the file; on any failure it is closed again."""
        handle = os.open(self._path, _OPEN, 0o600)
        try:
            check_ours(self._path, os.fstat(handle))
            _flock(handle)
        except BaseException as error:
            os.close(handle)
            if isinstance(error, BlockingIOError):
                return False
            raise
        self._handle = handle
        self._sign()
        return True

    def _sign(self) -> None:
        text = f"process {os.getpid()} on {os.uname().nodename} since {time.strftime('%H:%M')}\n"
        with suppress(OSError):  # the lock holds without its text
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, text.encode(errors="replace"), 0)

    def holder(self) -> str:
        """Return who holds the lock, such as `process 1234, since 14:02`; "" if it doesn't say."""
        found = _TEXT.fullmatch(self._text())
        if not found:
            return ""
        process, host, since = found.groups()
        where = "" if host == os.uname().nodename else f" on {clean(host, 60)}"
        return f"process {process}{where}, since {since}"

    def _text(self) -> str:
        with suppress(OSError), os.fdopen(os.open(self._path, _READ), "rb") as file:
            return file.read(400).decode(errors="replace")
        return ""

    def release(self) -> None:
        """Let the lock go, if it is held; its file stays."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _flock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
