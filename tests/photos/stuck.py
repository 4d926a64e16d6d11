"""Examinations that go wrong, for a process of their own."""

import time

from tui.photos import examining, inspect


def sleeping(*arguments):
    examining.LONGEST = 0.2
    examining.inspect = lambda *given: time.sleep(60)
    return examining.examined(*arguments)


def hungry(*arguments):
    examining.inspect = lambda *given: len(bytes(2**30)) and inspect.inspect(*given)
    return examining.examined(*arguments)
