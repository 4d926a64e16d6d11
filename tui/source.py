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
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    elif text.startswith("file://"):
        text = unquote(text.removeprefix("file://").removeprefix("localhost"))
    elif "\\" in text and not os.path.lexists(text):
        text = _unescaped(text)
    try:
        return Path(text).expanduser()
    except RuntimeError:  # no home
        return Path(text)


def _unescaped(text: str) -> str:
    kept, escaped = [], False
    for char in text:
        escaped = char == "\\" and not escaped
        kept.append("" if escaped else char)
    return "".join(kept)


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
