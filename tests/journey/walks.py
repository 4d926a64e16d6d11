"""What Hypothesis may do with a case: any action, in any order, with time moving forward."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cases import BOOK, KINDS, NOW, Person
from hypothesis import strategies as st

from tui.journey import actions
from tui.journey.documents import own_id
from tui.journey.progress import Finding, Photo, Progress, mark

HOSTILE = [
    "",
    "[/]",
    "\x1b[2J",
    'a "quoted"\r\nline',
    "{email}",
    "'''",
    '"""',
    "\\",
    "\x00",
    "x" * 5000,
]
ZONES = [ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")]

TEXTS = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
)
SHORT = TEXTS.map(lambda text: text[:300])
LINE = "A bank statement"
DOCUMENTS = ["selfie", "id", "note", "clip", own_id(LINE)]


def _ids(*known: str) -> st.SearchStrategy[str]:
    """Mostly what the playbook knows, at times anything."""
    return st.one_of(*[st.sampled_from(known)] * 9, SHORT)


_CRITERIA = [
    (document.id, criterion.id)
    for profile in BOOK.profiles
    for document in profile.document
    for criterion in document.criterion
]
MARKS = _ids(
    *(mark("criterion", *ids) for ids in _CRITERIA),
    *(mark("task", step.id, task.id) for step in BOOK.steps for task in step.task),
    *(mark(how, step.id) for step in BOOK.steps for how in ("done", "skipped")),
    *(mark("copy", copy.id) for copy in BOOK.copies),
    *(mark("kept", document, "blur") for document in DOCUMENTS),
    mark("later", "situation", "lock"),
    mark("later", "situation", "clock"),
    mark("nothing-saved"),
    mark("send-anyway", "1"),
    mark("send-anyway", "2"),
    "criterion",
    "kept",
)
CHOICES = st.one_of(
    st.tuples(st.just("situation"), _ids(*(one.id for one in BOOK.situations))),
    st.tuples(st.just("product"), _ids(*(one.id for one in BOOK.products))),
    st.tuples(st.just("way-in"), _ids(*(one.id for one in BOOK.ways_in), "")),
    st.tuples(st.just("profile"), _ids(*(one.id for one in BOOK.profiles))),
    st.tuples(st.just("authenticator"), _ids("aegis", "ente")),
    st.tuples(SHORT, SHORT),
)
PLACES = _ids(*(one.id for one in BOOK.places))
DAYS = st.one_of(
    st.none(), st.dates(), st.dates(NOW.date() - timedelta(40), NOW.date() + timedelta(400))
)
MOMENTS = st.one_of(
    st.floats(-200, 5).map(lambda hours: NOW + timedelta(hours=hours)),
    st.datetimes(timezones=st.sampled_from(ZONES), allow_imaginary=False),
)
OUTCOMES = st.sampled_from(["approved", "more", "rejected", "other"])
FIELDS = _ids("email", "details", "story", "message", "asked", "account-name", "id/name")

ANSWERS: st.SearchStrategy[actions.Action] = st.builds(
    actions.GotOutcome,
    OUTCOMES,
    TEXTS,
    st.dictionaries(_ids(*DOCUMENTS), _ids("blurred"), max_size=3),
    st.one_of(TEXTS, st.just(LINE)),
)
ACTIONS: st.SearchStrategy[actions.Action] = st.one_of(
    st.builds(actions.Ticked, MARKS, st.booleans()),
    st.builds(lambda pair: actions.Chose(*pair), CHOICES),
    st.builds(actions.Wrote, FIELDS, st.one_of(TEXTS, st.just(LINE))),
    st.builds(actions.Dated, _ids("note/date", "id/expiry", "drill"), DAYS),
    st.builds(actions.Looked, PLACES, st.sampled_from(["nothing", "found", None])),
    st.builds(actions.KeyTried, PLACES, st.booleans()),
    st.builds(actions.WayTried, st.booleans()),
    st.builds(actions.Sent, MOMENTS, TEXTS, TEXTS),
    st.builds(actions.Corrected, MOMENTS, TEXTS, TEXTS),
    ANSWERS,
    st.builds(actions.TookBack),
    st.builds(actions.Accepted, st.booleans()),
    st.builds(
        actions.Checked, _ids("key"), st.sampled_from(["well-formed", "match", "clock", "no-match"])
    ),
)
_DIGESTS = st.sampled_from([letter * 64 for letter in "abc"])
_PATHS = _ids("/p/one.jpg", "/p/two.jpg")
PHOTOS = st.builds(
    Photo,
    path=_PATHS,
    size=st.integers(0, 10**7),
    sha256=_DIGESTS,
    at=st.just(NOW),
    side=_ids("", "Front"),
    findings=st.lists(
        st.builds(
            Finding,
            check=_ids("opens", "blur"),
            level=st.sampled_from(["problem", "check", "ask"]),
            message=SHORT,
        ),
        max_size=2,
    ).map(tuple),
)
ACTIONS |= st.one_of(
    st.builds(actions.Attached, _ids(*DOCUMENTS), PHOTOS),
    st.builds(actions.Detached, _ids(*DOCUMENTS), _PATHS),
    st.builds(actions.MadeFile, _PATHS, _ids("clean-copy", "form"), _DIGESTS, _DIGESTS),
    st.builds(actions.FileGone, _PATHS),
    st.builds(actions.Noted, MOMENTS, TEXTS),
)
WALKS = st.lists(st.tuples(st.sampled_from([0, 0, 0, 0.2, 30, 80]), ACTIONS), max_size=25)
BEGINNINGS = st.sampled_from(["nothing", "answered", "ready", "sent", "rejected", "approved"])
ORDERS = (
    st.lists(st.sampled_from(KINDS), min_size=1, unique=True)
    .filter(lambda kinds: "send" in kinds or "review" not in kinds)
    .map(tuple)
)


def begun(how: str, someone: Person) -> Person:
    """Bring someone as far as that."""
    far = ["nothing", "answered", "ready", "sent", "rejected", "approved"].index(how)
    if far >= 1:
        someone.answer()
    if far >= 2:
        someone.fulfil()
    if far >= 3:
        someone.send()
    if far == 4:
        someone.hear("rejected", "note", asked=LINE)
    return someone.hear("approved") if far == 5 else someone


def walk(someone: Person, steps: list[tuple[float, actions.Action]]) -> Person:
    """Do it all."""
    for hours, action in steps:
        someone.wait(hours=hours).do(action)
    return someone


# Progress as a file may hold it, whoever wrote it: every field well-typed, nothing sensible.

_NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_WHEN = st.datetimes(
    datetime(1970, 1, 2), datetime(2999, 12, 30), timezones=st.sampled_from(ZONES)
).map(datetime.isoformat)
_ROUND = st.fixed_dictionaries(
    {"sent": _WHEN},
    optional={
        "channel": _NAMES,
        "case": _NAMES,
        "documents": st.lists(_ids(*DOCUMENTS), max_size=3),
        "outcome": OUTCOMES,
        "outcome_at": _WHEN,
        "named": st.dictionaries(_ids(*DOCUMENTS), _NAMES, max_size=3),
        "before": st.lists(st.sampled_from([{}, {"outcome": "other", "words": "?"}]), max_size=2),
        "reopened": st.fixed_dictionaries(
            {},
            optional={
                "ticks": st.lists(MARKS, max_size=3),
                "texts": st.dictionaries(FIELDS, SHORT, max_size=2),
                "asked": SHORT,
            },
        ),
    },
)
FILES = st.fixed_dictionaries(
    {"playbook": _NAMES, "playbook_version": st.integers(-5, 10**6), "started": _WHEN},
    optional={
        "ticks": st.lists(MARKS, max_size=8),
        "choices": st.lists(CHOICES, max_size=6).map(dict),
        "texts": st.dictionaries(FIELDS, SHORT, max_size=4),
        "dates": st.dictionaries(
            _ids("note/date", "id/expiry", "drill"), st.dates().map(date.isoformat), max_size=3
        ),
        "places": st.dictionaries(
            PLACES, st.sampled_from(["nothing", "found", "accepted", "refused"]), max_size=3
        ),
        "way_worked": _WHEN,
        "ways_failed": st.lists(_ids("passkey", "chat"), max_size=3),
        "accepted": _WHEN,
        "rounds": st.lists(_ROUND, max_size=4),
    },
)


def told(progress: Progress) -> list[str]:
    """Return the timeline's lines."""
    return [f"{event.what} {event.detail}".strip() for event in progress.events]
