"""What the tests of work give to another process to do.

That process imports this module, for each task anew: nothing of the tests' own is needed here.
"""

import os
import sys
import time
from pathlib import Path

from tui import work
from tui.keys import repair
from tui.keys.read import Reading
from tui.keys.shown import Shown
from tui.problem import Problem

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT = 1_700_000_013.0


def refuse(path):
    raise Problem("wrong-password", "The password is not that of this backup.")


def break_down(secret):
    raise ValueError(f"the key is {secret}")


def surroundings():
    """What the child has of its parent's terminal, and what it allows to others."""
    import resource

    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        terminal = None
    return {
        "leader": os.getsid(0) == os.getpid(),
        "terminals": [n for n in (0, 1, 2) if os.isatty(n)],
        "tty": terminal,
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "open": [os.readlink(f"/proc/self/fd/{n}") for n in (0, 1, 2)],
        "umask": os.umask(0o077),
        "argv": Path("/proc/self/cmdline").read_text(),
    }


def noisy():
    print("not a message")
    sys.stdout.flush()
    os.write(2, b"nor this")
    return "quiet"


def chatty(count):
    for done in range(count):
        work.report(done, count)
    return count


def reading_with_problems():
    return Reading(None, problems=(Problem("left-out", "A line was left out."),))


def no_repair():
    return repair.search, "?????" + KEY[5:], [Shown("000001", AT), Shown("000002", AT + 30)]


def spin():
    while True:
        pass


def nap(seconds):
    time.sleep(seconds)
    return "rested"
