"""Phrases of a message that fake support uses, and why each warns."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import tomli
from msgspec import Struct

from tui.links.letters import in_latin
from tui.text import clean

PHRASES = Path(__file__).with_name("phrases.toml")
AROUND = 24
"""Characters shown before and after the words that warn."""
EXCERPT = 120
"""Characters of an excerpt."""
LIGATURE = 4
"""Letters that one character may stand for; some stand for a whole sentence."""
GAP = r"[^.!?]{0,40}?"
"""What `…` stands for in a pattern: a few words of the same sentence."""


class Warned(Struct, frozen=True):
    """A phrase that warns: which kind, the words in their place, and why."""

    kind: str
    excerpt: str
    reason: str


def warnings(text: str) -> tuple[Warned, ...]:
    """Return for each kind of warning the first phrase of `text` that gives it.

    Accents, case, full-width letters and invisible characters don't matter; neither do letters and
    digits that stand in for Latin ones within a word.
    """
    plain, places = _plain(text)
    latin = re.sub(r"\w+", lambda word: in_latin(word[0]), plain)
    found: list[Warned] = []
    for kind, reason, pattern in _phrases():
        hit = pattern.search(plain) or (pattern.search(latin) if latin != plain else None)
        if hit:
            found.append(Warned(kind, _excerpt(text, places, hit.span()), reason))
    return tuple(found)


def _plain(text: str) -> tuple[str, list[int]]:
    """Return `text` without accents, case and invisible characters, blanks made one; and where
    each letter was.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in char if char.isascii() else unicodedata.normalize("NFKD", char)[:LIGATURE]:
            category = unicodedata.category(part)
            if category in ("Cf", "Mn", "Cc") and not part.isspace():
                continue
            letter = " " if part.isspace() else "'" if part == "’" else part.lower()[:1]
            if letter == " " and letters[-1:] == [" "]:
                continue
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _excerpt(text: str, places: list[int], span: tuple[int, int]) -> str:
    start, end = places[span[0]], places[span[1] - 1] + 1
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    lead = text[first:start].lstrip() if first == 0 else text[first:start].partition(" ")[2]
    tail = text[end:last] if last == len(text) else text[end:last].rpartition(" ")[0]
    words = clean(f"{lead}{text[start:end]}{tail}", EXCERPT)
    return f"{'… ' if first else ''}{words}{' …' if last < len(text) else ''}"


@cache
def _phrases() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = tomli.loads(PHRASES.read_text(encoding="utf-8"))["warning"]
    return tuple((one["kind"], one["reason"], _pattern(one["patterns"])) for one in found)


def _pattern(patterns: list[str]) -> re.Pattern[str]:
    whole = "|".join(one.replace("…", GAP) for one in patterns)
    return re.compile(rf"\b(?:{whole})")
