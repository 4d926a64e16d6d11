"""The few symbols in use, with ASCII ones for terminals that have no UTF-8."""

from __future__ import annotations

import locale
import os

from msgspec import Struct


class Symbols(Struct, frozen=True):
    """One set of symbols; each is one cell wide."""

    done: str
    current: str
    open: str
    blocked: str
    attention: str
    waiting: str
    not_needed: str
    cursor: str
    chosen: str
    bar_full: str
    bar_empty: str
    dot: str


UNICODE = Symbols("✓", "◐", "○", "×", "!", "…", "–", "▸", "•", "━", "─", "·")
ASCII = Symbols("x", "/", "o", "#", "!", "~", "-", ">", "*", "=", ".", "-")


def symbols(encoding: str | None = None) -> Symbols:
    """Return the set for an encoding (default: the one that the locale asks for)."""
    name = (encoding or _encoding()).replace("-", "").casefold()
    return UNICODE if name == "utf8" else ASCII


def _encoding() -> str:
    """The locale's character set, as the environment names it (POSIX: LC_ALL, LC_CTYPE, LANG)."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        if value := os.environ.get(name):
            _, dot, charset = value.partition(".")
            return charset.partition("@")[0] if dot else locale.getpreferredencoding(False)
    return locale.getpreferredencoding(False)


def bar(share: float, width: int, using: Symbols) -> str:
    """Return a bar of `width` cells; full only at 1.0, empty only at 0.0."""
    full = int(share * width) if share < 1 else width
    if share > 0 and full == 0:
        full = min(1, width)
    return using.bar_full * full + using.bar_empty * (width - full)
