"""What is shown does nothing; what looks like a key is found; names and sentences pass."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import BLANK, HIDDEN, MARKS_IN_A_ROW, clean, code_like, key_like

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.mark.parametrize(
    "text",
    [
        "María Fernanda González — 100 €, “quoted”",
        "Ünïcödé, ß, Łódź, Đặng Thị Hương",
        "אבג שלום",
        "מַשְׁתִּיתִ֑ים",
        "مرحبا بك",
        "नमस्ते क्षत्रिय",
        "བསྒྲུབས",
        "สวัสดีครับ ที่นี่",
        "日本語 한국어 中文",
        "😀 👍🏽 🇩🇪 ✓ █▓ ─",
        "[/] [@click=app.quit]x[/]",
    ],
)
def test_everything_printable_survives(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "\\x1b]52;c;aGk=\\x07"),
        ("a\x9b31mb\x7f", "a\\x9b31mb\\x7f"),
        ("one\r\ntwo\ttab\u2028", "one two tab\\u{2028}"),
        ("pay\u202egnp.exe", "pay\\u{202e}gnp.exe"),
        ("cry\u200dpto\u200b.com", "cry\\u{200d}pto\\u{200b}.com"),
        ("tag\U000e0041", "tag\\u{e0041}"),
        ("lone\ud83d", "lone\\u{d83d}"),
        ("a\u2800b\u3164c\u115f", "a\\u{2800}b\\u{3164}c\\u{115f}"),
        ("a\ufe01b\U000e0101", "a\\u{fe01}b\\u{e0101}"),
        ("می\u200cخواهم", "میخواهم"),
        ("क\u094d\u200dष", "क\u094dष"),
        ("❤\ufe0f 👩\u200d👩\u200d👧", "❤ 👩👩👧"),
        (" \u0301acute", "◌\u0301acute"),
        ("\u00a0a\u3000\u2003b ", "a b"),
    ],
)
def test_what_a_terminal_obeys_or_hides_is_shown_and_does_nothing(text, shown):
    assert clean(text) == shown


@pytest.mark.parametrize("mark", ["\u0301", "\u0489", "\u20dd", "\u0e34", "\u093f"])
def test_piles_of_marks_are_cut_whatever_their_class(mark):
    assert clean("a" + mark * 50 + "b") == "a" + mark * MARKS_IN_A_ROW + "b"


def test_long_text_is_cut_and_says_so():
    assert clean("x" * 300, 10) == "x" * 9 + "…"
    assert clean("\x1b" * 10_000_000, 10).endswith("…")
    assert clean("x" * 10, 10) == "x" * 10


@given(st.text(st.characters(), max_size=300))
def test_nothing_hidden_is_ever_left_and_cleaning_twice_changes_nothing(text):
    line = clean(text)
    assert len(line) <= 200
    assert not [char for char in line if unicodedata.category(char) in HIDDEN or char in BLANK]
    assert clean(line) == line


@pytest.mark.parametrize(
    "text",
    [
        "otpauth://totp/Crypto.com:me?secret=JBSWY3DPEHPK3PXP",
        "OTPAUTH-MIGRATION://offline?data=abc",
        "otpauth%3A%2F%2Ftotp",
        "JBSWY3DPEHPK3PXP",
        "my key is jbswy3dpehpk3pxp, I think",
        "(JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP====)",
        "ＪＢＳＷＹ３ＤＰＥＨＰＫ３ＰＸＰ",
        "JBSWY3DP\u200bEHPK3PXP",
        "JBSW Y3DP EHPK 3PXP",
        "key:\njbsw-y3dp-ehpk-3pxp",
        "JBSW\u00a0Y3DP – EHPK\n3PXP JB",
        SEED,
        "1. " + SEED.replace(" ", ", 2. "),
        "here it is: " + SEED.upper(),
    ],
)
def test_a_key_is_found(text):
    reason = key_like(text)
    assert reason
    assert len(reason) < 60
    assert not re.search("jbsw|legal", reason, re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Maria Fernanda Gonzalez",
        "MARIAFERNANDAGONZALEZDELAVEGA",
        "I had 2500 USD and 3,750.25 EUR in my account on 24 July 2024",
        "mariafernandagonzalez22@gmail.com",
        "Write to maria.fernandagonzalez.234567@mail.example.co.uk please",
        "Case #2024-1187-5523",
        "case 2345-6723-4567-2345",
        "5324 6677 2345 7654",
        "2345672345672345",
        "They said that they sent 2345 back this week",
        "This came back 24th June from them, next week 25th July",
        "My 2FA was lost when my iPhone 15 was stolen in Mexico",
        "internationalization and misunderstandings notwithstanding",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "I used otpauth once",
        "my old phone fell into the water and I can not open the app any more since then",
        "legal winner thank year wave sausage worth useful legal winner thank",
        "https://help.crypto.com/en/articles/3511424-all-about-2fa",
    ],
)
def test_names_sentences_and_numbers_pass(text):
    assert key_like(text) is None


def test_letters_only_slips_through_as_documented():
    assert key_like("JBSWYDPEHPKPXPAB") is None
    assert "letters only" in (key_like.__doc__ or "")


def test_the_keys_of_the_shared_cases_are_found_where_the_rule_says_so():
    cases = json.loads((Path(__file__).parent / "cases" / "keys.json").read_text())["cases"]
    plain = [case["input"] for case in cases if case["expected"] == "valid"]
    tokens = [text for text in plain if re.fullmatch("[A-Za-z2-7]{16,}", text)]
    assert tokens
    assert [text for text in tokens if re.search("[2-7]", text) and not key_like(text)] == []


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text):
    key_like(text)


@pytest.mark.parametrize(
    "text", ["abcd " * 800, "a2" * 2000, "@." * 2000, "a@" * 2000, "- " * 2000]
)
def test_the_longest_field_is_looked_over_at_once(text):
    start = time.perf_counter()
    key_like(text)
    assert time.perf_counter() - start < 0.5


def test_the_word_list_is_loaded_only_for_long_texts():
    code = "import sys; from tui.text import key_like; key_like('a b'); print('mnemonic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


@pytest.mark.parametrize(
    "text",
    [
        "492039",
        "my code is 492 039.",
        "492-039",
        "(492039)",
        "code:492039",
        "492  039",
        "492 - 039",
        "４９２０３９",
        "a 123456, b",
    ],
)
def test_six_digits_alone_look_like_a_code(text):
    assert code_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "4920391", "49203", "+49 492 039 11", "2026-11-22", "12:34:56", "EUR 492,039.00", "492 039 118",
        "case#492039", "INV/492039", "a492039", "1.492039",
    ],
)  # fmt: skip
def test_longer_numbers_dates_and_amounts_do_not(text):
    assert code_like(text) is None
