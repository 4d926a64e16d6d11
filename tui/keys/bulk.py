"""Codes by the hundred thousand, to search among keys and moments; by hashlib alone.

What is shown to people is made in codes.py, by pyotp; a test holds the two equal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from struct import Struct

from tui.keys.entry import BLOCK_BYTES, Algorithm

INNER = bytes(byte ^ 0x36 for byte in range(256))
OUTER = bytes(byte ^ 0x5C for byte in range(256))
"""The two paddings of HMAC (RFC 2104 section 2), as tables for `bytes.translate`."""
WORD = Struct(">I")


def hits(
    keys: Iterable[bytes], steps: Iterable[int], code: str, algorithm: Algorithm
) -> Iterator[tuple[bytes, int]]:
    """Yield each of `keys` with each of the time steps in which its code is `code`.

    RFC 4226 section 5.3; steps before 1970 have no code. One long loop without calls, since every
    call in it would cost a tenth of the speed.
    """
    new, block = getattr(hashlib, algorithm.lower()), BLOCK_BYTES[algorithm]
    counters = [(step, step.to_bytes(8, "big")) for step in steps if step >= 0]
    wanted, modulus, word = int(code), 10 ** len(code), WORD.unpack_from
    for key in keys:
        padded = (key if len(key) <= block else new(key).digest()).ljust(block, b"\0")
        inner, outer = padded.translate(INNER), padded.translate(OUTER)
        for step, counter in counters:
            digest = new(outer + new(inner + counter).digest()).digest()
            if (word(digest, digest[-1] & 15)[0] & 0x7FFFFFFF) % modulus == wanted:
                yield key, step
