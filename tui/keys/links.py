"""Finding otpauth links in a text: one a line as a rule, or one that was wrapped over lines."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from tui.keys import base32

# At the start of a line, or after a blank, a quote or a bracket; zbarimg writes "QR-Code:" before
# it. Inside of another address it is no link. Not after a comma: in a table, the rest of the line
# holds other columns.
LINK = re.compile(
    r"""(?:^|(?<=[\s"'“<(]))(?:qr-code:)?((?:apple-)?otpauth(?:-migration)?:)""", re.IGNORECASE
)
CLOSING = {'"': '"', "'": "'", "“": "”", "<": ">", "(": ")"}
KEY_SHAPED = 16
"""Letters and digits in a row from which on a text is treated as if it were a key."""


@dataclass(frozen=True)
class Found:
    """The links of a text with their line numbers, how many lines hold none, and notes."""

    links: list[tuple[int, str]]
    others: int
    notes: tuple[str, ...]


def find(lines: list[str]) -> Found:
    """Return every link in `lines`. A single link is joined with the lines that it goes on in."""
    with_link = [number for number, line in enumerate(lines) if LINK.search(line)]
    notes: tuple[str, ...] = ()
    if len(with_link) == 1:
        lines, notes = _joined(lines, with_link[0])
    links = [(number, link) for number, line in enumerate(lines, 1) for link in _links_of(line)]
    others = sum(1 for line in lines if line and not LINK.search(line))
    return Found(links, others, notes)


def looks_like_key(text: str) -> bool:
    """Tell whether `text` may be a key (mistyped perhaps) or a link with one: do not show it."""
    shaped = re.fullmatch(r"[0-9A-Za-z]+=*", base32.squeeze(base32.bare(text)))
    return "otpauth" in text.lower() or (shaped is not None and len(shaped[0]) >= KEY_SHAPED)


def may_be_key(name: str | None) -> bool:
    """Tell whether what is given as a file's name may be a key, and no file: do not show it."""
    return name is not None and looks_like_key(name) and not os.path.lexists(name)


def _links_of(line: str) -> list[str]:
    starts = [found.start(1) for found in LINK.finditer(line)]
    ends = [*starts[1:], len(line)]
    return [_one(line, start, end) for start, end in zip(starts, ends, strict=False)]


def _one(line: str, start: int, end: int) -> str:
    """Return the link up to the quote or bracket that closes the one before it."""
    closing = CLOSING.get(line[start - 1 : start])
    link = line[start:end]
    return link.partition(closing)[0] if closing else link.rstrip()


def _joined(lines: list[str], first: int) -> tuple[list[str], tuple[str, ...]]:
    link, after = lines[first], first + 1
    while after < len(lines) and _goes_on(link, lines[after]):
        link += lines[after]
        after += 1
    notes = (f"the link was joined from {after - first} lines",) if after > first + 1 else ()
    return [*lines[:first], link, *lines[after:]], notes


def _goes_on(link: str, line: str) -> bool:
    """Tell whether `line` continues `link`: a key may continue a secret, never a name (shown)."""
    last = re.split(r"[?&]", link)[-1].lower()
    return re.fullmatch(r"[!-~]+", line) is not None and (
        last.startswith(("secret=", "data=")) or not looks_like_key(line)
    )
