"""What the checks of a photo found, and what they cannot find. Words and values only.

Four outcomes and no fifth: a problem (it breaks a published rule), a check (it may be rejected), an
ask (a program cannot tell: look), nothing found. Never "accepted": nobody here can know that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Level = Literal["problem", "check", "ask"]
"""Breaks a published rule; may be rejected; a program cannot tell."""
Kind = Literal["selfie", "id", "note"]
"""What a photo shows: the person holding the ID, the ID alone, the handwritten note beside it."""

OPENS = "opens"
"""The check that everything else waits for."""

NOT_CHECKED = (
    "Whether the document is authentic: no program can tell from a photo.",
    "The face, and whether it is yours.",
    "Whether the name is the one on the account.",
    "Rules of the exchange that it does not publish.",
)
"""What is never checked, of any photo."""

QUESTIONS: dict[Kind, tuple[str, ...]] = {
    "selfie": (
        "Open it and zoom in: can you read the number on the ID?",
        "Is your whole face in it, without glasses, and no finger on a line of the ID?",
        "Is it a photo of you and the ID, not of a screen or a print?",
    ),
    "id": (
        "Is it the side that was asked for, front or back, of the ID that the exchange knows?",
        "Is every line free of fingers and of cards that lie above it?",
        "Is it a photo of the ID itself, not of a screen or a copy?",
    ),
    "note": (
        "Are the words on the note exactly the ones that were asked for, with today's date?",
        "Is it written by hand, with no finger on a word, and is all of the ID beside it in view?",
    ),
}
"""What only the person can answer by looking, at full size (after Kraken's rules for photos)."""


class Finding(Struct, frozen=True):
    """One thing found by the check of that id: measured `value` against `threshold`.

    `rule` says whose the threshold is, `message` what it means, `retake` what to do; each is one
    line, fit to show, with nothing of the file's own words in it.
    """

    check: str
    level: Level
    value: str
    threshold: str
    rule: str
    message: str
    retake: str


class Report(Struct, frozen=True):
    """What is known of one photo.

    `checked` are the ids of the checks that could be made, `not_checked` what could not or cannot
    be, in words; `size` is in bytes, `sha256` of the file in hexadecimal digits; `width` and
    `height` in pixels as it stands upright, 0 for a file that does not open.
    """

    kind: Kind
    findings: tuple[Finding, ...]
    checked: tuple[str, ...]
    not_checked: tuple[str, ...]
    size: int
    sha256: str
    width: int
    height: int

    @property
    def opens(self) -> bool:
        """Whether the file could be opened as a photo; one that cannot is of no use to anyone."""
        return all(one.check != OPENS or one.level != "problem" for one in self.findings)


def summary(report: Report) -> str:
    """Return in one line how many checks were made, and how many found something."""
    return tally(len(report.checked), (one.level for one in report.findings))


def tally(checked: int, levels: Iterable[Level]) -> str:
    """Return the same of so many checks, and the level of each finding."""
    found = list(levels)
    problems = found.count("problem")
    looks = len(found) - problems
    parts = [
        f"{_counted(checked, 'thing')} checked",
        _counted(problems, "problem") if problems else "",
        f"{looks} for you to look at" if looks else "",
        "" if problems or looks else "nothing found",
    ]
    return ", ".join(filter(None, parts))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
