"""A field for a key: masked, with no way to copy it out, and pastes taken whole."""

from __future__ import annotations

from rich.cells import cached_cell_len
from textual.events import Paste
from textual.widgets import Input

LONGEST = 64 * 1024
"""Characters of the longest paste that is taken."""


def forget_drawn() -> None:
    """Empty what Rich remembers of texts that it measured: keys that were typed or shown, too."""
    cached_cell_len.cache_clear()


class SecretInput(Input):
    """A masked field; what it holds leaves it only through `take`."""

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(password=True, compact=True, placeholder=label, id=id)

    def take(self) -> str:
        """Return what was entered, and empty the field."""
        text, self.value = self.value, ""
        return text

    def _on_paste(self, event: Paste) -> None:
        """Take every line of a paste: a wrapped key cut at its first line is another key."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(event.text[:LONGEST])

    def action_copy(self) -> None:
        """Keep the key off the clipboard."""

    def action_cut(self) -> None:
        """Keep the key off the clipboard."""


class CodeInput(Input):
    """A field for a code, shown as it is typed; a key that lands here by mistake is masked."""

    def validate_value(self, value: str) -> str:
        """Mask it before it is drawn, once a letter is in it: codes are digits."""
        self.password = any(char.isalpha() for char in value)
        return value
