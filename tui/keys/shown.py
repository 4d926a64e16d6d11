"""Codes that a device showed: which clock they fit, and how often a wrong key would fit too."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tui.keys.base32 import squeeze
from tui.keys.bulk import hits
from tui.keys.codes import step
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

LATE = 10.0
"""Seconds by which one of two codes may have been typed later after it was read than the other."""
UNTIMED = 10
"""Time steps that codes given with one moment may lie apart, in any order."""
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class Shown(Struct, frozen=True):
    """A code that a device showed at the moment `at` of this clock (its first key press)."""

    code: str
    at: float

    def __repr__(self) -> str:
        return f"Shown({len(self.code)} digits)"

    def __rich_repr__(self) -> list[object]:  # type: ignore[override]
        return [f"{len(self.code)} digits"]


class Place(Struct, frozen=True):
    """A device's clock: ahead of this one by `steps` time steps, and by `offset` seconds.

    Negative: behind. The offset goes from (included) to (excluded).
    """

    steps: int
    offset: tuple[float, float]


def expected(tried: int, digits: int, codes: int = 1, follow: int = 1) -> float:
    """Return how many wrong readings out of `tried` ones (keys times steps) match by accident.

    All of `codes` have to match, and each after the first in one of `follow` steps.
    """
    return float(tried * (follow / 10**digits) ** (codes - 1) / 10**digits)


def chance(tried: int, digits: int, codes: int = 1, follow: int = 1) -> float:
    """Return the probability that at least one of them does (see `expected`)."""
    return -math.expm1(-expected(tried, digits, codes, follow))


def by_accident(tried: int, shown: Sequence[Shown], period: int) -> float:
    """Return the probability that one of `tried` wrong readings fits all codes `shown`."""
    choices = [len(follow(shown[-1], one, period)) for one in shown[:-1]]
    return chance(tried, len(shown[-1].code), len(shown), max(choices, default=1))


def odds(probability: float) -> str:
    """Return a small probability in words: "1 in 48,000"."""
    times = 1 / probability
    rounded = round(times, 1 - math.floor(math.log10(times)))
    return f"1 in {rounded:,.0f}"


def normalise_code(text: str) -> str:
    """Return a typed code as ASCII digits: blanks and dashes dropped, leading zeros kept.

    Full-width digits count. Raises KeyProblem bad-code for anything but 5 to 10 digits.
    """
    digits = squeeze(text).translate(FULL_WIDTH)
    if not re.fullmatch(r"[0-9]{5,10}", digits):
        raise KeyProblem("bad-code", "A code has 5 to 10 digits and nothing else: type it again.")
    return digits


def distinct(shown: Sequence[Shown]) -> list[Shown]:
    """Return codes as ASCII digits, those left out that repeat an earlier one: they prove nothing.

    Raises KeyProblem bad-code.
    """
    found = {normalise_code(one.code): one.at for one in reversed(shown)}
    return [Shown(code, at) for code, at in reversed(found.items())]


def follow(one: Shown, other: Shown, period: int) -> list[int]:
    """Return how many time steps after `one` the device may have shown `other`, on any one clock.

    Never none, since their codes differ. Codes given with one moment were shown in any order.
    """
    apart = other.at - one.at
    if not apart:
        return [steps for steps in range(-UNTIMED, UNTIMED + 1) if steps]
    low, high = math.floor((apart - LATE) / period), math.ceil((apart + LATE) / period)
    return [steps for steps in range(low, high + 1) if steps * apart > 0]


def require_totp(entry: Entry) -> None:
    """Raise KeyProblem not-totp for accounts whose codes do not go by the clock."""
    if entry.type != "totp":
        raise KeyProblem("not-totp", "Codes are compared for time-based (TOTP) accounts only.")


def locate(entry: Entry, shown: Sequence[Shown], ahead: Iterable[int]) -> Place | None:
    """Return where a device's clock stands if `entry` explains all codes that it has `shown`.

    The last code has to be that of a time step `ahead` of this clock; the first one found counts.
    """
    *others, last = shown
    for steps in _matching(entry, last, ahead):
        places = [_place(entry, last.at, steps)]
        for other in others:
            apart = step(entry, last.at) - step(entry, other.at)
            after = (steps + apart + one for one in follow(last, other, entry.period))
            places += [_place(entry, other.at, one) for one in _matching(entry, other, after)][:1]
        if len(places) == len(shown):
            return _common(places)
    return None


def _matching(entry: Entry, shown: Shown, ahead: Iterable[int]) -> Iterator[int]:
    """Yield those of the time steps `ahead` of this clock in which the code is the one shown."""
    now = step(entry, shown.at)
    for _, found in hits([entry.key], (now + one for one in ahead), shown.code, entry.algorithm):
        yield found - now


def _place(entry: Entry, at: float, steps: int) -> Place:
    """Return the clock of a device that is `steps` ahead: somewhere within that time step."""
    start = (step(entry, at) + steps) * entry.period - at
    return Place(steps, (start, start + entry.period))


def _common(places: list[Place]) -> Place:
    """Return the range common to all codes; where there is none, the newest code tells the clock.

    Codes that were typed late make the device look behind: the one furthest ahead is the newest.
    """
    newest = max(places, key=lambda place: place.offset)
    end = min(place.offset[1] for place in places)
    low, high = newest.offset
    return Place(newest.steps, (low, end if low < end else high))
