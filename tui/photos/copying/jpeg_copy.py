"""A JPEG without its metadata, not one pixel changed: rebuilt from an allow-list of segments.

Kept: quantisation and Huffman tables in use, restart interval, frame and scans; JFIF without its
thumbnail and Adobe's colour transform, both written anew. Nothing else. A colour profile is never
copied: one of ours takes its place (see `colours`).
"""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

from tui.photos.copying import exif, words
from tui.photos.copying.jpeg_tables import Tables, segment
from tui.photos.copying.jpeg_walk import (
    APP0,
    APP1,
    APP2,
    APP11,
    APP13,
    APP14,
    COM,
    DHT,
    DQT,
    DRI,
    EOI,
    SOF_HUFFMAN,
    SOS,
    Frame,
    Part,
    frame_of,
    is_frame,
    parts,
)
from tui.photos.copying.malformed import Malformed

EXIF, XMP, ICC = b"Exif\0", b"http://ns.adobe.com/x", b"ICC_PROFILE\0"
IDENTITIES = (
    (APP0, b"JFXX\0", words.THUMBNAIL),
    (APP2, b"MPF\0", words.SECOND),
    (APP2, ICC, words.PROFILE),
    (APP11, b"JP", words.CREDENTIALS),
    (APP13, b"Photoshop", words.CAPTIONS),
    (COM, b"", words.COMMENTS),
)
"""How known segments begin, and what is said of them; XMP and Exif are looked into."""

DROPPED = frozenset({*range(APP0, 0xF0), COM, EOI})


class Jpeg(NamedTuple):
    """What a JPEG file is made of: its parts up to the first fault, `whole` if there was none."""

    parts: list[Part]
    whole: bool


def read(data: bytes) -> Jpeg:
    """Return the parts of a file that begins as a JPEG."""
    found: list[Part] = []
    try:
        found.extend(parts(data))  # keeps what was yielded before a fault
    except Malformed:
        return Jpeg(found, False)
    return Jpeg(found, True)


def frame(jpeg: Jpeg) -> Frame | None:
    """Return its one frame if every viewer can decode it, else None."""
    frames = [part for part in jpeg.parts if is_frame(part.marker)]
    if len(frames) != 1 or frames[0].marker not in SOF_HUFFMAN:
        return None
    try:
        return frame_of(frames[0])
    except Malformed:
        return None


def orientation(jpeg: Jpeg) -> int:
    """Return the orientation (1 to 8) by the first Exif block, as browsers do; not by XMP."""
    found = (one.body for one in jpeg.parts if one.marker == APP1 and one.body.startswith(EXIF))
    return exif.read(next(found, b"")[6:]).orientation


def profile(jpeg: Jpeg) -> bytes | None:
    """Return its colour profile (ICC.1, annex B.4), None where chunks of it are missing."""
    chunks = [p.body for p in jpeg.parts if p.marker == APP2 and p.body.startswith(ICC)]
    numbered = {body[12]: body[14:] for body in chunks if len(body) > 14}
    if not chunks or sorted(numbered) != list(range(1, len(chunks) + 1)):
        return None
    return b"".join(numbered[number] for number in sorted(numbered))


def holds(jpeg: Jpeg) -> set[str]:
    """Return in words what a copy leaves behind."""
    return set().union(*(_holds(part) for part in jpeg.parts))


def _holds(part: Part) -> set[str]:
    marker, body = part.marker, part.body
    if marker == EOI:
        return {words.AFTER_END} if body else set()
    if marker == APP1 and body.startswith(EXIF):
        return exif.read(body[6:]).holds
    if marker == APP1 and body.startswith(XMP):
        return words.in_xmp(body)
    for known, start, word in IDENTITIES:
        if marker == known and body.startswith(start):
            return {word}
    if _is_jfif(part):
        return {words.THUMBNAIL} if len(body) > 14 else set()
    return {words.OTHER} if 0xE0 <= marker <= 0xEF and not _is_adobe(part) else set()


def copied(jpeg: Jpeg, own_profile: bytes) -> bytes:
    """Return the same picture with no metadata but `own_profile`, where that isn't empty.

    Raises Malformed where it can't be copied segment by segment.
    """
    header = frame(jpeg)
    if not jpeg.whole or not header:
        raise Malformed
    tables, scans = Tables(header), bytearray()
    start = b"\xff\xd8" + _marks(jpeg, own_profile)
    seen = False
    for part in jpeg.parts:
        if part.marker in (DQT, DHT, DRI):
            tables.take(part)
        elif part.marker == SOS:
            if not scans:
                start += tables.before_frame() + _frame_segment(jpeg)
            if not seen:
                raise Malformed
            scans += tables.scan(part)
        elif is_frame(part.marker):
            seen = True
        elif part.marker not in DROPPED:
            raise Malformed
    if not scans:
        raise Malformed
    return start + bytes(scans) + b"\xff\xd9"


def _frame_segment(jpeg: Jpeg) -> bytes:
    return next(segment(p.marker, p.body) for p in jpeg.parts if is_frame(p.marker))


def _marks(jpeg: Jpeg, own_profile: bytes) -> bytes:
    """Return JFIF and Adobe segments where the file has them (decoders choose colours by them)."""
    before = list(takewhile(lambda part: part.marker != SOS, jpeg.parts))
    marks = b""
    if jfif := [part.body for part in before if _is_jfif(part)]:
        marks += segment(APP0, _jfif(jfif[-1]))
    if adobe := [part.body for part in before if _is_adobe(part)]:
        marks += segment(APP14, _adobe(adobe[-1]))
    if own_profile:
        marks += segment(APP2, ICC + b"\1\1" + own_profile)
    return marks


def _is_jfif(part: Part) -> bool:
    return part.marker == APP0 and part.body.startswith(b"JFIF\0") and len(part.body) >= 14


def _jfif(body: bytes) -> bytes:
    """Return JFIF 1.01 with the density of `body` and no thumbnail (ITU-T T.871, 10.1)."""
    unit, density = body[7], body[8:12]
    sound = unit <= 2 and density[:2] != b"\0\0" != density[2:]
    return b"JFIF\0\1\1" + (body[7:12] if sound else b"\0\0\1\0\1") + b"\0\0"


def _is_adobe(part: Part) -> bool:
    return part.marker == APP14 and part.body.startswith(b"Adobe") and len(part.body) >= 12


def _adobe(body: bytes) -> bytes:
    """Return Adobe's segment with no flags, and its colour transform (0, 1 or 2; TN 5116)."""
    if body[11] > 2:
        raise Malformed
    return b"Adobe\0\x64\0\0\0\0" + body[11:12]
