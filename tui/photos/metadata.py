"""What a photo's file says of its making: EXIF, XMP, IPTC, and what is hung on behind.

Read with care: any of it may be damaged or made up, and none of its own words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.photos.picture import orientation

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

EXIF_PART, GPS_PART = 0x8769, 0x8825
TAKEN, COMMENT = 0x9003, 0x9286
CAMERA = (0x010F, 0x0110)
"""Tags of the camera's maker and model (Exif 3.0, 4.6.5; so are the others)."""
OWNER_TAGS = (0x013B, 0x8298, 0x9C9D)
"""Artist, copyright, and the author that Windows writes."""
OWNER_TAG, SERIAL_TAGS = 0xA430, (0xA431, 0xA435, 0xA42F)
"""In the EXIF part: the camera's owner; serial numbers of body and lens."""
PLACE_TAGS = (2, 4, 29)
"""In the GPS part: latitude, longitude, and the date that a satellite told with them."""
IPTC = 0x0404
"""Photoshop's resource that holds IPTC records."""
IPTC_OWNER, IPTC_PLACE = (b"\x1c\x02\x50", b"\x1c\x02\x74"), (b"\x1c\x02\x5a", b"\x1c\x02\x5c")
"""By-line and copyright; city and sub-location (IPTC IIM 4.2, record 2)."""
XMP_PLACE = re.compile(rb"GPSLatitude|photoshop:City|Iptc4xmpCore:Location")
XMP_SERIAL = re.compile(rb"SerialNumber")
XMP_OWNER = re.compile(rb"dc:creator|aux:OwnerName|dc:rights|photoshop:Credit")
PNG_OWNER = ("author", "artist", "copyright")
"""Keywords of PNG's texts (PNG 3, 11.3.3.2), in lower case."""
FILM = b"ftyp"
"""Begins the film that phones hang on behind a photo (ISO/IEC 14496-12, after four bytes)."""
SCREENSHOT = b"screenshot"
"""What iOS writes as the user's comment."""
LONGEST_COMMENT = 100


class Metadata(Struct, frozen=True):
    """What matters of a file's metadata.

    `orientation` is EXIF's, 1 to 8; `taken` the day on the camera's clock; `private` names what is
    inside that is nobody's business; `camera` whether a camera is named; `frames` how many pictures
    there are to show; `damaged` whether a part could not be read.
    """

    orientation: int = 1
    taken: date | None = None
    private: tuple[str, ...] = ()
    screenshot: bool = False
    camera: bool = False
    frames: int = 1
    damaged: bool = False


def read(raw: Image, data: bytes) -> Metadata:
    """Return the metadata of an opened picture and its file's bytes; never raises but for memory.

    A damaged part counts as if it were not there, and is told.
    """
    damaged: list[bool] = []
    basic, exif, gps = _parts(raw, damaged)
    private = _private(raw, data, basic, exif, gps)
    return Metadata(
        orientation=orientation(raw),
        taken=_day(exif.get(TAKEN)),
        private=tuple(dict.fromkeys(private)),
        screenshot=SCREENSHOT in _bytes(exif.get(COMMENT))[:LONGEST_COMMENT].lower(),
        camera=any(basic.get(tag) for tag in CAMERA),
        frames=_frames(raw),
        damaged=bool(damaged),
    )


def _parts(raw: Image, damaged: list[bool]) -> tuple[Any, dict[int, Any], dict[int, Any]]:
    """Return EXIF's main part, its own, and the place's; note in `damaged` what does not read."""
    exif: Exif | dict[int, Any] = {}
    inner: list[dict[int, Any]] = []
    try:
        exif = raw.getexif()
        inner = [exif.get_ifd(part) for part in (EXIF_PART, GPS_PART)]
    except MemoryError:
        raise
    except Exception:  # Pillow names no errors for it
        damaged.append(True)
    inner += [{}] * (2 - len(inner))
    return exif, inner[0], inner[1]


def _private(
    raw: Image, data: bytes, basic: Any, exif: dict[int, Any], gps: dict[int, Any]
) -> Iterator[str]:
    xmp, iptc = _xmp(raw), _iptc(raw)
    if any(tag in gps for tag in PLACE_TAGS) or XMP_PLACE.search(xmp) or _any(IPTC_PLACE, iptc):
        yield "the place"
    if any(exif.get(tag) for tag in SERIAL_TAGS) or XMP_SERIAL.search(xmp):
        yield "serial numbers"
    owned = any(basic.get(tag) for tag in OWNER_TAGS) or exif.get(OWNER_TAG)
    texts = {str(key).lower() for key in raw.info if isinstance(key, str)}
    if owned or XMP_OWNER.search(xmp) or _any(IPTC_OWNER, iptc) or texts & {*PNG_OWNER}:
        yield "the owner's name"
    if raw.info.get("comment"):
        yield "a comment"
    if FILM in _behind(raw, data):
        yield "a short film"


def _any(parts: tuple[bytes, ...], data: bytes) -> bool:
    return any(part in data for part in parts)


def _xmp(raw: Image) -> bytes:
    return _bytes(raw.info.get("xmp") or raw.info.get("XML:com.adobe.xmp"))


def _iptc(raw: Image) -> bytes:
    resources = raw.info.get("photoshop")
    return _bytes(resources.get(IPTC)) if isinstance(resources, dict) else b""


def _bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return value if isinstance(value, bytes) else b""


def _behind(raw: Image, data: bytes) -> bytes:
    """Return what follows a JPEG's or PNG's end; a film is hung on there."""
    if raw.format == "PNG":
        return data[data.rfind(b"IEND") :]
    if raw.format not in ("JPEG", "MPO"):
        return b""
    return data[max(data.find(b"\xff\xd9", _scan(data)), 0) :]


def _scan(data: bytes) -> int:
    """Return where a JPEG's picture data begins (ITU-T T.81, B.1): a thumbnail comes before it."""
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] != b"\xda":
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return at


def _day(value: object) -> date | None:
    """Return the day of EXIF's "2026:11:22 14:05:00"; None for anything else."""
    with suppress(ValueError):
        return datetime.strptime(str(value)[:10], "%Y:%m:%d").date()
    return None


def _frames(raw: Any) -> int:
    """Return how many pictures there are to show: a camera's second one (MPO) is not shown."""
    if raw.format == "MPO":
        return 1
    try:
        moves = getattr(raw, "is_animated", False)  # of a GIF, n_frames would read all
        return (2 if raw.format == "GIF" else int(raw.n_frames)) if moves else 1
    except MemoryError:
        raise
    except Exception:  # Pillow names no errors for it
        return 1
