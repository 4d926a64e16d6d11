"""Why a host is not theirs: who owns it, what it looks like, what kind of place it is."""

from __future__ import annotations

from collections.abc import Iterator

from tui.links.browser import as_read, is_number
from tui.links.letters import foreign
from tui.links.likeness import likeness
from tui.links.owner import is_ending, owner_of
from tui.links.services import service_of
from tui.links.theirs import named
from tui.links.verdict import Checked
from tui.text import clean

NAME = 80
"""Characters of a name from outside that a sentence shows."""


def stranger(
    host: str, hosts: tuple[str, ...], *, dressed: tuple[str, ...] = (), also: tuple[str, ...] = ()
) -> Checked:
    """Return the verdict on a host in lower case that is none of theirs.

    `dressed` are further reasons that make it look like theirs, `also` those that don't.
    """
    like = likeness(host, hosts)
    looks = (f"Its name is made like {like}.",) if like else ()
    reasons = (_whose(host, hosts), *looks, *dressed, *_nature(host), *also)
    return Checked("lookalike" if like or dressed else "not_official", reasons, _owner(host))


def _owner(host: str) -> str | None:
    return None if is_number(host) else owner_of(host)


def _whose(host: str, hosts: tuple[str, ...]) -> str:
    own, real = _owner(host), named(hosts)
    if own is None:
        return f"It does not belong to {real}."
    return f"It belongs to {clean(own, NAME)}, not to {real}."


def _nature(host: str) -> Iterator[str]:
    """What kind of place it is, and letters that are not what they seem."""
    if is_number(host):
        yield "It is a bare number (IP address): it names no owner."
        return
    if letters := foreign(as_read(host)):
        yield f"It has letters beyond a to z: {clean(', '.join(letters), NAME)}."
    ending = host.rpartition(".")[2]
    if "." not in host:
        yield "It names a computer nearby, not a site on the internet."
    elif ending == "onion":
        yield "It is a hidden service of the Tor network."
    elif not is_ending(ending):
        yield f"No ending .{clean(ending, 24)} is known on the internet."
    elif words := service_of(host):
        yield words
