"""The dates of a case for the person's own calendar (iCalendar, RFC 5545); no secret, no e-mail.

Without METHOD: PUBLISH would need an organizer's address (RFC 5546, section 3.2.1). Moments stand
in UTC and whole days without a zone, so no VTIMEZONE is needed. Titles name no promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from tui import __version__
from tui.forms.rows import says
from tui.journey import documents
from tui.journey.case import Case, elapsed
from tui.journey.plan import Plan, Status, plan
from tui.text import clean

if TYPE_CHECKING:
    from icalendar import Alarm, Event

DAY = timedelta(days=1)
SHOWN_FOR = timedelta(minutes=30)
"""How long a moment lasts in the calendar: long enough to be read there."""
PATIENCE = timedelta(hours=1)
"""Time after the usual window until one asks."""
WAKING = (time(9), time(21))
"""When one asks, in local time: nobody is woken for it."""
DAY_BEFORE_AT_NINE = timedelta(hours=-15)
"""Before the midnight with which a whole day begins; Outlook has no alarm after the start."""
HOST = "sparekey.invalid"
"""Ends the UIDs (RFC 7986, section 5.3, asks for a text that is nobody else's); RFC 2606 keeps
`.invalid` free."""


class Entry(Struct, frozen=True):
    """One date. `id` stays the same, so that importing again moves the entry."""

    id: str
    title: str
    about: str
    when: datetime | date
    """A moment, or a whole local day."""
    alarm: timedelta | None = None
    """When to ring, counted from the start; None: not at all."""


def calendar(case: Case) -> bytes:
    """Return the dates to come as an iCalendar file; empty where there is nothing to be dated."""
    entries = tuple(dates(case))
    if not entries:
        return b""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", f"-//SpareKey//SpareKey {__version__}//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for entry in entries:
        made.add_component(_event(case, entry))
    return bytes(made.to_ical())


def dates(case: Case) -> Iterator[Entry]:
    """Yield every date still to come: the review's window, the note, the drill."""
    found = plan(case)
    for entry in (*_review(case, found), *_stale(case, found), *_drill(case)):
        if _is_ahead(case, entry.when):
            yield entry


def _is_ahead(case: Case, when: datetime | date) -> bool:
    if isinstance(when, datetime):
        return elapsed(case.now, when) > timedelta()
    return case.today <= when < date.max


def _review(case: Case, found: Plan) -> Iterator[Entry]:
    """The review's usual window, and when to ask, while an answer is waited for."""
    waits = any(
        step.step.kind == "review" and step.status in (Status.WAITING, Status.ATTENTION)
        for step in found.steps
    )
    if not (waits and found.window):
        return
    name, usual = case.playbook.name, _usual(case)
    yield Entry(
        "earliest",
        f"{name}: an answer may come from now on",
        f"{usual} Do not send the request again.",
        found.window.earliest,
    )
    yield Entry(
        "latest",
        f"{name}: the usual time for an answer ends",
        f"{usual} Longer does not mean no. Do not send the request again.",
        found.window.latest,
    )
    yield Entry(
        "chase",
        f"{name}: no answer yet? Ask once",
        "Ask in the same conversation where it stands. Do not send a second request. "
        "If they have answered, delete this.",
        _asking(case, found.window.latest),
        alarm=timedelta(),
    )


def _usual(case: Case) -> str:
    """Return how long a review usually takes, and who says so."""
    hours = case.playbook.review
    said = says(case.playbook, hours.source)
    usual = f"Usually {hours.earliest_hours} to {hours.latest_hours} hours"
    return f"{usual}, {said}. It is no promise." if said else f"{usual}. It is no promise."


def _asking(case: Case, latest: datetime) -> datetime:
    """Return the first waking moment when it is worth asking, in the person's zone."""
    moment = case.local(latest.astimezone(UTC) + PATIENCE)
    begins, ends = WAKING
    if begins <= moment.time() < ends:
        return moment
    day = moment.date() + (DAY if moment.time() >= ends else timedelta())
    return datetime.combine(day, begins, moment.tzinfo)


def _stale(case: Case, found: Plan) -> Iterator[Entry]:
    """The day from which a dated document no longer counts, while it has not gone out."""
    for document in documents.documents(case) if found.gathers else ():
        written = case.date_of(f"{document.id}/date")
        if written is None or document.stale_after_days is None:
            continue
        day = _after(written, document.stale_after_days + 1)
        if day and not documents.is_frozen(case, document.id):
            yield Entry(
                f"stale-{document.id}",
                f"{document.title}: from today it needs a new date",
                f"The date on it, {written}, no longer counts. Make a new one before you send it. "
                "If it has gone out, delete this.",
                day,
                alarm=DAY_BEFORE_AT_NINE,
            )


def _drill(case: Case) -> Iterator[Entry]:
    day = case.date_of("drill")
    if day:
        yield Entry(
            "drill",
            "Try the backup of your 2FA key",
            "Take the saved key, not the phone, and compare its code with the phone's: "
            "sparekey verify. Then set the next date.",
            day,
            alarm=DAY_BEFORE_AT_NINE,
        )


def _after(day: date, days: int) -> date | None:
    """Return the date so many days later, or None where no calendar has it."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _event(case: Case, entry: Entry) -> Event:
    """Return the entry as VEVENT; SEQUENCE grows with time, so that the later file wins."""
    from icalendar import Event

    made = Event()
    made.add("uid", _uid(case, entry))
    made.add("dtstamp", case.now.astimezone(UTC))
    made.add("sequence", max(0, int(elapsed(case.progress.started, case.now).total_seconds())))
    made.add("summary", _words(entry.title))
    made.add("description", _words(entry.about))
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")
    _add_times(made, entry.when)
    if entry.alarm is not None:
        made.add_component(_alarm(entry, entry.alarm))
    return made


def _add_times(made: Event, when: datetime | date) -> None:
    if isinstance(when, datetime):
        start = when.astimezone(UTC).replace(microsecond=0)
        made.add("dtstart", start)
        made.add("dtend", start + SHOWN_FOR)
    else:
        made.add("dtstart", when)
        made.add("dtend", when + DAY)


def _alarm(entry: Entry, before: timedelta) -> Alarm:
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", _words(entry.title))
    made.add("trigger", before)
    return made


def _uid(case: Case, entry: Entry) -> str:
    """Return what names this date of this case: the same each time, whatever its round."""
    begun = case.progress.started.astimezone(UTC)
    return f"{case.playbook.id}-{begun:%Y%m%dT%H%M%SZ}-{entry.id}@{HOST}"


def _words(text: str) -> str:
    """Return the text on one line; a backslash, which can turn into a break, as a slash."""
    return clean(text, 400).replace("\\", "/")
