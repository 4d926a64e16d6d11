"""Every figure beside its floor, in one table; the ratios count, not the milliseconds.

Usage: python tests/bench/table.py [quick]   (quick: few runs, to see that it works)
"""

import sys

import durable
import idle
import stalls
import start
import steps
from window import HEAD

BENCHES = ((start, 11, 3), (steps, 11, 2), (durable, 40, 5), (stalls, 10, 2), (idle, 60, 5))
"""Each bench, how many runs or seconds, and how many when it should be quick."""


def main() -> None:
    """Run all, one after the other."""
    quick = sys.argv[1:] == ["quick"]
    print(HEAD)
    for bench, thorough, few in BENCHES:
        for row in bench.rows(few if quick else thorough):
            print(row, flush=True)


if __name__ == "__main__":
    main()
