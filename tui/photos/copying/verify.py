"""A second look at a finished copy, sharing nothing with what wrote it but the own profiles.

It walks the file by its own means and knows only what may be there; whatever else it meets, or
anything in another form, means that the copy is thrown away.
"""

from __future__ import annotations

import re
import zlib

from tui.photos.copying.colours import ADOBE_RGB, P3, profile_of

_LENGTHS = rb"(?P<marker>\xff[\xc0-\xc2\xc4\xda\xdb\xdd\xe0\xe2\xee])(?P<length>..)"
_SEGMENT = re.compile(_LENGTHS, re.DOTALL)
_CODED = re.compile(rb"(?:[^\xff]+|\xff[\x00\xd0-\xd7])*+")
_JFIF = re.compile(rb"JFIF\x00\x01\x01[\x00-\x02]....\x00\x00", re.DOTALL)
_ADOBE = re.compile(rb"Adobe\x00\x64\x00\x00\x00\x00[\x00-\x02]")
_PNG_ORDER = re.compile(rb"IHDR (iCCP |sRGB )?(gAMA )?(cHRM )?(cICP )?(PLTE )?(tRNS )?IDAT IEND ")
_PNG_LENGTHS = {b"IHDR": 13, b"sRGB": 1, b"gAMA": 4, b"cHRM": 32, b"cICP": 4, b"IEND": 0}


def is_clean(data: bytes, suffix: str) -> bool:
    """Tell whether a finished copy is made of a bare picture and nothing else, to its last byte."""
    return is_clean_jpeg(data) if suffix == ".jpg" else is_clean_png(data)


def is_clean_jpeg(data: bytes) -> bool:
    """Tell whether these bytes are SOI, allowed segments and scans, EOI, and the end."""
    at, markers = 2, []
    while found := _SEGMENT.match(data, at):
        marker, end = found["marker"][1], found.end("marker") + int.from_bytes(found["length"])
        if end > len(data) or end < found.end() or not _is_allowed(marker, data[found.end() : end]):
            return False
        markers.append(marker)
        at = end
        if marker == 0xDA:
            coded = _CODED.match(data, at)
            at = coded.end() if coded else at
    framed = data[:2] == b"\xff\xd8" and data[at:] == b"\xff\xd9"
    single = all(markers.count(one) <= 1 for one in (0xE0, 0xE2, 0xEE))
    frames = [one for one in markers if one <= 0xC2]
    return framed and single and len(frames) == 1 and 0xDA in markers and 0xDB in markers


def _is_allowed(marker: int, body: bytes) -> bool:
    if marker == 0xE0:
        return bool(_JFIF.fullmatch(body))
    if marker == 0xEE:
        return bool(_ADOBE.fullmatch(body))
    if marker == 0xE2:
        return body[:14] == b"ICC_PROFILE\0\1\1" and _is_ours(body[14:])
    lengths = {
        0xDD: len(body) == 2,
        0xDB: len(body) in (65, 129),
        0xC4: len(body) >= 17 and len(body) == 17 + sum(body[1:17]),
        0xDA: bool(body) and len(body) == 4 + 2 * body[0],
    }
    return lengths.get(marker, len(body) > 5 and len(body) == 6 + 3 * body[5])


def _is_ours(profile: bytes) -> bool:
    return profile in (profile_of(P3), profile_of(ADOBE_RGB))


def is_clean_png(data: bytes) -> bool:
    """Tell whether these bytes are a PNG of allowed chunks, in order, once each, and the end."""
    at, order = 8, b""
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : end - 4]
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]).to_bytes(4) != data[end - 4 : end]:
            return False
        if len(body) != _PNG_LENGTHS.get(kind, len(body)):
            return False
        if kind == b"iCCP" and not _is_named(body):
            return False
        order += kind + b" "
        at = end
    return data[:8] == b"\x89PNG\r\n\x1a\n" and bool(_PNG_ORDER.fullmatch(order))


def _is_named(body: bytes) -> bool:
    if body[:13] != b"ICC profile\0\0":
        return False
    inflater = zlib.decompressobj()
    profile = inflater.decompress(body[13:], 10_000)
    return inflater.eof and not inflater.unused_data and _is_ours(profile)
