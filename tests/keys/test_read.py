import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keys import plain
from tui.keys.backups import strangers
from tui.keys.base32 import decode
from tui.keys.links import looks_like_key
from tui.keys.read import MOST_LINKS, Reading, read, read_bytes

from .writers import KEY, LINK, as_uri, leaks, unhurried, written

BYTES = decode(KEY)[0]
OTHER = as_uri(b"another key of 20 by", "Site", "me")


def codes_of(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@unhurried
@given(st.data(), st.binary(min_size=10, max_size=64))
def test_a_typed_key_is_read_however_it_was_written_down(data, key):
    text = data.draw(written(key))
    assert [entry.key for entry in read(text).entries] == [key]
    assert [entry.key for entry in read_bytes(text.encode()).entries] == [key]


@unhurried
@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([KEY, LINK, "\n", " ", '"', "otpauth:", "?", "x"])).map("".join)
)
def test_reading_never_raises_and_always_says_something(text):
    reading = read(text)
    assert reading.entries or reading.problems
    assert (reading.format is None) is not bool(reading.entries)


@unhurried
@given(
    st.binary(max_size=300) | st.sampled_from(strangers.BINARY).map(lambda magic: magic[0] + b"\0")
)
def test_bytes_never_raise(data):
    assert isinstance(read_bytes(data), Reading)


@unhurried
@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ23456710 -", min_size=12, max_size=64))
def test_no_problem_repeats_the_key(text):
    for given_text in (
        text,
        LINK.replace(KEY, text),
        f'"{text}"',
        f"{OTHER}\n{LINK.replace(KEY, text)}",
    ):
        reading = read(given_text)
        shown = repr(reading) + "".join(problem.message for problem in reading.problems)
        assert not leaks(shown, text.strip())


def test_a_key_wrapped_over_lines_is_one_key_and_says_so():
    (entry,) = read(f"{KEY[:16]}\r\n{KEY[16:]}\n").entries
    assert entry.key == BYTES
    assert any("2 lines" in note for note in entry.notes)


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        f"QR-Code:{LINK}",
        f"my account: {LINK}",
        f'see "{LINK}", please',
        f"<{LINK}>",
        f"{LINK}\n\n",
        f"\ufeff\n{LINK}",
        LINK.replace("&issuer", "\n&issuer"),
        LINK.replace(KEY, f"{KEY[:9]}\n{KEY[9:]}"),
    ],
)
def test_one_link_is_found_in_what_surrounds_it(text):
    (entry,) = read(text).entries
    assert (entry.key, entry.issuer) == (BYTES, "Crypto.com")


def test_a_link_after_which_a_key_stands_does_not_show_it_as_a_name():
    reading = read(f"{LINK}\n{KEY}\n")
    assert reading.entries[0].issuer == "Crypto.com"
    assert codes_of(reading) == ["left-out"]


def test_many_links_one_a_line():
    reading = read(f"# saved 2024\n{LINK}\n{OTHER}\n\notpauth://totp/x?secret=AB0\n")
    assert reading.format == "uri"
    assert [entry.issuer for entry in reading.entries] == ["Crypto.com", "Site"]
    assert codes_of(reading) == ["illegal-character", "left-out"]
    assert reading.problems[0].message.startswith("Line 5: in the link's secret: character 3 is")


def test_two_links_on_one_line():
    assert [entry.issuer for entry in read(f"{LINK} {OTHER}").entries] == ["Crypto.com", "Site"]


def test_other_columns_of_what_is_no_table_are_never_taken_for_names():
    reading = read(f'"A","{LINK}","hunter2"\nB,{OTHER},hunter2\n')
    assert "hunter2" not in repr(reading)
    assert [entry.issuer for entry in reading.entries] == ["Crypto.com"]


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        ([LINK], 1),
        ([f" {LINK}\n"], 1),
        ([LINK, OTHER, "https://example.com"], 2),
        ([KEY, "https://example.com"], 1),
        (["https://example.com", LINK], 1),
    ],
)
def test_what_the_codes_of_a_picture_hold(texts, count, monkeypatch):
    monkeypatch.setattr("tui.keys.qr.texts", lambda data: texts)
    reading = read_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert (reading.format, len(reading.entries), reading.problems) == ("qr", count, ())


def test_a_picture_of_something_else_and_a_broken_one(monkeypatch):
    png = b"\x89PNG\r\n\x1a\n" + bytes(50)
    assert read_bytes(png).format is None
    assert len(read_bytes(png).problems) == 1
    monkeypatch.setattr("tui.keys.qr.texts", lambda data: ["https://example.com"])
    assert codes_of(read_bytes(png)) == ["looks-like-link"]


def test_only_time_based_entries_are_usable():
    reading = read(LINK.replace("totp", "hotp") + "&counter=1")
    assert reading.entries[0].type == "hotp"
    assert reading.usable == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("123 456", "looks-like-code"),
        ('"94287082"', "looks-like-code"),
        (
            "legal winner thank year wave sausage worth useful legal winner thank yellow",
            "looks-like-seed",
        ),
        ("zprv" + "A1b" * 36, "looks-like-seed"),
        ("me@example.com", "looks-like-mail"),
        ("https://crypto.com/exchange", "looks-like-link"),
        ("javascript:" + LINK, "looks-like-link"),
        ("www.crypto.com", "looks-like-link"),
        ("3132333435363738393031323334353637383930", "looks-like-hex"),
        ("MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", "looks-like-base64"),
        ("ABCD-EFGH-IJKL", "too-short"),
        ("password", "too-short"),
        ("abcd1234-efgh5678", "illegal-character"),
        ("A" * 10**6, "too-long"),
    ],
)
def test_what_is_no_key_is_recognised(text, code):
    reading = read(text)
    assert (reading.format, codes_of(reading)) == (None, [code])


@unhurried
@given(st.data(), st.binary(min_size=10, max_size=40))
def test_a_real_key_is_never_taken_for_something_else(data, key):
    assert read(data.draw(written(key))).problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_encodings_of_a_file(encoding):
    text = LINK.replace("me%40", "Größe")
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    (entry,) = read_bytes((mark + text).encode(encoding)).entries
    assert entry.key == BYTES
    assert entry.account.startswith("Grö" if encoding != "latin-1" else "Gr\\xf6")


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"PK\x03\x04" + bytes(40), "bad-archive", "archive"),
        (b"%PDF-1.7\n", "not-text", "PDF"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3" + bytes(40), "not-text", "PDF"),
        (b"SQLite format 3\x00" + bytes(99), "not-text", "database"),
        (json.dumps({"schemaVersion": 4, "note": "x"}).encode(), "unknown-json", "JSON"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "not-text", "XML"),
        (bytes(40), "not-text", "not text"),
        (bytes(range(256)), "password-needed", "encrypted"),
        (b"\xa5\x81" * 40, "password-needed", "encrypted"),
    ],
)
def test_files_that_are_not_text_are_named(data, code, words):
    (problem,) = read_bytes(data).problems
    assert problem.code == code
    assert words in problem.message


@pytest.mark.slow
def test_large_and_hostile_files_are_answered_soon():
    began = time.monotonic()
    assert codes_of(read_bytes(bytes(plain.LARGEST_FILE + 1))) == ["too-large"]
    assert codes_of(read_bytes(b"A" * plain.LARGEST_FILE)) == ["too-long"]
    assert read_bytes(b"\n" * plain.LARGEST_FILE).problems
    many = read_bytes((LINK + "\n").encode() * (MOST_LINKS + 1))
    assert len(many.entries) == MOST_LINKS
    assert codes_of(many) == ["too-many"]
    assert read_bytes(b"otpauth:" * 10**5).problems
    assert read_bytes(b"otpauth://totp/x?" + b"a&" * 10**6).problems
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "text", [KEY, KEY.lower(), "jbsw y3dp ehpk 3pxp", KEY[:-1] + "1", LINK, f'"{KEY}"', "OTPAUTH:"]
)
def test_what_may_be_a_key_is_known(text):
    assert looks_like_key(text)


@pytest.mark.parametrize(
    "text", ["key.txt", "saved-key", "/home/me/aegis-backup-20240101.json", "-", ""]
)
def test_file_names_are_not_taken_for_keys(text):
    assert not looks_like_key(text)
