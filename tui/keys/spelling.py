"""A key as the person spells it, and what to correct in it, counted as they count."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from msgspec import Struct

from tui.keys import base32
from tui.keys.edits import LETTERS, MISREAD, VALUE, readings
from tui.keys.problem import KeyProblem

MOST_UNREADABLE = 5
"""Characters; 25 bits of the key. Whoever lacks more has no key to repair."""
SHORTEST = 12
"""Characters: a 64-bit key with one missing."""

Text = TypeVar("Text", str, tuple[str, ...])
Change = Literal["replace", "missing", "extra", "swap", "groups"]


class Edit(Struct, frozen=True):
    """One correction: at the 1-based `position` the text has `was`, and should have `now`.

    Blanks and dashes are not counted. "missing": `now` belongs before that position; "extra":
    `was` is too many; "swap": it and the next one change places; "groups": four characters from
    there do so with the four from `other`. What it changes is part of the key: not in its repr.
    """

    change: Change
    position: int
    was: str = ""
    now: str = ""
    other: int = 0

    def __repr__(self) -> str:
        return f"Edit({self.change})"

    def __rich_repr__(self) -> list[object]:  # type: ignore[override]
        return [self.change]


class Spelling(Struct, frozen=True):
    """A key's text, the indexes in it of what is no blank or dash, and what each may mean."""

    text: str
    places: tuple[int, ...]
    slots: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Spelling({len(self.slots)} characters)"

    def __rich_repr__(self) -> list[object]:  # type: ignore[override]
        return [f"{len(self.slots)} characters"]

    @property
    def typed(self) -> str:
        """The characters without blanks and dashes, as they were typed."""
        return "".join(self.text[place] for place in self.places)


def spelled(text: str) -> Spelling:
    """Return what a text with mistakes may mean; `?` stands for an unreadable character.

    Raises KeyProblem: empty, too-short, too-long, too-many-unreadable.
    """
    if len(text) > base32.LONGEST_TEXT:
        raise KeyProblem("too-long", "This is far too long for a key: give the key alone.")
    given = base32.bare(text).rstrip("= ")
    places = tuple(index for index, char in enumerate(given) if not base32.separates(char))
    slots = tuple(_meanings(given[place]) for place in places)
    if not slots:
        raise KeyProblem("empty", "There is no key in it: give the key.")
    if len(slots) < SHORTEST:
        raise KeyProblem("too-short", "This is too short for a key, which has 16 characters.")
    if readings(slots) > len(LETTERS) ** MOST_UNREADABLE:
        raise KeyProblem(
            "too-many-unreadable",
            f"More than {MOST_UNREADABLE} characters are unreadable: that is too much to find.",
        )
    return Spelling(given, places, slots)


def _meanings(char: str) -> str:
    """Return the letters that a typed character may stand for, likeliest first."""
    upper = unicodedata.normalize("NFKD", char)[0].translate(base32.TO_UPPER)
    return upper if upper in base32.ALPHABET else MISREAD.get(upper, LETTERS)


def edits(spelling: Spelling, key: bytes) -> tuple[Edit, ...]:
    """Return what to correct in a spelling so that it reads `key`; at most one character longer."""
    slots, typed = spelling.slots, spelling.typed.translate(base32.TO_UPPER)
    letters = _ending_alike(base32.encode(key), slots[-1])
    if len(letters) > len(slots):
        put = _odd_one(letters, lambda rest: _fits(slots, rest))
        rest = letters[:put] + letters[put + 1 :]
        return (*_replaced(typed, rest), Edit("missing", put + 1, now=letters[put]))
    if len(letters) < len(slots):
        cut = _odd_one(slots, lambda rest: _fits(rest, letters))
        padded = letters[:cut] + typed[cut] + letters[cut:]
        return (*_replaced(typed, padded), Edit("extra", cut + 1, was=typed[cut]))
    return _moved(typed, letters) or _replaced(typed, letters)


def _ending_alike(letters: str, options: str) -> str:
    """Return `letters` with the last one as typed where only bits that no byte holds differ."""
    spare = 5 * len(letters) % 8
    held = VALUE[letters[-1]] >> spare
    alike = (option for option in options if VALUE[option] >> spare == held)
    return letters[:-1] + next(alike, letters[-1])


def _fits(slots: Sequence[str], letters: Sequence[str]) -> bool:
    return all(letter in options for letter, options in zip(letters, slots, strict=True))


def _odd_one(longer: Text, fits: Callable[[Text], bool]) -> int:
    """Return the first place that can be left out so that the rest fits."""
    return next(at for at in range(len(longer)) if fits(longer[:at] + longer[at + 1 :]))


def _replaced(typed: str, letters: str) -> tuple[Edit, ...]:
    return tuple(
        Edit("replace", position, was, now)
        for position, (was, now) in enumerate(zip(typed, letters, strict=True), start=1)
        if was != now
    )


def _moved(typed: str, letters: str) -> tuple[Edit, ...]:
    """Return the swap of neighbours, or of groups of four, that makes `typed` into `letters`."""
    differ = [at for at, (was, now) in enumerate(zip(typed, letters, strict=True)) if was != now]
    if len(differ) < 2:
        return ()
    first, last = differ[0], differ[-1]
    if _swapped(typed, first, first + 1, 1) == letters:
        return (Edit("swap", first + 1, typed[first : first + 2], letters[first : first + 2]),)
    one, other = first - first % 4, last - last % 4
    if one < other and _swapped(typed, one, other, 4) == letters:
        was, now = typed[one : one + 4], letters[one : one + 4]
        return (Edit("groups", one + 1, was, now, other + 1),)
    return ()


def _swapped(text: str, one: int, other: int, size: int) -> str:
    between = text[one + size : other]
    after = text[other + size :]
    return text[:one] + text[other : other + size] + between + text[one : one + size] + after
