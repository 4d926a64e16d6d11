"""What may have gone wrong when a base32 key was written down or typed, as candidate keys.

A key's text is one integer, five bits a character, the first one highest. A candidate then costs
one exclusive-or, and nothing is decoded. Nothing here knows codes: these are pure generators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from math import comb, prod

from msgspec import Struct

from tui.keys.base32 import IMPOSSIBLE

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""The base32 alphabet in the order of its values (RFC 4648 section 6)."""
VALUE = {letter: value for value, letter in enumerate(LETTERS)}

MISREAD = {"0": "OQD", "1": "ILT7", "8": "BS3", "9": "GQP", "|": "IL", "!": "IL"}
"""Signs that base32 leaves out, and the letters that they are read for, likeliest first."""
# Letters and digits of the alphabet that are taken for each other, printed or in handwriting.
SIMILAR = (
    *("OQDC", "ILT7J", "BS3", "GQP", "2Z7", "5S", "6GB"),
    *("4A", "UV", "VWY", "MN", "NH", "EF", "KX", "PR"),
)

Change = Callable[[int, int], Iterator[int]]
"""From a text's value and length, the values of the texts that it may have been."""


def _similar(letter: str) -> list[int]:
    others = {other for group in SIMILAR if letter in group for other in group} - {letter}
    return sorted(VALUE[other] for other in others)


ALIKE = [_similar(letter) for letter in LETTERS]
OTHERS = [[other for other in range(32) if other != value] for value in range(32)]
UNLIKE = [sorted({*OTHERS[value]} - {*ALIKE[value]}) for value in range(32)]
"""For each value: what looks like it, every other one, and those that do not look like it."""


class Kind(Struct, frozen=True):
    """One way of going wrong: the length that it takes back, its candidates, how many at most."""

    id: str
    growth: int
    change: Change
    most: Callable[[int], int]


def readings(slots: Sequence[str]) -> int:
    """Return in how many ways the uncertain characters of a text can be read."""
    return prod(map(len, slots))


def fills(slots: Sequence[str]) -> Iterator[int]:
    """Yield the value of every reading of a text that is given as each character's options."""
    count = len(slots)
    parts = [
        [VALUE[letter] << 5 * (count - place) for letter in options]
        for place, options in enumerate(slots, start=1)
    ]
    fixed = sum(options[0] for options in parts if len(options) == 1)
    *before, last = [options for options in parts if len(options) > 1] or [[0]]
    for chosen in product(*before):
        base = fixed + sum(chosen)
        for value in last:
            yield base | value


def candidates(kind: Kind, slots: Sequence[str]) -> Iterator[int]:
    """Yield the values that a mistake of this kind leads back to, for every reading of the text."""
    for base in fills(slots):
        yield from kind.change(base, len(slots))


def kinds_for(slots: Sequence[str]) -> list[Kind]:
    """Return the kinds that lead to a possible length, from likely to unlikely."""
    return [kind for kind in KINDS if (len(slots) + kind.growth) % 8 not in IMPOSSIBLE]


def _deltas(value: int, count: int, table: list[list[int]]) -> Iterator[list[int]]:
    """Yield for each character the changes that `table` allows, to be xored onto the value."""
    for shift in range(5 * (count - 1), -1, -5):
        here = value >> shift & 31
        yield [(here ^ other) << shift for other in table[here]]


def _replaced(table: list[list[int]]) -> Change:
    def change(value: int, count: int) -> Iterator[int]:
        for deltas in _deltas(value, count, table):
            for delta in deltas:
                yield value ^ delta

    return change


def _two_replaced(table: list[list[int]]) -> Change:
    def change(value: int, count: int) -> Iterator[int]:
        for first, second in combinations(list(_deltas(value, count, table)), 2):
            for delta in first:
                changed = value ^ delta
                for other in second:
                    yield changed ^ other

    return change


def _swapped(value: int, count: int) -> Iterator[int]:
    for shift in range(5 * (count - 2), -1, -5):
        apart = (value >> 5 ^ value) >> shift & 31
        if apart:
            yield value ^ apart << shift ^ apart << shift + 5


def _groups_swapped(value: int, count: int) -> Iterator[int]:
    """Yield every swap of two groups of four, counted from the start; a shorter last one stays."""
    shifts = range(5 * (count - 4), -1, -20)
    for one, other in combinations(shifts, 2):
        apart = (value >> one ^ value >> other) & 0xFFFFF
        if apart:
            yield value ^ apart << one ^ apart << other


def _shortened(value: int, count: int) -> Iterator[int]:
    """Yield the text without each of its characters; of equal neighbours only one is left out."""
    for shift in range(5 * (count - 1), -1, -5):
        here = value >> shift & 31
        if not shift or here != value >> shift - 5 & 31:
            yield value >> shift + 5 << shift | value & (1 << shift) - 1


def _lengthened(value: int, count: int) -> Iterator[int]:
    """Yield the text with each letter put in at each place; before an equal one only."""
    for shift in range(5 * count, -1, -5):
        head, tail = value >> shift << 5, value & (1 << shift) - 1
        before = value >> shift & 31 if shift < 5 * count else None
        for letter in range(32):
            if letter != before:
                yield (head | letter) << shift | tail


def _most_alike(count: int) -> int:
    return count * max(map(len, ALIKE))


KINDS = (
    Kind("as-read", 0, lambda value, count: iter((value,)), lambda count: 1),
    Kind("look-alike", 0, _replaced(ALIKE), _most_alike),
    Kind("swap", 0, _swapped, lambda count: count - 1),
    Kind("extra", -1, _shortened, lambda count: count),
    Kind("missing", 1, _lengthened, lambda count: 31 * count + 32),
    Kind("replace", 0, _replaced(UNLIKE), lambda count: 31 * count),
    Kind("groups", 0, _groups_swapped, lambda count: comb(count // 4, 2)),
    Kind("two-look-alikes", 0, _two_replaced(ALIKE), lambda count: _most_alike(count) ** 2 // 2),
    Kind("two-replaced", 0, _two_replaced(OTHERS), lambda count: comb(count, 2) * 31**2),
)
"""From likely to unlikely. Ids are stable, for scripts and tests."""
