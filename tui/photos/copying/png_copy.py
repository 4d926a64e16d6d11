"""A PNG without its metadata, not one pixel changed: rebuilt from an allow-list of chunks.

Kept: the picture itself (IHDR, PLTE, tRNS, IDAT, IEND) and what its colours mean (sRGB, gAMA, cHRM,
cICP, of fixed lengths). A colour profile is never copied: one of ours takes its place (`colours`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from tui.photos.copying import exif, words
from tui.photos.copying.malformed import Malformed

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = {b"sRGB": 1, b"gAMA": 4, b"cHRM": 32, b"cICP": 4}
"""What colours mean, with the lengths (PNG, third edition, 11.3.2)."""
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by colour type (11.2.1)."""
CLEAR = {0: 2, 2: 6}
"""Bytes of tRNS by colour type; a palette has one for each colour at most (11.3.1.1)."""
_FIRST = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4))
PASSES = (*_FIRST, (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: first column and row, steps across and down (8.1)."""
LARGEST_PROFILE = 2**22
"""Bytes, inflated: printers' profiles take up to some 3 MB."""
MOST_CHUNKS = 20_000
"""30 MB in chunks of 8 KB, as libpng writes them, take 3,800."""

MEANINGS = {
    b"tEXt": words.COMMENTS,
    b"zTXt": words.COMMENTS,
    b"iTXt": words.COMMENTS,
    b"tIME": words.DATE,
    b"fdAT": words.SECOND,
    b"caBX": words.CREDENTIALS,
    b"iCCP": words.PROFILE,
}
SILENT = frozenset({b"pHYs", b"bKGD", b"sBIT", b"hIST", b"acTL", b"fcTL", b"mDCV", b"cLLI"})
"""Left behind without a word: nobody's secret."""


class Chunk(NamedTuple):
    """One chunk, its CRC seen to be right."""

    kind: bytes
    body: bytes


class Png(NamedTuple):
    """The chunks up to IEND or the first fault, and what comes after them."""

    chunks: list[Chunk]
    whole: bool
    after: bytes


def read(data: bytes) -> Png:
    """Return the chunks of a file that begins as a PNG."""
    chunks, at = [], len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        check = data[at + 8 + size : at + 12 + size]
        if len(check) != 4 or zlib.crc32(body, zlib.crc32(kind)) != int.from_bytes(check, "big"):
            break
        chunks.append(Chunk(kind, body))
        at += 12 + size
        if kind == b"IEND":
            return Png(chunks, True, data[at:])
    return Png(chunks, False, b"")


def size(png: Png) -> tuple[int, int]:
    """Return width and height in pixels. Raises Malformed."""
    if not png.chunks or png.chunks[0].kind != b"IHDR" or len(png.chunks[0].body) != 13:
        raise Malformed
    header = png.chunks[0].body
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    if not width or not height:
        raise Malformed
    return width, height


def orientation(png: Png) -> int:
    """Return the orientation (1 to 8) by its eXIf chunk."""
    return exif.read(_first(png, b"eXIf")).orientation


def profile(png: Png) -> bytes | None:
    """Return its colour profile (11.3.2.3), None where it is broken or beyond LARGEST_PROFILE."""
    name, _, packed = _first(png, b"iCCP").partition(b"\0")
    inflater = zlib.decompressobj()
    try:
        found = inflater.decompress(packed[1:], LARGEST_PROFILE)
    except zlib.error:
        return None
    return found if name and inflater.eof else None


def holds(png: Png) -> set[str]:
    """Return in words what a copy leaves behind."""
    found = set().union(*(_holds(chunk) for chunk in png.chunks))
    return found | ({words.AFTER_END} if png.after else set())


def _holds(chunk: Chunk) -> set[str]:
    kind, body = chunk
    if kind == b"eXIf":
        return exif.read(body).holds
    if body.startswith(b"XML:com.adobe.xmp\0"):
        return words.in_xmp(body)
    if kind in SILENT or kind in COLOURS or kind[:1].isupper() or kind == b"tRNS":
        return set()
    return {MEANINGS.get(kind, words.OTHER)}


def copied(png: Png, own_profile: bytes) -> bytes:
    """Return the same picture with no metadata but `own_profile`, where that isn't empty.

    Raises Malformed where it can't be copied chunk by chunk.
    """
    kinds = [chunk.kind for chunk in png.chunks]
    critical = {kind for kind in kinds if kind[:1].isupper()}
    if not png.whole or not critical <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}:
        raise Malformed
    for kind in (b"IHDR", b"PLTE", b"tRNS"):
        if kinds.count(kind) > 1:
            raise Malformed
    pixels = b"".join(chunk.body for chunk in png.chunks if chunk.kind == b"IDAT")
    _check_pixels(png, pixels)
    chunks = [png.chunks[0], *_colours(png, own_profile), *_palette(png), Chunk(b"IDAT", pixels)]
    return SIGNATURE + b"".join(written(*chunk) for chunk in [*chunks, Chunk(b"IEND", b"")])


def written(kind: bytes, body: bytes) -> bytes:
    """Return the bytes of a chunk (5.3)."""
    check = zlib.crc32(body, zlib.crc32(kind))
    return len(body).to_bytes(4, "big") + kind + body + check.to_bytes(4, "big")


def _first(png: Png, kind: bytes) -> bytes:
    return next((chunk.body for chunk in png.chunks if chunk.kind == kind), b"")


def _colours(png: Png, own_profile: bytes) -> Iterator[Chunk]:
    """Yield what the colours mean. A profile overrules gAMA and cHRM; of sRGB none is needed."""
    if own_profile:
        yield Chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(own_profile, 9))
    elif _first(png, b"iCCP"):
        yield Chunk(b"sRGB", b"\0")
    for kind, length in COLOURS.items():
        body = _first(png, kind)
        if len(body) == length and (kind == b"cICP" or not _first(png, b"iCCP")):
            yield Chunk(kind, body)


def _palette(png: Png) -> Iterator[Chunk]:
    """Yield PLTE and tRNS, where they fit the picture (11.2.2, 11.3.1.1). Raises Malformed."""
    depth, colour = png.chunks[0].body[8:10]
    colours, clear = _first(png, b"PLTE"), _first(png, b"tRNS")
    if colour == 3:
        if not colours or len(colours) % 3 or len(colours) > 3 * 2 ** min(depth, 8):
            raise Malformed
        yield Chunk(b"PLTE", colours)
    fits = len(clear) <= len(colours) // 3 if colour == 3 else len(clear) == CLEAR.get(colour)
    if clear and not fits:
        raise Malformed
    if clear:
        yield Chunk(b"tRNS", clear)


def _check_pixels(png: Png, packed: bytes) -> None:
    """See that the stream holds the picture's lines and not a byte more. Raises Malformed."""
    inflater, left = zlib.decompressobj(), _length(png)
    try:
        while left > 0 and (found := inflater.decompress(packed, min(left, 2**20))):
            packed, left = inflater.unconsumed_tail, left - len(found)
        rest = inflater.decompress(packed, 1) if not inflater.eof else b""
    except zlib.error:
        raise Malformed from None
    if left or rest or not inflater.eof or inflater.unused_data:
        raise Malformed


def _length(png: Png) -> int:
    """Return how many bytes the lines of the picture take, each with its filter byte (7.2, 8)."""
    width, height = size(png)
    depth, colour, *methods, interlaced = png.chunks[0].body[8:13]
    if colour not in CHANNELS or depth not in (1, 2, 4, 8, 16) or any(methods) or interlaced > 1:
        raise Malformed
    bits, total = depth * CHANNELS[colour], 0
    for left, top, across, down in PASSES if interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        total += rows * (1 + (columns * bits + 7) // 8) if columns > 0 and rows > 0 else 0
    return total
