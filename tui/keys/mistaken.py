"""Things that people paste where a key is asked for, recognised by their shape."""

from __future__ import annotations

import re
from collections.abc import Callable

from tui.keys.base32 import bare, squeeze
from tui.keys.problem import KeyProblem

SEED_WORDS = 12
"""The fewest words of a recovery phrase (BIP 39)."""
SHORTEST_BASE64 = 16
HEX_LENGTHS = frozenset({32, 40, 64, 128})
"""Hex digits of keys of 128, 160, 256 and 512 bits."""


def recognise(text: str) -> KeyProblem | None:
    """Return the problem with `text` if it is clearly something else than a key."""
    given = bare(text)
    for looks, code, message in SHAPES:
        if looks(given):
            return KeyProblem(code, message)
    return None


def _code(text: str) -> bool:
    return re.fullmatch(r"[0-9]{5,10}", squeeze(text)) is not None


def _seed(text: str) -> bool:
    words = text.split()
    return len(words) >= SEED_WORDS and all(w.isalpha() and 3 <= len(w) <= 8 for w in words)


def _wallet(text: str) -> bool:
    return re.fullmatch(r"[xyztuv](prv|pub)[1-9A-HJ-NP-Za-km-z]{100,}", text) is not None


def _mail(text: str) -> bool:
    return re.fullmatch(r"[^\s@/:]+@[^\s@/:]+", text) is not None


def _link(text: str) -> bool:
    return re.match(r"www\.|[a-z][a-z0-9+.-]*:\S", text, re.IGNORECASE) is not None


def _hex(text: str) -> bool:
    digits = squeeze(text)
    return (
        len(digits) in HEX_LENGTHS
        and re.fullmatch(r"[0-9a-fA-F]+", digits) is not None
        and re.search(r"[0189]", digits) is not None
    )


def _base64(text: str) -> bool:
    shaped = re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", text) is not None
    mixed = not text.isupper() and not text.islower()
    foreign = len(re.findall(r"[0189+/]", text)) + text.endswith("=") >= 2
    return shaped and mixed and foreign and len(text) >= SHORTEST_BASE64 and len(text) % 4 == 0


WALLET = "a crypto wallet, not the key of a 2FA account. Keep it secret: nobody needs it for 2FA."

# Every shape here holds something that base32 cannot, but the first two: a code is too short for a
# key, and a key of 12 or more groups has a digit but for one chance in 20,000.
SHAPES: tuple[tuple[Callable[[str], bool], str, str], ...] = (
    (_code, "looks-like-code", "This looks like a code, not a key: the key has letters too."),
    (_seed, "looks-like-seed", f"This looks like the recovery words of {WALLET}"),
    (_wallet, "looks-like-seed", f"This looks like the extended key of {WALLET}"),
    (
        _mail,
        "looks-like-mail",
        "This looks like an e-mail address, not a key: give the key that belongs to the account.",
    ),
    (
        _link,
        "looks-like-link",
        "This looks like a link, but not like an otpauth one, which a key's link is.",
    ),
    (
        _hex,
        "looks-like-hex",
        "This looks like a key written in hex: look for the same key in base32 (A to Z, 2 to 7).",
    ),
    (
        _base64,
        "looks-like-base64",
        "This looks like base64: look for the same key in base32 (A to Z, 2 to 7).",
    ),
)
