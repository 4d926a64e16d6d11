"""The last guard before the terminal: no control character of any text gets through."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.symbols import to_ascii

# C0, DEL, C1, bidi and zero-width format characters, line and paragraph separators, tags.
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


class Belt(LineFilter):
    """Replaces what a terminal could obey; text is cleaned long before, this is the belt."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        """`ascii_only`: replace what a terminal without UTF-8 could not show, too."""
        super().__init__()
        self._ascii_only = ascii_only

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without control characters, as wide as they were."""
        return [segment if segment.control else self._safe(segment) for segment in segments]

    def _safe(self, segment: Segment) -> Segment:
        text = _CONTROL.sub(lambda found: " " * cell_len(found[0]), segment.text)
        if self._ascii_only:
            text = to_ascii(text)
        return segment if text == segment.text else Segment(text, segment.style)
