"""Clean copies of many photos at once, for a process of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from tui.photos.clean import Cleaned, cleaned
from tui.photos.problem import PhotoProblem
from tui.problem import Problem
from tui.source import bytes_of

CHANGED = PhotoProblem("changed", "It was changed since it was checked: check it again.")


def clean_all(
    wanted: Sequence[tuple[str, str]], *, progress: Callable[[int, int], None]
) -> list[Cleaned | Problem]:
    """Return the clean copy of each photo, named by its path and checksum, or what is wrong.

    `progress` is told how many are done, of how many.
    """
    made: list[Cleaned | Problem] = []
    for path, digest in wanted:
        progress(len(made), len(wanted))
        made.append(_clean(path, digest))
    return made


def _clean(path: str, digest: str) -> Cleaned | Problem:
    try:
        data = bytes_of(path)
        if sha256(data).hexdigest() != digest:
            return CHANGED
        return cleaned(data)
    except Problem as problem:
        return problem
