"""What the link tool shows of an address or a message, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tui.forms.rows import Button, Local, Row, Text
from tui.links.message import Message
from tui.links.verdict import Checked
from tui.links.words import CUT, NO_PROOF, NOTHING, WORST_FIRST, headline, reasons
from tui.text import clean

LIMITS = (
    "Nothing is opened, and nothing of it is kept. It can say whose an address is; it can never "
    "say that a message is genuine."
)
KEY_TAKEN_OUT = (
    "That holds what looks like a key ({why}). It was taken out at once, and was not checked. Give "
    "a key to nobody; the tool to check one is F2."
)


def asking() -> Iterator[Row]:
    """The way on, and what can be expected of it."""
    yield Button(key="check", label="Check it", does=Local("check"), primary=True)
    yield Text(key="limits", text=LIMITS, style="note")


def taken_out(why: str) -> Iterator[Row]:
    """Why the field is empty."""
    yield Text(key="problem", text=KEY_TAKEN_OUT.format(why=why), style="warning")


def found(result: Checked | Message, hosts: tuple[str, ...]) -> Iterator[Row]:
    """What is said of what was given, and the way back."""
    if isinstance(result, Message):
        yield from _message(result, hosts)
    else:
        yield from _one(result, hosts)
    yield Button(key="another", label="Check something else", does=Local("another"), primary=True)


def _one(checked: Checked, hosts: tuple[str, ...]) -> Iterator[Row]:
    yield Text(key="verdict", text=headline(checked, hosts), style=_style(checked))
    for index, reason in enumerate(reasons(checked, hosts)):
        yield Text(key=f"reason-{index}", text=reason)
    if checked.owner:
        yield Text(key="owner", text=f"Owner of the name: {clean(checked.owner)}")
    if checked.browser_host:
        yield Text(key="browser", text=f"A browser would open: {clean(checked.browser_host)}")


def _message(message: Message, hosts: tuple[str, ...]) -> Iterator[Row]:
    yield Text(key="count", text=_count(message), style="heading")
    for one in message.phrases:
        yield Text(key=f"phrase-{one.kind}", text=f"“{one.excerpt}”", style="warning")
        yield Text(key=f"why-{one.kind}", text=one.reason)
    worst_first = sorted(message.links, key=lambda one: WORST_FIRST.index(one.checked.verdict))
    for index, link in enumerate(worst_first):
        checked = link.checked
        yield Text(key=f"link-{index}", text=clean(link.text), style="heading")
        yield Text(key=f"says-{index}", text=headline(checked, hosts), style=_style(checked))
        more = " ".join((*reasons(checked, hosts), *_opens(checked)))
        if more:
            yield Text(key=f"reasons-{index}", text=more)
    if not message.complete:
        yield Text(key="cut", text=CUT, style="warning")
    yield Text(
        key="proof", text=NO_PROOF if message.links or message.phrases else NOTHING, style="note"
    )


def _opens(checked: Checked) -> tuple[str, ...]:
    host = checked.browser_host
    return (f"A browser would open: {clean(host)}",) if host else ()


def _count(message: Message) -> str:
    addresses, phrases = len(message.links), len(message.phrases)
    return (
        f"{addresses} address{'' if addresses == 1 else 'es'} found, "
        f"{phrases} phrase{' that warns' if phrases == 1 else 's that warn'}"
    )


def _style(checked: Checked) -> Literal["good", "warning"]:
    return "good" if checked.verdict == "official" else "warning"
