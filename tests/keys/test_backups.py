"""What holds for backups of every format."""

import pickle

import pytest

from tui.keys.base32 import decode
from tui.keys.read import read_bytes

from .backups_made import OTHER_KEY, PASSWORD, SAMPLES
from .writers import KEY, leaks

BYTES, OTHER_BYTES = decode(KEY)[0], decode(OTHER_KEY)[0]
each = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
locked = pytest.mark.parametrize(
    "sample", [s for s in SAMPLES.values() if s.password], ids=[n for n in SAMPLES if SAMPLES[n][1]]
)


@each
def test_its_accounts_are_read(sample):
    reading = read_bytes(sample.data, sample.password)
    assert (reading.format, reading.problems, reading.locked) == (sample.format, (), None)
    assert reading.title
    first = next(entry for entry in reading.entries if entry.issuer == "Crypto.com")
    assert (first.key, first.issuer, first.account) == (BYTES, "Crypto.com", "me@example.com")
    assert (first.type, first.algorithm, first.digits, first.period) == ("totp", "SHA1", 6, 30)


@each
def test_settings_other_than_the_usual_are_kept(sample):
    if sample.format == "ente":
        return
    reading = read_bytes(sample.data, sample.password)
    (slow,) = (entry for entry in reading.usable if entry.key == OTHER_BYTES)
    assert (slow.algorithm, slow.digits, slow.period) == ("SHA256", 8, 60)


@each
def test_counted_and_steam_accounts_are_named_not_used(sample):
    for entry in read_bytes(sample.data, sample.password).entries:
        if entry.type == "hotp":
            assert entry.counter == 7
        if entry.type == "steam":
            assert (entry.digits, entry.counter) == (5, None)


@locked
def test_without_a_password_it_says_what_it_needs(sample):
    reading = read_bytes(sample.data)
    assert (reading.format, reading.entries) == (sample.format, ())
    assert reading.locked is not None
    assert not reading.locked.wrong
    assert "encrypted" in reading.locked.title
    assert [problem.code for problem in reading.problems] == ["password-needed"]


@pytest.mark.slow
@locked
@pytest.mark.parametrize("password", ["", "wrong", "\ud800", "x" * 10_000])
def test_a_wrong_password_is_named_as_that(sample, password):
    reading = read_bytes(sample.data, password)
    assert reading.entries == ()
    assert reading.locked is not None
    assert reading.locked.wrong
    assert [problem.code for problem in reading.problems] == ["wrong-password"]


@pytest.mark.parametrize("password", [None, "wrong"])
def test_a_lock_is_the_same_after_it_left_a_process(password):
    reading = read_bytes(SAMPLES["aegis"].data, password)
    (after,) = pickle.loads(pickle.dumps(reading.problems))
    assert (after.code, after.message) == (reading.problems[0].code, reading.problems[0].message)
    assert pickle.loads(pickle.dumps(reading.locked)) == reading.locked


@each
def test_a_password_that_is_not_needed_does_no_harm(sample):
    if sample.password is None:
        assert read_bytes(sample.data, PASSWORD).entries


@each
def test_nothing_that_is_shown_holds_a_key_or_another_secret(sample):
    reading = read_bytes(sample.data, sample.password)
    shown = repr(reading) + "".join(note for entry in reading.entries for note in entry.notes)
    assert not leaks(shown, KEY)
    assert "hunter2" not in shown
    assert PASSWORD not in shown
