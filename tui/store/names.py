"""The names of all files of one case, and no other."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CURRENT = "progress"
PREVIOUS = "the save before"
SET_ASIDE = "set aside, could not be read"
LEFTOVER = "left over from an unfinished save"
LOCK = "lock"


class Names:
    """Where the files of the case at `path` are."""

    def __init__(self, path: Path) -> None:
        self.current = path
        """The newest save."""
        self.previous = path.with_name(path.name + ".previous")
        """The save before it."""
        self.lock = path.with_name(path.name + ".lock")
        """Held while a window may write."""
        self._set_aside = re.escape(path.name) + r"\.corrupt-\d{8}T\d{6}(-\d+)?"
        self._temporary = re.escape(f".{path.name}.") + r"[0-9a-f]{16}\.tmp"

    def temporary(self) -> Path:
        """Return a new name for a file that is being written."""
        return self.current.with_name(f".{self.current.name}.{os.urandom(8).hex()}.tmp")

    def set_aside(self) -> Path:
        """Return a free name, with the local time, for a file that could not be read."""
        stem = f"{self.current.name}.corrupt-{time.strftime('%Y%m%dT%H%M%S')}"
        path, count = self.current.with_name(stem), 1
        while os.path.lexists(path):
            count += 1
            path = self.current.with_name(f"{stem}-{count}")
        return path

    def kind(self, name: str) -> str | None:
        """Return what the file called `name` is to this case; None if it is none of it."""
        fixed = {self.current.name: CURRENT, self.previous.name: PREVIOUS, self.lock.name: LOCK}
        if re.fullmatch(self._set_aside, name):
            return SET_ASIDE
        if re.fullmatch(self._temporary, name):
            return LEFTOVER
        return fixed.get(name)

    def present(self) -> Iterator[tuple[Path, int, str]]:
        """Yield path, bytes and kind of this case's files, the lock last; raises `OSError`.

        Only regular files of this user: anything else under such a name is not ours.
        """
        found = [(path, self.kind(path.name)) for path in self.current.parent.iterdir()]
        for path, kind in sorted(found, key=lambda pair: (pair[1] == LOCK, pair[0])):
            with suppress(FileNotFoundError):
                status = path.lstat() if kind else None
                if kind and status and _ours(status):
                    yield path, status.st_size, kind


def _ours(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
