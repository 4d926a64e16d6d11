"""Backups that were cut, changed or made to do harm: one line of what is wrong, soon."""

import copy
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.keys import reading as limits
from tui.keys.backups import fields
from tui.keys.problem import KeyProblem
from tui.keys.read import Reading, read, read_bytes

from . import backups_made as made
from .writers import KEY, LINK, leaks

patient = settings(deadline=None, max_examples=150)
DOCUMENTS = {
    name: (json.loads(sample.data), sample.password)
    for name, sample in made.SAMPLES.items()
    if sample.data[:1] in (b"{", b"[")
}
DEAR = {"stratum": 4, "stratum legacy": 8}
"""Of binary samples whose key takes long to derive, so many cuts only."""
SOON = 5.0
"""Seconds."""

WRONG = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**30,
        0.5,
        float("nan"),
        float("inf"),
        "",
        "x",
        "\ud800",
        "\0\x1b[2J",
        "9" * 20,
        "2.x|y|z",
        "a:b:c",
        [],
        [[]],
        {},
        {"": []},
        "A" * 3000,
    ]
)


def paths(document: object, so_far=()):
    yield so_far
    inside = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    for name, value in inside:
        yield from paths(value, (*so_far, name))


def changed(document: object, path: tuple, value: object, *, gone: bool) -> object:
    if not path:
        return value
    document = copy.deepcopy(document)
    place = document
    for name in path[:-1]:
        place = place[name]
    if gone:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


def holds(reading: Reading) -> None:
    """What is true of every answer, whatever was given."""
    assert reading.entries or reading.problems
    for problem in reading.problems:
        assert isinstance(problem, KeyProblem)
        assert problem.message.isprintable()
        assert not leaks(problem.message, KEY)
        assert not leaks(problem.message, made.PASSWORD)
    for entry in reading.entries:
        assert entry.title.isprintable()
        assert all(note.isprintable() for note in entry.notes)


@pytest.mark.slow
@pytest.mark.parametrize("name", DOCUMENTS)
@patient
@given(data=st.data())
def test_any_field_may_hold_anything_or_be_gone(name, data):
    document, password = DOCUMENTS[name]
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(list(paths(document))))
        document = changed(document, path, data.draw(WRONG), gone=data.draw(st.booleans()))
    holds(read_bytes(json.dumps(document).encode(), password))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_single_field_gone_or_of_another_type(name):
    document, password = DOCUMENTS[name]
    for path in paths(document):
        for value in ([], "x", 7):
            holds(read_bytes(json.dumps(changed(document, path, value, gone=False)).encode(), None))
        if path:
            gone = changed(document, path, None, gone=True)
            holds(read_bytes(json.dumps(gone).encode(), password))


@pytest.mark.slow
@pytest.mark.parametrize("name", made.SAMPLES)
def test_every_truncation(name):
    data, password, _ = made.SAMPLES[name]
    steps = DEAR.get(name, 200)
    for cut in range(0, len(data), max(1, len(data) // steps)):
        holds(read_bytes(data[:cut], password))


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["andotp", "andotp old", "csv", "aegis", "ente", "bitwarden pbkdf2", "freeotp", "1pux"]
)
@patient
@given(data=st.data())
def test_any_byte_may_be_another(name, data):
    original, password, _ = made.SAMPLES[name]
    place = data.draw(st.integers(0, len(original) - 1))
    byte = data.draw(st.integers(0, 255))
    holds(read_bytes(original[:place] + bytes([byte]) + original[place + 1 :], password))


SLOT = ("header", "slots", 1)


@pytest.mark.parametrize(
    ("document", "path", "value"),
    [
        (made.aegis(), (*SLOT, "n"), 2**22),
        (made.aegis(), (*SLOT, "n"), 2**1000),
        (made.aegis(), (*SLOT, "r"), 2**20),
        (made.aegis(), (*SLOT, "p"), 2**20),
        (made.aegis(), ("header", "slots"), made.aegis()["header"]["slots"] * 20),
        (made.ENTE, ("kdfParams", "memLimit"), 2**32),
        (made.ENTE, ("kdfParams", "opsLimit"), 21),
        (made.bitwarden(), ("kdfIterations",), 10**7 + 1),
        (made.bitwarden(kdfType=1), ("kdfMemory",), 2049),
        (made.bitwarden(kdfType=1), ("kdfIterations",), 10**9),
        (made.bitwarden(kdfType=1), ("kdfParallelism",), 10**9),
    ],
    ids=lambda value: str(value)[:30],
)
@pytest.mark.parametrize("password", [None, made.PASSWORD])
def test_absurd_work_is_refused_before_it_is_done(document, path, value, password):
    data = json.dumps(changed(document, path, value, gone=False)).encode()
    began = time.monotonic()
    reading = read_bytes(data, password)
    assert [problem.code for problem in reading.problems] == ["too-costly"]
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize(
    ("document", "path", "value"),
    [
        (made.aegis(), (*SLOT, "n"), 15),
        (made.aegis(), (*SLOT, "n"), 0),
        (made.aegis(), (*SLOT, "key_params", "tag"), "00" * 12),
        (made.aegis(), (*SLOT, "key_params", "nonce"), "00" * 8),
        (made.aegis(), ("db",), "AAAA"),
        (made.aegis(), ("header", "params", "tag"), "00" * 4),
        (made.ENTE, ("kdfParams", "memLimit"), 1024),
        (made.ENTE, ("kdfParams", "salt"), "AAAA"),
        (made.ENTE, ("encryptedData",), "AAAA"),
        (made.ENTE, ("encryptionNonce",), "AAAA"),
        (made.bitwarden(), ("kdfIterations",), 0),
        (made.bitwarden(), ("data",), made.bitwarden()["data"][:-4] + "AAA="),
        (made.bitwarden(), ("data",), "0.AAAA|AAAA"),
        (made.proton(), ("salt",), "AAAA"),
        (made.proton(), ("content",), "AAAA"),
        (made.TWOFAS, ("servicesEncrypted",), "AAAA:AAAA"),
        (made.TWOFAS, ("servicesEncrypted",), "A:A:A"),
        (made.TWOFAS, ("servicesEncrypted",), "AAAA" + made.TWOFAS["servicesEncrypted"][4:]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_damage_is_told_from_a_wrong_password(document, path, value):
    data = json.dumps(changed(document, path, value, gone=False)).encode()
    password = made.ENTE_PASSWORD if document is made.ENTE else made.PASSWORD
    reading = read_bytes(data, password)
    assert [problem.code for problem in reading.problems] == ["damaged"], reading.problems
    assert reading.locked is None


MANY = {
    "aegis": {**made.AEGIS_PLAIN, "db": {"entries": [made.aegis_entry()] * 10_000}},
    "2fas": {**made.TWOFAS_PLAIN, "services": [made.service()] * 10_000},
    "bitwarden": {"encrypted": False, "items": [made.login(LINK)] * 10_000},
    "proton": {"version": 1, "entries": [made.proton_entry(LINK, "x")] * 10_000},
    "stratum": {"Authenticators": [made.authenticator()] * 10_000},
    "andotp": made.ANDOTP_PLAIN[:1] * 10_000,
    "freeotp": {"tokenOrder": [], "tokens": [made.token()] * 10_000},
    "lastpass": {"accounts": made.LASTPASS["accounts"][:1] * 10_000},
    "uri": {"x": [LINK] * 10_000},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MANY)
def test_ten_thousand_accounts_of_the_same_name(name):
    data = json.dumps(MANY[name]).encode()
    began = time.monotonic()
    reading = read_bytes(data)
    assert (reading.format, len(reading.entries), reading.problems) == (name, 10_000, ())
    assert time.monotonic() - began < SOON


def test_a_table_of_ten_thousand_rows():
    row = made.CSV.splitlines(keepends=True)[-1]
    assert len(read_bytes(made.CSV + row * 9_998).entries) == 10_000


def test_more_accounts_than_anybody_has_are_cut_with_a_word():
    rows = made.ANDOTP_PLAIN[:1] * (limits.MOST_ENTRIES + 5)
    reading = read_bytes(json.dumps(rows).encode())
    assert len(reading.entries) == limits.MOST_ENTRIES
    assert [problem.code for problem in reading.problems] == ["too-many"]


def test_many_bad_entries_are_counted_not_listed():
    rows = [{"secret": "0", "digits": 6}] * 500
    reading = read_bytes(json.dumps(rows).encode())
    assert len(reading.problems) == limits.MOST_PROBLEMS + 1
    assert "480" in reading.problems[-1].message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "too-deep"),
        ('{"a":' * 100_000, "too-deep"),
        ("[" * 65 + "]" * 65, "too-deep"),
        ("[" * 64 + "]" * 64, "unknown-json"),
        ("[" + "{}," * 600_000 + "{}]", "too-many"),
        ('["' + "[" * 100_000 + '"]', "unknown-json"),
        ('["' + '\\"[' * 100_000 + '"]', "unknown-json"),
        ('["' + '\\"' * 1_000_000, "bad-json"),
        ("{", "bad-json"),
        ("[" + "9" * 5000 + "]", "bad-json"),
        ("[1e999999, NaN, -Infinity]", "unknown-json"),
        ('{"schemaVersion": 4, "services": [], "services": []}', "no-keys"),
        ("[]", "unknown-json"),
        ("{}", "unknown-json"),
        ('{"a": "\\ud800"}', "unknown-json"),
    ],
    ids=lambda value: value[:20],
)
def test_json_bombs_and_oddities(text, code):
    began = time.monotonic()
    reading = read(text)
    assert [problem.code for problem in reading.problems] == [code]
    assert time.monotonic() - began < SOON


def test_of_two_values_under_one_name_the_last_counts_as_in_the_apps():
    text = '[{"secret":"AAAA","secret":"KEY","digits":6,"type":"TOTP"}]'.replace("KEY", KEY, 1)
    assert len(read(text).entries[0].key) == 20


def test_the_largest_harmless_json_is_read_soon():
    text = "[" + '"AB",' * (2**21) + '"AB"]'
    began = time.monotonic()
    assert isinstance(fields.parsed(text), list)
    assert time.monotonic() - began < SOON
