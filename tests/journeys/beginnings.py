"""Cases that were begun another day: what the person did, without the screens in between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from walking import BOOK, Clock

from tui.journey import actions
from tui.journey.actions import Action, Checked, Chose, Dated, GotOutcome, Sent, Ticked, Wrote
from tui.journey.case import Case
from tui.journey.progress import Progress, ProgressCodec, mark
from tui.store import Store

ANSWERED = (Chose("situation", "lost"), Chose("product", "app"))
NOTHING_SAVED = (Ticked(mark("nothing-saved")),)
IN_THE_CHAT = (Chose("way-in", "support"),)
SUPPORT = (Ticked(mark("done", "support")),)
WRITTEN = (
    Chose("topic", "2fa-issues"),
    Wrote("email", "maria@example.com"),
    Wrote("details", "Maria Fernanda Gonzalez, Spain"),
    Wrote("story", "I left it in a taxi."),
    Ticked(mark("done", "request")),
)
NAMED = (GotOutcome("rejected", "The note is blurred.", {"note": "blur"}),)
PROVED = (Chose("authenticator", "aegis"), Checked("key", "match"), actions.Accepted())
PREVENTED = (Ticked(mark("copy", "paper-home")), Ticked(mark("copy", "cloud-backup")))
FAR = (
    "answered",
    "searched",
    "way-chosen",
    "support-reached",
    "written",
    "ready",
    "sent",
    "approved",
    "proved",
    "finished",
)


def begin(path: Path, clock: Clock, how_far: str, *more: Action) -> Progress:
    """Save a case that is as far as that, and then `more`; it began a day ago at the most."""
    progress = actions.begin(BOOK.id, BOOK.version, clock())
    stages = {**_stages(clock), "rejected": (*NAMED,)}
    names = (*FAR[: FAR.index("sent") + 1], "rejected") if how_far == "rejected" else FAR
    todo = [action for name in names[: names.index(how_far) + 1] for action in stages[name]]
    for action in (*todo, *more):
        progress = actions.act(Case(BOOK, progress, clock()), action)
    return save(path, progress)


def save(path: Path, progress: Progress) -> Progress:
    store = Store(path, ProgressCodec())
    store.open()
    store.save(progress)
    store.close()
    return progress


def _stages(clock: Clock) -> dict[str, tuple[Action, ...]]:
    today = clock().date()
    points = [
        Ticked(mark("criterion", document.id, criterion.id))
        for document in BOOK.profiles[0].document
        for criterion in document.criterion
    ]
    return {
        "answered": ANSWERED,
        "searched": NOTHING_SAVED,
        "way-chosen": IN_THE_CHAT,
        "support-reached": SUPPORT,
        "written": WRITTEN,
        "ready": (*points, Dated("note/date", today)),
        "sent": (Sent(clock(), "live-chat", "CS-1042"),),
        "approved": (GotOutcome("approved"),),
        "proved": PROVED,
        "finished": (*PREVENTED, Dated("drill", today + timedelta(days=181))),
    }
