"""What is typed and shown, but has not reached the session yet: its messages are on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.forms.rows import Field
from tui.journey.actions import Wrote

if TYPE_CHECKING:
    from tui.app import SpareKeyApp


def take_in(app: SpareKeyApp) -> None:
    """Keep what the field in focus shows; called before leaving, so that no last letter is lost.

    Blanks apart: the words are what counts, and a field tidies the blanks it is given.
    """
    focused = app.focused
    row = getattr(focused and focused.parent, "row", None)
    if isinstance(row, Field) and row.kind != "date":
        shown: str = getattr(focused, "value_now", row.value)
        if shown.split() != row.value.split():
            app.session.do(Wrote(row.field, shown))
