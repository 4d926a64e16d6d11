"""Which form belongs to which kind of step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tui.forms import after, papers, sending, start, waiting, writing
from tui.forms.rows import Page, Row
from tui.journey.schema import Kind

_FORMS: dict[Kind, Callable[[Page], Iterator[Row]]] = {
    "situation": start.situation,
    "saved-key": start.saved_key,
    "way-in": start.way_in,
    "support": start.support,
    "request": writing.write_request,
    "documents": papers.gather,
    "send": sending.check_before_sending,
    "review": waiting.review,
    "new-2fa": after.new_2fa,
    "prevention": after.prevention,
}


def form(page: Page) -> tuple[Row, ...]:
    """Return the rows of the step that the page is about."""
    return tuple(_FORMS[page.here.step.kind](page))
