"""Where a case stands, as JSON or plain text. No secrets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tui.journey.case import Case
from tui.journey.plan import Plan, Status, plan
from tui.symbols import bar
from tui.text import clean


def status(case: Case, saved: str) -> dict[str, object]:
    """Return where the case stands; `saved` is the path of its file. Times have their offset."""
    found = plan(case)
    return {
        "playbook": case.playbook.id,
        "progress": round(found.progress, 4),
        "next": found.next.step.id if found.next else None,
        "steps": [
            {
                "id": step.step.id,
                "title": step.step.title,
                "status": step.label,
                "why": step.why,
                "done": step.done,
                "total": step.total,
            }
            for step in found.steps
        ],
        "documents": _documents(found),
        "review": _review(case, found),
        "saved": saved,
    }


def _documents(found: Plan) -> dict[str, object]:
    items = found.readiness.items if found.readiness else ()
    return {
        "ready": sum(item.state == "ready" for item in items),
        "total": len(items),
        "items": [
            {
                "id": item.document.id,
                "title": item.document.title,
                "state": item.state,
                "why": item.why,
            }
            for item in items
        ],
    }


def _review(case: Case, found: Plan) -> dict[str, object] | None:
    if case.latest is None or found.window is None:
        return None
    return {
        "round": len(case.progress.rounds),
        "sent": _iso(found.window.sent),
        "earliest": _iso(found.window.earliest),
        "latest": _iso(found.window.latest),
        "outcome": case.latest.outcome,
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def plain(case: Case) -> Iterator[str]:
    """Yield the checklist as lines of plain text."""
    found = plan(case)
    yield f"SpareKey: {case.playbook.name}"
    yield f"{bar(found.progress, 20)} {int(found.progress * 100)} %"
    yield ""
    for step in found.steps:
        box = {Status.DONE: "[x]", Status.NOT_NEEDED: "[-]"}.get(step.status, "[ ]")
        why = f" ({clean(step.why)})" if step.why else ""
        yield f"{box} {step.number:>2}  {step.step.title}: {step.label}{why}"
    if found.gathers and found.readiness and found.readiness.total:
        yield ""
        yield f"Documents: {found.readiness.ready} of {found.readiness.total} ready"
        for item in found.readiness.items:
            box = "[x]" if item.state == "ready" else "[ ]"
            why = f" ({clean(item.why)})" if item.why else ""
            yield f"{box} {clean(item.document.title)}{why}"
    if case.latest and found.window and case.under_review:
        yield ""
        yield f"Sent {found.window.sent:%Y-%m-%d %H:%M %Z}"
        yield f"Usually answered by {found.window.latest:%Y-%m-%d %H:%M %Z}"
    if found.next:
        yield ""
        yield f"Next: step {found.next.number}, {found.next.step.title}"
