"""One way to every export: which format, made from which case."""

from __future__ import annotations

import json
from typing import Literal

from tui.exports.paper import Paper
from tui.journey.case import Case

Format = Literal["md", "json", "ics", "pdf"]

NO_DATES = (
    "There is nothing to put into a calendar: no request is waited for, no dated note, no drill."
)


def make(kind: Format, case: Case, paper: Paper) -> bytes:
    """Return the timeline (`md`, `json`, UTF-8), the dates (`ics`) or the recovery form (`pdf`).

    Empty where no date is to come. What each needs is imported only now.
    """
    match kind:
        case "ics":
            from tui.exports.calendar import calendar

            return calendar(case)
        case "pdf":
            from tui.exports.recovery_form import recovery_form

            return recovery_form(case.playbook.name, paper=paper, today=case.today)
        case "json":
            from tui.exports.timeline import timeline

            return f"{json.dumps(timeline(case), indent=2)}\n".encode()
        case "md":
            from tui.exports.timeline import markdown

            return "".join(f"{line}\n" for line in markdown(case)).encode("utf-8", "replace")
