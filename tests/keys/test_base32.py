import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keys import base32
from tui.keys.problem import KeyProblem

from .writers import KEY, as_base32, leaks, unhurried, written

KEYS = st.binary(min_size=1, max_size=70)


@unhurried
@given(st.data(), KEYS)
def test_a_key_survives_every_way_of_writing_it_down(data, key):
    assert base32.decode(data.draw(written(key))) == base32.decode(as_base32(key))
    assert base32.decode(as_base32(key))[0] == key


@unhurried
@given(KEYS)
def test_encode_is_the_inverse_of_decode(key):
    assert base32.decode(base32.encode(key))[0] == key


@unhurried
@given(st.text(max_size=200) | st.text("ABCDabcd2378-= 10", max_size=60))
def test_any_text_gives_a_key_or_a_problem(text):
    try:
        key, _ = base32.decode(text)
    except KeyProblem as problem:
        assert "\n" not in problem.message
    else:
        assert 0 < len(key) <= base32.LONGEST_KEY


def test_the_place_of_a_wrong_character_is_named_and_what_it_may_mean():
    with pytest.raises(KeyProblem, match=r"^Character 32 is the digit 1.*I or L") as caught:
        base32.decode(KEY[:-1] + "1")
    assert caught.value.code == "illegal-character"


def test_the_place_counts_what_the_person_counts():
    with pytest.raises(KeyProblem, match=r"Character 9 \(blanks and dashes not counted\)"):
        base32.decode("jbsw-y3dp-0hpk")


@pytest.mark.parametrize(
    ("char", "named"),
    [
        ("é", "letter outside"),
        ("Ａ", "letter outside"),
        ("ı", "letter outside"),
        ("٣", "digit of another kind"),
        ("\u0301", "accent"),
        ("\x1b", "invisible"),
        ("\u202e", "invisible"),
        ("\ud800", "invisible"),
        ("_", "low line"),
    ],
)
def test_characters_outside_ascii_are_refused_by_class(char, named):
    with pytest.raises(KeyProblem, match=named) as caught:
        base32.decode(KEY[:8] + char + KEY[8:])
    assert caught.value.message.startswith("Character 9 ")
    assert not leaks(caught.value.message, KEY)


@pytest.mark.parametrize("length", range(1, 41))
def test_lengths_that_no_key_has_are_refused(length):
    if length % 8 in (1, 3, 6):
        with pytest.raises(KeyProblem) as caught:
            base32.decode("A" * length)
        assert caught.value.code == "impossible-length"
    else:
        assert len(base32.decode("A" * length)[0]) == length * 5 // 8


@pytest.mark.parametrize("text", ["", " \n", "--------", "====", '""', "\ufeff"])
def test_nothing_is_no_key(text):
    with pytest.raises(KeyProblem) as caught:
        base32.decode(text)
    assert caught.value.code == "empty"


def test_left_over_bits_are_noted():
    assert base32.MISTYPED in base32.decode(KEY[:25] + "J")[1]
    assert base32.MISTYPED not in base32.decode(KEY[:25] + "A")[1]


@pytest.mark.parametrize("padding", ["=", "=====", "========"])
def test_padding_that_does_not_fit_is_noted(padding):
    assert base32.ODD_PADDING in base32.decode(KEY[:26] + padding)[1]


def test_unusual_lengths_are_noted_and_usual_ones_are_not():
    assert "unusual length" in " ".join(base32.decode("A" * 31)[1])
    for length in (16, 24, 26, 32, 40, 52, 56, 64, 103):
        assert base32.decode("A" * length)[1] == ()


@pytest.mark.parametrize("size", [1025, 20_000, 10**7])
def test_endless_keys_are_refused(size):
    with pytest.raises(KeyProblem) as caught:
        base32.decode("A" * (size * 8 // 5))
    assert caught.value.code == "too-long"
