"""How wide the edges are: the width tells blur, whatever the contrast.

After Zhuo and Sim, "Defocus map estimation from a single image", Pattern Recognition 44 (2011): an
edge blurred a second time, by a known width, loses the more of its slope the sharper it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.photos.checks.photo import MEASURED, Photo
from tui.photos.findings import Finding, Level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLURRED, SOFT = 1.5, 1.2
"""Pixels of half an edge's width (the sigma of a Gaussian), in a photo of 1600 pixels."""
CENTRE = 0.6
"""Share of width and height that is looked at, where the document is; of a selfie all."""
LEAST_EDGES, MOST_GRAIN = 100, 10.0
"""Fewer edges tell nothing; nor do those in noise of more than this deviation, of 255."""
TYPICAL = 60
"""Per cent of the edges; those of thin strokes look sharper than they are."""

FIRST, AGAIN = 0.7, 1.2
"""Widths of the first blur, against noise, and of the second, in pixels."""
EVERY = 2
"""Of so many rows one is looked at: there are enough."""
SHARE, NOISE, SLIGHT = 0.25, 6.0, 1.0
"""An edge is steeper than this share of the steepest, than so many times the noise, and than this,
in luminance a pixel."""
UPRIGHT = 1.5
"""How much steeper an edge is across than along: others are left to the other direction."""
STEEPEST, SPREAD, SAMPLE = 99.5, 0.6745, 3
"""Percentile that stands for the steepest; the median of normal noise by its deviation; both are
taken from every third row."""


def blur(photo: Photo) -> tuple[Finding, ...]:
    """Measure edges across and down apart: a hand moves one way. The wider are told."""
    plane = photo.picture.luminance
    if photo.kind != "selfie":
        plane = _centre(plane)
    noise = grain(plane)
    if noise > MOST_GRAIN:
        return (_untold(f"grain of {noise:.0f} of 255", f"at most {MOST_GRAIN:.0f}"),)
    widths = [edge_widths(plane), edge_widths(plane.T)]
    told = [typical(one) for one in widths if len(one) >= LEAST_EDGES]
    if not told:
        return (_untold(f"{max(map(len, widths))} clear edges", f"{LEAST_EDGES} or more"),)
    if max(told) < SOFT:
        return ()
    level: Level = "problem" if max(told) > BLURRED else "check"
    return (
        Finding(
            "blur", level, f"edges {max(told):.1f} pixels soft",
            f"{BLURRED} pixels" if level == "problem" else f"{SOFT} pixels", MEASURED,
            "It is blurred: the small print may not be legible." if level == "problem"
            else "It is a little soft: is the small print legible?",
            "Rest the phone on something, touch the card on the screen to focus, and wait.",
        ),
    )  # fmt: skip


def _untold(value: str, threshold: str) -> Finding:
    return Finding(
        "blur", "ask", value, threshold, MEASURED,
        "A program cannot tell here whether it is sharp: can you read all of it?",
        "If not: take it in better light, fill the photo with the document, touch it to focus.",
    )  # fmt: skip


def _centre(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    top, left = (round(length * (1 - CENTRE) / 2) for length in plane.shape)
    return plane[top : plane.shape[0] - top, left : plane.shape[1] - left]


def typical(widths: NDArray[np.float32]) -> float:
    """Return the width that stands for all: of `TYPICAL` per cent at most."""
    import numpy

    return float(numpy.percentile(widths, TYPICAL))


def grain(plane: NDArray[np.float32]) -> float:
    """Return the deviation of the noise (Immerkær, "Fast noise variance estimation", 1996).

    By the median, which edges and print do not move.
    """
    import numpy

    across = plane[:, 2:] - 2 * plane[:, 1:-1] + plane[:, :-2]
    both = across[2:] - 2 * across[1:-1] + across[:-2]
    return float(numpy.median(numpy.abs(both[::SAMPLE]))) / SPREAD / 6 if both.size else 0.0


def edge_widths(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sigma, in pixels, of each clear edge that is crossed from left to right."""
    import numpy

    margin = len(_gauss(_both())) // 2 + 1
    if min(plane.shape) < 4 * margin:
        return numpy.empty(0, numpy.float32)
    calm = _calm(plane)
    once = numpy.abs(_slope(_along_rows(calm, _gauss(FIRST))))
    twice = numpy.abs(_slope(_along_rows(calm, _gauss(_both()))))
    trim = (once.shape[1] - twice.shape[1]) // 2
    once = once[:, trim : once.shape[1] - trim]
    peak = _peaks(once) & (once[:, 1:-1] > UPRIGHT * _steepness_down(calm, once.shape[1])[:, 1:-1])
    before = once[:, 1:-1][peak]
    ratio = before / numpy.maximum(twice[:, 1:-1][peak], 1e-6)
    ratio = numpy.maximum(ratio, 1.0005)
    found: NDArray[np.float32] = numpy.sqrt(numpy.maximum(AGAIN**2 / (ratio**2 - 1) - FIRST**2, 0))
    return found


def _both() -> float:
    return float((FIRST**2 + AGAIN**2) ** 0.5)


def _gauss(sigma: float) -> NDArray[np.float32]:
    """Return the weights of a Gaussian blur, of sum 1, as far as they matter."""
    import numpy

    reach = int(numpy.ceil(3 * sigma))
    weights = numpy.exp(-0.5 * (numpy.arange(-reach, reach + 1) / sigma) ** 2)
    shares: NDArray[np.float32] = (weights / weights.sum()).astype(numpy.float32)
    return shares


def _along_rows(plane: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Convolve each row, where the weights fit."""
    import numpy

    length = plane.shape[1] - len(weights) + 1
    total: NDArray[np.float32] = numpy.zeros((plane.shape[0], length), numpy.float32)
    for i, weight in enumerate(weights):
        total += weight * plane[:, i : i + length]
    return total


def _calm(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """Blur from row to row, against noise and slanting edges, and keep one of `EVERY` rows."""
    import numpy

    weights = _gauss(1.0)
    count = (plane.shape[0] - len(weights)) // EVERY + 1
    total: NDArray[np.float32] = numpy.zeros((count, plane.shape[1]), numpy.float32)
    for i, weight in enumerate(weights):
        total += weight * plane[i : i + EVERY * count : EVERY][:count]
    return total


def _slope(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy

    slope: NDArray[np.float32] = (plane[:, 2:] - plane[:, :-2]) * numpy.float32(0.5)
    return slope


def _steepness_down(calm: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """Return how steep the calmed plane is down the rows, for the middle `width` columns."""
    import numpy

    left = (calm.shape[1] - width) // 2
    columns = numpy.pad(calm[:, left : left + width], ((1, 1), (0, 0)), mode="edge")
    change: NDArray[np.float32] = numpy.abs(columns[2:] - columns[:-2])
    return change * numpy.float32(0.5 / EVERY)


def _peaks(steep: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return where a row is steepest, and steep enough, without its first and last pixel."""
    import numpy

    noise, steepest = numpy.percentile(steep[::SAMPLE], (50, STEEPEST))
    limit = max(SHARE * float(steepest), NOISE * float(noise) / SPREAD, SLIGHT)
    inner = steep[:, 1:-1]
    peak: NDArray[np.bool_] = (inner > limit) & (inner >= steep[:, :-2]) & (inner > steep[:, 2:])
    return peak
