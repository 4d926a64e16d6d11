"""The tables and scans of a JPEG, taken apart and written anew so that nothing rides along.

Segments that must be copied can hide bytes too: tables that no scan uses, tables that are replaced
before use, lengths longer than their contents, data after the last block of a scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.photos.copying.jpeg_walk import DHT, DQT, DRI, SOS, Component, Frame, Part
from tui.photos.copying.malformed import Malformed

_RESTARTS = re.compile(rb"\xff([\xd0-\xd7])")
_TEXT_AT_END = re.compile(rb"[\t\n\r -~]{16,}\Z")
"""Coded data ends so by chance once in ten million files; text put there always does."""


class Tables:
    """The tables defined and not yet written, by their ids; `frame` says which matter."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._waiting: dict[tuple[int, int], bytes] = {}
        self._known: set[tuple[int, int]] = set()
        self._interval = 0

    def take(self, part: Part) -> None:
        """Take in a DQT, DHT or DRI segment. Raises Malformed."""
        if part.marker == DRI:
            if len(part.body) != 2:
                raise Malformed
            self._interval = int.from_bytes(part.body, "big")
            self._waiting[DRI, 0] = part.body
            return
        split = _quantisations if part.marker == DQT else _huffmans
        for table in split(part.body):
            self._waiting[part.marker, table[0] & 15 if part.marker == DQT else table[0]] = table
        self._known |= self._waiting.keys()

    def before_frame(self) -> bytes:
        """Return the segments of the quantisation tables that wait and that the frame uses."""
        return self._written({(DQT, one.table) for one in self._frame.components})

    def scan(self, part: Part) -> bytes:
        """Return an SOS segment with its data, led in by the tables that it uses.

        Raises Malformed where it names what isn't there, or its data isn't of this scan alone.
        """
        components, uses = self._uses(part.body)
        quantised = {(DQT, one.table) for one in components}
        if not quantised <= self._known or not _is_plausible(part.scan, self._restarts(components)):
            raise Malformed
        tables = self.before_frame() + self._written(uses | {(DRI, 0)})
        return tables + segment(SOS, part.body) + part.scan

    def _written(self, keys: set[tuple[int, int]]) -> bytes:
        chosen = [key for key in self._waiting if key in keys]
        return b"".join(segment(key[0], self._waiting.pop(key)) for key in chosen)

    def _uses(self, body: bytes) -> tuple[list[Component], set[tuple[int, int]]]:
        """Return the components of a scan and the Huffman tables that it may use (T.81, B.2.3)."""
        if not body or len(body) != 4 + 2 * body[0] or not 1 <= body[0] <= 4:
            raise Malformed
        by_id = {one.id: one for one in self._frame.components}
        if len({*body[1:-3:2]}) != body[0] or not {*body[1:-3:2]} <= by_id.keys():
            raise Malformed
        uses = set()
        for selector in body[2:-3:2]:
            uses |= {(DHT, selector >> 4), (DHT, 16 | selector & 15)}
        return [by_id[id] for id in body[1:-3:2]], uses

    def _restarts(self, components: list[Component]) -> int:
        """Return how many restart markers a scan of these components has (T.81, A.2, B.2.4.4)."""
        if not self._interval:
            return 0
        most_across = max(one.across for one in self._frame.components)
        most_down = max(one.down for one in self._frame.components)
        across, down = 8 * most_across, 8 * most_down
        width, height = self._frame.width, self._frame.height
        if len(components) == 1:
            width = _up(width * components[0].across, most_across)
            height = _up(height * components[0].down, most_down)
            across = down = 8
        return _up(_up(width, across) * _up(height, down), self._interval) - 1


def segment(marker: int, body: bytes) -> bytes:
    """Return the bytes of a segment."""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _up(amount: int, by: int) -> int:
    return -(-amount // by)


def _quantisations(body: bytes) -> Iterator[bytes]:
    """Yield each table of a DQT segment (T.81, B.2.4.1)."""
    at = 0
    while at < len(body):
        size = 129 if body[at] >> 4 else 65
        if body[at] >> 4 > 1 or body[at] & 15 > 3 or at + size > len(body):
            raise Malformed
        yield body[at : at + size]
        at += size


def _huffmans(body: bytes) -> Iterator[bytes]:
    """Yield each table of a DHT segment (T.81, B.2.4.2)."""
    at = 0
    while at < len(body):
        size = 17 + sum(body[at + 1 : at + 17])
        if body[at] >> 4 > 1 or body[at] & 15 > 3 or size > 273 or at + size > len(body):
            raise Malformed
        yield body[at : at + size]
        at += size


def _is_plausible(scan: bytes, restarts: int) -> bool:
    """Tell whether the data has its restart markers, all and in order, and no text at its end."""
    found = b"".join(_RESTARTS.findall(scan))
    expected = (bytes(range(0xD0, 0xD8)) * (restarts // 8 + 1))[:restarts]
    return found == expected and not _TEXT_AT_END.search(scan[-64:])
