"""What the file is: whether it opens, its format, length, size in pixels, compression."""

from __future__ import annotations

from tui.photos.checks.photo import ESTIMATE, MEASURED, Photo
from tui.photos.findings import OPENS, Finding, Level

SMALLEST_FILE, LARGEST_FILE = 100 * 1000, 4 * 1000 * 1000
"""Bytes: the narrowest of the limits that Sumsub and ComplyCube publish."""
TOO_SHORT, SHORT, LONG = 640, 1600, 4096
"""Pixels of the long side: Argos' least; an ID at 300 dpi with room around it; common most."""
LEAST_QUALITY = 70
"""Of 100: a chat app's; of public camera photos 5 % are below 76."""
STANDARD_TABLE = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
"""Quantisation of brightness (ITU-T T.81, table K.1), which libjpeg scales by quality."""
NAMES = {"HEIF": "HEIC", "WEBP": "WebP"}
"""Formats by the name that people know, where it is not Pillow's."""


def opens(photo: Photo) -> tuple[Finding, ...]:
    """It opened, or there would be no photo; of several frames only the first was looked at."""
    if photo.metadata.frames < 2:
        return ()
    return (
        Finding(
            OPENS, "check", f"{photo.metadata.frames} frames", "one", MEASURED,
            "The file holds several pictures or moves; a reviewer may see another one than you.",
            "Send a plain photo.",
        ),
    )  # fmt: skip


def format_of(photo: Photo) -> tuple[Finding, ...]:
    """JPEG is taken everywhere, PNG nearly, HEIC by some; nothing else."""
    form = photo.picture.format
    if form == "JPEG":
        return ()
    known = form in ("PNG", "HEIF")
    level: Level = "check" if known else "problem"
    message = "JPEG is the format that every reviewer takes."
    if not known:
        message = "Reviewers take JPEG, most of them PNG, and nothing else."
    return (
        Finding(
            "format", level, NAMES.get(form, form), "JPEG",
            "published by Kraken, Sumsub and others", message, "Send the photo as a JPEG.",
        ),
    )  # fmt: skip


def size_of(photo: Photo) -> tuple[Finding, ...]:
    """Compare the file's length with limits of some reviewers."""
    if SMALLEST_FILE <= photo.size <= LARGEST_FILE:
        return ()
    small = photo.size < SMALLEST_FILE
    return (
        Finding(
            "bytes", "check", _bytes_in_words(photo.size), "100 KB to 4 MB",
            "published by Sumsub and ComplyCube",
            "The file is smaller than some reviewers take." if small
            else "The file is larger than some reviewers take.",
            "Send the camera's own file, not one from a chat." if small
            else "Send the clean copy: it can be made smaller.",
        ),
    )  # fmt: skip


def _bytes_in_words(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"


def pixels(photo: Photo) -> tuple[Finding, ...]:
    """Compare the long side with what a document needs to be legible."""
    width, height = photo.picture.width, photo.picture.height
    side = max(width, height)
    if SHORT <= side <= LONG:
        return ()
    message, retake = (
        ("It is larger than some reviewers take.", "Send the clean copy: it can be made smaller.")
        if side > LONG
        else (
            "The small print may not be legible.",
            "Send the camera's own file at full size, not one from a chat or a screen.",
        )
    )
    return (
        Finding(
            "pixels", "problem" if side < TOO_SHORT else "check", f"{width} × {height} pixels",
            f"long side {TOO_SHORT} or more" if side < TOO_SHORT
            else f"long side {SHORT} to {LONG}",
            "published by Argos" if side < TOO_SHORT else f"{ESTIMATE}: an ID at 300 dpi",
            message, retake,
        ),
    )  # fmt: skip


def quality(photo: Photo) -> tuple[Finding, ...] | str:
    """Tell from a JPEG's quantisation tables how much was thrown away."""
    tables = getattr(photo.picture.raw, "quantization", None)
    if not tables:
        return "How strongly the photo is compressed: only a JPEG tells."
    found = jpeg_quality(tables[min(tables)])
    if found >= LEAST_QUALITY:
        return ()
    return (
        Finding(
            "quality", "check", f"JPEG quality about {found}", f"{LEAST_QUALITY} or more", MEASURED,
            "It is strongly compressed: was it sent through a chat app?",
            "Send the camera's own file.",
        ),
    )  # fmt: skip


def jpeg_quality(table: list[int]) -> int:
    """Return 1 to 100 for a table of 64 steps, by the scale of libjpeg (jpeg_quality_scaling).

    The order of the steps does not matter: their sum is compared with the standard one's.
    """
    scale = 100 * sum(table) / sum(STANDARD_TABLE)
    found = 5000 / scale if scale > 100 else (200 - scale) / 2
    return max(1, min(100, round(found)))
