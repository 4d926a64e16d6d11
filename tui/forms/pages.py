"""Which form belongs to which kind of step."""

from __future__ import annotations

from importlib import import_module

from tui.forms.rows import Page, Row
from tui.journey.schema import Kind

_FORMS: dict[Kind, str] = {
    "situation": "start.situation",
    "saved-key": "start.saved_key",
    "way-in": "start.way_in",
    "support": "start.support",
    "request": "writing.write_request",
    "documents": "papers.gather",
    "send": "sending.check_before_sending",
    "review": "waiting.review",
    "new-2fa": "after.new_2fa",
    "prevention": "after.prevention",
}
"""The module and function of every kind, imported when the first such step is shown."""
MODULES = frozenset(f"forms.{name.partition('.')[0]}" for name in _FORMS.values())
"""The modules of all forms, within `tui`."""


def form(page: Page) -> tuple[Row, ...]:
    """Return the rows of the step that the page is about."""
    module, _, function = _FORMS[page.here.step.kind].partition(".")
    rows: tuple[Row, ...] = tuple(getattr(import_module(f"tui.forms.{module}"), function)(page))
    return rows
