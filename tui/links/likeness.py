"""Names made to look like another: misspelt, lengthened, with another ending, in other letters."""

from __future__ import annotations

import re

from tui.links.browser import as_read
from tui.links.letters import skeleton
from tui.links.owner import owner_of
from tui.links.theirs import names

SHORTEST = 5
"""Letters from which on a name with one letter changed is told as like another."""
MOST_UNKNOWN = 2
"""Letters of another script in a name that are read as what they stand in for."""
LURES = (
    "2fa account accounts airdrop alert app auth authenticator billing bonus card case center "
    "centre chat claim client com confirm contact customer defi desk email exchange fix get global "
    "help helpdesk hotline id info kyc live lock log login mail my net notice now official online "
    "onchain org pay portal pro recover recovery refund reset restore safe secure security service "
    "services sign signin site support team the ticket unlock update us verification verify wallet "
    "web"
)
"""Words that are put beside a name to make an address that sounds like the owner's own."""
_LURES = re.compile(f"(?:{'|'.join(map(skeleton, LURES.split()))}|[^a-z])*")


def likeness(host: str, hosts: tuple[str, ...]) -> str | None:
    """Return the name of theirs that `host`, none of theirs, looks like; None for none.

    `host` is lower case, as a browser reads it. It looks like a name when it holds it whole, dots
    and hyphens apart; when a label is its first part, alone or beside words like "support"; when
    one letter is changed, missing, added or swapped. Letters that look alike count as one.
    """
    read = as_read(host)
    return next((name for name in names(hosts) if _like(read, owner_of(host), name)), None)


def holds_name(text: str, hosts: tuple[str, ...]) -> str | None:
    """Return the name of theirs that a text holds, as the eye reads it: "Crypto. com Support"."""
    flat = _flat(text)
    return next((name for name in names(hosts) if _flat(name) in flat), None)


def _like(read: str, owner: str | None, name: str) -> bool:
    if _flat(name) in _flat(read):
        return True
    brand = skeleton(name.partition(".")[0])
    spellings = (read, re.sub(r"[0-9]", "", read))
    labels = [skeleton(label) for spelling in spellings for label in spelling.split(".")]
    own = as_read(owner) if owner else read
    if any(_bears(label, brand) for label in labels):
        return True
    return _near(_flat(own), _flat(name)) or _near(skeleton(own.partition(".")[0]), brand)


def _bears(label: str, brand: str) -> bool:
    """Tell whether a label has the brand as a word, nearly so, or beside words of a lure."""
    if any(word == brand or _near(word, brand) for word in label.split("-")):
        return True
    before, found, after = label.partition(brand)
    return bool(found) and all(_LURES.fullmatch(part) for part in (before, after))


def _flat(name: str) -> str:
    return re.sub(r"[\s.\-_]", "", skeleton(name))


def _near(one: str, other: str) -> bool:
    """Tell whether they are the same but for one letter changed, missing, added or swapped.

    A few letters of another script that no table knows count as any letter.
    """
    if min(len(one), len(other)) < SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    if sum(not c.isascii() for c in one) > MOST_UNKNOWN:
        return False
    pairs = list(zip(one, other, strict=False))
    same = next((n for n, (a, b) in enumerate(pairs) if not _alike(a, b)), len(pairs))
    rest, wanted = one[same:], other[same:]
    return (
        _equal(rest[1:], wanted[1:])
        or _equal(rest[1:], wanted)
        or _equal(rest, wanted[1:])
        or (rest[:2] == wanted[1::-1] and _equal(rest[2:], wanted[2:]))
    )


def _equal(one: str, other: str) -> bool:
    return len(one) == len(other) and all(map(_alike, one, other))


def _alike(a: str, b: str) -> bool:
    return a == b or not a.isascii()
