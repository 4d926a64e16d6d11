"""Colour profiles (ICC.1:2022): which well-known space one describes, and our own profile of it.

A profile holds texts, dates, serial numbers and private tags, and a calibrated one is a
fingerprint. So none is ever copied. One that describes sRGB, by its numbers, is left out: sRGB is
what everyone assumes. One that describes Display P3 or Adobe RGB is replaced by a profile written
here from the published numbers: the colours stay, pixel for pixel. Whatever else is converted to
sRGB by re-encoding.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import NamedTuple

Curve = Callable[[float], float]
Numbers = tuple[float, ...]

SIGNS = (b"r", b"g", b"b")
SRGB, P3, ADOBE_RGB = "sRGB", "Display P3", "Adobe RGB"

SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""IEC 61966-2-1 as a parametric curve of type 3: g, a, b, c, d (ICC.1, 10.18)."""


class Space(NamedTuple):
    """Three primaries in XYZ, adapted to D50, and the curve as g or g, a, b, c, d."""

    primaries: tuple[Numbers, Numbers, Numbers]
    curve: Numbers


SPACES = {
    SRGB: Space(
        ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)),
        SRGB_CURVE,
    ),
    P3: Space(
        ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
        SRGB_CURVE,
    ),
    ADOBE_RGB: Space(
        ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
        (563 / 256,),
    ),
}
"""IEC 61966-2-1 with the ICC's D50 adaptation; Apple's Display P3; Adobe RGB (1998), 4.3.1."""
D50 = (0.9642, 1.0, 0.8249)
ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
"""Bradford's, from D65 to D50 (ICC.1, annex E)."""

NEAR_PRIMARY, NEAR_CURVE = 0.003, 0.008
"""How far a profile may stray: less than one level, and two of 255 as the eye sees them."""


def profile_of(name: str) -> bytes:
    """Return our own profile of a space of SPACES: its numbers, and nothing of any device."""
    space = SPACES[name]
    curve = struct.pack(">4sIHH", b"para", 0, 3 if len(space.curve) > 1 else 0, 0)
    tags = {
        b"desc": _text(name),
        b"cprt": _text("Public domain"),
        b"wtpt": _xyz(D50),
        b"chad": b"sf32" + bytes(4) + _fixed(ADAPTATION),
        **{sign + b"XYZ": _xyz(one) for sign, one in zip(SIGNS, space.primaries, strict=True)},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve + _fixed(space.curve)),
    }
    return _assembled(tags)


def _assembled(tags: dict[bytes, bytes]) -> bytes:
    """Return a display profile, version 4.3 (ICC.1, 7.2): no maker, no date but 2000-01-01."""
    bodies = [body + bytes(-len(body) % 4) for body in tags.values()]
    first = 132 + 12 * len(tags)
    places = accumulate((len(body) for body in bodies), initial=first)
    entries = zip(tags, places, map(len, tags.values()), strict=False)  # one place too many
    table = [struct.pack(">4sII", *entry) for entry in entries]
    body = struct.pack(">I", len(tags)) + b"".join(table + bodies)
    header = struct.pack(
        ">I4xI4s4s4s6H4s28x12s48x",
        *(128 + len(body), 0x04300000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0, b"acsp"),
        _fixed(D50),
    )
    return header + body


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return struct.pack(">4s4xII4sII", b"mluc", 1, 12, b"enUS", len(encoded), 28) + encoded


def _xyz(numbers: Numbers) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(numbers)


def _fixed(numbers: Iterable[float]) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def colours_of(profile: bytes) -> bytes:
    """Return for which pixels a profile is: b"RGB ", b"GRAY", b"CMYK"; b"" where it is none."""
    return profile[16:20] if profile[36:40] == b"acsp" and len(profile) >= 132 else b""


def known(profile: bytes) -> str | None:
    """Return the well-known space that a profile describes by its numbers, or None."""
    try:
        tags = _tags(profile)
        if colours_of(profile) == b"GRAY":
            return SRGB if _near_curve(_curve(tags[b"kTRC"]), _parametric(SRGB_CURVE)) else None
        return next((name for name, space in SPACES.items() if _is(tags, space)), None)
    except (KeyError, ValueError, ArithmeticError, struct.error, IndexError):
        return None


def _tags(profile: bytes) -> dict[bytes, bytes]:
    count = min(struct.unpack_from(">I", profile, 128)[0], 100)
    entries = (struct.unpack_from(">4sII", profile, 132 + 12 * number) for number in range(count))
    return {name: profile[at : at + size] for name, at, size in entries}


def _is(tags: dict[bytes, bytes], space: Space) -> bool:
    """Compare the matrix and the curves; a profile with a table (A2B, D2B) has no such numbers."""
    if any(name[1:3] == b"2B" for name in tags):
        return False
    for sign, primary in zip(SIGNS, space.primaries, strict=True):
        numbers = struct.unpack_from(">3i", tags[sign + b"XYZ"], 8)
        pairs = zip(numbers, primary, strict=True)
        if any(abs(one / 65536 - two) > NEAR_PRIMARY for one, two in pairs):
            return False
        if not _near_curve(_curve(tags[sign + b"TRC"]), _parametric(space.curve)):
            return False
    return True


def _near_curve(one: Curve, other: Curve) -> bool:
    samples = (number / 64 for number in range(65))
    return all(abs(_seen(one(at)) - _seen(other(at))) <= NEAR_CURVE for at in samples)


def _seen(light: float) -> float:
    return float(min(max(light, 0), 1) ** (1 / 2.4))


def _curve(tag: bytes) -> Curve:
    """Return the curve of a `curv` or `para` tag (ICC.1, 10.6 and 10.18). Raises ValueError."""
    if tag[:4] == b"para":
        count = {0: 1, 1: 3, 2: 4, 3: 5}[struct.unpack_from(">H", tag, 8)[0]]
        return _parametric(tuple(n / 65536 for n in struct.unpack_from(f">{count}i", tag, 12)))
    if tag[:4] != b"curv":
        raise ValueError
    count = struct.unpack_from(">I", tag, 8)[0]
    if count == 1:
        return _parametric((struct.unpack_from(">H", tag, 12)[0] / 256,))
    return _table(struct.unpack(f">{count}H", tag[12 : 12 + 2 * count]) or (0, 65535))


def _table(values: tuple[int, ...]) -> Curve:
    def curve(at: float) -> float:
        place = at * (len(values) - 1)
        low = min(int(place), len(values) - 2)
        return (values[low] + (values[low + 1] - values[low]) * (place - low)) / 65535

    return curve


def _parametric(numbers: Numbers) -> Curve:
    """Return the curve of these parameters: g, then a, b of types 1 and 2 and c, d as they come."""
    power, a, b = (*numbers, 1.0, 0.0)[:3] if len(numbers) == 1 else numbers[:3]
    if len(numbers) in (3, 4):
        offset = numbers[3] if len(numbers) == 4 else 0.0
        return lambda at: max(a * at + b, 0) ** power + offset
    slope, limit = numbers[3:] if len(numbers) == 5 else (0.0, 0.0)
    return lambda at: (a * at + b) ** power if at >= limit else slope * at
