"""The shared corpus of genuine and hostile keys and links: every verdict within `accept`."""

import json
import re
from base64 import b32decode
from pathlib import Path

import pytest

from tui.keys import codes
from tui.keys.read import read

from .writers import leaks

CORPUS = json.loads((Path(__file__).parents[1] / "cases" / "keys.json").read_text())
CASES = [case for case in CORPUS["cases"] if case["kind"] in ("base32", "uri")]
RIGHT_TO_LEFT, ESCAPE = "\u202e", "\x1b"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_verdict_is_one_that_a_careful_reader_may_give(case):
    reading = read(case["input"])
    assert ("valid" if reading.usable else "invalid") in case["accept"], reading
    if not reading.entries:
        assert reading.problems


@pytest.mark.parametrize("case", [c for c in CASES if "codes" in c], ids=lambda case: case["id"])
def test_key_settings_and_codes_at_the_five_times(case):
    (entry,) = read(case["input"]).usable
    padded = case["normalized"] + "=" * (-len(case["normalized"]) % 8)
    assert entry.key == b32decode(padded)
    assert (entry.algorithm, entry.digits, entry.period) == (
        case["algorithm"],
        case["digits"],
        case["period"],
    )
    assert {at: codes.code(entry, int(at)) for at in case["codes"]} == case["codes"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_nothing_repeats_the_key_or_carries_a_control_character(case):
    reading = read(case["input"])
    shown = repr(reading) + "".join(p.message for p in reading.problems)
    shown += "".join(note for entry in reading.entries for note in entry.notes)
    secret = re.search(r"secret=([^&;#]*)", case["input"], re.IGNORECASE)
    assert not leaks(shown, secret[1] if secret else case["input"])
    assert RIGHT_TO_LEFT not in shown
    assert ESCAPE not in shown


@pytest.mark.parametrize("case", [c for c in CASES if "warn" in c], ids=lambda case: case["id"])
def test_what_cannot_be_proved_is_said(case):
    (entry,) = read(case["input"]).entries
    assert entry.notes or "short" in entry.strength
