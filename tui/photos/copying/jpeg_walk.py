"""The structure of a JPEG file (ITU-T T.81, annex B), read strictly, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui.photos.copying.malformed import Malformed

SOI, EOI, SOS, DQT, DHT, DRI, COM = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xDD, 0xFE
APP0, APP1, APP2, APP11, APP13, APP14 = 0xE0, 0xE1, 0xE2, 0xEB, 0xED, 0xEE
SOF_HUFFMAN = frozenset({0xC0, 0xC1, 0xC2})
"""Frames that every viewer decodes: baseline, extended sequential and progressive."""
MOST_PARTS = 4000
"""A metadata block of 30 MB takes 480 segments; more parts than this are an attack."""

_MARKER = re.compile(rb"\xff+([\x01-\xfe])")
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7]")
"""The next marker in entropy-coded data that is no restart marker (T.81, B.1.1.5)."""


class Part(NamedTuple):
    """One segment: its marker, what follows its length, and the entropy-coded data after an SOS."""

    marker: int
    body: bytes
    scan: bytes = b""


class Component(NamedTuple):
    """One colour of a frame: its id, sampling factors, and which quantisation table."""

    id: int
    across: int
    down: int
    table: int


class Frame(NamedTuple):
    """The header of a frame (T.81, B.2.2); sizes in pixels."""

    marker: int
    width: int
    height: int
    components: tuple[Component, ...]


def parts(data: bytes) -> Iterator[Part]:
    """Yield every segment from SOI on. The last is EOI, its body all that comes after it.

    Raises Malformed where a segment doesn't follow the one before, or the file ends early.
    """
    at = 2
    for _ in range(MOST_PARTS):
        found = _MARKER.match(data, at)
        if not found:
            raise Malformed
        marker, at = found[1][0], found.end()
        if marker == EOI:
            yield Part(EOI, data[at:])
            return
        body = _body(data, at, marker)
        at += 2 + len(body)
        scan = _scan(data, at) if marker == SOS else b""
        at += len(scan)
        yield Part(marker, body, scan)
    raise Malformed


def _body(data: bytes, at: int, marker: int) -> bytes:
    length = int.from_bytes(data[at : at + 2], "big")
    body = data[at + 2 : at + length]
    alone = marker < 0xC0 or 0xD0 <= marker <= SOI
    if alone or length < 2 or len(body) != length - 2:
        raise Malformed
    return body


def _scan(data: bytes, at: int) -> bytes:
    end = _SCAN_END.search(data, at)
    if not end:
        raise Malformed
    return data[at : end.start()]


def is_frame(marker: int) -> bool:
    """Tell whether `marker` begins a frame of any process (T.81, table B.1)."""
    return 0xC0 <= marker <= 0xCF and marker not in (DHT, 0xC8, 0xCC)


def frame_of(part: Part) -> Frame:
    """Return the frame that a SOF segment begins. Raises Malformed."""
    body = part.body
    if len(body) < 6 or len(body) != 6 + 3 * body[5] or body[0] != 8:
        raise Malformed
    components = tuple(
        Component(body[at], body[at + 1] >> 4, body[at + 1] & 15, body[at + 2])
        for at in range(6, len(body), 3)
    )
    height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    known = len({one.id for one in components}) == len(components) and len(components) in (1, 3, 4)
    sampled = all(1 <= one.across <= 4 and 1 <= one.down <= 4 for one in components)
    if not (known and sampled and width and height):
        raise Malformed
    return Frame(part.marker, width, height, components)
