import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keys import codes, match, shown
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

from .writers import unhurried

AT = 1_700_000_010.0  # the start of a 30-second step
# Eight digits: a chance match within the window would spoil a run in 200,000 at worst.
DEVICE = Entry(key=b"12345678901234567890", digits=8)


@unhurried
@given(
    st.floats(0, 4e9),
    st.floats(-400, 400),
    st.sampled_from([15, 30, 60]),
)
def test_the_true_offset_lies_in_the_range_returned(at, offset, period):
    entry = Entry(key=DEVICE.key, digits=8, period=period)
    if at + offset < 0:
        return
    verdict = match.compare(entry, codes.code(entry, at + offset), at)
    apart = abs(codes.step(entry, at + offset) - codes.step(entry, at))
    if apart > match.WINDOW:
        assert verdict.kind == "no-match"
        return
    assert verdict.kind == ("match" if apart <= 1 else "clock")
    start, end = verdict.clock_offset
    assert start - 1e-5 <= offset < end + 1e-5
    assert end - start == pytest.approx(period)


@pytest.mark.parametrize(
    ("offset", "kind", "interval"),
    [
        (0, "match", (0, 30)),
        (-1, "match", (-30, 0)),
        (30, "match", (30, 60)),
        (60, "clock", (60, 90)),
        (-31, "clock", (-60, -30)),
        (329, "clock", (300, 330)),
        (330, "no-match", None),
        (-300, "clock", (-300, -270)),
        (-301, "no-match", None),
    ],
)
def test_verdict_and_range_at_the_edges(offset, kind, interval):
    verdict = match.compare(DEVICE, codes.code(DEVICE, AT + offset), AT)
    assert (verdict.kind, verdict.clock_offset) == (kind, interval)


def test_the_nearest_of_several_steps_counts(monkeypatch):
    showing = {codes.step(DEVICE, AT) - 7, codes.step(DEVICE, AT) + 5}

    def hits(keys, steps, code, algorithm):
        return ((key, step) for key in keys for step in steps if step in showing)

    monkeypatch.setattr(shown, "hits", hits)
    assert match.compare(DEVICE, "1" * 8, AT).steps == 5
    showing.add(codes.step(DEVICE, AT))
    assert match.compare(DEVICE, "1" * 8, AT).steps == 0


def test_just_after_1970_nothing_breaks():
    assert match.compare(DEVICE, codes.code(DEVICE, 0), 1).kind == "match"
    assert match.compare(DEVICE, "00000000", 1).kind == "no-match"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("012345", "012345"),
        ("123 456", "123456"),
        ("123-456", "123456"),
        (" 1234\u00a05678\n", "12345678"),
        ("１２３４５６", "123456"),
    ],
)
def test_codes_are_taken_as_devices_show_them(typed, digits):
    assert match.normalise_code(typed) == digits


@pytest.mark.parametrize(
    "typed", ["", "1234", "12345678901", "12345a", "٠١٢٣٤٥", "²²²²²²", "JBSWY3DPEHPK3PXP"]
)
def test_other_things_are_no_codes_and_are_not_repeated(typed):
    with pytest.raises(KeyProblem) as caught:
        match.normalise_code(typed)
    assert caught.value.code == "bad-code"
    assert len(typed) < 5 or typed not in caught.value.message


@unhurried
@given(st.text(max_size=30))
def test_any_text_is_a_code_or_a_problem(text):
    try:
        assert match.normalise_code(text).isascii()
    except KeyProblem as problem:
        assert problem.code == "bad-code"


def test_another_length_is_explained():
    verdict = match.compare(DEVICE, "123456", AT)
    assert verdict.kind == "no-match"
    assert "6 digits" in verdict.note
    assert "8" in verdict.note


def test_several_codes_all_have_to_match_and_the_newest_tells_the_clock():
    older, newer = (codes.code(DEVICE, AT + offset) for offset in (60, 90))
    for given_codes in ([older, newer], [newer, older]):
        assert match.compare_all(DEVICE, given_codes, AT).clock_offset == (90, 120)
    assert match.compare_all(DEVICE, [older, "00000000"], AT).kind == "no-match"


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (0, "Match: "),
        (75, "60–90 seconds ahead of this computer's"),
        (-75, "60–90 seconds behind this computer's. Or the code was old"),
        (250, "4 min 0 s to 4 min 30 s ahead"),
    ],
)
def test_verdicts_in_words(offset, words):
    verdict = match.compare(DEVICE, codes.code(DEVICE, AT + offset), AT)
    assert words in match.describe(verdict)


def test_a_clock_is_never_blamed_and_a_miss_says_what_it_may_be():
    verdict = match.compare(DEVICE, codes.code(DEVICE, AT + 75), AT)
    assert "One of the two clocks is wrong" in match.describe(verdict)
    assert match.describe(match.compare(DEVICE, "00000000", AT)).startswith(
        "No match. It is another"
    )
