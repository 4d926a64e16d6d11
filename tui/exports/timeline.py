"""Everything that happened, with times: for support, or for a complaint. It holds no secret."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from tui.journey.case import Case
from tui.journey.documents import own_lines, reason_text
from tui.journey.progress import TEXT_LIMIT, Event, Round
from tui.text import clean, key_like

TITLES = {
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
    "attached": "Photo given, of",
    "made": "File made",
    "noted": "Noted",
    "undone": "Taken back",
}
OUTCOMES = {
    None: "nothing yet",
    "approved": "approved",
    "more": "they asked for more",
    "rejected": "rejected",
    "other": "something else",
}
WITHHELD = "(left out: it looks like {what})"
"""Stands for a text that may be a key, wherever it was typed."""


def timeline(case: Case) -> dict[str, object]:
    """Return everything that happened, in order of time, as JSON has it; ISO 8601 with offset."""
    return {
        "playbook": case.playbook.id,
        "started": _iso(case.progress.started),
        "events": [
            {
                "at": _iso(event.at),
                "what": _told(event.what),
                "title": _title(event),
                "detail": _told(event.detail),
            }
            for event in _events(case)
        ],
        "rounds": [_round(number, one) for number, one in enumerate(case.progress.rounds, start=1)],
    }


def _round(number: int, one: Round) -> dict[str, object]:
    return {
        "round": number,
        "sent": _iso(one.sent),
        "channel": _told(one.channel),
        "case": _told(one.case),
        "outcome": one.outcome,
        "answered": _iso(one.outcome_at) if one.outcome_at else None,
        "words": _told(one.words),
        "named": {_told(document): _told(reason) for document, reason in one.named.items()},
    }


def markdown(case: Case) -> Iterator[str]:
    """Yield the timeline as lines of Markdown, in the person's zone."""
    yield f"# Timeline: {_escaped(case.playbook.name)}"
    yield ""
    yield f"Made by SpareKey on {_local(case, case.now)}. It adds no key and no code."
    yield "Read it through before you give it to anyone."
    yield ""
    for event in _events(case):
        detail = f": {_escaped(event.detail)}" if event.detail else ""
        yield f"- {_local(case, event.at)} {_escaped(_title(event))}{detail}"
    for number, one in enumerate(case.progress.rounds, start=1):
        yield ""
        yield f"## Round {number}"
        yield ""
        yield from _round_lines(case, one)


def _round_lines(case: Case, one: Round) -> Iterator[str]:
    channels = {channel.id: channel.text for channel in case.playbook.channels}
    yield f"- Sent: {_local(case, one.sent)}"
    yield f"- Where: {_escaped(channels.get(one.channel, one.channel)) or 'not noted'}"
    yield f"- Case number: {_escaped(one.case) or 'none noted'}"
    answered = f", {_local(case, one.outcome_at)}" if one.outcome_at else ""
    yield f"- Answer: {OUTCOMES[one.outcome]}{answered}"
    for document, reason in one.named.items():
        why = _escaped(reason_text(case, reason))
        yield f"- Asked for again: {_escaped(_document_title(case, document))} ({why})"
    if one.words:
        yield f"- In their words: {_escaped(one.words)}"


def _document_title(case: Case, document_id: str) -> str:
    """Return the title of a document of any profile, or of one of the person's own lines."""
    known = [document for profile in case.playbook.profiles for document in profile.document]
    every = (*known, *own_lines(case))
    return next((one.title for one in every if one.id == document_id), document_id)


def _events(case: Case) -> list[Event]:
    """Return the events by their time: what the person adds by hand has a time of its own."""
    return sorted(case.progress.events, key=lambda event: event.at.astimezone(UTC))


def _title(event: Event) -> str:
    return TITLES.get(event.what) or _told(event.what)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _local(case: Case, moment: datetime) -> str:
    return f"{case.local(moment):%Y-%m-%d %H:%M %z}"


def _told(text: str) -> str:
    """Return the text on one line with no control in it, or a note instead of what may be a key."""
    what = key_like(text)
    return WITHHELD.format(what=what) if what else clean(text, TEXT_LIMIT)


def _escaped(text: str) -> str:
    """Return the text as told, with nothing in it that Markdown would obey."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|!" else char for char in _told(text))
