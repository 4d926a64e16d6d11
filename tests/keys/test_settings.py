import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keys import codes, settings
from tui.keys.base32 import decode
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem
from tui.keys.shown import Shown

from .writers import KEY, leaks, unhurried

AT = 1_700_000_010.0
BARE = Entry(key=decode(KEY)[0], issuer="Crypto.com", account="me")


def seen(entry, *moments, offset=0.0):
    return [Shown(codes.code(entry, at + offset), at) for at in moments]


@unhurried
@given(
    st.sampled_from(["SHA1", "SHA256", "SHA512"]),
    st.sampled_from(settings.PERIODS),
    st.integers(6, 8),
    st.floats(-10, 10),
)
def test_other_settings_are_found_and_two_codes_confirm_them(algorithm, period, digits, offset):
    true = Entry(key=BARE.key, algorithm=algorithm, period=period, digits=digits)
    found = settings.find(BARE, seen(true, AT, AT + period, offset=offset))
    if (algorithm, period, digits) == ("SHA1", 30, 6):
        assert found == ()
        return
    best = found[0]
    assert (best.entry.algorithm, best.entry.period, best.entry.digits) == (
        *(algorithm, period, digits),
    )
    assert best.entry.title == BARE.title
    assert best.confirmed
    assert best.chance < 1e-7
    low, high = best.place.offset
    assert low <= offset + 1e-5
    assert offset < high + 1e-5


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        (KEY.encode(), "", "the text itself"),
        (KEY.lower().encode(), f" {KEY.lower()[:16]}-{KEY.lower()[16:]}", "the text itself"),
        (b"My Secret 2 Key!", "", ""),
    ],
)
def test_the_text_itself_may_be_the_key(key, text, words):
    found = settings.find(BARE, seen(Entry(key=key), AT, AT + 30), text)
    assert [words in one.changes[0] for one in found] == ([True] if words else [])


def test_base32_of_hex_letters_may_be_hex():
    text = "ABCDEF2345ABCDEF2345ABCDEF234567"
    true = Entry(key=base64.b16decode(text), period=60)
    found = settings.find(Entry(key=decode(text)[0]), seen(true, AT, AT + 60), text)
    assert found[0].changes == ("every 60 seconds instead of 30", "the text read as hex")
    assert found[0].entry.key == true.key


def test_one_code_only_suggests_with_the_chance_of_360_readings():
    true = Entry(key=BARE.key, algorithm="SHA256", period=60)
    found = settings.find(BARE, seen(true, AT), KEY)
    assert not found[0].confirmed
    assert found[0].chance == pytest.approx(3.6e-4, rel=0.02)
    words = settings.describe(found[0])
    assert "Perhaps" in words
    assert "SHA256 instead of SHA1, every 60 seconds instead of 30" in words
    assert "1 in 2,800" in words
    assert (
        "two codes agree"
        in settings.describe(settings.find(BARE, seen(true, AT, AT + 60))[0]).lower()
    )


def test_digits_are_those_of_the_code_typed():
    found = settings.find(BARE, seen(Entry(key=BARE.key, digits=8), AT))
    assert found[0].changes == ("8 digits instead of 6",)


def test_the_key_shows_neither_in_words_nor_in_a_repr():
    found = settings.find(BARE, seen(Entry(key=KEY.encode(), period=60), AT))[0]
    assert not leaks(repr(found) + settings.describe(found) + str(found.changes), KEY)


def test_only_time_based_accounts_are_searched():
    with pytest.raises(KeyProblem) as caught:
        settings.find(Entry(key=BARE.key, type="steam"), [Shown("123456", AT)])
    assert caught.value.code == "not-totp"
