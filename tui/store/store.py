"""The progress of one case on disk: open it, save it, forget it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from tui.store import files, names
from tui.store.document import plain, render
from tui.store.errors import (
    SaveFailed,
    StoreRefused,
    TooLongError,
    UnreadableError,
    named,
    not_saved,
    refused,
)
from tui.store.folder import make_folder
from tui.store.generations import GENERATION, MOST, SCHEMA, Codec, Origin, find
from tui.store.lock import Lock

T = TypeVar("T")

NOT_OPEN = "Not saved: this case is not open. Please start SpareKey again."
FORGOTTEN = "Not saved: this case was forgotten. Please start SpareKey again."
CHANGED = "Not saved: {path} was changed by another window. Please start SpareKey again."
NEWER = "{path} was made by a newer SpareKey, so nothing is saved to it. Please update SpareKey."
GROWN = (
    f"Not saved: the case has grown beyond {files.CAP // 1024} KB. "
    "Please shorten its longest texts."
)
STUCK = "{path} can't be set aside, so nothing is saved. Please move it away."


class Opened(Struct, Generic[T], frozen=True):
    """What was found on disk."""

    value: T | None
    """The progress; None if there is none, or a newer SpareKey made it."""
    origin: Origin
    """Which generation it came from."""
    message: str
    """One line to show, or ""."""
    read_only: str | None
    """Why nothing can be saved until it is opened again, one line; None if it can."""


class Store(Generic[T]):
    """One case at `path`, with its previous generation, its lock and its set-aside files."""

    def __init__(self, path: Path, codec: Codec[T]) -> None:
        self.path = path
        """The newest save."""
        self._codec = codec
        self._names = names.Names(path)
        self._lock = Lock(self._names.lock)
        self._barred: str | None = NOT_OPEN
        self._seen: bytes | None = None
        """What the current file held when we last read or wrote it."""
        self._safe: Mapping[str, object] | None = None
        """The document that is known to be safe on disk, without its generation."""
        self._generation = 0

    def open(self) -> Opened[T]:
        """Take the lock, mend what is broken, and return the newest progress that can be read.

        What can't be read is set aside under another name. Raises `StoreRefused` when something
        stands in a place of ours that is not ours, or may not be read.
        """
        for path in (self._names.current, self._names.previous, self._names.lock):
            files.guard(path)
        held, trouble = self._take()
        found = find(self._names, self._codec, mend=not trouble)
        self._seen, self._safe, self._generation = found.data, found.document, found.generation
        self._barred = None if held else trouble
        if found.newer:
            self._barred = NEWER.format(path=named(self.path))
        elif found.stuck:
            self._barred = self._barred or STUCK.format(path=named(found.stuck))
        lines = filter(None, (found.message, self._barred or trouble))
        return Opened(found.value, found.origin, " ".join(lines), self._barred)

    def _take(self) -> tuple[bool, str]:
        """Take the lock; whether saves may be tried, and what keeps them from working now."""
        try:
            make_folder(self.path.parent)
            if not self._lock.acquire():
                return False, f"{self._holder()} Nothing is saved from here."
            self._sweep()
        except OSError as error:
            return True, str(not_saved(self.path, error))
        return True, ""

    def _holder(self) -> str:
        who = self._lock.holder()
        return f"Another SpareKey window{f' ({who})' if who else ''} has this case open."

    def _sweep(self) -> None:
        """Remove what unfinished saves left; a folder that can't be listed can wait."""
        with suppress(StoreRefused):
            for path, _, kind in self.files():
                if kind == names.LEFTOVER:
                    files.remove(path)

    def peek(self) -> Opened[T]:
        """Return the newest progress that can be read; nothing is locked, renamed or created.

        Raises `StoreRefused` as `open` does.
        """
        found = find(self._names, self._codec, mend=False)
        newer = NEWER.format(path=named(self.path)) if found.newer else None
        return Opened(found.value, found.origin, found.message or newer or "", newer)

    def save(self, value: T, *, also_previous: bool = False) -> None:
        """Bring `value` to the disk, whole; it is safe there when this returns.

        With `also_previous` both generations hold it, so that what it no longer contains is in
        neither. Raises `SaveFailed`: then the file holds the progress of before or, if only the
        last step failed, the new; the next save starts over.
        """
        if self._barred:
            raise SaveFailed(self._barred)
        try:
            document = {SCHEMA: self._codec.version, **self._codec.dump(value)}
            self._save(plain(document), also_previous)
        except OSError as error:
            raise not_saved(self.path, error) from None
        except StoreRefused as error:
            raise SaveFailed(f"Not saved: {error}", error.errno) from None
        except TooLongError:
            raise SaveFailed(GROWN) from None
        except ValueError as error:
            raise SaveFailed(f"Not saved: {error}. Please undo your last change.") from None

    def _save(self, document: Mapping[str, object], also_previous: bool) -> None:
        number = self._generation % MOST + 1
        data = render({GENERATION: number, **document})
        make_folder(self.path.parent)
        self._check_unchanged()
        if document == self._safe and not also_previous:
            return
        self._safe = None
        self._replace(data, also_previous)
        files.sync_folder(self.path.parent)
        self._safe, self._generation = document, number

    def _check_unchanged(self) -> None:
        """Raise `SaveFailed` unless the case is ours alone, as we left it.

        Looks at the content, which holds the generation: a copy with the old time is found out,
        the same bytes written back by a sync service do no harm.
        """
        if not self._lock.acquire():
            raise SaveFailed(f"Not saved: {self._holder()}")
        files.guard(self._names.previous)
        changed = SaveFailed(CHANGED.format(path=named(self.path)))
        try:
            now = files.read(self.path)
        except UnreadableError:
            raise changed from None
        if now is None:
            self._seen = self._safe = None
        elif now != self._seen:
            raise changed

    def _replace(self, data: bytes, also_previous: bool) -> None:
        """Put `data` in the place of the current file, which becomes the previous one."""
        temporary = files.write_temporary(self._names, data)
        try:
            if self._seen is not None and not also_previous:
                files.copy_to_previous(self._names, self._seen)
            temporary.replace(self.path)
        finally:
            files.remove(temporary)
        self._seen = data
        if also_previous:
            files.copy_to_previous(self._names, data)

    def close(self) -> None:
        """Let another window write; `open` takes it up again."""
        self._lock.release()
        self._barred = NOT_OPEN

    def files(self) -> list[tuple[Path, int, str]]:
        """Return every file of this case: its path, its bytes, and what it is.

        Raises `StoreRefused` if the folder can't be looked into.
        """
        try:
            return list(self._names.present())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise refused(self.path.parent, error) from None

    def forget(self) -> list[Path]:
        """Remove every file of this case and return their paths; nothing else is touched.

        Raises `StoreRefused` while another window has the case open, or when a file can't be
        removed; the others are gone then.
        """
        try:
            if not self.files():
                return []
            if not self._lock.acquire():
                raise StoreRefused(f"{self._holder()} Please close it first.")
            return self._remove_all()
        except OSError as error:
            raise refused(self.path, error) from None

    def _remove_all(self) -> list[Path]:
        self._barred = FORGOTTEN
        removed, failed = [], []
        for path, _, _ in self.files():
            try:
                path.unlink()
                removed.append(path)
            except OSError as error:
                failed.append(refused(path, error))
        self._lock.release()
        files.sync_folder(self.path.parent)
        if failed:
            raise failed[0]
        return removed
