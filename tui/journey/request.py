"""The words that are sent: composed from the playbook's templates and the person's answers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Literal

from tui.journey.case import Case, once
from tui.journey.documents import readiness
from tui.journey.playbook import holds, tag_groups
from tui.text import code_like

FIELDS = ("email", "details", "story")
"""What the person fills in, each a text of the progress."""


def compose(case: Case, use: Literal["request", "chase", "reply"]) -> str:
    """Return the message for that use, with a gap in brackets for whatever is not given yet.

    The first template whose `when` holds is taken; empty where the playbook has none.
    """
    groups = tag_groups(case.playbook)
    template = next(
        (
            m.text
            for m in case.playbook.messages
            if m.use == use and holds(m.when, case.tags, groups)
        ),
        "",
    )
    lines = (_filled(case, line) for line in template.split("\n"))
    filled = "\n".join(line for line in lines if line is not None)
    return re.sub(r"\n{3,}", "\n\n", filled).strip()


def _filled(case: Case, line: str) -> str | None:
    """Return the line filled in, or None where it has fields and nothing stands in any of them."""
    values = {name: _value(case, name) for name in re.findall(r"\{(\w+)\}", line)}
    if values and not any(values.values()):
        return None
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], line)


@once
def refusal(case: Case) -> str:
    """Return why the request can't go out as it is, or an empty text: nobody needs a code."""
    found = code_like(message(case))
    if found is None or case.ticked("no-code"):
        return ""
    return f"“{found}” looks like a code. Take it out: nobody needs one for a reset."


@once
def message(case: Case) -> str:
    """Return the request as it would be sent: the person's own version, or the composed one."""
    own = case.text("message")
    return own if own.strip() else compose(case, "request")


def _value(case: Case, name: str) -> str:
    latest = case.latest
    topic = next((t.text for t in case.playbook.topics if t.id == case.chosen("topic")), "")
    values = {
        "reason": case.situation.says if case.situation else "",
        "product": case.product.says if case.product else "",
        "topic": topic or (case.playbook.topics[0].text if case.playbook.topics else ""),
        "case": latest.case if latest else "",
        "sent": _abroad(case.local(latest.sent)) if latest else "",
        "items": _items(case),
    }
    return values.get(name) or case.text(name).strip() or _GAPS.get(name, "")


_GAPS = {
    "email": "[the account's e-mail address]",
    "details": "[the account details they ask for]",
    "story": "[what happened]",
    "case": "[none given]",
}


def _abroad(moment: datetime) -> str:
    """Return a local time as it is clear to a reader in another zone: names of zones repeat."""
    zone = timezone(moment.utcoffset() or timedelta())
    return f"{moment:%Y-%m-%d %H:%M} {zone}"


def _items(case: Case) -> str:
    """The documents to name: those asked for again, or all."""
    found = readiness(case)
    if found is None:
        return ""
    return "\n".join(f"- {item.document.title}" for item in found.left or found.items)
