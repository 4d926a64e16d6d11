"""Progress as TOML: bombs are refused before they are parsed, and what is written can be read."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Any

import tomli
import tomli_w

from tui.store.errors import StoreRefused, TooLongError, UnreadableError
from tui.store.files import CAP, TOO_LONG
from tui.text import clean

DOTS = 8
"""Most dots in one line outside strings; our names have three parts, a moment has one dot.
`tomllib` 3.11 needs 3.5 GB for one name of 30,000 parts, and 800 MB for 60,000 of thirteen."""
DOTS_IN_ALL = 40_000
"""Most dots outside strings in all: every moment has one."""
TABLES = 20_000
"""Most lines that begin as a table's heading does; 5,000 events need as many."""
DEPTH = 32
"""Deepest nesting of arrays and inline tables; progress needs four."""

# Every string and comment, to its end or, unclosed, as far as a parser would look for one. Each
# alternative is possessive and its closing is optional, so that the time is linear.
_STRINGS = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5})?'
    r"|'''(?:[^']|'{1,2}(?!'))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_HEADING = re.compile(r"^[ \t]*\[", re.MULTILINE)


def render(document: Mapping[str, object]) -> bytes:
    """Return `document` as TOML in UTF-8, read back and found equal.

    Raises `ValueError`, one line, if it has no such form; `TooLongError` if nobody could read it.
    """
    try:
        data = tomli_w.dumps(document).encode()
        if len(data) > CAP:
            raise TooLongError
        back = parse(data)
    except TooLongError:
        raise
    except (TypeError, ValueError, RecursionError, StoreRefused) as error:
        raise ValueError(f"it holds something that can't be written ({short(error)})") from None
    if back != document:
        raise ValueError("it would not be read back as it was")
    return data


def parse(data: bytes) -> dict[str, Any]:
    """Return the document in `data`; a byte order mark is passed over.

    Raises `UnreadableError`, or `StoreRefused` when memory runs out: no fault of the file's.
    """
    if len(data) > CAP:
        raise UnreadableError(TOO_LONG)
    try:
        text = data.removeprefix(BOM_UTF8).decode()
        _check_shape(text)
        return tomli.loads(text)
    except UnreadableError:
        raise
    except UnicodeDecodeError:
        raise UnreadableError("it is not UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"it is not valid TOML: {short(error)}") from None
    except MemoryError:
        raise StoreRefused("There is not enough memory. Please close some programs.") from None


def _check_shape(text: str) -> None:
    """Raise `UnreadableError` for what would take a parser too long; linear in the text."""
    bare = _STRINGS.sub("", text)
    if len(_HEADING.findall(bare)) > TABLES:
        raise UnreadableError("it has too many tables")
    if bare.count(".") > DOTS_IN_ALL or any(line.count(".") > DOTS for line in bare.split("\n")):
        raise UnreadableError("its names have too many parts")
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", bare):
        depth += 1 if bracket in "[{" else -1
        if depth > DEPTH:
            raise UnreadableError("it is nested too deeply")


def short(error: Exception) -> str:
    """Return an error's text, fit for the middle of a line."""
    return clean(str(error) or type(error).__name__, 80)


def plain(document: Mapping[str, object]) -> dict[str, object]:
    """Return `document` with every tuple in it as a list, as TOML gives it back."""
    return {key: _plain(value) for key, value in document.items()}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
