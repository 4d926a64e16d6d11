"""How a strict reader says that it can't go on."""

from __future__ import annotations


class Malformed(Exception):  # noqa: N818 - not a fault of the program: the way on is another one
    """The file strays from its format, or from the part of it that can be copied as it is."""
