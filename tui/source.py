"""A file that a person names, drops or pastes the path of: found, and read with care."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import unquote

from tui.problem import Problem

LARGEST = 50 * 1024 * 1024
"""Bytes of the largest picture that is read; other sources have smaller limits of their own."""


def dropped(text: str) -> Path:
    """Return the path that a terminal makes of a dropped file, or that a person types.

    It may be quoted, a `file://` address, have blanks behind backslashes, or begin with `~`.
    """
    text = text.strip()
    words = _words(text)
    text = words[0] if len(words) == 1 else text
    if text.startswith("file://"):
        text = unquote(text.removeprefix("file://").removeprefix("localhost"))
    try:
        return Path(text).expanduser()
    except RuntimeError:  # no home
        return Path(text)


MOST_DROPPED = 64 * 1024
"""Characters of the longest text that is taken for dropped files."""


def are_several(text: str) -> bool:
    """Whether a terminal makes such a text of several files that are dropped at once.

    They stand on one line, or on a line each.
    """
    text = text.strip()
    if len(text) > MOST_DROPPED or os.path.lexists(text):
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    return _are_files(lines) or _are_files(_words(text))


def _are_files(words: list[str]) -> bool:
    return len(words) > 1 and all(os.path.lexists(dropped(word)) for word in words)


def _words(text: str) -> list[str]:
    """Return the text taken apart as a shell does; whole where that is a file, or can't be done."""
    import shlex  # late: few texts are paths

    if os.path.lexists(text):
        return [text]
    try:
        return shlex.split(text)
    except ValueError:  # a quote without its like
        return [text]


def bytes_of(path: str | Path) -> bytes:
    """Return a regular file's bytes, at most one over the cap. No FIFO is waited for.

    Raises `Problem`. The name is not repeated in it: it may be a key after all.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise _cannot_open(error) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Problem("not-a-file", "What is named is not a file: name a regular file.")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise _cannot_open(error) from None
    finally:
        os.close(descriptor)


def _cannot_open(error: OSError | ValueError) -> Problem:
    reason = getattr(error, "strerror", None) or "not a possible name"
    return Problem("cannot-open", f"The file cannot be opened ({reason.lower()}): name another.")
