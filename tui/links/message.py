"""What a message leads to and asks for: every address in it, and phrases that warn."""

from __future__ import annotations

from msgspec import Struct

from tui.links.check import LONGEST, check, lowered
from tui.links.find import candidates
from tui.links.phrases import Warned, warnings
from tui.links.verdict import Checked

MOST = 100
"""Addresses of one message that are checked."""
GOOD = ("official", "email_match")


class Found(Struct, frozen=True):
    """An address of a message, as it stands there, and what is said of it."""

    text: str
    checked: Checked


class Message(Struct, frozen=True):
    """What was found in a message. `complete`: all of it was looked at."""

    links: tuple[Found, ...]
    phrases: tuple[Warned, ...]
    complete: bool = True

    @property
    def clear(self) -> bool:
        """Whether every address is theirs and no phrase warns; no proof that it is genuine."""
        links_good = all(found.checked.verdict == "official" for found in self.links)
        return bool(self.links) and links_good and not self.phrases and self.complete


def read_message(text: str, hosts: tuple[str, ...]) -> Message:
    """Return every address of a message with its verdict, and the phrases that warn.

    `hosts` are the playbook's. Never raises, whatever the text. Of a message longer than `LONGEST`
    characters, or with more than `MOST` addresses, the rest is not looked at.
    """
    part = text[:LONGEST]
    links: dict[str, Checked] = {}
    complete = len(text) <= LONGEST
    for one in candidates(part, hosts):
        if one.text not in links and len(links) == MOST:
            complete = False
            break
        checked = check(one.text, hosts) if one.text not in links else links[one.text]
        if not one.doubt or one.doubt in checked.reasons:
            links.setdefault(one.text, checked)
        else:
            links[one.text] = lowered(checked, one.doubt)
    found = tuple(Found(address, checked) for address, checked in links.items())
    return Message(found, warnings(part), complete)
