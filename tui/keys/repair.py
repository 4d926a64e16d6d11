"""Finding the mistakes in a key's text by the codes that a device makes with the true key.

It is no help to attackers: all of the key but some 25 bits has to be there, and its codes too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from tui.keys import edits, spelling
from tui.keys.bulk import hits
from tui.keys.codes import step
from tui.keys.corrections import End, Outcome, Repair, corrected, describe
from tui.keys.entry import Algorithm, Entry
from tui.keys.shown import Shown, by_accident, distinct, expected, locate

MOST = 2**23
"""Candidates of a kind of mistake; one with more, beside unreadable places, is left out."""
LARGE = 100_000
"""Candidates of one kind from which on the exact time step is searched before its neighbours."""
CHUNK = 2048
"""Candidates between two looks at the clock: some 10 ms."""
PACE = 0.1
"""Seconds between two reports of progress, at least."""
LIMIT = 600.0
"""Seconds; five unreadable characters took 100 to 300."""
DOUBT = 0.1
"""False matches to expect, from which on one code alone is not worth a search."""

Report = Callable[[int, int], None]
"""Told how many candidates are done, and of how many. What it raises ends the search."""


class Round(Struct, frozen=True):
    """One kind of mistake, searched in the time steps `ahead` of this clock's."""

    kind: edits.Kind
    ahead: tuple[int, ...]
    most: int


def search(
    text: str,
    shown: Sequence[Shown],
    algorithm: Algorithm = "SHA1",
    period: int = 30,
    *,
    progress: Report | None = None,
    seconds: float = LIMIT,
) -> Outcome:
    """Search the mistakes in a key's `text` for one that explains the codes that a device showed.

    With one code, all of a kind are found: these are suggestions. With two, from different time
    steps, the first one ends it. Without other mistakes, the text itself is found, as "as-read".
    Raises KeyProblem: empty, too-short, too-long, too-many-unreadable, bad-code.
    """
    entry = Entry(key=b"", algorithm=algorithm, period=period)
    found = _Search(spelling.spelled(text), distinct(shown), entry)
    return found.run(progress or (lambda done, total: None), time.monotonic() + seconds)


def rounds(slots: Sequence[str]) -> list[Round]:
    """Return what is searched for a text, given as each character's options, in order."""
    planned: list[Round] = []
    for kind in edits.kinds_for(slots):
        most = edits.readings(slots) * kind.most(len(slots))
        if kind.id == "as-read" or most <= MOST:
            parts = ((0,), (1, -1)) if most > LARGE else ((0, 1, -1),)
            planned += [Round(kind, ahead, most) for ahead in parts]
    return planned


class _Search:
    def __init__(self, spelled: spelling.Spelling, codes: list[Shown], entry: Entry) -> None:
        self.spelled, self.codes = spelled, codes
        self.entry = replace(entry, digits=len(codes[-1].code))
        self.now = step(entry, codes[-1].at)
        self.found: dict[bytes, Repair] = {}
        self.tried = self.readings = 0

    def run(self, progress: Report, deadline: float) -> Outcome:
        planned = rounds(self.spelled.slots)
        report = _paced(progress, sum(one.most for one in planned))
        done = 0
        for one in planned:
            self.readings += one.most * len(one.ahead)
            if self._doubtful():
                return self._outcome("code")
            for tried in self._work(one):
                report(done + tried)
                if self.found and len(self.codes) > 1:
                    return self._outcome("found")
                if time.monotonic() > deadline:
                    return self._outcome("time")
            if self.found:
                return self._outcome("found")
            done += one.most
        return self._outcome("searched")

    def _doubtful(self) -> bool:
        single = len(self.codes) == 1
        return single and expected(self.readings, self.entry.digits) > DOUBT

    def _outcome(self, ended: End) -> Outcome:
        return Outcome(tuple(self.found.values()), self.tried, ended)

    def _work(self, one: Round) -> Iterator[int]:
        """Try the candidates of a round; yield again and again how many were tried."""
        keys, tried = self._keys(one.kind), 0
        steps = [self.now + ahead for ahead in one.ahead]
        while chunk := list(islice(keys, CHUNK)):
            for key, found in hits(chunk, steps, self.codes[-1].code, self.entry.algorithm):
                self._take(one.kind, key, found - self.now)
            tried += len(chunk)
            self.tried += len(chunk) if 0 in one.ahead else 0
            yield tried

    def _keys(self, kind: edits.Kind) -> Iterator[bytes]:
        size, spare = divmod(5 * (len(self.spelled.slots) + kind.growth), 8)
        for value in edits.candidates(kind, self.spelled.slots):
            yield (value >> spare).to_bytes(size, "big")

    def _take(self, kind: edits.Kind, key: bytes, ahead: int) -> None:
        """Keep a key that makes the last code, if it explains the other codes too."""
        place = locate(replace(self.entry, key=key), self.codes, [ahead])
        if place is None or key in self.found:
            return
        made = spelling.edits(self.spelled, key)
        self.found[key] = Repair(
            kind=kind.id,
            edits=made,
            sentences=tuple(describe(self.spelled, edit) for edit in made),
            text=corrected(self.spelled, made),
            key=key,
            place=place,
            chance=by_accident(self.readings, self.codes, self.entry.period),
            confirmed=len(self.codes) > 1,
        )


def _paced(progress: Report, total: int) -> Callable[[int], None]:
    """Return a report that passes on at most one call in `PACE` seconds."""
    last = time.monotonic()

    def report(done: int) -> None:
        nonlocal last
        if time.monotonic() - last >= PACE:
            last = time.monotonic()
            progress(done, total)

    return report
