"""What the search for mistakes found, and how to correct the person's copy of the key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from tui.keys.shown import Place, odds
from tui.keys.spelling import Edit, Spelling

End = Literal["found", "searched", "time", "code"]


class Repair(Struct, frozen=True):
    """A key that makes all codes shown, and what to correct for it, to be shown on request.

    `text` is the person's text corrected. `place` is how far the device's clock is off. `chance`
    is how often a wrong key would have been found instead.
    """

    kind: str
    edits: tuple[Edit, ...]
    sentences: tuple[str, ...]
    text: str
    key: bytes
    place: Place
    chance: float
    confirmed: bool

    def __repr__(self) -> str:
        return f"Repair({self.kind}, {len(self.edits)} corrections)"

    def __rich_repr__(self) -> list[object]:  # type: ignore[override]
        return [self.kind, f"{len(self.edits)} corrections"]


class Outcome(Struct, frozen=True):
    """What a search found, likeliest first, after how many candidates, and why it ended.

    "found" · "searched": there is nothing · "time": the limit came · "code": what is left to
    search would find too much by accident with one code alone.
    """

    repairs: tuple[Repair, ...]
    tried: int
    ended: End


def summary(outcome: Outcome) -> str:
    """Return how a search ended, in words, with what to do. No part of the key is in it."""
    match outcome.repairs, outcome.ended:
        case [repair], _ if not repair.edits:
            return "The key explains the code as it is written."
        case [repair], _ if repair.confirmed:
            return "Found, and two codes agree. Correct your copy, so that it works next time too."
        case [repair], _:
            return (
                f"Perhaps found: so would {odds(repair.chance)} wrong keys. Type the next code as"
                " well before you trust it."
            )
        case [_, *_], _:
            return "Several changes fit this code, one of them at most is right: type the next one."
        case _, "code":
            return "One code alone cannot tell what else it may be: type the next one as well."
        case _, "time":
            return "Nothing was found in the time given."
    return "No mistake that is searched for explains it: it may be another account's key."


def corrected(spelling: Spelling, made: Sequence[Edit]) -> str:
    """Return the text with these corrections, its groups and its case kept."""
    chars, places = [*spelling.text, ""], [*spelling.places, len(spelling.text)]
    for edit in made:
        at, now = places[edit.position - 1], _cased(spelling, edit.now)
        match edit.change:
            case "replace":
                chars[at] = now
            case "missing":
                chars[at] = now + chars[at]
            case "extra":
                chars[at] = ""
            case "swap":
                chars[at], chars[places[edit.position]] = now[0], now[1]
            case "groups":
                for one, other in _pairs(places, edit):
                    chars[one], chars[other] = chars[other], chars[one]
    return "".join(chars)


def _cased(spelling: Spelling, letters: str) -> str:
    return letters.lower() if spelling.text.islower() else letters


def _pairs(places: Sequence[int], edit: Edit) -> Iterator[tuple[int, int]]:
    for offset in range(4):
        yield places[edit.position - 1 + offset], places[edit.other - 1 + offset]


def describe(spelling: Spelling, edit: Edit) -> str:
    """Return one correction as a sentence; it names the characters, which are part of the key."""
    where = f"character {edit.position}{_group(spelling, edit.position)}"
    was, now = _cased(spelling, edit.was), _cased(spelling, edit.now)
    match edit.change:
        case "replace" if edit.was == "?":
            return f"The unreadable {where} is “{now}”."
        case "replace":
            return f"{where.capitalize()} is “{was}”: it should be “{now}”."
        case "missing" if edit.position > len(spelling.places):
            return f"A character is missing at the end: “{now}”."
        case "missing":
            return f"A character is missing before {where}: “{now}”."
        case "extra":
            return f"{where.capitalize()}, “{was}”, is one too many."
        case "swap":
            return f"{where.capitalize()} and the next one are “{was}”: swap them."
        case "groups":
            return (
                f"The four characters from {edit.position} and the four from {edit.other} are in"
                " each other's place."
            )


def _group(spelling: Spelling, position: int) -> str:
    """Return which of the text's own groups a position is in, where it has groups."""
    starts = [1 for before, after in pairwise(spelling.places) if after - before > 1]
    here = [1 for before, after in pairwise(spelling.places[:position]) if after - before > 1]
    return f" (in group {len(here) + 1})" if starts else ""
