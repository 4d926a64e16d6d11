"""Opening an encrypted backup beside its key derivation alone; ten thousand accounts listed.

The derivations that opening a file does are noted, then done alone with the same parameters. Runs
stand side by side, in both orders: minimum, median, ratio of both. Of the crossed tests' files
those are measured whose derivation takes a millisecond or more; ten accounts are in each.
Usage: python -m tests.bench.backups [RUNS]
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.keys.accounts import EVERYDAY
from tests.keys.encoders import (
    encode_2fas,
    encode_aegis,
    encode_andotp,
    encode_bitwarden,
    encode_ente,
    encode_freeotp,
    encode_proton,
    encode_stratum,
)
from tests.keys.encoders.crossed_case import Case
from tui.keys.backups import lock
from tui.keys.read import read_bytes

BAR = 1.1
"""Times its derivation: what opening a backup may take."""
WORTH = 0.001
"""Seconds of a derivation from which on it is measured; some test files have cheap ones."""
LONGEST = 5.0
"""Seconds that the derivations of one file may take together, but that it is done twice."""
LISTED = 1.0
"""Seconds in which a plain file of MANY accounts is read."""
MANY = 10_000
MODULES = (
    encode_aegis,
    encode_2fas,
    encode_ente,
    encode_bitwarden,
    encode_proton,
    encode_stratum,
    encode_andotp,
    encode_freeotp,
)
DERIVATIONS = (lock.Pbkdf2, lock.Scrypt, lock.Argon2id)


@contextmanager
def noted() -> Iterator[list[Callable[[], object]]]:
    """Note each derivation that is done meanwhile, as a call that does it again."""
    calls: list[Callable[[], object]] = []
    originals = [(kind, kind.key) for kind in DERIVATIONS]

    def noting(original):
        def key(self, password):
            if password is not None:
                calls.append(lambda: original(self, password))
            return original(self, password)

        return key

    for kind, original in originals:
        kind.key = noting(original)
    try:
        yield calls
    finally:
        for kind, original in originals:
            kind.key = original


def took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measured(case: Case, runs: int) -> None:
    """Print a row for a file, unless its derivation is too cheap to compare with."""
    data = case.write(case.given(EVERYDAY))
    with noted() as calls:
        assert read_bytes(data, case.password).entries

    def derive() -> None:
        for call in calls:
            call()

    once = took(derive)
    if once < WORTH:
        return
    runs = min(runs, max(1, int(LONGEST / once)))
    alone, whole = [], []
    for run in range(2 * runs):
        works = [(derive, alone), (lambda: read_bytes(data, case.password), whole)]
        for work, times in works if run % 2 else works[::-1]:
            times.append(took(work) * 1000)
    ratio = statistics.median(b / a for a, b in zip(alone, whole, strict=True))
    print(
        f"{case.name:<34}{min(alone):>9.2f}{statistics.median(alone):>9.2f}{min(whole):>9.2f}"
        f"{statistics.median(whole):>9.2f}{min(whole) / min(alone):>8.2f}{ratio:>8.2f}"
    )


def many() -> Iterator[tuple[str, bytes]]:
    """Plain files of many accounts, each another."""
    links = [
        f"otpauth://totp/Site%20{n}:ada%40example.com?secret={n:08x}".translate(DIGITS)
        + f"MFRGGZDFMZTWQ2LKNNWG23TP&issuer=Site%20{n}"
        for n in range(MANY)
    ]
    yield "links", "\n".join(links).encode()
    entries = [{"content": {"uri": link, "name": "a"}} for link in links]
    yield "Proton", json.dumps({"version": 1, "entries": entries}).encode()
    items = [{"name": "a", "login": {"username": "b", "totp": link}} for link in links]
    yield "Bitwarden", json.dumps({"encrypted": False, "items": items}).encode()
    info = {"secret": "MFRGGZDFMZTWQ2LKNNWG23TP", "algo": "SHA1", "digits": 6, "period": 30}
    rows = [{"type": "totp", "name": f"{n}", "issuer": "a", "info": info} for n in range(MANY)]
    vault = {"version": 1, "header": {"slots": None}, "db": {"version": 3, "entries": rows}}
    yield "Aegis", json.dumps(vault).encode()


DIGITS = str.maketrans("0189", "ghij")
"""Digits that base32 lacks; in the links' names they do no harm."""


def main() -> None:
    """Measure, and print tables in milliseconds."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    print(f"bar: {BAR}{'derivation':>45}{'opening':>18}{'ratio':>17}")
    print(f"{'ms':<34}" + f"{'min':>9}{'median':>9}" * 2 + f"{'of mins':>8}{'median':>8}")
    for module in MODULES:
        for case in module.CASES:
            if case.password is not None:
                measured(case, runs)
    print(f"\n{MANY:,} accounts, ms (bar: {LISTED * 1000:.0f}){'min':>12}{'median':>9}")
    for name, data in many():
        assert len(read_bytes(data).entries) == MANY
        times = [took(lambda data=data: read_bytes(data)) * 1000 for _ in range(max(3, runs // 3))]
        print(f"{name:<34}{min(times):>9.0f}{statistics.median(times):>9.0f}")


if __name__ == "__main__":
    main()
