"""Base32 as people keep it: in groups, in lower case, without padding (RFC 4648 section 6)."""

from __future__ import annotations

import base64
import string
import unicodedata

from tui.keys.problem import KeyProblem

ALPHABET = frozenset(string.ascii_uppercase + "234567")
TO_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
TO_DIGITS = str.maketrans(string.ascii_uppercase + "234567", "0123456789abcdefghijklmnopqrstuv")
"""To the digits that Python's `int` reads in base 32."""
AROUND = string.whitespace + "\u00a0\u200b\ufeff" + "\"'`“”„‘’‚«»"
"""What a copied text has around it: blanks, byte order mark, quotes."""
# Separators that are neither blanks nor dashes by category: soft hyphen, zero-width space, word
# joiner, byte order mark, minus sign.
ALSO_DROPPED = frozenset("\u00ad\u200b\u2060\ufeff\u2212")

IMPOSSIBLE = frozenset({1, 3, 6})
"""Lengths modulo 8 that no whole number of bytes gives (RFC 4648 section 6)."""
LONGEST_KEY = 1024
"""Bytes; the longest key that a service is known to give has 64."""
LONGEST_TEXT = 16 * LONGEST_KEY
"""Characters looked at, blanks and dashes counted."""
USUAL_BYTES = frozenset({16, 32, 64})
"""Usual key lengths that do not fill their last group of eight characters."""

MEANT = {"0": "O", "1": "I or L", "8": "B", "9": "G"}
"""Digits that base32 leaves out, and the letters that they are mistaken for."""

MISTYPED = "the last character does not end a key cleanly: it may be mistyped, or more is missing"
ODD_PADDING = "the '=' signs at the end do not fit this length: a character may be missing"


def decode(text: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the key's bytes, and notes on what looks wrong but cannot be proved.

    Blanks and dashes of every script, quotes around it, padding and ASCII case do not matter.
    Raises KeyProblem: empty, too-long, illegal-character, impossible-length.
    """
    if len(text) > LONGEST_TEXT:
        raise KeyProblem("too-long", "This is far too long for a key: give the key alone.")
    padded = squeeze(bare(text))
    letters = padded.rstrip("=").translate(TO_UPPER)
    _check_letters(letters, grouped=len(padded) < len(bare(text)))
    _check_length(letters)
    size, spare = divmod(5 * len(letters), 8)
    value = int(letters.translate(TO_DIGITS), 32)
    key = (value >> spare).to_bytes(size, "big")
    if len(key) > LONGEST_KEY:
        raise KeyProblem("too-long", f"A key has {LONGEST_KEY} bytes at most: give the key alone.")
    left_over = value & (1 << spare) - 1
    return key, _notes(letters, key, left_over, len(padded) - len(letters))


def encode(key: bytes) -> str:
    """Return `key` in base32 without padding, upper case."""
    return base64.b32encode(key).decode("ascii").rstrip("=")


def bare(text: str) -> str:
    """Return `text` without the blanks and quotes around it."""
    return text.strip(AROUND)


def squeeze(text: str) -> str:
    """Return `text` without blanks and dashes, a word processor's included."""
    if text.isascii() and text.isalnum():
        return text
    return "".join(char for char in text if not separates(char))


def separates(char: str) -> bool:
    """Tell whether `char` is a blank or a dash, which only make a key easier to read."""
    return char.isspace() or unicodedata.category(char) == "Pd" or char in ALSO_DROPPED


def _check_letters(letters: str, grouped: bool) -> None:
    if not letters:
        raise KeyProblem("empty", "There is no key in it: give the key or the link of the account.")
    if ALPHABET.issuperset(letters):
        return
    for position, char in enumerate(letters, start=1):
        if char not in ALPHABET:
            counted = " (blanks and dashes not counted)" if grouped else ""
            raise KeyProblem(
                "illegal-character", f"Character {position}{counted} is {_named(char)}"
            )


def _named(char: str) -> str:
    """Return the end of a sentence that names an illegal character."""
    if char in MEANT:
        return f"the digit {char}, which keys never have; it may be the letter {MEANT[char]}."
    return f"{_class_of(char)}; a key has only the letters A to Z and the digits 2 to 7."


def _class_of(char: str) -> str:
    match unicodedata.category(char)[0]:
        case "L":
            return "a letter outside A to Z"
        case "N":
            return "a digit of another kind"
        case "M":
            return "an accent"
        case "C":
            return "an invisible character"
    return f"the sign “{unicodedata.name(char, 'unnamed').lower()}”"


def _check_length(letters: str) -> None:
    if len(letters) % 8 in IMPOSSIBLE:
        raise KeyProblem(
            "impossible-length",
            f"It has {len(letters)} characters, which no key has: one is missing or too many. "
            "Compare it with your copy.",
        )


def _notes(letters: str, key: bytes, left_over: int, padding: int) -> tuple[str, ...]:
    """Return what looks wrong; `left_over` is what the last character says beyond the last byte."""
    notes = []
    if left_over:
        notes.append(MISTYPED)
    if padding not in (0, -len(letters) % 8):
        notes.append(ODD_PADDING)
    if len(letters) % 8 and len(key) not in USUAL_BYTES:
        notes.append(f"{len(letters)} characters is an unusual length: compare it with your copy")
    return tuple(notes)
