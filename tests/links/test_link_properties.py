"""For any text: an answer, in time, and `official` only where other readings agree."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_cases import CASES, HOSTS, assert_truly_theirs, under

from tui.links.check import LONGEST, check
from tui.links.message import read_message

PIECES = [
    "https://", "http://", "https:", "//", "/", "\\", "@", ":", ":443", ":8443", "#", "?", ".", "-",
    "crypto.com", "help.crypto.com", "CRYPTO.com", "crypto", "com", "evil.example", "evil.io", "www.",
    "%2e", "%2F", "%40", "%00", "。", "．", "\u200b", "\u202e", "\t", "\n", "\r", " ", "\x00", "\x1b",
    "<", ">", '"', "(", ")", "[", "]", "[.]", " dot ", " at ", "&#46;", "mailto:", "a", "x=", "&", "=",
    "xn--", "\ud800", "\u00a0", "\u2028", "ｃ", "с", "ı", "\u0130", "ß", "\u0301", "1", "login", ",", ";",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=4).map(
        lambda some: "https://crypto.com" + "".join(some)
    ),
    st.builds(
        lambda text, at, piece: text[: at % (len(text) + 1)] + piece + text[at % (len(text) + 1) :],
        st.sampled_from([case["input"] for case in CASES if len(case["input"]) < 200]),
        st.integers(0, 200),
        st.sampled_from(PIECES),
    ),
)
verdicts = {"official", "caution", "email_match", "lookalike", "not_official", "unreadable"}


def assert_sound(text: str) -> None:
    found = check(text, HOSTS)
    assert found.verdict in verdicts
    assert found.reasons
    assert all(reason.isprintable() for reason in found.reasons)
    if found.verdict == "official":
        assert_truly_theirs(text)
        assert found.owner == "crypto.com"
    if found.verdict == "email_match":
        address = text.strip().strip("<>\"'“”„«»()[]")
        domain = address.rpartition("@")[2].split(">")[0].split("?")[0].strip()
        assert domain.isascii(), text
        assert under(domain), text
    for one in read_message(text, HOSTS).links:
        if one.checked.verdict == "official":
            assert_truly_theirs(one.text)
            assert one.text in text


@given(texts)
def test_official_is_what_other_readings_call_theirs(text):
    assert_sound(text)


@pytest.mark.slow
@given(texts)
def test_official_is_what_other_readings_call_theirs_at_length(text):
    assert_sound(text)


GENUINE = st.builds(
    lambda sub, scheme, case, path: f"{scheme}{case(sub + 'crypto.com')}{path}",
    st.sampled_from(["", "help.", "a.b.", "x-1."]),
    st.sampled_from(["", "https://", "HTTPS://"]),
    st.sampled_from([str.lower, str.upper]),
    st.sampled_from(["", "/", "/en/articles/3511439-set-up-2fa", "/x?utm_source=mail#top", "#a"]),
)


@given(GENUINE)
def test_genuine_addresses_are_recognised(address):
    assert check(address, HOSTS).verdict == "official"
    assert [one.checked.verdict for one in read_message(f"See {address}, please.", HOSTS).links] in (
        [["official"]] if address != "CRYPTO.COM" else [["official"], []]
    )  # fmt: skip


HOSTILE = {
    "dots": "." * LONGEST,
    "labels": "a." * (LONGEST // 2),
    "endings": "a.a.a.a." * (LONGEST // 8),
    "brackets": "(" * (LONGEST // 2) + ")" * (LONGEST // 2),
    "closing": "https://a.co/" + ")" * (LONGEST - 13),
    "at signs": "@" * LONGEST,
    "senders": '"a@crypto.com" <' * (LONGEST // 16),
    "schemes": "https://" * (LONGEST // 8),
    "path": "https://crypto.com/" + "a.a." * (LONGEST // 4 - 5),
    "encoded": "https://crypto.com/" + "%25" * (LONGEST // 3 - 10),
    "marks": "e" + "\u0301" * (LONGEST - 1),
    "hidden": "\u202e\u200b" * (LONGEST // 2),
    "digits": "1 " * (LONGEST // 2),
    "codes": "send code " * (LONGEST // 10),
    "words": "call pay send in 24 hours " * (LONGEST // 26),
    "addresses": " ".join(f"a{n}.co" for n in range(LONGEST // 8)),
    "surrogates": "\ud800" * LONGEST,
    "ligatures": "\ufdfa" * LONGEST,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_longest_text_is_answered_within_the_bound(text):
    """The bound of the proof table: 5 s for anything hostile."""
    start = time.process_time()
    check(text, HOSTS)
    read_message(text, HOSTS)
    assert time.process_time() - start < 5
