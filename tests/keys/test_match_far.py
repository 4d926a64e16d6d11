"""Clocks that are far off, several codes, and the chance that a wrong key matches."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keys import codes, match, shown
from tui.keys.bulk import hits
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem
from tui.keys.shown import Shown

from .writers import unhurried

AT = 1_700_000_010.0  # the start of a 30-second step
DEVICE = Entry(key=b"12345678901234567890", digits=8)


def showing(entry, offset, *moments):
    """The codes of a device that is `offset` seconds ahead, each read at a moment."""
    return [Shown(codes.code(entry, at + offset), at) for at in moments]


@unhurried
@given(
    st.binary(min_size=1, max_size=150),
    st.sampled_from(["SHA1", "SHA256", "SHA512"]),
    st.integers(5, 10),
    st.integers(0, 2**33),
)
def test_codes_in_bulk_are_those_of_pyotp(key, algorithm, digits, step):
    made = codes.code_of_step(Entry(key=key, algorithm=algorithm, digits=digits), step)
    assert list(hits([b"other", key], [-1, step], made, algorithm))[-1] == (key, step)


# The table of the key-format notes: steps searched either way, a wrong key's chance with one code
# and with two consecutive ones; then candidates times three steps, and unreadable characters.
@pytest.mark.parametrize(
    ("tried", "one", "two"),
    [
        (3, 3e-6, 3e-12),
        (21, 2.1e-5, 2e-11),
        (241, 2.4e-4, 2e-10),
        (5_761, 0.0057, 6e-9),
        (40_321, 0.04, 4e-8),
        (360, 3.6e-4, 3.6e-10),
        (2_103 * 3, 0.006, 6e-9),
        (2_103 * 21, 0.044, 5e-8),
        (2_642 * 3, 0.008, 1e-8),
        (32**3, 0.03, 3e-8),
    ],
)
def test_chances_are_those_of_the_notes(tried, one, two):
    assert shown.chance(tried, 6) == pytest.approx(one, rel=0.1)
    assert shown.chance(tried, 6, codes=2) == pytest.approx(two, rel=0.35)


@pytest.mark.parametrize(
    ("tried", "one", "two"),
    [(476_656 * 3, 1.4, 1.4e-6), (32**4, 1.0, 1e-6), (32**5, 34, 3e-5)],
)
def test_expected_false_matches_are_those_of_the_notes(tried, one, two):
    assert shown.expected(tried, 6) == pytest.approx(one, rel=0.05)
    assert shown.expected(tried, 6, codes=2) == pytest.approx(two, rel=0.15)


def test_eight_digits_are_a_hundred_times_surer():
    assert shown.chance(3, 8) == pytest.approx(3e-8)
    assert shown.chance(3, 6, codes=2, follow=2) == pytest.approx(6e-12)


@pytest.mark.parametrize(
    ("probability", "words"),
    [(2.1e-5, "1 in 48,000"), (3.6e-4, "1 in 2,800"), (0.5, "1 in 2"), (1e-8, "1 in 100,000,000")],
)
def test_odds_in_words(probability, words):
    assert shown.odds(probability) == words


@pytest.mark.parametrize("hours", [-24, -2, 1, 13])
def test_whole_hours_are_claimed_with_a_second_code_only(hours):
    offset = hours * 3600 + 12
    verdict = match.compare_shown(DEVICE, showing(DEVICE, offset, AT))
    assert (verdict.kind, verdict.clock_offset, verdict.next_code) == ("no-match", None, True)
    assert "next code" in match.describe(verdict)
    assert match.describe(verdict).startswith("Perhaps. It fits if the device's clock is ")
    verdict = match.compare_shown(DEVICE, showing(DEVICE, offset, AT, AT + 25))
    low, high = verdict.clock_offset
    assert verdict.kind == "clock"
    assert low <= offset < high
    assert "whole hours" in match.describe(verdict)
    assert verdict.chance < 1e-10


def test_any_time_of_the_day_is_searched_on_request_with_two_codes():
    seen = showing(DEVICE, 45 * 60 + 7, AT, AT + 31)
    assert match.compare_shown(DEVICE, seen).kind == "no-match"
    assert not match.compare_shown(DEVICE, seen[:1], wide=True).next_code
    verdict = match.compare_shown(DEVICE, seen, wide=True)
    assert (verdict.kind, verdict.steps) == ("clock", 90)
    assert "45 min 0 s to 45 min" in match.describe(verdict)
    assert "whole hours" not in match.describe(verdict)


@pytest.mark.parametrize("period", [1, 7, 30, 3600])
def test_no_period_makes_the_search_long(period):
    entry = Entry(key=DEVICE.key, digits=8, period=period)
    seen = [Shown("00000000", AT), Shown("00000001", AT + period)]
    assert match.compare_shown(entry, seen, wide=True).kind == "no-match"


@unhurried
@given(st.floats(-290, 290), st.floats(0, 30, exclude_max=True), st.floats(12, 70))
def test_two_codes_read_off_one_clock_always_agree(offset, phase, wait):
    seen = showing(DEVICE, offset, AT + phase, AT + phase + wait)
    verdict = match.compare_shown(DEVICE, seen)
    low, high = verdict.clock_offset
    assert low - 1e-5 <= offset < high + 1e-5
    assert high - low <= 30 + 1e-6


@unhurried
@given(st.floats(-290, 290), st.floats(0, 9), st.floats(0, 9))
def test_typing_late_breaks_no_match(offset, first, second):
    seen = [
        Shown(codes.code(DEVICE, AT + offset), AT + first),
        Shown(codes.code(DEVICE, AT + 30 + offset), AT + 30 + second),
    ]
    assert match.compare_shown(DEVICE, seen).kind in ("match", "clock")


def test_codes_of_two_clocks_do_not_agree():
    seen = [*showing(DEVICE, 0, AT), *showing(DEVICE, 120, AT + 30)]
    assert match.compare_shown(DEVICE, seen).kind == "no-match"


def test_the_same_code_twice_is_one_code():
    verdict = match.compare_shown(DEVICE, showing(DEVICE, 7200, AT, AT + 3))
    assert verdict.next_code


def test_a_match_says_its_chance():
    near = match.compare_shown(DEVICE, showing(DEVICE, 0, AT))
    off = match.compare_shown(DEVICE, showing(DEVICE, 100, AT))
    both = match.compare_shown(DEVICE, showing(DEVICE, 0, AT, AT + 30))
    assert (near.chance, off.chance) == (pytest.approx(3e-8), pytest.approx(2.1e-7))
    assert both.chance == pytest.approx(6e-16)


def test_wrong_keys_match_as_often_as_said():
    made = random.Random(11)
    keys = [Entry(key=made.randbytes(20), digits=5) for _ in range(2_000)]
    verdicts = [match.compare(entry, "12345", AT) for entry in keys]
    claimed = sum(verdict.kind != "no-match" for verdict in verdicts)
    perhaps = sum(verdict.next_code for verdict in verdicts)
    assert claimed <= 4  # 0.42 expected
    assert perhaps <= 9  # 2.9 expected


def test_codes_show_in_no_repr_and_other_accounts_are_refused():
    assert "12345" not in repr(Shown("12345678", AT))
    with pytest.raises(KeyProblem) as caught:
        match.compare(Entry(key=DEVICE.key, type="hotp", counter=0), "123456", AT)
    assert caught.value.code == "not-totp"
