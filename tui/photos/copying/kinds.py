"""Which photos can be copied, how large, and in what words the rest is refused."""

from __future__ import annotations

from tui.photos import kinds
from tui.photos.picture import DAMAGED, LARGEST_FILE, MOST_PIXELS, NO_HEIC, PLUGINS
from tui.photos.problem import PhotoProblem

LONGEST_SIDE = 65_500
"""Pixels: libjpeg's own limit (JPEG_MAX_DIMENSION)."""
DECODERS = PLUGINS | {"TIFF": "PIL.TiffImagePlugin"}
"""The decoders that are used, by Pillow's name of the format: no other is loaded."""
NAMES = {"HEIF": "HEIC", "WEBP": "WebP"}
"""How people know a kind, where it differs from Pillow's name."""

PROBLEMS = {
    "no-heic": NO_HEIC.message,
    "damaged": DAMAGED.message,
    "too-large": "The photo is too large to be copied: over 30 MB or 60 megapixels. Take it again"
    " with the camera's usual settings.",
    "cannot-fit": "No copy of this photo fits the size limit: take it again with less around it.",
    "not-clean": "The copy could not be proved clean, so none was made: take the photo again.",
}


def problem(code: str) -> PhotoProblem:
    """Return the problem of that code."""
    return PhotoProblem(code, PROBLEMS[code])


def kind_of(data: bytes) -> str:
    """Return Pillow's name of the kind of photo that `data` begins as.

    Raises PhotoProblem: too-large, not-picture.
    """
    if len(data) > LARGEST_FILE:
        raise problem("too-large")
    kind = kinds.kind_of(data)
    if kind not in DECODERS:
        raise PhotoProblem("not-picture", f"{kinds.words(data)}: give a JPEG, PNG or HEIC photo.")
    return kind


def check_size(width: int, height: int) -> None:
    """Refuse by the header what would take too much memory. Raises PhotoProblem: too-large."""
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise problem("too-large")
