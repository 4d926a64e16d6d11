"""What is wrong with something from outside, in words that never repeat it."""

from __future__ import annotations

from typing import Self


class Problem(ValueError):  # noqa: N818 - the person's problem, not a fault of the program
    """Something given as a key, a file, a picture or a code cannot be used.

    `code` is a stable id for scripts and tests. `message` is one line for people: what is wrong,
    where, what to do. It may name a position and an illegal character, and nothing else of the
    input, because it is shown, logged and copied.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[Problem], tuple[str, ...]]:
        """Pickle both: an exception is pickled with its message alone, else."""
        return type(self), (self.code, self.message)

    def within(self, place: str) -> Self:
        """Return the same problem, led in by `place` ("Line 3", "In the link's secret")."""
        return type(self)(self.code, f"{place}: {self.message[0].lower()}{self.message[1:]}")
