"""What a clean copy leaves behind, in a person's words."""

from __future__ import annotations

from collections.abc import Iterable

PLACE = "place (GPS)"
CAMERA = "camera and serial number"
SETTINGS = "camera settings"
DATE = "date and time"
OWNER = "names of its owner or author"
COMMENTS = "comments"
CAPTIONS = "captions (IPTC)"
HISTORY = "editing history (XMP)"
CREDENTIALS = "content credentials (C2PA)"
THUMBNAIL = "a thumbnail"
SECOND = "further pictures in the file"
PROFILE = "notes in its colour profile"
OTHER = "other hidden data"
AFTER_END = "data after the picture's end"

ORDER = (
    PLACE,
    CAMERA,
    SETTINGS,
    DATE,
    OWNER,
    COMMENTS,
    CAPTIONS,
    HISTORY,
    CREDENTIALS,
    THUMBNAIL,
    SECOND,
    PROFILE,
    OTHER,
    AFTER_END,
)
"""The gravest first."""


def ordered(words: Iterable[str]) -> tuple[str, ...]:
    """Return each of `words` once, the gravest first."""
    return tuple(sorted(set(words), key=ORDER.index))


def in_xmp(packet: bytes) -> set[str]:
    """Return what an XMP packet (ISO 16684-1) holds: always history, sometimes a place."""
    return {HISTORY, PLACE} if b"GPS" in packet else {HISTORY}
