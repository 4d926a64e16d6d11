"""Comparing an account with the codes that another device shows, and how far to believe it."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from tui.keys.codes import step
from tui.keys.entry import Entry
from tui.keys.shown import (
    Place,
    Shown,
    by_accident,
    distinct,
    locate,
    normalise_code,
    odds,
    require_totp,
)

__all__ = ["Shown", "Verdict", "compare", "compare_all", "compare_shown", "normalise_code"]

NEAR = 1
"""Time steps either way that sites usually allow (RFC 6238 section 5.2 asks for one at most)."""
WINDOW = 10
"""Time steps searched either way: 21 codes, so a wrong key matches once in 48,000."""
HOUR, DAY = 3600, 86_400
FARTHEST = 2 * DAY // 30
"""Time steps either way searched at most, so that a short period costs no more than a long one."""
OTHER_CAUSES = "It is another account's code, an older key, or a clock that is far off."
ADVICE = (
    "One of the two clocks is wrong: compare both with a third, and set the wrong one to automatic"
    " time. Sites usually allow about 30 seconds."
)
ZONE = "That is whole hours: a clock or its time zone may have been set by hand. "


class Verdict(Struct, frozen=True):
    """What a device's code says about an account.

    `steps` is how many time steps the device is ahead (negative: behind), and `clock_offset` the
    device's clock minus this one, from (included) to (excluded), in seconds; both None without a
    match. `note` is a sentence on why there is none. `chance` is how often a wrong key would have
    given this verdict, or this `note` where `next_code` says that a second code would decide.
    """

    kind: Literal["match", "clock", "no-match"]
    steps: int | None = None
    clock_offset: tuple[float, float] | None = None
    note: str = ""
    chance: float | None = None
    next_code: bool = False


def compare(entry: Entry, code: str, at: float) -> Verdict:
    """Return what `code`, shown by a device at the moment `at` of this clock, says about `entry`.

    Of several time steps with that code, the nearest counts. Raises KeyProblem: bad-code, not-totp.
    """
    return compare_shown(entry, [Shown(code, at)])


def compare_all(entry: Entry, codes: Sequence[str], at: float) -> Verdict:
    """Return the verdict on codes of one device given together: no match unless all of them match.

    The newest of them tells the clock. Raises as `compare` does.
    """
    return compare_shown(entry, [Shown(code, at) for code in codes])


def compare_shown(entry: Entry, shown: Sequence[Shown], wide: bool = False) -> Verdict:
    """Return the verdict on one or more codes of one device, each with its moment.

    A device further off than `WINDOW` is believed only with a second code; whole hours up to a day
    are always searched, and with `wide` and two codes the whole day (some 6,000 codes, 10 ms).
    Raises KeyProblem: bad-code, not-totp.
    """
    codes = distinct(shown)
    require_totp(entry)
    if any(len(one.code) != entry.digits for one in codes):
        note = f"The code has {len(codes[-1].code)} digits, this account's have {entry.digits}."
        return Verdict("no-match", note=note)
    tried = 0
    for ahead in _stages(entry, codes[-1].at, wide and len(codes) > 1):
        tried += len(ahead)
        place = locate(entry, codes, ahead)
        if place:
            return _verdict(place, by_accident(tried, codes, entry.period), len(codes))
    return Verdict("no-match", note=OTHER_CAUSES)


def describe(verdict: Verdict) -> str:
    """Return a verdict in words, with what to do."""
    match verdict.kind:
        case "match":
            return "Match: the device shows a code of this key."
        case "clock":
            return f"Match, but {_clock(verdict)}. {_old(verdict)}{_zone(verdict)}{ADVICE}"
        case "no-match":
            return f"{'Perhaps' if verdict.next_code else 'No match'}. {verdict.note}".rstrip()


def _stages(entry: Entry, at: float, wide: bool) -> Iterator[list[int]]:
    """Yield the time steps that a device may be ahead, from likely to unlikely, in lists."""
    yield _sorted(range(-NEAR, NEAR + 1), ())
    yield _sorted(range(-WINDOW, WINDOW + 1), range(-NEAR, NEAR + 1))
    now = step(entry, at)
    hours = [step(entry, at + hour * HOUR) - now for hour in range(-24, 25) if hour]
    around = {steps + near for steps in hours for near in range(-NEAR, NEAR + 1)}
    yield _sorted(around, range(-WINDOW, WINDOW + 1))
    if wide:
        far = min(DAY // entry.period, FARTHEST)
        yield _sorted(range(-far, far + 1), {*range(-WINDOW, WINDOW + 1), *around})


def _sorted(steps: Iterable[int], without: Container[int]) -> list[int]:
    return sorted((one for one in steps if one not in without), key=abs)


def _verdict(place: Place, chance: float, codes: int) -> Verdict:
    if abs(place.steps) <= NEAR:
        return Verdict("match", place.steps, place.offset, chance=chance)
    clock = Verdict("clock", place.steps, place.offset, chance=chance)
    if codes > 1 or abs(place.steps) <= WINDOW:
        return clock
    note = (
        f"It fits if {_clock(clock)}, but so would {odds(chance)} wrong keys."
        " Type the next code as well."
    )
    return Verdict("no-match", note=note, chance=chance, next_code=True)


def _clock(verdict: Verdict) -> str:
    assert verdict.clock_offset is not None
    near, far = sorted(map(abs, verdict.clock_offset))
    side = "ahead of" if verdict.clock_offset[0] > 0 else "behind"
    return f"the device's clock is {_span(math.floor(near), math.ceil(far))} {side} this computer's"


def _span(low: int, high: int) -> str:
    return f"{low}–{high} seconds" if high <= 120 else f"{_duration(low)} to {_duration(high)}"


def _duration(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min {seconds} s" if hours else f"{minutes} min {seconds} s"


def _old(verdict: Verdict) -> str:
    old = verdict.steps is not None and -WINDOW <= verdict.steps < 0
    return "Or the code was old when it was compared. " if old else ""


def _zone(verdict: Verdict) -> str:
    assert verdict.clock_offset is not None
    low, high = verdict.clock_offset
    hours = round((low + high) / 2 / HOUR)
    return ZONE if hours and low - 30 <= hours * HOUR <= high + 30 else ""
