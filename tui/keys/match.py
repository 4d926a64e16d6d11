"""Comparing an account with the code that another device shows."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from tui.keys.base32 import squeeze
from tui.keys.codes import code_of_step, step
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

NEAR = 1
"""Time steps either way that sites usually allow (RFC 6238 section 5.2 asks for one at most)."""
WINDOW = 10
"""Time steps searched either way: 21 codes, so a wrong key matches once in 48,000."""

FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
OTHER_CAUSES = "It is another account's code, an older key, or a clock that is far off."
ADVICE = (
    "One of the two clocks is wrong: compare both with a third, and set the wrong one to automatic"
    " time. Sites usually allow about 30 seconds."
)


class Verdict(Struct, frozen=True):
    """What a device's code says about an account.

    `steps` is how many time steps the device is ahead (negative: behind), and `clock_offset` the
    device's clock minus this one, from (included) to (excluded), in seconds; both None without a
    match. `note` is a sentence on why there is none.
    """

    kind: Literal["match", "clock", "no-match"]
    steps: int | None = None
    clock_offset: tuple[float, float] | None = None
    note: str = ""


def normalise_code(text: str) -> str:
    """Return a typed code as ASCII digits: blanks and dashes dropped, leading zeros kept.

    Full-width digits count. Raises KeyProblem bad-code for anything but 5 to 10 digits.
    """
    digits = squeeze(text).translate(FULL_WIDTH)
    if not re.fullmatch(r"[0-9]{5,10}", digits):
        raise KeyProblem("bad-code", "A code has 5 to 10 digits and nothing else: type it again.")
    return digits


def compare(entry: Entry, code: str, at: float) -> Verdict:
    """Return what `code`, shown by a device at the moment `at` of this clock, says about `entry`.

    Of several time steps with that code, the nearest counts. Raises KeyProblem: bad-code, not-totp.
    """
    shown, now = normalise_code(code), step(entry, at)
    if len(shown) != entry.digits:
        note = f"The code has {len(shown)} digits, this account's codes have {entry.digits}."
        return Verdict("no-match", note=note)
    for steps in sorted(range(-WINDOW, WINDOW + 1), key=abs):
        if now + steps >= 0 and code_of_step(entry, now + steps) == shown:
            return _matched(entry, steps, at)
    return Verdict("no-match", note=OTHER_CAUSES)


def compare_all(entry: Entry, codes: Sequence[str], at: float) -> Verdict:
    """Return the verdict on one or more codes of one device: no match unless all of them match.

    The newest of them tells the clock.
    """
    verdicts = [compare(entry, code, at) for code in codes]
    misses = (verdict for verdict in verdicts if verdict.steps is None)
    return next(misses, None) or max(verdicts, key=lambda verdict: verdict.steps or 0)


def describe(verdict: Verdict) -> str:
    """Return a verdict in words, with what to do."""
    match verdict.kind:
        case "match":
            return "Match: the device shows a code of this key."
        case "clock":
            return f"Match, but {_clock(verdict)}. {_old(verdict)}{ADVICE}"
        case "no-match":
            return f"No match. {verdict.note}".rstrip()


def _matched(entry: Entry, steps: int, at: float) -> Verdict:
    """Return the match of a device `steps` ahead: its clock is somewhere within that time step."""
    start = (step(entry, at) + steps) * entry.period - at
    kind: Literal["match", "clock"] = "match" if abs(steps) <= NEAR else "clock"
    return Verdict(kind, steps, (start, start + entry.period))


def _clock(verdict: Verdict) -> str:
    assert verdict.clock_offset is not None
    near, far = sorted(map(abs, verdict.clock_offset))
    side = "ahead of" if verdict.clock_offset[0] > 0 else "behind"
    return f"the device's clock is {_span(math.floor(near), math.ceil(far))} {side} this computer's"


def _span(low: int, high: int) -> str:
    if high <= 120:
        return f"{low}–{high} seconds"
    return f"{low // 60} min {low % 60} s to {high // 60} min {high % 60} s"


def _old(verdict: Verdict) -> str:
    behind = verdict.steps is not None and verdict.steps < 0
    return "Or the code was old when it was compared. " if behind else ""
