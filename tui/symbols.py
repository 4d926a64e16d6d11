"""The few symbols in use, and plain ASCII for terminals that have no UTF-8."""

from __future__ import annotations

import locale
import os
import unicodedata

DONE = "✓"
CURRENT = "◐"
OPEN = "○"
BLOCKED = "·"
ATTENTION = "!"
WAITING = "…"
NOT_NEEDED = "–"
CURSOR = "▸"
CHOSEN = "•"
BAR_FULL = "━"
BAR_EMPTY = "─"

# Each stands for one cell, so that nothing moves; whatever else has no ASCII form becomes "?".
_ASCII = {
    **dict(zip("✓◐○·…–—▸•━─×", "x/o.~-->*=-x", strict=True)),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚‹›", "'"),
    **dict.fromkeys("│┃║▌▐▏▎▍▕▊▋", "|"),
    **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼┏┓┗┛", "+"),
    **dict.fromkeys("═▔", "-"),
    **dict.fromkeys("▁▂▃▄▅▆▇█▀", "#"),
    **dict.fromkeys("●⬤", "*"),
}


def ascii_only() -> bool:
    """Whether the locale names another character set than UTF-8; one that is unset does not."""
    return _charset().replace("-", "").casefold() not in ("", "utf8")


def _charset() -> str:
    """Return the locale's character set as POSIX looks it up: LC_ALL, then LC_CTYPE, then LANG.

    Python itself puts LC_CTYPE=C.UTF-8 in the place of the plain C locale (PEP 538), which says
    nothing of the terminal.
    """
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = os.environ.get(name, "")
        if value in ("C", "POSIX"):
            return "ascii"
        if value and not (name == "LC_CTYPE" and value == "C.UTF-8"):
            _, dot, charset = value.partition(".")
            return charset.partition("@")[0] if dot else locale.getpreferredencoding(False)
    return ""


def to_ascii(text: str) -> str:
    """Return the text in ASCII, as long as it was: accents dropped, drawings made of signs."""
    return text if text.isascii() else "".join(map(_ascii_of, text))


def _ascii_of(char: str) -> str:
    if char.isascii():
        return char
    if char in _ASCII:
        return _ASCII[char]
    plain = unicodedata.normalize("NFKD", char)[0]
    return plain if plain.isascii() else "?"


def bar(share: float, width: int) -> str:
    """Return a bar of `width` cells; full only at 1.0, empty only at 0.0."""
    full = int(share * width) if share < 1 else width
    if share > 0 and full == 0:
        full = min(1, width)
    return BAR_FULL * full + BAR_EMPTY * (width - full)
