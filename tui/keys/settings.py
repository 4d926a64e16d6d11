"""The right key with other settings: another hash, period, length of code or way to read its text.

A key written down alone says none of these, so apps take SHA1, 30 seconds, 6 digits and base32.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from tui.keys import base32
from tui.keys.entry import Algorithm, Entry
from tui.keys.shown import Place, Shown, by_accident, distinct, locate, odds, require_totp

PERIODS = (30, 60, 15, 20, 45, 90, 120, 10)
"""Seconds, from likely to unlikely; 10 is Authy's own. Longer ones pyotp 2.12 and others refuse."""
STEPS = 2
"""Time steps searched either way: enough for a typed code, in the longer periods too."""


class Found(Struct, frozen=True):
    """Settings with which the key makes the codes shown; `entry` is the account with them.

    `changes` say in words what differs, `place` how far the device's clock is off. `chance` is how
    often a wrong key would have fitted; `confirmed` means by more than one code.
    """

    entry: Entry
    changes: tuple[str, ...]
    place: Place
    chance: float
    confirmed: bool


def find(entry: Entry, shown: Sequence[Shown], text: str = "") -> tuple[Found, ...]:
    """Return the settings with which `entry`'s key makes all codes `shown`, fewest changes first.

    Some 240 to 480 readings, 1 ms; those that `match` has tried are among them only when the
    number of digits differs. `text` is the key as typed, which may itself be the key (or hex).
    Raises KeyProblem: bad-code, not-totp.
    """
    require_totp(entry)
    codes = distinct(shown)
    readings = [*_readings(entry, len(codes[-1].code), text)]
    chance = by_accident(len(readings) * (2 * STEPS + 1), codes, min(PERIODS))
    fitting = (_found(entry, other, how, codes, chance) for other, how in readings)
    found = [one for one in fitting if one is not None]
    return tuple(sorted(found, key=lambda one: (len(one.changes), abs(one.place.steps))))


def describe(found: Found) -> str:
    """Return a finding in words, with what to do."""
    changes = ", ".join(found.changes)
    if found.confirmed:
        return (
            f"The key is right, the settings are not: {changes}. Two codes agree. Set the entry up"
            " with these settings, and note them beside the key."
        )
    return (
        f"Perhaps the right key with other settings: {changes}. So would fit"
        f" {odds(found.chance)} wrong keys: type the next code as well."
    )


def _readings(entry: Entry, digits: int, text: str) -> Iterator[tuple[Entry, str]]:
    """Yield the account with every combination of settings but its own, and how its key is read."""
    ways = _encodings(entry, text).items()
    for (key, how), algorithm, period in product(ways, get_args(Algorithm), PERIODS):
        other = replace(entry, key=key, algorithm=algorithm, period=period, digits=digits)
        if other != entry:
            yield other, how


def _encodings(entry: Entry, text: str) -> dict[bytes, str]:
    """Return the keys that the same text may stand for, with how it was read ("": as it is)."""
    typed = base32.squeeze(base32.bare(text)) or base32.encode(entry.key)
    found = {entry.key: ""}
    if len(typed) % 2 == 0 and all(char in "0123456789abcdefABCDEF" for char in typed):
        found.setdefault(bytes.fromhex(typed), "the text read as hex")
    for spelling in (typed, typed.upper(), typed.lower()):
        found.setdefault(spelling.encode(), "the text itself as the key, without base32")
    return dict([*found.items()][:4])


def _found(entry: Entry, other: Entry, how: str, codes: list[Shown], chance: float) -> Found | None:
    place = locate(other, codes, range(-STEPS, STEPS + 1))
    if place is None:
        return None
    return Found(other, tuple(_changes(entry, other, how)), place, chance, len(codes) > 1)


def _changes(entry: Entry, other: Entry, how: str) -> Iterator[str]:
    if other.algorithm != entry.algorithm:
        yield f"{other.algorithm} instead of {entry.algorithm}"
    if other.period != entry.period:
        yield f"every {other.period} seconds instead of {entry.period}"
    if other.digits != entry.digits:
        yield f"{other.digits} digits instead of {entry.digits}"
    if how:
        yield how
