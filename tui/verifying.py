"""One use of the verify tool: what was given, what it holds, what a device's codes say of it.

Holds keys, so nothing of it is ever saved; `forget` lets go of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from tui.keys import base32, corrections, match, plain, settings
from tui.keys.corrections import Outcome, Repair
from tui.keys.entry import Algorithm, Entry, same_key
from tui.keys.match import Verdict
from tui.keys.read import read, read_bytes
from tui.keys.reading import Reading
from tui.keys.settings import Found
from tui.keys.shown import Shown, normalise_code
from tui.keys.spelling import SHORTEST

if TYPE_CHECKING:
    from tui.work import Job

Kind = Literal["unchecked", "match", "clock", "settings", "typo", "no-match"]

MISTYPED = ("illegal-character", "impossible-length")
"""Problems of a typed key that may be a slip of the pen."""
NOTHING = Reading(None)
MEMORY = 3 * 1024**3
"""Bytes that opening a backup may take: Argon2's cap of 2 GiB, and room to breathe."""
SECONDS = 4
"""Of processor time that looking into a file may take; a password's derivation has no limit here.
The slowest real picture, 12 megapixels of noise without a code, took 2."""


def opening(data: bytes, password: str | None) -> Job[Reading]:
    """Return the job that reads a file's content; it may take time, and memory."""
    from tui.work import Job

    unlocks = password is not None and not plain.is_picture(data)
    seconds = None if unlocks else SECONDS
    return Job(read_bytes, data, password, memory=MEMORY, processor_seconds=seconds)


class Verification:
    """What is known so far; the screen draws it and the command line prints it."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Let go of everything."""
        self.reading = NOTHING
        self.entry: Entry | None = None
        self.text = ""
        self.shown: list[Shown] = []
        self.problem = ""
        self.verdict: Verdict | None = None
        self.settings: tuple[Found, ...] = ()
        self.outcome: Outcome | None = None
        self.other: Reading | None = None

    def take_text(self, text: str) -> None:
        """Take what was typed or pasted."""
        self.take(read(text), text)

    def take(self, reading: Reading, text: str = "") -> None:
        """Take what was read, of a `text` perhaps; the only account there is, is chosen."""
        self.forget()
        self.reading = reading
        if len(reading.usable) == 1:
            self.entry = reading.usable[0]
        if reading.format == "key" or _may_be_mistyped(reading, text):
            self.text = text

    def about(self, entry: Entry) -> Verification:
        """Return a verification of one of the accounts that were read, by itself."""
        one = Verification()
        one.reading, one.entry, one.text, one.other = self.reading, entry, self.text, self.other
        return one

    @property
    def mistyped(self) -> bool:
        """Whether it is no key as it was typed, but may be one with a slip of the pen."""
        return bool(self.text) and self.entry is None

    @property
    def matched(self) -> bool:
        """Whether every code given was of this key."""
        return self.verdict is not None and self.verdict.steps is not None

    @property
    def missed(self) -> bool:
        """Whether a code was not of this key; False as well while a second one would decide."""
        return self.verdict is not None and not self.matched and not self.verdict.next_code

    @property
    def repairable(self) -> bool:
        """Whether a search for typing errors makes sense now: there is a code to search by."""
        return bool(self.text and self.shown) and not (self.matched or self.settled)

    @property
    def clues(self) -> tuple[str, list[Shown], Algorithm, int]:
        """What `repair.search` takes: text, codes, algorithm, period in seconds."""
        entry = self.entry or Entry(key=b"")
        return self.text, self.shown, entry.algorithm, entry.period

    @property
    def kind(self) -> Kind:
        """The verdict in a word."""
        if self.settings:
            return "settings"
        if self.suggestion:
            return "typo"
        if self.verdict is None:
            return "no-match" if self.outcome else "unchecked"
        return "match" if self.verdict.kind == "match" and self.matched else self.verdict.kind

    @property
    def settled(self) -> Found | None:
        """The settings that two codes agree on."""
        return next((found for found in self.settings if found.confirmed), None)

    def add_code(self, code: str, moments: Sequence[float]) -> None:
        """Compare with a code that a device shows, read at one of the `moments` (Unix seconds).

        The best of them counts: typing takes time. The code before it has to fit as well, or else
        it was of another device. Raises `KeyProblem`: bad-code.
        """
        shown = normalise_code(code)
        before = [one for one in self.shown if one.code != shown][-1:]
        together = [[*before, Shown(shown, at)] for at in moments]
        self.outcome = None
        if self.entry is None:
            self.shown = together[0]
            return
        alone = [[Shown(shown, at)] for at in moments] if before else []
        best = min(together, key=self._distance)
        if self._compared(best).steps is None and alone:
            best = min([best, *alone], key=self._distance)
        self.compare(best)

    def compare(self, shown: Sequence[Shown], *, wide: bool = True) -> None:
        """Compare with codes of one device: all of them have to match.

        `wide`: with two codes, a clock that is up to a day off is found too, in 10 ms.
        Raises `KeyProblem`: bad-code, not-totp.
        """
        self.shown, self.outcome, self.settings = list(shown), None, ()
        if self.entry is not None:
            self.verdict = match.compare_shown(self.entry, shown, wide)
            if self.missed:
                self.settings = settings.find(self.entry, shown, self.text)

    def _compared(self, shown: Sequence[Shown]) -> Verdict:
        assert self.entry is not None
        return match.compare_shown(self.entry, shown, wide=True)

    def _distance(self, shown: Sequence[Shown]) -> float:
        """Return how far the device's clock would be off, in time steps; no match is farthest."""
        verdict = self._compared(shown)
        if verdict.steps is not None:
            return abs(verdict.steps)
        return 1e6 if verdict.next_code else 1e9

    def words(self) -> str:
        """Return what is known by the codes, in words; empty before one was given."""
        if self.outcome is not None:
            return corrections.summary(self.outcome)
        if self.settings:
            return settings.describe(self.settings[0])
        return match.describe(self.verdict) if self.verdict else ""

    @property
    def suggestion(self) -> Repair | None:
        """The likeliest correction of a typing error."""
        return self.outcome.repairs[0] if self.outcome and self.outcome.repairs else None

    def accept(self, repair: Repair) -> None:
        """Go on with the corrected key."""
        self.entry = replace(self.entry or Entry(key=b""), key=repair.key)
        self.reading, self.text = replace(NOTHING, format="key"), repair.text
        self.compare(self.shown)

    def use(self, found: Found) -> None:
        """Go on with the settings that were found."""
        self.entry = found.entry
        self.compare(self.shown)

    def compare_with(self, second: Verification) -> bool:
        """Compare with a second backup that was read; tell whether it holds an account at all."""
        if second.reading.usable:
            self.other = second.reading
        return bool(second.reading.usable)

    @property
    def twins(self) -> tuple[Entry, ...]:
        """The accounts of the second backup with the same key."""
        if self.other is None or self.entry is None:
            return ()
        return tuple(one for one in self.other.usable if same_key(self.entry, one))

    def same(self) -> str:
        """Return whether the second backup holds the same key, in words; empty without one."""
        if self.other is None or self.entry is None:
            return ""
        twins = self.twins
        if not twins:
            return "The second backup does not hold this key."
        if any(twin.settings == self.entry.settings for twin in twins):
            return "The second backup holds the same key, with the same settings."
        return f"The second backup holds the same key with other settings: {twins[0].settings}."


def _may_be_mistyped(reading: Reading, text: str) -> bool:
    """Tell whether a text that is no key is long enough for one, and wrong as by a slip."""
    wrong = reading.format is None and bool(reading.problems)
    long = len(base32.squeeze(base32.bare(text))) >= SHORTEST
    return wrong and long and reading.problems[0].code in MISTYPED
