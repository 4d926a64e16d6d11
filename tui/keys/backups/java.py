"""Reading Java's serialization of one HashMap of strings, and nothing else of it.

Java Object Serialization Specification 6.4. Nothing is instantiated: classes are only names here.
"""

from __future__ import annotations

import struct

from tui.keys.problem import KeyProblem

MAGIC = b"\xac\xed\x00\x05"
NULL, REFERENCE, CLASS, OBJECT, STRING, DATA, END, LONG_STRING = (
    0x70,
    *range(0x71, 0x75),
    0x77,
    0x78,
    0x7C,
)
FIRST_HANDLE = 0x7E0000
HASH_MAP = "java.util.HashMap"
FIELDS = [(b"F", "loadFactor"), (b"I", "threshold")]
FIELDS_LENGTH = 8
"""Bytes of the values of the two fields above."""
MOST_PAIRS = 25_000


def strings(data: bytes) -> dict[str, str]:
    """Return the map. Values that are no strings are left out. Raises KeyProblem damaged."""
    reader = _Reader(data)
    try:
        return reader.map()
    except (struct.error, UnicodeDecodeError):
        raise _damaged() from None


class _Reader:
    """A place in a stream, and the strings met so far: a later one may refer to them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = len(MAGIC)
        self._handles: list[str | None] = []

    def map(self) -> dict[str, str]:
        self._expect(OBJECT)
        self._class()
        self._handles.append(None)  # the map itself
        self._at += FIELDS_LENGTH
        self._expect(DATA)
        length, _, pairs = self._unpack(">BiI")
        if length != 8 or pairs > MOST_PAIRS:
            raise _damaged()
        found = [(self._string(), self._string()) for _ in range(pairs)]
        return {name: value for name, value in found if name is not None and value is not None}

    def _class(self) -> None:
        self._expect(CLASS)
        name = self._text(">H")
        _, _, fields = self._unpack(">QBH")
        self._handles.append(None)
        shape = [(bytes(self._unpack(">c")[0]), self._text(">H")) for _ in range(fields)]
        if name != HASH_MAP or shape != FIELDS:
            raise _damaged()
        self._expect(END)
        self._expect(NULL)

    def _string(self) -> str | None:
        (kind,) = self._unpack(">B")
        if kind == NULL:
            return None
        if kind == REFERENCE:
            return self._handles[self._index()]
        if kind not in (STRING, LONG_STRING):
            raise _damaged()
        text = self._text(">H" if kind == STRING else ">Q")
        self._handles.append(text)
        return text

    def _index(self) -> int:
        (handle,) = self._unpack(">I")
        index: int = handle - FIRST_HANDLE
        if not 0 <= index < len(self._handles):
            raise _damaged()
        return index

    def _text(self, length_format: str) -> str:
        """Return a text in Java's modified UTF-8, where surrogates stand one by one."""
        (length,) = self._unpack(length_format)
        if length > len(self._data) - self._at:
            raise _damaged()
        raw = self._data[self._at : self._at + length].replace(b"\xc0\x80", b"\0")
        self._at += length
        halves = raw.decode("utf-8", "surrogatepass")
        return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _unpack(self, format_: str) -> tuple[int, ...]:
        values = struct.unpack_from(format_, self._data, self._at)
        self._at += struct.calcsize(format_)
        return values

    def _expect(self, kind: int) -> None:
        if self._unpack(">B") != (kind,):
            raise _damaged()


def _damaged() -> KeyProblem:
    message = "This FreeOTP backup is cut, or not as FreeOTP writes it: look for another copy."
    return KeyProblem("damaged", message)
