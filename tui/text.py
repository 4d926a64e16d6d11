"""Text from outside, made fit to show; and what looks like a key, found before it is saved."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ELLIPSIS = "…"

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories that can move the cursor, reorder or hide text (Unicode 16, 4.5): controls, format
characters (bidi, zero-width, tags), surrogates, private use, unassigned, line separators."""
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters and marks by category, drawn as nothing (Unicode 16, Default_Ignorable_Code_Point,
and the empty Braille pattern); variation selectors are in `_unseen`."""
JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
"""Zero-width joiners and emoji selectors: part of how Persian, Hindi or emoji are written."""
MARKS_IN_A_ROW = 4
"""More combining marks than this on one character are dropped. Pointed Hebrew with cantillation
and Tibetan stacks need four."""
DOTTED_CIRCLE = "◌"
"""Stands under a mark that would otherwise sit on whatever is drawn before the text."""


def clean(text: str, limit: int = 200) -> str:
    """Return `text` on one line, at most `limit` characters, with nothing that a terminal obeys.

    Blanks of every kind become one space; what can't be shown stands as `\\xNN` or `\\u{N}`, so
    that it is seen and does nothing. Joiners after a character that is not ASCII are dropped: the
    letters and emoji stay, unjoined. After ASCII, where nobody needs them, they are shown too.
    """
    line = " ".join(_shown(text[: limit * 4]).split())
    if line and _is_mark(line[0]):
        line = DOTTED_CIRCLE + line
    if len(line) > limit or len(text) > limit * 4:
        line = line[: limit - 1] + ELLIPSIS
    return line


def _shown(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    before, marks = "", 0
    for char in text:
        if char in JOINERS and not before.isascii():
            continue
        marks = marks + 1 if _is_mark(char) else 0
        if marks <= MARKS_IN_A_ROW:
            shown.append(_visible(char))
        before = char
    return "".join(shown)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _visible(char: str) -> str:
    if char in "\t\n\r\v\f" or unicodedata.category(char) == "Zs":
        return " "
    if not _unseen(char):
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{{{ord(char):x}}}"


def _unseen(char: str) -> bool:
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or char in BLANK or unicodedata.category(char) in HIDDEN


# Not compiled here: most commands need none of them, and `re` keeps those that were used.
_OTPAUTH = r"(?i)otpauth(?:-migration)?\s*(?::|%3a)\s*(?:/|%2f)"
_EMAIL = r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
_UNBROKEN = r"(?<![A-Za-z0-9])[A-Za-z2-7]{16,}(?![A-Za-z0-9])"
_GROUPS = r"(?<![A-Za-z0-9])(?:[A-Za-z2-7]{4}[\s-]{1,3}){3,}[A-Za-z2-7]{4}(?![A-Za-z0-9])"
_GROUP = r"[A-Za-z2-7]{4}"
_ORDINARY = r"(?i)\d{2}(?:st|nd|rd|th|hr|hs|am|pm|kg|km|mb|gb)|\d{4}|[a-z]{4}"
_CODE = r"(?<![\w.,/+#@-])(?<!\d[\s:])\d{3}(?:\s{0,2}-\s?|\s{1,2})?\d{3}(?![\w/@-]|[.,:]\d|\s?\d)"
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
SEED_WORDS = 12
"""The shortest seed phrase in use (BIP 39 knows 12, 15, 18, 21 and 24 words)."""


def key_like(text: str) -> str | None:
    """Return in a few words why `text` looks like a key, or None.

    A key is: an otpauth address; an unbroken base32 token of 16 or more with a letter and a digit
    2–7 (RFC 4648, section 6); four or more groups of four of these in a row, one of them with a
    letter and a digit; 12 or more words of the English BIP 39 list in a row. E-mail addresses and
    words such as "24th" don't count. A key of letters only, other groupings, and seed phrases in
    other languages slip through: names and sentences must pass.
    """
    plain = _unjoined(text)
    if re.search(_OTPAUTH, plain):
        return "the address inside a 2FA QR code"
    plain = re.sub(_EMAIL, " @ ", plain)
    if any(_mixed(token) for token in re.findall(_UNBROKEN, plain)):
        return "one long base32 key"
    if any(_has_mixed_group(run) for run in re.findall(_GROUPS, plain)):
        return "a base32 key in groups of four"
    if _has_seed_phrase(plain):
        return "a wallet's seed phrase"
    return None


def code_like(text: str) -> str | None:
    """Return the first thing in `text` that looks like a 2FA code, or None.

    A code is six digits that stand alone, perhaps in two groups of three (RFC 6238 codes as apps
    show them). Dates, amounts, telephone and longer numbers don't count; a postcode of six digits
    does, since nothing tells them apart.
    """
    found = re.search(_CODE, _unjoined(text))
    return found[0] if found else None


def _unjoined(text: str) -> str:
    """`text` with full-width letters made plain, dashes made alike, and format characters gone."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(char for char in plain if unicodedata.category(char) != "Cf")


def _mixed(token: str) -> bool:
    return not token.isalpha() and not token.isdigit()


def _has_mixed_group(run: str) -> bool:
    return any(not re.fullmatch(_ORDINARY, group) for group in re.findall(_GROUP, run))


def _has_seed_phrase(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    if len(words) < SEED_WORDS:
        return False
    known = "".join("x" if word in _seed_words() else " " for word in words)
    return "x" * SEED_WORDS in known


@cache
def _seed_words() -> frozenset[str]:
    from mnemonic import Mnemonic

    return frozenset(Mnemonic("english").wordlist)
