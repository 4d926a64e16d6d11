"""Codes of an account at a moment (RFC 6238), made by pyotp. Moments are Unix seconds."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem


def step(entry: Entry, at: float) -> int:
    """Return the time step at the moment `at`: RFC 6238 section 4.2, with T0 = 0."""
    return int(at // entry.period)


def remaining(entry: Entry, at: float) -> float:
    """Return for how many seconds more the code of the moment `at` stays: 0 < s <= period."""
    return entry.period - at % entry.period


def code(entry: Entry, at: float) -> str:
    """Return the code at the moment `at`. Raises KeyProblem as `code_of_step` does."""
    return code_of_step(entry, step(entry, at))


def code_of_step(entry: Entry, time_step: int) -> str:
    """Return the code of one time step, with its leading zeros.

    Raises KeyProblem: not-totp, before-1970 (steps are counted from then).
    """
    if entry.type != "totp":
        raise KeyProblem("not-totp", "Codes are made only for time-based (TOTP) accounts.")
    if time_step < 0:
        raise KeyProblem("before-1970", "Codes exist from 1970 on only: set the clock right.")
    generator = _generator_class()("")
    generator.key = entry.key
    generator.digits = entry.digits
    generator.digest = getattr(hashlib, entry.algorithm.lower())
    made: str = generator.generate_otp(time_step)
    return made


@cache
def _generator_class() -> Any:
    """Return pyotp's generator, fed with bytes that are already decoded.

    pyotp 2.12 refuses keys under 112 bits (real 16-character keys among them) and fewer than six
    digits, both in its constructor; `byte_secret` is where it takes the key from.
    """
    from pyotp.otp import OTP

    class Generator(OTP):
        key = b""

        def byte_secret(self) -> bytes:
            return self.key

    return Generator
