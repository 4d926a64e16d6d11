"""Reading Google Authenticator's export: an otpauth-migration link, a protobuf message in base64.

The message's fields were found by others in the app; Google documents none of it. Read by hand:
five kinds of field are all that it needs of protobuf (protobuf.dev, "Encoding").
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from tui.keys import base32
from tui.keys.entry import Algorithm, Entry, Kind
from tui.keys.problem import KeyProblem

SCHEME = "otpauth-migration:"
LONGEST_LINK = 64 * 1024
"""Characters; a QR code holds 4,296 at most (ISO/IEC 18004, version 40)."""
DATA = re.compile(r"[?&]data=([^&#]*)", re.IGNORECASE)
ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
TO_STANDARD = str.maketrans("-_ ", "+/+")
"""URL-safe base64, and a plus that became a blank on its way."""

LONGEST_VARINT = 10
"""Bytes; a negative number fills them all."""
VARINT, EIGHT_BYTES, BYTES, FOUR_BYTES = 0, 1, 2, 5
FIXED = {EIGHT_BYTES: 8, FOUR_BYTES: 4}

ALGORITHMS: dict[int, Algorithm] = {0: "SHA1", 1: "SHA1", 2: "SHA256", 3: "SHA512"}
DIGITS = {0: 6, 1: 6, 2: 8}
KINDS: dict[int, Kind] = {0: "totp", 1: "hotp", 2: "totp"}
MOST_PARTS = 100
"""Codes of one export that are counted; the app puts some ten accounts into each."""
PERIOD_LOST = "Google's export does not hold the period: taken as 30 seconds, as nearly all are"

Value = int | bytes
T = TypeVar("T")


class Part(Struct, frozen=True):
    """One code of an export: its accounts, and which one of how many it is (counted from 0)."""

    found: tuple[Entry | KeyProblem, ...]
    index: int = 0
    size: int = 1
    batch: int = 0

    @property
    def keys(self) -> list[bytes]:
        """The keys of its accounts, to tell whether two codes are the same one."""
        return [one.key for one in self.found if isinstance(one, Entry)]


def is_export(link: str) -> bool:
    """Tell whether `link` is a Google Authenticator export rather than one account's link."""
    return link.lower().startswith(SCHEME)


def parse(link: str) -> Part:
    """Return one part of an export. Accounts that cannot be read stand as KeyProblems in it.

    Raises KeyProblem: too-long, bad-export (cut or damaged), no-keys.
    """
    if len(link) > LONGEST_LINK:
        raise KeyProblem("too-long", "This is far too long for a link: give the link alone.")
    fields = list(_fields(_payload(link)))
    found = tuple(_accounts([value for number, value in fields if number == 1]))
    if not found:
        raise KeyProblem("no-keys", "This Google export holds no account: it may have been cut.")
    numbers = {number: value for number, value in fields if isinstance(value, int)}
    size = min(max(numbers.get(3, 1), 1), MOST_PARTS)
    index = min(max(numbers.get(4, 0), 0), size - 1)
    return Part(found, index, size, numbers.get(5, 0))


def missing(parts: Sequence[Part]) -> list[KeyProblem]:
    """Return one problem for each export of which not all parts are there: part-missing."""
    problems = []
    for batch, size in dict.fromkeys((part.batch, part.size) for part in parts):
        there = {part.index for part in parts if (part.batch, part.size) == (batch, size)}
        if len(there) < size:
            problems.append(KeyProblem("part-missing", _which(there, size)))
    return problems


def _which(there: set[int], size: int) -> str:
    absent = [str(index + 1) for index in range(size) if index not in there]
    return (
        f"This Google export has {size} codes; missing here: number {', '.join(absent)}. Their"
        " accounts are not in this list: scan them too."
    )


def _payload(link: str) -> bytes:
    """Return the message: base64 with percent-escapes, with or without padding."""
    data = DATA.search(link)
    text = ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), data[1] if data else "")
    letters = text.translate(TO_STANDARD).rstrip("=")
    try:
        return binascii.a2b_base64(letters + "=" * (-len(letters) % 4), strict_mode=True)
    except ValueError:
        raise _cut() from None


def _cut() -> KeyProblem:
    message = "This Google export is cut or damaged: copy the whole link, or scan the code again."
    return KeyProblem("bad-export", message)


def _fields(data: bytes) -> Iterator[tuple[int, Value]]:
    """Return the fields of a protobuf message: number, and number or bytes. Fixed ones are left."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind, number = tag & 7, tag >> 3
        if kind == VARINT:
            value, at = _varint(data, at)
            yield number, value
            continue
        length, at = (FIXED[kind], at) if kind in FIXED else _varint(data, at)
        if kind not in (*FIXED, BYTES) or not number or not 0 <= length <= len(data) - at:
            raise _cut()
        if kind == BYTES:
            yield number, data[at : at + length]
        at += length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that starts at `at`, as a signed 64-bit one, and where it ends."""
    value = 0
    for place, byte in enumerate(data[at : at + LONGEST_VARINT]):
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            value &= 2**64 - 1
            return value - 2**64 if value >> 63 else value, at + place + 1
    raise _cut()


def _accounts(messages: list[Value]) -> Iterator[Entry | KeyProblem]:
    for number, message in enumerate(messages, 1):
        try:
            yield _account(message)
        except KeyProblem as problem:
            yield problem.within(f"Entry {number}")


def _account(message: Value) -> Entry:
    if isinstance(message, int):
        raise _cut()
    fields = dict(_fields(message))
    kind = _one_of(KINDS, fields, 6, "kind")
    issuer, name = _names(_text(fields, 3), _text(fields, 2))
    return Entry(
        key=_secret(fields.get(1, b"")),
        issuer=issuer,
        account=name,
        type=kind,
        algorithm=_one_of(ALGORITHMS, fields, 4, "algorithm"),
        digits=_one_of(DIGITS, fields, 5, "number of digits"),
        counter=_counter(fields.get(7, 0)) if kind == "hotp" else None,
        notes=(PERIOD_LOST,) if kind == "totp" else (),
    )


def _secret(value: Value) -> bytes:
    if isinstance(value, int) or not value:
        raise KeyProblem("no-secret", "It holds no secret.")
    if len(value) > base32.LONGEST_KEY:
        raise KeyProblem("too-long", "Its secret is far too long for a key.")
    return value


def _counter(value: Value) -> int:
    if not isinstance(value, int) or value < 0:
        raise KeyProblem("bad-counter", "Its counter is not a possible one.")
    return value


def _one_of(table: dict[int, T], fields: dict[int, Value], number: int, name: str) -> T:
    value = fields.get(number, 0)
    if not isinstance(value, int) or value not in table:
        raise KeyProblem("unknown-setting", f"Its {name} is one that is not known here.")
    return table[value]


def _text(fields: dict[int, Value], number: int) -> str:
    value = fields.get(number, b"")
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else ""


def _names(issuer: str, name: str) -> tuple[str, str]:
    """Return issuer and account; the name is often "Issuer:account", with or without an issuer."""
    prefix, colon, account = name.partition(":")
    if not issuer and colon:
        return prefix.strip(), account.strip()
    after = name[len(issuer) :].lstrip()
    if issuer and name.casefold().startswith(issuer.casefold()) and after.startswith(":"):
        return issuer, after[1:].strip()
    return issuer, name
