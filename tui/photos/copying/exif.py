"""What Exif data holds (CIPA DC-008, TIFF 6.0), read to say it and to turn the photo."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from tui.photos.copying import words

ORIENTATION = 0x0112
EXIF_POINTER, GPS_POINTER = 0x8769, 0x8825
MOST_ENTRIES = 1000
"""Of all directories together: real photos hold some 70."""

MEANINGS = (
    dict.fromkeys((0x010F, 0x0110, 0x0131, 0x013C, 0xC614, 0xC62F), words.CAMERA)
    | dict.fromkeys((0x927C, 0xA420, 0xA431, 0xA433, 0xA434, 0xA435), words.CAMERA)
    | dict.fromkeys((0x0132, 0x9003, 0x9004), words.DATE)
    | dict.fromkeys((0x013B, 0x8298, 0x9C9D, 0xA430), words.OWNER)
    | dict.fromkeys((0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F), words.COMMENTS)
    | {0x0201: words.THUMBNAIL, 0x02BC: words.HISTORY, 0x83BB: words.CAPTIONS}
    | {0x8649: words.CAPTIONS, GPS_POINTER: words.PLACE, ORIENTATION: "", EXIF_POINTER: ""}
)
"""Tags that people care about (Exif 2.32, tables 4 to 8, and Microsoft's XP tags)."""
OF_THE_PICTURE = frozenset({*range(0x0100, 0x0107), *range(0x0111, 0x011D), 0x0128, 0x0140, 0x0152})
"""Tags by which a TIFF file describes its own pixels (TIFF 6.0, part 1)."""


class Exif(NamedTuple):
    """`orientation` is 1 to 8 (1 where none is given); `holds` is in words of `words`."""

    orientation: int
    holds: set[str]


class _Entry(NamedTuple):
    directory: int  # 0 is the picture's own
    tag: int
    kind: int
    value: bytes


def read(tiff: bytes) -> Exif:
    """Return what is in Exif data that begins with its TIFF header; broken parts are skipped."""
    orientation, holds = 1, set()
    for entry in _entries(tiff):
        if (entry.directory, entry.tag) == (0, ORIENTATION):
            orientation = _number(tiff, entry)
        elif entry.tag not in OF_THE_PICTURE:
            holds.add(MEANINGS.get(entry.tag, words.SETTINGS))
    return Exif(orientation if 1 <= orientation <= 8 else 1, holds - {""})


def _number(tiff: bytes, entry: _Entry) -> int:
    kinds = {3: "H", 4: "I"}  # SHORT, and LONG as some write it
    if entry.kind not in kinds:
        return 1
    return int(struct.unpack_from(_order(tiff) + kinds[entry.kind], entry.value)[0])


def _order(tiff: bytes) -> str:
    return "<" if tiff[:2] == b"II" else ">"


def _entries(tiff: bytes) -> Iterator[_Entry]:
    """Yield the entries of the first two directories and of those they point to; no loops."""
    if tiff[:4] not in (b"II*\0", b"MM\0*") or len(tiff) < 8:
        return
    order = _order(tiff)
    waiting, seen, left = [struct.unpack_from(order + "I", tiff, 4)[0]], [0], MOST_ENTRIES
    while waiting and left > 0:
        at = waiting.pop(0)
        if at in seen or at + 2 > len(tiff):
            continue
        count = struct.unpack_from(order + "H", tiff, at)[0]
        for entry in _directory(tiff, at + 2, min(count, left), len(seen) - 1):
            if entry.tag in (EXIF_POINTER, GPS_POINTER):
                waiting.append(struct.unpack(order + "I", entry.value)[0])
            yield entry
        seen.append(at)
        left -= count
        end = at + 2 + 12 * count
        if end + 4 <= len(tiff):
            waiting.append(struct.unpack_from(order + "I", tiff, end)[0])


def _directory(tiff: bytes, first: int, count: int, number: int) -> Iterator[_Entry]:
    for at in range(first, min(first + 12 * count, len(tiff) - 11), 12):
        tag, kind = struct.unpack_from(_order(tiff) + "HH", tiff, at)
        yield _Entry(number, tag, kind, tiff[at + 8 : at + 12])
