"""What a playbook holds: the words, steps, documents and sources of one exchange, as data."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Kind = Literal[
    "situation",
    "saved-key",
    "way-in",
    "support",
    "request",
    "documents",
    "send",
    "review",
    "new-2fa",
    "prevention",
]
"""What a step does; every kind but `support` stands at most once in a playbook."""

Grade = Literal["guide", "official", "official, translated", "elsewhere"]
Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}\Z")]
Host = Annotated[str, Meta(pattern=r"^([a-z0-9-]{1,63}\.)+[a-z]{2,63}\Z")]
Words = Annotated[str, Meta(min_length=1, max_length=2000)]
Hours = Annotated[int, Meta(ge=1, le=24 * 365)]
Ids = tuple[str, ...]


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the playbook: unknown keys are errors."""


class Source(Table, frozen=True):
    """Where a statement comes from; every statement names one by `id`.

    `says`: who says so, where the grade's own words ("other exchanges ask") would be wrong.
    """

    id: Id
    title: Words
    address: Words
    grade: Grade
    read_on: date
    says: str = ""


class Task(Table, frozen=True):
    """One thing to do. `done_by` says what finishes it: a tick, or evidence of that name."""

    id: Id
    text: Words
    why: str = ""
    source: str = ""
    when: Ids = ()
    done_by: Literal["tick", "authenticator", "match", "accepted"] = "tick"


class Note(Table, frozen=True):
    """One thing to know, shown beside the tasks."""

    text: Words
    source: str = ""
    when: Ids = ()


class Address(Table, frozen=True):
    """An address the person opens by hand; the app opens nothing."""

    title: Words
    address: Words
    source: str = ""


class Step(Table, frozen=True):
    """One screen of the journey."""

    id: Id
    kind: Kind
    title: Words
    intro: Words
    task: tuple[Task, ...] = ()
    note: tuple[Note, ...] = ()
    address: tuple[Address, ...] = ()


class Situation(Table, frozen=True):
    """What happened. `effect`: `sent`, a request is out already; `prepare`, nothing is lost yet.

    `says`: the same in the words of a message to support, for its `{reason}`.
    """

    id: Id
    text: Words
    says: str = ""
    effect: Literal["reset", "sent", "prepare"] = "reset"


class Choice(Table, frozen=True):
    """One answer to a question: a product, a channel, a topic.

    `says`: a product's name in a message to support, for its `{product}`.
    """

    id: Id
    text: Words
    says: str = ""
    covers: Ids = ()
    """Further ids of the same question that this answer stands for ("both", "not sure")."""


class Place(Table, frozen=True):
    """Where a saved key may be."""

    id: Id
    text: Words
    hint: str = ""


class WayIn(Table, frozen=True):
    """One way back in. `request`: a request is sent in a chat, so the steps for it are needed."""

    id: Id
    text: Words
    needs: str = ""
    source: str = ""
    request: bool = False


class Authenticator(Table, frozen=True):
    """An authenticator to choose for the new 2FA."""

    id: Id
    text: Words
    why: str = ""
    source: str = ""


class Criterion(Table, frozen=True):
    """One thing a document must be; ticked by the person."""

    id: Id
    text: Words
    source: str = ""
    required: bool = True


class Document(Table, frozen=True):
    """One document of a profile.

    `stale_after_days`: whole days after the date on it on which it still counts (0 = that day
    only). `expires`: it has an expiry date. `named`: it bears the holder's name. `phrase`: the
    words to write on it. `kinds`: the sorts it may be; `sides`: those to photograph, but for the
    `one_sided` among its kinds. `photo`: which checks a photo of it goes through; empty: it can't
    be attached.
    """

    id: Id
    title: Words
    kinds: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    one_sided: tuple[str, ...] = ()
    photo: Literal["", "selfie", "id", "note"] = ""
    phrase: str = ""
    stale_after_days: Annotated[int, Meta(ge=0, le=3650)] | None = None
    expires: bool = False
    named: bool = False
    criterion: tuple[Criterion, ...] = ()


class Profile(Table, frozen=True):
    """What evidence is asked for. `own_lines`: the person writes the list down from the chat."""

    id: Id
    title: Words
    source: str = ""
    about: str = ""
    own_lines: bool = False
    document: tuple[Document, ...] = ()


class Reason(Table, frozen=True):
    """Why reviewers reject a document, and how to mend it."""

    id: Id
    text: Words
    mend: str = ""
    source: str = ""


class Message(Table, frozen=True):
    """A message to send. `{email}`, `{details}`, `{story}`, `{topic}`, `{reason}`, `{product}`,
    `{items}`, `{case}` and `{sent}` are filled in; a line whose fields are all empty is left out.
    """

    id: Id
    use: Literal["request", "chase", "reply"]
    text: Words
    when: Ids = ()


class Loss(Table, frozen=True):
    """One misfortune that may take copies of the key with it."""

    id: Id
    text: Words


class Copy(Table, frozen=True):
    """Where a copy of the new key may live, and which losses take it.

    `asks`: what more must be known of it, such as the inbox that its cloud account is behind;
    `apart`: the loss that takes two such copies only where their answers are the same.
    """

    id: Id
    text: Words
    lost_with: Ids = ()
    asks: str = ""
    apart: str = ""


class Review(Table, frozen=True):
    """The usual length of a review, in hours after sending."""

    earliest_hours: Hours
    latest_hours: Hours
    source: str = ""


class Playbook(Table, frozen=True):
    """Everything that is particular to one exchange."""

    id: Id
    name: Words
    version: Annotated[int, Meta(ge=1)]
    hosts: Annotated[tuple[Host, ...], Meta(min_length=1)]
    review: Review
    sources: tuple[Source, ...] = field(name="source")
    steps: tuple[Step, ...] = field(name="step")
    situations: tuple[Situation, ...] = field(name="situation", default=())
    products: tuple[Choice, ...] = field(name="product", default=())
    places: tuple[Place, ...] = field(name="place", default=())
    ways_in: tuple[WayIn, ...] = field(name="way_in", default=())
    channels: tuple[Choice, ...] = field(name="channel", default=())
    topics: tuple[Choice, ...] = field(name="topic", default=())
    profiles: tuple[Profile, ...] = field(name="profile", default=())
    reasons: tuple[Reason, ...] = field(name="reason", default=())
    messages: tuple[Message, ...] = field(name="message", default=())
    authenticators: tuple[Authenticator, ...] = field(name="authenticator", default=())
    copies: tuple[Copy, ...] = field(name="copy", default=())
    losses: tuple[Loss, ...] = field(name="loss", default=())

    def step(self, step_id: str) -> Step | None:
        """Return the step of that id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def of_kind(self, kind: Kind) -> Step | None:
        """Return the first step of that kind."""
        return next((step for step in self.steps if step.kind == kind), None)

    def source(self, source_id: str) -> Source | None:
        """Return the source of that id."""
        return next((source for source in self.sources if source.id == source_id), None)
