"""Readiness: which documents are asked for, and which of them a reviewer could send back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from tui.journey import photos
from tui.journey.case import Case, once
from tui.journey.progress import NAME_LIMIT, Photo, Round
from tui.journey.schema import Criterion, Document, Profile

State = Literal["not-ready", "ready", "needs-attention"]

EXPIRES_SOON = timedelta(days=31)
"""An ID that expires within this time is worth a warning (Sumsub's published rule)."""
OWN = "asked-"
"""Ids of the lines that the person wrote down from the chat begin so."""


class Item(Struct, frozen=True):
    """One document and where it stands."""

    document: Document
    state: State
    why: str
    """Why it isn't ready, or what to mind; empty when there is nothing to say."""
    done: int
    """Required criteria that are ticked."""
    total: int
    """Required criteria."""
    frozen: bool
    """Sent already: nothing about it changes while it is under review."""


class Readiness(Struct, frozen=True):
    """All documents of the profile that holds."""

    profile: Profile
    items: tuple[Item, ...]

    @property
    def ready(self) -> int:
        """How many items are ready."""
        return sum(item.state == "ready" for item in self.items)

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.items)

    @property
    def left(self) -> tuple[Item, ...]:
        """The items that have not gone out as they are now."""
        return tuple(item for item in self.items if not item.frozen)

    @property
    def complete(self) -> bool:
        """Whether there is at least one item and all are ready."""
        return 0 < self.total == self.ready


def profile(case: Case) -> Profile | None:
    """Return the profile chosen, or the playbook's first."""
    wanted = case.chosen("profile")
    every = case.playbook.profiles
    return next((one for one in every if one.id == wanted), every[0] if every else None)


def own_lines(case: Case) -> tuple[Document, ...]:
    """Return a document for each line that the person wrote down from the chat."""
    lines = (" ".join(line.split()) for line in case.text("asked").splitlines())
    by_id = {own_id(line): line for line in lines if line}
    return tuple(
        Document(id=name, title=line[:NAME_LIMIT], criterion=(OWN_CRITERION,))
        for name, line in by_id.items()
    )


def own_id(line: str) -> str:
    """Return the id of a line that the person wrote down; the same words, the same id."""
    from hashlib import sha256  # late: OpenSSL loads slowly, and most cases have no such line

    words = " ".join(line.casefold().split())
    digest = sha256(words.encode(errors="replace")).hexdigest()[:8]
    return OWN + re.sub(r"\W+", "-", words)[:40] + "-" + digest


OWN_CRITERION = Criterion(id="as-asked", text="It is as support asked for it")


@once
def documents(case: Case) -> tuple[Document, ...]:
    """Return the documents asked for: the profile's, and what support asked for beside them."""
    chosen = profile(case)
    if chosen is None:
        return ()
    asked_more = any(one.outcome in ("more", "rejected") for one in case.progress.rounds)
    own = own_lines(case) if chosen.own_lines or asked_more else ()
    return chosen.document + own


@once
def readiness(case: Case) -> Readiness | None:
    """Return where every document stands, or None where the playbook asks for none."""
    chosen = profile(case)
    if chosen is None:
        return None
    return Readiness(chosen, tuple(_item(case, document) for document in documents(case)))


def photos_to_send(case: Case) -> tuple[tuple[Document, Photo], ...]:
    """Return every photo that is yet to go out, with its document."""
    found = readiness(case)
    left = (item.document for item in found.left) if found else ()
    return tuple((one, photo) for one in left for photo in photos.attached(case, one.id))


def _item(case: Case, document: Document) -> Item:
    required = [one for one in document.criterion if one.required]
    done = sum(case.ticked("criterion", document.id, one.id) for one in required)
    sent = _sent_in(case, document)
    as_of = sent.sent.date() if sent else case.today
    state, why = _state(case, document, done == len(required), as_of)
    if sent and _before_us(case, sent):
        state, why = "ready", "sent before"
    elif not why and state != "ready":
        why = f"{done} of {len(required)} points"
    return Item(document, state, why, done, len(required), frozen=sent is not None)


def _state(case: Case, document: Document, ticked: bool, as_of: date) -> tuple[State, str]:
    """Return the state on that date, and why it is so where there is something to say."""
    if wrong := next(_problems(case, document, as_of), ""):
        return "needs-attention", wrong
    if ticked and _undated(case, document):
        return "not-ready", "the date on it is missing"
    if ticked:
        return "ready", _warning(case, document, as_of)
    named = case.latest.named.get(document.id) if case.latest and case.reopened else None
    if named is not None:
        return "needs-attention", reason_text(case, named)
    return "not-ready", ""


def _sent_in(case: Case, document: Document) -> Round | None:
    """Return the round in which the document as it is now went out, if it did."""
    for one in reversed(case.progress.rounds):
        if document.id in one.named:
            return None
        if document.id in one.documents:
            return one
    return None


def is_frozen(case: Case, document_id: str) -> bool:
    """Whether that document went out as it is, so that nothing about it changes now."""
    return any(
        document.id == document_id and _sent_in(case, document) for document in documents(case)
    )


def _before_us(case: Case, sent: Round) -> bool:
    return case.sent_elsewhere and sent is case.progress.rounds[0]


def reason_text(case: Case, reason: str) -> str:
    """Return the words for a reason: the playbook's, or the person's own."""
    found = next((one.text for one in case.playbook.reasons if one.id == reason), reason)
    return found or "asked for again"


def _undated(case: Case, document: Document) -> bool:
    dated = document.stale_after_days is not None
    return dated and case.date_of(f"{document.id}/date") is None


def _problems(case: Case, document: Document, as_of: date) -> Iterator[str]:
    written, expiry = case.date_of(f"{document.id}/date"), case.date_of(f"{document.id}/expiry")
    if written and document.stale_after_days is not None:
        if (as_of - written).days > document.stale_after_days:
            yield f"its date, {written}, is past: write a new one with today's date"
        if written > as_of:
            yield f"its date, {written}, lies in the future"
    if document.expires and expiry and expiry < as_of:
        yield f"it expired on {expiry}"
    if wrong := photos.problem(case, document):
        yield wrong


def _warning(case: Case, document: Document, as_of: date) -> str:
    expiry = case.date_of(f"{document.id}/expiry")
    warnings = []
    if document.expires and expiry and expiry - as_of < EXPIRES_SOON:
        warnings.append(f"it expires on {expiry}: less than a month away")
    if document.named and (difference := names_differ(case, document)):
        warnings.append(difference)
    if looked := sum(1 for _ in photos.kept(case, document.id)):
        findings = "1 finding" if looked == 1 else f"{looked} findings"
        warnings.append(f"{findings} on its photos looked at and kept")
    return "; ".join(warnings)


def names_differ(case: Case, document: Document) -> str:
    """Return how the name on the document and on the account differ, or an empty text.

    Accents, order, case and punctuation do not count. Empty too while one is not given.
    """
    account, holder = case.text("account-name"), case.text(f"{document.id}/name")
    if not (account and holder):
        return ""
    ours, theirs = _name_parts(account), _name_parts(holder)
    if sorted(ours) == sorted(theirs):
        return ""
    only_account = [part for part in ours if part not in theirs]
    only_holder = [part for part in theirs if part not in ours]
    parts = []
    if only_account:
        parts.append(f"only on the account: {' '.join(only_account)}")
    if only_holder:
        parts.append(f"only on the document: {' '.join(only_holder)}")
    return f"the names differ ({'; '.join(parts) or 'a part stands twice'})"


def _name_parts(name: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name)).casefold()
    plain = unicodedata.normalize("NFKD", apart).translate(_STROKES)
    letters = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "".join(letters).split()


_APOSTROPHES = re.compile(r"['`´‘’ʻʼ]")
_STROKES = str.maketrans("łøđħŧı", "lodhti")
"""Letters whose stroke or missing dot Unicode does not take apart."""
