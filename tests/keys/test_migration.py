"""Google Authenticator's export: messages written here field by field."""

import base64
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keys import codes, migration
from tui.keys.base32 import decode
from tui.keys.problem import KeyProblem
from tui.keys.read import read

from .writers import KEY, LINK, leaks, unhurried

BYTES = decode(KEY)[0]
CORPUS = json.loads((Path(__file__).parents[1] / "cases" / "keys.json").read_text())
CASES = [case for case in CORPUS["cases"] if case["kind"] == "migration"]


def varint(value: int) -> bytes:
    value %= 2**64
    written = bytearray()
    while value > 127:
        written.append(value % 128 + 128)
        value //= 128
    return bytes([*written, value])


def field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number * 8) + varint(value)
    return varint(number * 8 + 2) + varint(len(value)) + value


def account(key=BYTES, name="me", issuer="Crypto.com", **numbers: int) -> bytes:
    """One account; `numbers` as f4=2: field 4 is 2."""
    settings = {"f4": 1, "f5": 1, "f6": 2, **numbers}
    texts = field(1, key) + field(2, name.encode()) + field(3, issuer.encode())
    return field(1, texts + b"".join(field(int(n[1:]), v) for n, v in settings.items()))


def link(*accounts: bytes, size=1, index=0, batch=-7) -> str:
    about = field(2, 1) + field(3, size) + field(4, index) + field(5, batch)
    return as_link(b"".join(accounts) + about)


def as_link(message: bytes) -> str:
    return "otpauth-migration://offline?data=" + quote(base64.b64encode(message), safe="")


def code_of(text: str) -> str:
    (problem,) = read(text).problems
    return problem.code


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_shared_cases(case):
    reading = read(case["input"])
    assert ("valid" if reading.usable else "invalid") in case["accept"], reading
    for at, code in case.get("codes", {}).items() if reading.usable else ():
        assert codes.code(reading.usable[0], int(at)) == code


def test_an_account_with_all_its_settings():
    reading = read(link(account(f4=3, f5=2), account(f6=1, f7=2**40), account(b"k" * 10, f4=0)))
    assert (reading.format, reading.problems) == ("google", ())
    first, second, third = reading.entries
    assert (first.key, first.issuer, first.account) == (BYTES, "Crypto.com", "me")
    assert (first.algorithm, first.digits, first.period) == ("SHA512", 8, 30)
    assert (second.type, second.counter, second.notes) == ("hotp", 2**40, ())
    assert (third.key, third.algorithm) == (b"k" * 10, "SHA1")


def test_it_says_that_the_period_is_lost():
    assert "period" in read(link(account())).entries[0].notes[0]


@pytest.mark.parametrize(
    ("name", "issuer", "names"),
    [
        ("Crypto.com:me", "Crypto.com", ("Crypto.com", "me")),
        ("Crypto.com:me", "", ("Crypto.com", "me")),
        ("crypto.com: me", "Crypto.com", ("Crypto.com", "me")),
        ("A: B:me", "A: B", ("A: B", "me")),
        ("Main:me", "Crypto.com", ("Crypto.com", "Main:me")),
        ("me", "", ("", "me")),
        ("", "", ("", "")),
    ],
)
def test_issuer_in_the_name(name, issuer, names):
    (entry,) = read(link(account(name=name, issuer=issuer))).entries
    assert (entry.issuer, entry.account) == names


def test_missing_parts_are_named_by_number():
    one, three = link(account(), size=3, index=0), link(account(b"k" * 10), size=3, index=2)
    reading = read(f"{one}\n{three}")
    assert [len(entry.key) for entry in reading.entries] == [20, 10]
    assert [problem.code for problem in reading.problems] == ["part-missing"]
    assert "3 codes; missing here: number 2." in reading.problems[0].message


def test_all_parts_in_any_order_and_one_twice():
    parts = [link(account(bytes([n]) * 10), size=3, index=n) for n in range(3)]
    reading = read("\n".join([parts[2], parts[0], parts[2], parts[1]]))
    assert reading.problems == ()
    assert [entry.key[0] for entry in reading.entries] == [2, 0, 1]


def test_two_exports_are_kept_apart():
    first = link(account(), size=2, index=0, batch=1)
    second = link(account(), size=2, index=1, batch=2)
    codes_ = [problem.code for problem in read(f"{first}\n{second}").problems]
    assert codes_ == ["part-missing"] * 2


def test_an_export_beside_links():
    reading = read(f"{link(account(b'k' * 10))}\n{LINK}")
    assert reading.format == "uri"
    assert [len(entry.key) for entry in reading.entries] == [10, 20]


PLUS = account(b"\xfb\xef\xbe\xfb\xef\xbe" * 4)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("%2B", "+"),
        lambda text: text.replace("%2B", " "),
        lambda text: text.replace("%2B", "-").replace("%2F", "_"),
        lambda text: text.replace("%3D", ""),
        lambda text: text.replace("%3D", "="),
        lambda text: text.replace("otpauth-migration", "QR-Code:OTPAUTH-MIGRATION"),
        lambda text: f'"{text}"',
        lambda text: text.lower().replace(text.split("=")[1].lower(), text.split("=")[1]),
        lambda text: text + "&x=1#y",
        lambda text: text[:90] + "\n" + text[90:],
        lambda text: text.replace("?data", "?v=1&data"),
    ],
)
def test_ways_in_which_the_link_is_passed_on(change):
    text = change(as_link(PLUS + field(2, 1)))
    assert [entry.key for entry in read(text).entries] == [b"\xfb\xef\xbe\xfb\xef\xbe" * 4]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (account(key=b""), "no-secret"),
        (account(key=b"k" * 1025), "too-long"),
        (account(f4=4), "unknown-setting"),
        (account(f5=3), "unknown-setting"),
        (account(f6=-1), "unknown-setting"),
        (account(f6=1, f7=-1), "bad-counter"),
        (field(1, 5), "bad-export"),
        (field(1, field(1, 7)), "no-secret"),
        (field(1, field(1, BYTES) + b"\x0b"), "bad-export"),
        (field(1, field(1, BYTES) + field(6, b"x")), "unknown-setting"),
    ],
)
def test_one_bad_account_does_not_hide_the_others(wrong, code):
    reading = read(link(wrong, account()))
    assert [entry.key for entry in reading.entries] == [BYTES]
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.problems[0].message.startswith("Entry 1: ")


def test_fields_of_other_kinds_are_passed_over():
    extra = varint(9 * 8 + 1) + bytes(8) + varint(10 * 8 + 5) + bytes(4) + field(11, b"text")
    assert read(as_link(account() + extra)).usable


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("otpauth-migration://offline", "no-keys"),
        ("otpauth-migration://offline?data=", "no-keys"),
        ("otpauth-migration://offline?data=XXXX", "bad-export"),
        ("otpauth-migration://offline?data=A", "bad-export"),
        ("otpauth-migration://offline?data=ĀĀĀĀ", "bad-export"),
        ("otpauth-migration://offline?data=%FF%FF", "bad-export"),
        ("otpauth-migration://offline?data=" + "A" * 10**5, "too-long"),
        (as_link(field(2, 1)), "no-keys"),
        (as_link(b"\x00\x00"), "no-keys"),
        (as_link(b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), "bad-export"),
    ],
)
def test_what_is_no_export(text, code):
    assert code_of(text) == code


def test_every_truncation_is_answered():
    message = account() + account(f6=1) + field(3, 2**40) + field(4, -5) + field(5, -1)
    for cut in range(len(message)):
        reading = read(as_link(message[:cut]))
        assert reading.entries or reading.problems


@unhurried
@given(st.data())
def test_a_changed_message_gives_nothing_but_the_documented_error(data):
    message = bytearray(account() + account(f6=1, f7=9) + field(3, 2) + field(4, 1) + field(5, -3))
    for _ in range(data.draw(st.integers(1, 4))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    try:
        part = migration.parse(as_link(bytes(message)))
    except KeyProblem as problem:
        assert not leaks(problem.message, KEY)
    else:
        assert 0 <= part.index < part.size


@unhurried
@given(st.binary(max_size=200))
def test_any_message(message):
    assert read(as_link(message)).format in (None, "google")
