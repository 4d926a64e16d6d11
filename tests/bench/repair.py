"""The repair search beside hashlib and pyotp, in one run; the times of each search; a job's start.

A rate is codes compared a second. Each round measures all in turn, on the same number of codes; the
ratio is the median over the rounds. "hashlib" is HMAC-SHA1 as two calls of `hashlib.sha1` over the
padded key (RFC 2104), with nothing else done. Usage: python tests/bench/repair.py [ROUNDS]
"""

import hashlib
import random
import statistics
import sys
import time

import pyotp

from tui import work
from tui.keys import codes, edits, repair, settings
from tui.keys.base32 import encode
from tui.keys.bulk import INNER, OUTER
from tui.keys.entry import Entry
from tui.keys.shown import Shown

AT = 1_700_000_013.0
MADE = random.Random(3)
SINGLE = 1_083
"""Candidates of single edits for 32 characters; 33 are impossible, so none is missing."""
WRONG = [Shown("000001", AT), Shown("000002", AT + 30)]


def took(function, *args, **named):
    """Return the seconds that a call takes, and its result."""
    begun = time.perf_counter()
    result = function(*args, **named)
    return time.perf_counter() - begun, result


def by_hashlib(key, count):
    counter = (56_666_667).to_bytes(8, "big")
    for _ in range(count):
        padded = key.ljust(64, b"\0")
        inner = hashlib.sha1(padded.translate(INNER) + counter).digest()
        hashlib.sha1(padded.translate(OUTER) + inner).digest()


def by_pyotp(text, count):
    for _ in range(count // 3):
        generator = pyotp.TOTP(text)
        for step in (56_666_666, 56_666_667, 56_666_668):
            if generator.generate_otp(step) == "000001":
                raise AssertionError


def single_edits(text):
    outcome = repair.search(text, WRONG[:1])
    assert not outcome.repairs
    return outcome


def rates(rounds):
    """Print the rate of the single-edit search, and its ratio to the others'."""
    repair.DOUBT = 3e-2  # so that one code ends the search behind the single edits
    found = []
    for _ in range(rounds):
        key = MADE.randbytes(20)
        tried = 0
        searched = 0.0
        while tried < 20 * SINGLE:
            seconds, outcome = took(single_edits, encode(key))
            tried += outcome.tried
            searched += seconds
        count = tried * 3
        raw, _ = took(by_hashlib, key, count)
        slow, _ = took(by_pyotp, encode(key), count // 5)
        found.append((count / searched, count / raw, count // 5 / slow))
    repair.DOUBT = 1e9
    search, raw, slow = (statistics.median(column) / 1000 for column in zip(*found, strict=True))
    of_raw = statistics.median(one[0] / one[1] for one in found)
    of_slow = statistics.median(one[0] / one[2] for one in found)
    print(f"{'single edits, 32 characters':<34}{search:>8.0f} thousand codes/s")
    print(f"{'hashlib, two sha1 calls':<34}{raw:>8.0f}   search / hashlib {of_raw:.2f}  (>= 0.50)")
    print(f"{'pyotp':<34}{slow:>8.0f}   search / pyotp   {of_slow:.2f}  (>= 3)")


def searches():
    """Print how long each search takes that finds nothing, so has to look everywhere."""
    print(f"\n{'search, to its end (±1 step)':<34}{'candidates':>12}{'ms':>10}")
    for length in (16, 26, 32, 52):
        line(f"single edits, {length} characters", letters(length), edits.KINDS[1:7])
    line("two look-alikes, 32", letters(32), edits.KINDS[7:8])
    line("two substitutions, 32", letters(32), edits.KINDS[8:9])
    line("3 unreadable, 32", "???" + letters(29), edits.KINDS[:1])
    line("4 unreadable, 32", "????" + letters(28), edits.KINDS[:1])


def letters(length):
    return "".join(MADE.choices(edits.LETTERS, k=length - 1)) + "A"


def line(name, text, kinds):
    every, edits.KINDS = edits.KINDS, kinds
    seconds, outcome = took(repair.search, text, WRONG)
    edits.KINDS = every
    print(f"{name:<34}{outcome.tried:>12,}{seconds * 1000:>10.1f}")


def others():
    """Print what a job costs and how long the settings search takes."""
    starts = [took(work.Job(abs, -1).start)[0] for _ in range(5)]
    whole = [took(lambda: work.Job(abs, -1).start().result())[0] for _ in range(5)]
    loaded = [took(lambda: work.Job(settings.find, *RIGHT).start().result())[0] for _ in range(5)]
    finds = [took(settings.find, *RIGHT)[0] for _ in range(50)]
    print(f"\n{'':<46}{'ms':>10}")
    for name, seconds in (
        ("a job: start() returns after", starts),
        ("a job that does nothing, to its result", whole),
        ("a job that loads the searches, to its result", loaded),
        ("other settings, 355 readings", finds),
    ):
        print(f"{name:<46}{statistics.median(seconds) * 1000:>10.1f}")


ENTRY = Entry(key=MADE.randbytes(20))
RIGHT = (ENTRY, [Shown(codes.code(ENTRY, AT), AT)])


if __name__ == "__main__":
    rates(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
    searches()
    others()
