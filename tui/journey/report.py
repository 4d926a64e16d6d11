"""A case told in full: where it stands, as JSON or plain text, and its timeline. No secrets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tui.journey.case import Case
from tui.journey.plan import Plan, Status, plan
from tui.symbols import bar
from tui.text import clean

EVENTS = {
    "started": "Case begun",
    "chose": "Answered",
    "key-tried": "Saved key tried at the exchange",
    "way-tried": "Way in tried",
    "done": "Step confirmed",
    "skipped": "Step skipped",
    "send-anyway": "Decided to send without everything ready, round",
    "nothing-saved": "No key was saved",
    "sent": "Request sent",
    "corrected": "Request's particulars corrected",
    "outcome": "Answer",
    "took-back": "Answer taken back",
    "accepted": "The new key was accepted by the exchange",
    "checked": "Key checked",
    "undone": "Taken back",
}


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


def timeline(case: Case) -> dict[str, object]:
    """Return everything that happened, for support or a complaint; ISO 8601 with offset."""
    return {
        "playbook": case.playbook.id,
        "started": _iso(case.progress.started),
        "events": [
            {
                "at": _iso(event.at),
                "what": event.what,
                "title": EVENTS.get(event.what, event.what),
                "detail": clean(event.detail),
            }
            for event in case.progress.events
        ],
        "rounds": [
            {
                "round": number,
                "sent": _iso(one.sent),
                "channel": clean(one.channel),
                "case": clean(one.case),
                "outcome": one.outcome,
                "answered": _iso(one.outcome_at) if one.outcome_at else None,
                "words": one.words,
                "named": dict(one.named),
            }
            for number, one in enumerate(case.progress.rounds, start=1)
        ],
    }


def markdown(case: Case) -> Iterator[str]:
    """Yield the timeline as lines of Markdown."""
    yield f"# Timeline: {case.playbook.name}"
    yield ""
    yield f"Made by SpareKey on {case.now:%Y-%m-%d %H:%M %z}. It holds no key and no code."
    yield ""
    for event in case.progress.events:
        when = f"{case.local(event.at):%Y-%m-%d %H:%M %z}"
        detail = f": {_escaped(event.detail)}" if event.detail else ""
        yield f"- {when} {EVENTS.get(event.what, _escaped(event.what))}{detail}"
    for number, one in enumerate(case.progress.rounds, start=1):
        yield ""
        yield f"## Round {number}"
        yield ""
        yield f"- Sent: {case.local(one.sent):%Y-%m-%d %H:%M %z}"
        yield f"- Case number: {_escaped(one.case) or 'none noted'}"
        yield f"- Answer: {one.outcome or 'nothing yet'}"
        if one.words:
            yield f"- In their words: {_escaped(one.words)}"


def _escaped(text: str) -> str:
    """Return the text on one line, with nothing in it that Markdown would obey."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|!" else char for char in clean(text, 2000))
