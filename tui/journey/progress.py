"""What a person has done so far: the data that is saved, schema version 1.

Nothing in here is derived; statuses, readiness and windows come from `plan`. Ids are the
playbook's. Every field's meaning is its docstring; on disk it stands under the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from tui.text import clean

SCHEMA = 1

Outcome = Literal["approved", "more", "rejected", "other"]
CheckResult = Literal["well-formed", "match", "clock", "no-match"]
TEXT_LIMIT = 4000
"""Characters of a free text."""
NAME_LIMIT = 300
"""Characters of a name, an id or a line."""
PATH_LIMIT = 4096
"""Characters of a path (PATH_MAX on Linux)."""
Text = Annotated[str, Meta(max_length=TEXT_LIMIT)]
Name = Annotated[str, Meta(max_length=NAME_LIMIT)]
Path = Annotated[str, Meta(max_length=PATH_LIMIT)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Moment = Annotated[datetime, Meta(tz=True)]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of the saved progress; unknown keys are errors."""


class Finding(Record, frozen=True):
    """What a check of a photo found; a problem breaks a published rule."""

    check: Name
    """Which check."""
    level: Literal["problem", "check", "ask"]
    """`problem`, `check` (may be sent back) or `ask` (only a person can tell)."""
    message: Text
    """What it is."""
    retake: Text = ""
    """How to do better."""
    value: Name = ""
    """What was measured."""
    threshold: Name = ""
    """What it was held against."""
    rule: Name = ""
    """Whose rule it is."""


class Photo(Record, frozen=True):
    """A photo of a document; the file itself stays where it is."""

    path: Path
    """Where it was when it was checked."""
    size: int
    """Bytes."""
    sha256: Digest
    """Of its bytes, in hex."""
    at: Moment
    """When it was checked."""
    side: Name = ""
    """Which side of the document, where it has sides."""
    findings: tuple[Finding, ...] = ()
    """What the checks found."""
    checked: tuple[Name, ...] = ()
    """Which checks were made."""
    clean: Digest | None = None
    """Checksum of the clean copy that was made of it."""


class Made(Record, frozen=True):
    """A file that was made on the way, to be found and deleted at the end."""

    path: Path
    """Where."""
    what: Name
    """`clean-copy`, `form`, `calendar`, `timeline` or `message`."""
    at: Moment
    """When."""
    sha256: Digest
    """Of its bytes, in hex: what was changed since is not ours to delete."""


class Reply(Record, frozen=True):
    """What support had answered before their answer of now."""

    outcome: Outcome | None = None
    """What; absent: nothing."""
    at: Moment | None = None
    """When."""
    words: Text = ""
    """What they wrote, in own words."""


class Reopened(Record, frozen=True):
    """The documents that an answer named, as they were before; so again if it is taken back."""

    ticks: tuple[Name, ...] = ()
    """Marks that were ticked."""
    dates: dict[Name, date] = {}
    """Dates by field."""
    choices: dict[Name, Name] = {}
    """Answers to questions: question to the id chosen."""
    texts: dict[Name, Text] = {}
    """Free texts by field."""
    photos: dict[Name, tuple[Photo, ...]] = {}
    """Photos by document."""
    asked: Text = ""
    """What it added to the end of the person's own list."""


class Round(Record, frozen=True):
    """One request that was sent, and what came of it."""

    sent: Moment
    """When it was sent, as the person says, with the offset of their zone."""
    channel: Name = ""
    """Where it was sent: a channel's id, or own words."""
    case: Name = ""
    """The case number that support gave."""
    documents: tuple[Name, ...] = ()
    """Ids of the documents that went out with it."""
    photos: dict[Name, tuple[Digest, ...]] = {}
    """Checksums of the photos that went out, and of their clean copies, by document."""
    outcome: Outcome | None = None
    """What support answered; absent: nothing yet."""
    outcome_at: Moment | None = None
    """When they answered."""
    words: Text = ""
    """What they wrote, in own words."""
    named: dict[Name, Name] = {}
    """Documents that they asked for again: id to reason (a reason's id, or own words)."""
    before: tuple[Reply, ...] = ()
    """What they had answered before that, oldest first; not what says nothing."""
    reopened: Reopened | None = None
    """What the answer reopened, while it can be taken back."""


class Check(Record, frozen=True):
    """One use of the verify tool; the key itself is never kept."""

    at: Moment
    """When."""
    source: Name
    """The kind of source: `key`, `uri`, …"""
    result: CheckResult
    """What was shown."""


class Event(Record, frozen=True):
    """One line of the timeline."""

    at: Moment
    """When it was entered; what was noted by hand has the time that the person gave."""
    what: Name
    """Which kind of event."""
    detail: Text = ""
    """Particulars, without secrets."""


class Progress(Record, frozen=True):
    """One case."""

    playbook: Name
    """The playbook's id; progress of another playbook is refused."""
    playbook_version: int
    """The playbook's version when the case was last saved."""
    started: Moment
    """When the case was begun."""
    ticks: frozenset[Name] = frozenset()
    """Everything ticked, by mark (see `mark`)."""
    choices: dict[Name, Name] = {}
    """Answers to questions: question to the id chosen."""
    texts: dict[Name, Text] = {}
    """Free texts by field; checked for keys before they are saved."""
    dates: dict[Name, date] = {}
    """Dates by field, in the person's local calendar."""
    places: dict[Name, Literal["nothing", "found", "accepted", "refused"]] = {}
    """What a place held; `accepted` and `refused`: found, and tried at the exchange."""
    way_worked: Moment | None = None
    """When the chosen way in led to a reset."""
    ways_failed: frozenset[Name] = frozenset()
    """Ways in that did not work."""
    accepted: Moment | None = None
    """When a code of the new key was accepted by the exchange."""
    photos: dict[Name, tuple[Photo, ...]] = {}
    """Photos attached to a document that has not gone out yet."""
    made: tuple[Made, ...] = ()
    """Files that were made on the way and not deleted since, oldest first."""
    rounds: tuple[Round, ...] = ()
    """Every request sent, oldest first."""
    checks: tuple[Check, ...] = ()
    """Every use of the verify tool, oldest first."""
    events: tuple[Event, ...] = ()
    """The timeline, oldest first; undo never takes from it."""


class ProgressError(ValueError):
    """Saved progress that can't be used; its text is one line."""


class ProgressCodec:
    """How the store turns `Progress` into a TOML document and back."""

    version = SCHEMA

    def dump(self, value: Progress) -> dict[str, object]:
        """Return the document, smallest first: absent fields are left out."""
        document: dict[str, object] = msgspec.to_builtins(value, builtin_types=(datetime, date))
        if value.ticks:
            document["ticks"] = sorted(value.ticks)
        if value.ways_failed:
            document["ways_failed"] = sorted(value.ways_failed)
        return document

    def load(self, document: Mapping[str, Any]) -> Progress:
        """Return the progress that a document holds; raises `ProgressError`, one line."""
        try:
            return settled(msgspec.convert(document, Progress))
        except msgspec.ValidationError as error:
            raise _explained(error) from None


def settled(progress: Progress) -> Progress:
    """Return the progress as a file gives it back: limits kept, moments at their zone's offset.

    Raises `ProgressError` where no file could hold it.
    """
    try:
        settled = msgspec.json.decode(msgspec.json.encode(progress), type=Progress)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise _explained(error) from None
    if wrong := next((m for m in _moments(settled) if m.year not in YEARS), None):
        raise ProgressError(f"{wrong.isoformat()} is no time that SpareKey can reckon with")
    return settled


YEARS = range(1970, 3000)
"""Years in which something can have happened."""


def _moments(progress: Progress) -> Iterator[datetime]:
    """Every moment, in whichever record it stands."""
    reopened = (one.reopened.photos for one in progress.rounds if one.reopened)
    tables = (progress.photos, *reopened)
    photos = (photo for table in tables for every in table.values() for photo in every)
    replies = (reply for one in progress.rounds for reply in one.before)
    records = (progress, *progress.rounds, *progress.checks, *progress.events, *progress.made)
    for record in (*records, *photos, *replies):
        values = (getattr(record, name) for name in record.__struct_fields__)
        yield from (value for value in values if isinstance(value, datetime))


def _explained(error: Exception) -> ProgressError:
    return ProgressError(clean(str(error).replace("`", "").replace("$.", "")))


def mark(kind: str, *ids: str) -> str:
    """Return the name under which a tick is kept.

    Kinds: `task` (step, task), `later` (step, task: put off), `done` (step: the person says so),
    `skipped` (step), `criterion` (document, criterion), `kept` (document, checksum of a photo: its
    findings were looked at), `copy` (copy), `send-anyway` (round), `again` and `correcting`
    (round, …: drafts), `no-code` (what looks like a code in the request is none),
    `nothing-saved`, `borrowed` (this computer is not the person's own).
    """
    return "/".join((kind, *ids))
