"""Whether the frame cuts something off: does anything interrupt a plain background on its edge?

Around a card that lies whole on a plain table, the frame's edge is one colour that changes slowly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.photos.checks.photo import MEASURED, Photo
from tui.photos.findings import Finding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEPTH, APART, CALM = 12, 8, 5
"""Pixels, long side 800: of the strip along the edge, from one place to the next that is compared,
and of the mean along the strip."""
STEP = 4.0
"""Difference, of 255, between two such places that no light falling off makes."""
PLAIN, ROUGH = 1.0, 0.2
"""Median difference of a plain background; share of larger steps that one card does not make."""
SIDES = ("top", "bottom", "left", "right")


def edge(photo: Photo) -> tuple[Finding, ...]:
    """Tell whether something reaches the frame's edge; on a restless background, ask."""
    strips = steps(photo.picture.small)
    if strips is None:
        return (_ask("too small to tell"),)
    import numpy

    ring = numpy.concatenate(strips)
    median, share = float(numpy.median(ring)), float((ring > STEP).mean())
    if median > PLAIN or share > ROUGH:
        return (_ask("a background with a pattern"),)
    touched = [side for side, strip in zip(SIDES, strips, strict=True) if strip.max() > STEP]
    if not touched:
        return ()
    return (
        Finding(
            "edge", "check", f"something reaches the edge: {', '.join(touched)}",
            "a plain background all around", "published by Kraken: all edges in view",
            "If it is the ID, a part of it is cut off.",
            "Move back until 1–2 cm of a plain table are in view on all sides.",
        ),
    )  # fmt: skip


def _ask(value: str) -> Finding:
    return Finding(
        "edge", "ask", value, "a plain background all around", MEASURED,
        "A program cannot tell here: are all four corners of the ID in the photo?",
        "If not: move back, with 1–2 cm of a plain table on all sides.",
    )  # fmt: skip


def steps(colours: NDArray[np.uint8]) -> list[NDArray[np.float32]] | None:
    """Return how much the colour changes along each side, in the order of `SIDES`.

    None for a picture too small to have sides.
    """
    if min(colours.shape[:2]) < DEPTH + APART + CALM:
        return None
    import numpy

    full = colours.astype(numpy.float32)
    strips = (full[:DEPTH].mean(0), full[-DEPTH:].mean(0),
              full[:, :DEPTH].mean(1), full[:, -DEPTH:].mean(1))  # fmt: skip
    return [_changes(strip) for strip in strips]


def _changes(strip: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the largest change of a channel from each place to the next."""
    import numpy

    total = numpy.pad(strip, ((1, 0), (0, 0))).cumsum(0)
    calm = (total[CALM:] - total[:-CALM]) / CALM
    changes: NDArray[np.float32] = numpy.abs(calm[APART:] - calm[:-APART]).max(1)
    return changes
