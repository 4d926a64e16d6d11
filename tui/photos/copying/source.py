"""A photo's file as the clean copy needs it: what it holds, and its lossless copy if it can be."""

from __future__ import annotations

from typing import NamedTuple

from tui.photos.copying import colours, jpeg_copy, png_copy, words
from tui.photos.copying.kinds import check_size, kind_of
from tui.photos.copying.malformed import Malformed


class Source(NamedTuple):
    """What is known before anything is decoded: of a JPEG or PNG all, of other kinds only these.

    `copy` is the lossless copy, None where there can't be one; `converts` tells that its colours
    must be converted. `orientation` is 1 to 8, 0 where the decoder is to find it, as are profile
    and what the file `holds`. `size` is in pixels, (0, 0) where only a decoder can tell.
    """

    kind: str
    data: bytes
    copy: bytes | None = None
    converts: bool = False
    size: tuple[int, int] = (0, 0)
    orientation: int = 0
    profile: bytes | None = None
    holds: frozenset[str] = frozenset()
    several: bool = False


def read(data: bytes) -> Source:
    """Return what a file is. Raises PhotoProblem: too-large, not-picture; Malformed for no PNG."""
    kind = kind_of(data)
    readers = {"JPEG": _jpeg, "PNG": _png}
    return readers[kind](data) if kind in readers else Source(kind, data)


def _jpeg(data: bytes) -> Source:
    jpeg = jpeg_copy.read(data)
    frame, found = jpeg_copy.frame(jpeg), jpeg_copy.profile(jpeg)
    size = (frame.width, frame.height) if frame else (0, 0)
    check_size(*size)
    pixels = {1: b"GRAY", 4: b"CMYK"}.get(len(frame.components) if frame else 3, b"RGB ")
    own = _own(found, pixels)
    try:
        copy = jpeg_copy.copied(jpeg, own or b"")
    except Malformed:
        copy = None
    holds = frozenset(jpeg_copy.holds(jpeg))
    turn = jpeg_copy.orientation(jpeg)
    return Source("JPEG", data, copy, own is None, size, turn, found, holds)


def _png(data: bytes) -> Source:
    png = png_copy.read(data)
    size, found = png_copy.size(png), png_copy.profile(png)
    check_size(*size)
    own = _own(found, b"RGB " if png.chunks[0].body[9] & 2 else b"GRAY")
    try:
        copy = png_copy.copied(png, own or b"")
    except Malformed:
        copy = None
    holds = frozenset(png_copy.holds(png))
    turn = png_copy.orientation(png)
    return Source("PNG", data, copy, own is None, size, turn, found, holds, words.SECOND in holds)


def _own(found: bytes | None, pixels: bytes) -> bytes | None:
    """Return our profile for a file's: empty where none is needed, None if there is none.

    A profile that isn't for such pixels counts for nothing, as in every decoder.
    """
    if not found or colours.colours_of(found) != pixels:
        return b""
    name = colours.known(found)
    if name == colours.SRGB:
        return b""
    return colours.profile_of(name) if name else None
