import hashlib

import pytest

from tui.keys.base32 import decode
from tui.keys.entry import Entry, same_key

from .writers import KEY


def test_no_form_of_an_entry_shows_its_key():
    key = decode(KEY)[0]
    entry = Entry(key=key, issuer="Crypto.com")
    for shown in (
        repr(entry),
        str(entry),
        f"{entry!r:>3}",
        repr(entry.__rich_repr__()),
        repr((entry,)),
    ):
        assert KEY not in shown
        assert repr(key)[2:8] not in shown
        assert key.hex() not in shown


def test_names_from_outside_are_cleaned():
    entry = Entry(key=b"k", issuer="\x1b]52;c;UFdORUQ=\x07", account="a\u202eb\nc")
    assert entry.title.isprintable()
    assert "\x1b" not in entry.issuer


def test_title_says_when_there_is_no_name():
    assert Entry(key=b"k").title == "no name"
    assert Entry(key=b"k", issuer="A", account="b").title == "A · b"


@pytest.mark.parametrize(
    ("size", "words"),
    [(20, "160 bits"), (16, "128 bits"), (10, "80 bits: short"), (9, "72 bits: weak")],
)
def test_strength_follows_rfc_4226(size, words):
    strength = Entry(key=bytes(size)).strength
    assert strength.startswith(words)
    assert (strength == words) is (size >= 16)


@pytest.mark.parametrize(("algorithm", "block"), [("SHA1", 64), ("SHA256", 64), ("SHA512", 128)])
def test_keys_are_the_same_when_hmac_cannot_tell_them_apart(algorithm, block):
    def entry(key):
        return Entry(key=key, algorithm=algorithm)

    long = bytes(range(1, block + 2))
    hashed = hashlib.new(algorithm.lower(), long).digest()
    assert same_key(entry(long), entry(hashed))
    assert same_key(entry(b"key"), entry(b"key\0\0"))
    assert not same_key(entry(b"key"), entry(b"\0key"))
    assert not same_key(entry(long[:block]), entry(long))
    assert same_key(Entry(key=b"key", digits=8, issuer="a"), entry(b"key"))
