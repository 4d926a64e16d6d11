"""The steps before a request: what happened, the saved key, the way in, the real support."""

from __future__ import annotations

from collections.abc import Iterator

from tui.forms import common
from tui.forms.rounds import correction, sent_facts, sent_form
from tui.forms.rows import (
    Act,
    Answer,
    Ask,
    Button,
    Confirm,
    Option,
    Page,
    Row,
    Text,
    Tick,
    Tool,
    cited,
)
from tui.journey.actions import Chose, KeyTried, Looked, Ticked, WayTried
from tui.journey.progress import mark
from tui.journey.schema import Place
from tui.promise import PROMISE

WELCOME = "Welcome. Take one step at a time; everything you enter is kept on this computer."


def situation(page: Page) -> Iterator[Row]:
    """What happened, where, and what must be done about it at once."""
    case = page.case
    if page.first_start:
        yield Text(key="welcome", text=WELCOME)
        yield Text(key="promise", text=PROMISE, style="note")
    yield from common.intro(page)
    for one in case.playbook.situations:
        yield Option(
            key=f"situation-{one.id}",
            question="situation",
            text=one.text,
            on=case.chosen("situation") == one.id,
            does=Act(Chose("situation", one.id)),
        )
    if case.situation and case.playbook.products:
        yield Text(key="product", text="Which product is it?", style="heading")
        yield from common.options(page, "product", case.playbook.products)
    if case.situation:
        if case.sent_elsewhere:
            yield from _already_sent(page)
        yield from common.tasks(page, may_wait=True)
        yield from common.notes(page)
    yield common.go_on()


def _already_sent(page: Page) -> Iterator[Row]:
    """When, where and under which number the request went out before SpareKey came in."""
    case = page.case
    if case.latest:
        yield from sent_facts(case, case.progress.rounds[0])
        yield from correction(page)
    else:
        yield Text(key="sent", text="When and where did you send it?", style="heading")
        yield from sent_form(page, "Note this request")


def saved_key(page: Page) -> Iterator[Row]:
    """Where a key may be, and whether what was found is accepted."""
    case = page.case
    yield from common.intro(page)
    yield Tick(
        key="nothing-saved",
        mark=mark("nothing-saved"),
        text="I saved nothing",
        on=case.ticked("nothing-saved"),
        detail="Finishes this step at once. You can come back whenever you find something.",
    )
    for place in case.playbook.places:
        yield from _place(page, place)
    if "refused" in case.tags:
        yield Text(key="refused", text="Before you go on to the reset", style="heading")
        yield from common.tasks(page)
    yield from common.notes(page)
    yield Button(key="verify", label="Verify a key", does=Tool("verify"))
    yield common.go_on()


def _place(page: Page, place: Place) -> Iterator[Row]:
    found = page.case.progress.places.get(place.id)
    tried = found in ("accepted", "refused")
    looks = (
        ("not looked", found is None, Looked(place.id, None)),
        ("nothing", found == "nothing", Looked(place.id, "nothing")),
        ("found", tried or found == "found", Looked(place.id, "found")),
    )
    yield Ask(
        key=f"place-{place.id}",
        text=place.text,
        answers=tuple(Answer(words, on, Act(look)) for words, on, look in looks),
        detail=place.hint,
    )
    if found is not None and found != "nothing":
        yield _tried(page, place, found)


def _tried(page: Page, place: Place, found: str) -> Row:
    name = page.case.playbook.name
    return Ask(
        key=f"try-{place.id}",
        text=f"Did {name} accept its code?",
        answers=(
            Answer("not tried", found == "found", Act(Looked(place.id, "found"))),
            Answer("yes", found == "accepted", Act(KeyTried(place.id, accepted=True))),
            Answer("no", found == "refused", Act(KeyTried(place.id, accepted=False))),
        ),
        detail="Only signing in, or confirming something there, with a code of this key proves it.",
    )


def way_in(page: Page) -> Iterator[Row]:
    """The ways in, each with what it needs; and whether the chosen one worked."""
    case = page.case
    yield from common.intro(page)
    for way in case.playbook.ways_in:
        failed = way.id in case.progress.ways_failed
        yield Option(
            key=f"way-{way.id}",
            question="way-in",
            text=f"{way.text} (did not work before)" if failed else way.text,
            on=case.chosen("way-in") == way.id,
            does=Act(Chose("way-in", way.id)),
            detail=cited(case.playbook, way.needs, way.source),
        )
    if case.way_in and not case.way_in.request:
        yield from _way_result(page, case.way_in.text)
    yield from common.tasks(page)
    yield from common.notes(page)
    yield common.go_on()


def _way_result(page: Page, way: str) -> Iterator[Row]:
    worked = page.case.progress.way_worked is not None
    yield Text(key="tried", text=f"Try it: {way}. Then say how it went.", style="heading")
    for key, words, on in (("worked", "It worked", worked), ("failed", "It did not work", False)):
        yield Option(
            key=f"way-{key}",
            question="way-tried",
            text=words,
            on=on,
            does=Act(WayTried(worked=key == "worked")),
        )


def support(page: Page) -> Iterator[Row]:
    """Plain tasks, addresses and notes, confirmed at the end."""
    step = page.here.step
    yield from common.intro(page)
    yield from common.tasks(page)
    yield from common.addresses(page)
    yield common.link_checker()
    yield from common.notes(page)
    yield Tick(
        key="done",
        mark=mark("done", step.id),
        text="I have done this",
        on=page.case.ticked("done", step.id),
    )
    yield common.go_on()


def skip(page: Page, question: str) -> Iterator[Row]:
    """The way to leave a step undone, with a clear yes."""
    name = mark("skipped", page.here.step.id)
    if name in page.case.progress.ticks:
        yield Button(key="unskip", label="Do it after all", does=Act(Ticked(name, on=False)))
    else:
        yield Button(
            key="skip",
            label="Skip this step",
            does=Confirm(question, "Yes, skip it", Act(Ticked(name))),
        )
