"""What is wrong with a key, in words that never repeat it."""

from __future__ import annotations


class KeyProblem(ValueError):  # noqa: N818 - the person's problem, not a fault of the program
    """Something given as a key, a link, a file or a code cannot be used.

    `code` is a stable id for scripts and tests. `message` is one line for people: what is wrong,
    where, what to do. It may name a position and an illegal character, and nothing else of the
    input, because it is shown, logged and copied.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def within(self, place: str) -> KeyProblem:
        """Return the same problem, led in by `place` ("Line 3", "In the link's secret")."""
        return KeyProblem(self.code, f"{place}: {self.message[0].lower()}{self.message[1:]}")
