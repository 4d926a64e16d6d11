"""One use of the verify tool: what was given, what it holds, what a device's codes say of it.

Holds keys, so nothing of it is ever saved; `forget` lets go of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tui.keys import corrections, match, settings
from tui.keys.corrections import Outcome, Repair
from tui.keys.entry import Entry, same_key
from tui.keys.match import Verdict
from tui.keys.problem import KeyProblem
from tui.keys.read import read
from tui.keys.reading import Reading
from tui.keys.settings import Found
from tui.keys.shown import Shown, normalise_code

MISTYPED = ("illegal-character", "impossible-length", "too-short")
"""Problems of a typed key that may be a slip of the pen."""
NOTHING = Reading(None)


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
        self.take(read(text))
        if self.reading.format == "key" or self.mistyped:
            self.text = text

    def take(self, reading: Reading) -> None:
        """Take what was read; the only account there is, is chosen."""
        self.forget()
        self.reading = reading
        if len(reading.usable) == 1:
            self.entry = reading.usable[0]

    @property
    def mistyped(self) -> bool:
        """Whether it is no key as it was typed, but may be one with a slip of the pen."""
        problems = self.reading.problems
        return self.reading.format is None and bool(problems) and problems[0].code in MISTYPED

    @property
    def matched(self) -> bool:
        """Whether a device's code was of this key."""
        return self.verdict is not None and self.verdict.steps is not None

    @property
    def repairable(self) -> bool:
        """Whether a search for typing errors makes sense now: there is a code to search by."""
        return bool(self.text and self.shown) and not (self.matched or self._settled)

    @property
    def _settled(self) -> bool:
        return any(found.confirmed for found in self.settings)

    def add_code(self, code: str, moments: Sequence[float]) -> None:
        """Compare with a code that a device shows, read at one of the `moments` (Unix seconds).

        The best of them counts: typing takes time. Raises `KeyProblem`: bad-code.
        """
        shown = normalise_code(code)
        before = [one for one in self.shown if one.code != shown][-1:]
        self.outcome = None
        if self.entry is None:
            self.shown = [*before, Shown(shown, moments[0])]
            return
        tries = [[*before, Shown(shown, at)] for at in moments]
        entry = self.entry
        found = [(match.compare_shown(entry, one), one) for one in tries]
        if all(verdict.steps is None for verdict, _ in found) and before:
            found += [(match.compare(entry, shown, at), [Shown(shown, at)]) for at in moments]
        self.verdict, self.shown = min(found, key=lambda pair: _distance(pair[0]))
        missed = self.verdict.steps is None and not self.verdict.next_code
        self.settings = settings.find(entry, self.shown, self.text) if missed else ()

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
        base = self.entry or Entry(key=b"")
        self.entry = replace(base, key=repair.key)
        self.text, self.outcome, self.settings = repair.text, None, ()
        self.verdict = match.compare_shown(self.entry, self.shown)

    def compare_with(self, other: Reading) -> None:
        """Compare with a second backup. Raises `KeyProblem` where it holds no account."""
        if not other.usable:
            problems = other.problems or (KeyProblem("no-keys", "There is no key in it."),)
            raise problems[0].within("The second backup")
        self.other = other

    def same(self) -> str:
        """Return whether the second backup holds the same key, in words; empty without one."""
        if self.other is None or self.entry is None:
            return ""
        entry = self.entry
        twins = [one for one in self.other.usable if same_key(entry, one)]
        if not twins:
            return "The second backup does not hold this key."
        if any(twin.settings == entry.settings for twin in twins):
            return "The second backup holds the same key, with the same settings."
        return f"The second backup holds the same key with other settings: {twins[0].settings}."


def _distance(verdict: Verdict) -> float:
    if verdict.steps is not None:
        return abs(verdict.steps)
    return 1e6 if verdict.next_code else 1e9
