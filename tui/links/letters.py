"""Letters that look alike, so that a name can be compared as the eye reads it."""

from __future__ import annotations

import unicodedata

ALIKE = {
    "a": "аαɑᴀꭺ⍺4@",
    "b": "ьвβƅʙ8",
    "c": "сϲᴄⲥςꮯ¢",
    "d": "ԁɗđժᴅ",
    "e": "еҽєεɛ℮ǝᴇ3",
    "f": "ƒքſʄ",
    "g": "ɡցƍɢ9",
    "h": "һհɦʜн",
    "j": "јϳʝյ",
    "k": "кκҡᴋ",
    "l": "iіιıɩӏǀłɫ1|!",
    "m": "мᴍ",
    "n": "пոռηɴ",
    "o": "оοσᴏօჿøөס0",
    "p": "рρϱþⲣᴘ",
    "q": "ԛգզ",
    "r": "гᴦɼⲅʀ",
    "s": "ѕʂꜱ5$",
    "t": "тτƭŧᴛ7",
    "u": "υսʊᴜц",
    "v": "νѵᴠט",
    "w": "ѡԝաωɯᴡш",
    "x": "хχҳ×",
    "y": "уγүყɣʏ",
    "z": "ᴢʐƶ2",
}
"""What a letter is mistaken for: a selection of Unicode's confusables.txt (UTS 39), and the digits
and signs that stand for letters. `i` and `l` are one letter here."""

_TO_LATIN = {ord(like): plain for plain, alike in ALIKE.items() for like in alike}
_PAIRS = (("rn", "m"), ("vv", "w"))
"""Two letters that are read as one."""


def skeleton(text: str) -> str:
    """Return `text` as the eye reads it: no accents, letters that look alike made one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in apart if not unicodedata.combining(c)).translate(_TO_LATIN)
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return plain


def in_latin(word: str) -> str:
    """Return a word of Latin letters with those of other scripts and digits among them replaced.

    As long as before: character for character.
    """
    if not any("a" <= c <= "z" for c in word) or (word.isascii() and word.isalpha()):
        return word
    return "".join(c if "a" <= c <= "z" else _TO_LATIN.get(ord(c), c) for c in word)


def foreign(text: str) -> tuple[str, ...]:
    """Return the letters that are not of the Latin alphabet or bear an accent, each named once."""
    odd = dict.fromkeys(c for c in text if not c.isascii() and c.isalpha())
    return tuple(f"{c} ({_script(c)})" for c in odd)


def _script(char: str) -> str:
    """Return a letter's script by its name in Unicode; an accented Latin one is told as such."""
    script = unicodedata.name(char, "unnamed").split()[0].capitalize()
    return "with an accent" if script == "Latin" else script
