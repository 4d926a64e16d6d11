"""Colour and light: whether there is colour, how bright the whole is, where it is burnt out."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from tui.photos.checks.photo import MEASURED, Photo
from tui.photos.findings import Finding, Level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_COLOUR = 8
"""Difference of a pixel's channels, of 255, that 1 in 100 pixels has where there is colour."""
DARK, DIM, BRIGHT, GLARING = 40, 60, 190, 215
"""Mean luminance, of 255, after Yoti's rules and what real photos have."""
LEAST_CONTRAST = 60
"""Luminance between the darkest and the brightest twentieth of the pixels."""

CLIPPED = 250
"""Of 255, in every channel: nothing was recorded but white."""
PATCH, FILLED = 16, 0.9
"""Side in pixels of the smallest white patch that counts, long side 800, and its white share."""
LEAST_GLARE = 0.0035
"""Share of the photo that such patches cover: a reflection of 12 % of a small card's width."""
THIRDS = (("top left", "top", "top right"), ("left", "middle", "right"),
          ("bottom left", "bottom", "bottom right"))  # fmt: skip
"""Where in a photo, by rows of thirds."""


def grey(photo: Photo) -> tuple[Finding, ...]:
    """Tell a picture without colours: a copy, or taken in black and white."""
    if photo.picture.grey:
        return (_grey("no colour channels"),)
    import numpy

    red, green, blue = _channels(photo.picture.small)
    spread = numpy.maximum(numpy.maximum(red, green), blue)
    spread -= numpy.minimum(numpy.minimum(red, green), blue)
    most = _shade(numpy.bincount(spread.ravel(), minlength=256).tolist(), 0.99)
    return () if most >= LEAST_COLOUR else (_grey(f"channels differ by {most} of 255"),)


def _grey(value: str) -> Finding:
    return Finding(
        "grey", "problem", value, f"{LEAST_COLOUR} or more",
        "published by Kraken, Jumio and Stripe: in colour",
        "It is in black and white, as a copy is.", "Take it in colour, of the document itself.",
    )  # fmt: skip


def light(photo: Photo) -> tuple[Finding, ...]:
    """Measure how bright the photo is on the whole, and its contrast."""
    counts = photo.picture.plane.histogram()
    mean = sum(shade * count for shade, count in enumerate(counts)) / sum(counts)
    low, high = _shade(counts, 0.05), _shade(counts, 0.95)
    level: Level = "problem" if mean < DARK or mean > GLARING else "check"
    limits = (DARK, GLARING) if level == "problem" else (DIM, BRIGHT)
    bounds = f"mean {limits[0]} to {limits[1]}"
    value = f"mean brightness {mean:.0f} of 255"
    if mean < DIM:
        retake = "Take it by daylight at a window, or with more lamps."
        return (_light(level, value, bounds, "It is dark.", retake),)
    if mean > BRIGHT:
        retake = "Take it away from the lamp, on a darker table; touch the card to set the light."
        return (_light(level, value, bounds, "It is very bright.", retake),)
    if high - low < LEAST_CONTRAST:
        value = f"contrast {high - low} of 255"
        retake = "Take it in even light, and wipe the lens."
        return (_light("check", value, f"{LEAST_CONTRAST} or more", "It is pale.", retake),)
    return ()


def _shade(counts: list[int], share: float) -> int:
    """Return the shade that `share` of the pixels have at most."""
    return bisect_left(list(accumulate(counts)), share * sum(counts))


def _light(level: Level, value: str, threshold: str, message: str, retake: str) -> Finding:
    rule = f"published by Yoti; the value is {MEASURED}"
    return Finding("light", level, value, threshold, rule, message, retake)


def glare(photo: Photo) -> tuple[Finding, ...]:
    """Find patches of pure white, where a lamp or too much light left nothing to read."""
    burnt = burnt_out(photo.picture.small)
    share = float(burnt.mean())
    if share < LEAST_GLARE:
        return ()
    return (
        Finding(
            "glare", "check", f"{share:.1%} of the photo is pure white, {_where(burnt)}",
            f"{LEAST_GLARE:.2%}", MEASURED,
            "Glare or over-exposure: nothing can be read where it is pure white.",
            "Tilt the card or move the lamp until no reflection lies on it; no flash.",
        ),
    )  # fmt: skip


def burnt_out(colours: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which pixels lie in a flat, pure white patch of the smallest size or larger."""
    import numpy

    red, green, blue = _channels(colours)
    white = numpy.minimum(numpy.minimum(red, green), blue) >= CLIPPED
    if min(white.shape) < PATCH:
        return numpy.zeros_like(white)
    centres = _sums(white) > FILLED * PATCH**2
    covered: NDArray[np.bool_] = _sums(numpy.pad(centres, PATCH - 1)) > 0
    return covered


def _channels(colours: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], ...]:
    """Return red, green and blue apart: one by one they are quick to go through."""
    return tuple(colours[..., i].copy() for i in range(3))


def _sums(mask: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Count the true pixels of each patch, by the summed-area table (Crow 1984)."""
    import numpy

    counts = numpy.pad(mask, ((1, 0), (1, 0)))
    table = counts.cumsum(0, dtype=numpy.int32).cumsum(1, dtype=numpy.int32)
    columns: NDArray[np.int32] = table[:, PATCH:] - table[:, :-PATCH]
    return columns[PATCH:] - columns[:-PATCH]


def _where(burnt: NDArray[np.bool_]) -> str:
    """Return the third of the photo, across and down, that holds the middle of the white."""
    down, across = (
        min(2, int(3 * (float(places.mean()) + 0.5) / length))
        for places, length in zip(burnt.nonzero(), burnt.shape, strict=True)
    )
    return f"most of it {THIRDS[down][across]}"
