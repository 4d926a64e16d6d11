"""Files at the edge, from the encoders that share nothing with the readers: what opens nothing,
what is half there, what is no time-based account, and what would cost too much."""

from __future__ import annotations

import json
import time

import pytest

from tui.keys.read import read_bytes
from tui.keys.reading import Reading

from .accounts import EVERYDAY, Account
from .encoders import (
    encode_aegis,
    encode_bitwarden,
    encode_google,
    encode_stratum,
    encode_vaults,
)
from .encoders.crossed_case import NEVER_SHOWN, PASSWORD, Case
from .encoders.crossed_registry import ALL, BY_NAME, file_of, opened, parameters
from .test_crossed import settings, shown

CHEAP = [case for case in ALL if not case.slow]
OBJECTS = [case for case in CHEAP if case.text and file_of(case.name, "everyday")[:1] in b"{["]
BINARY = [case for case in ALL if not case.text]
ARCHIVES = [case for case in ALL if case.name.startswith("raivo-zip")]
TIMED = [encode_google._held(account) for account in EVERYDAY if account.type != "steam"]


def told(reading: Reading) -> str:
    return " ".join(problem.message for problem in reading.problems)


def turned(value):
    """The same JSON with every object's fields in the other order."""
    if isinstance(value, dict):
        return {name: turned(value[name]) for name in reversed(value)}
    return [turned(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", parameters(*OBJECTS))
def test_the_order_of_fields_and_blanks_between_them_do_not_matter(case: Case):
    data = json.loads(file_of(case.name, "everyday"))
    text = json.dumps(turned(data), indent=3) + "\r\n"
    entries = read_bytes(f"\n {text}".encode(), case.password).entries
    usual = opened(case.name, "everyday").entries
    assert sorted(map(settings, entries)) == sorted(map(settings, usual))


@pytest.mark.parametrize("case", parameters(*OBJECTS, *BINARY))
def test_a_file_that_was_cut_is_never_taken_for_a_whole_one(case: Case):
    data = file_of(case.name, "everyday")
    whole = {account.key for account in EVERYDAY}
    for length in (len(data) // 2, len(data) - 12):
        reading = read_bytes(data[:length], case.password)
        assert {entry.key for entry in reading.entries} <= whole
        assert reading.problems
        assert not (case.password and reading.entries)


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_an_export_bound_to_an_account_is_not_asked_a_password_for(password):
    reading = read_bytes(encode_bitwarden.restricted(EVERYDAY), password)
    assert (reading.entries, reading.locked) == ((), None)
    assert "account" in told(reading) and "Bitwarden" in told(reading) + reading.title
    assert [secret for secret in NEVER_SHOWN if secret in shown(reading)] == []


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_proton_pass_export_under_pgp_is_named_and_not_opened(password):
    reading = read_bytes(encode_vaults.proton_pass_sealed(), password)
    assert (reading.entries, reading.locked) == ((), None)
    assert "PGP" in told(reading) or "Proton" in told(reading)


@pytest.mark.parametrize(
    "data", [encode_aegis.with_other_types(EVERYDAY), encode_stratum.with_other_types(EVERYDAY)]
)
def test_other_kinds_of_codes_are_never_shown_as_time_based_ones(data):
    reading = read_bytes(data)
    known = set(map(settings, EVERYDAY))
    kept = [entry for entry in reading.entries if settings(entry) in known]
    assert len(kept) == len(EVERYDAY)
    assert all(e.type == "other" for e in reading.entries if settings(e) not in known)
    assert len(reading.entries) + len(reading.problems) == len(EVERYDAY) + 2


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_missing_code_of_an_export_is_named(missing):
    links = encode_google.links(TIMED, size=3)
    assert len(links) == 3
    reading = read_bytes("\n".join(links[:missing] + links[missing + 1 :]).encode())
    there = TIMED[: missing * 3] + TIMED[missing * 3 + 3 :]
    assert sorted(map(settings, reading.entries)) == sorted(map(settings, there))
    assert str(missing + 1) in told(reading) and "3" in told(reading)


def test_codes_in_another_order_and_given_twice_are_one_export():
    links = encode_google.links(TIMED, size=3)
    reading = read_bytes("\n".join([links[2], links[0], links[2], links[1]]).encode())
    assert sorted(map(settings, reading.entries)) == sorted(map(settings, TIMED))
    assert "missing" not in told(reading)


@pytest.mark.parametrize("data", ["XXXX", "", "CgA%3D", "EAEYASAAKAA%3D"])
def test_an_export_with_nothing_in_it_is_an_error(data):
    reading = read_bytes(f"otpauth-migration://offline?data={data}".encode())
    assert reading.entries == ()
    assert reading.problems


def test_a_damaged_account_does_not_take_the_others_with_it():
    data = file_of("freeotp2-sha512", "everyday")
    whole = opened("freeotp2-sha512", "everyday").entries
    at = (
        data.index(b"mCipherText", data.index(b'{"key"'))
        + data[data.index(b'{"key"') :].index(b"[")
        - 7
    )
    at = data.index(b"[", at) + 1
    end = data.index(b",", at)
    number = b"1" if data[at:end] != b"1" else b"2"
    changed = number.rjust(end - at)  # blanks keep the length that Java wrote before the text
    reading = read_bytes(data[:at] + changed + data[end:], PASSWORD)
    assert len(reading.entries) == len(whole) - 1
    assert set(map(settings, reading.entries)) < set(map(settings, whole))
    assert len(reading.problems) == 1


@pytest.mark.parametrize("case", parameters(*ARCHIVES))
def test_a_changed_byte_in_an_archive_yields_no_accounts(case: Case):
    data = file_of(case.name, "everyday")
    start = data.index(b"raivo-otp-export.json") + 60
    for at in (start, start + 100, start + 200):
        reading = read_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], case.password)
        assert reading.entries == ()
        assert reading.problems


def _with(name: str, change) -> bytes:
    data = json.loads(file_of(name, "everyday"))
    change(data)
    return json.dumps(data).encode()


def _slot(**values):
    return lambda data: data["header"]["slots"][0].update(values)


COSTLY = {
    "scrypt memory": ("aegis-encrypted", _slot(n=1 << 30)),
    "scrypt blocks": ("aegis-encrypted", _slot(r=1 << 20)),
    "scrypt no power of two": ("aegis-encrypted", _slot(n=1000)),
    "scrypt nothing": ("aegis-encrypted", _slot(n=0, r=0, p=0)),
    "scrypt null": ("aegis-encrypted", _slot(n=None)),
    "ente memory": ("ente-encrypted", lambda data: data["kdfParams"].update(memLimit=1 << 40)),
    "ente passes": ("ente-encrypted", lambda data: data["kdfParams"].update(opsLimit=1 << 30)),
    "ente little": ("ente-encrypted", lambda data: data["kdfParams"].update(memLimit=1)),
    "bitwarden rounds": ("bitwarden-pbkdf2", lambda data: data.update(kdfIterations=10**9)),
    "bitwarden memory": ("bitwarden-argon2id", lambda data: data.update(kdfMemory=10**6)),
    "bitwarden none": ("bitwarden-argon2id", lambda data: data.update(kdfMemory=None)),
    "bitwarden kind": ("bitwarden-argon2id", lambda data: data.update(kdfType=7)),
    "short tag": (
        "aegis-encrypted",
        lambda data: data["header"]["params"].update(tag=data["header"]["params"]["tag"][:8]),
    ),
}


@pytest.mark.parametrize("name", list(COSTLY))
def test_costs_that_a_file_asks_for_are_bounded(name):
    data = _with(*COSTLY[name])
    began = time.monotonic()
    reading = read_bytes(data, PASSWORD)
    assert reading.entries == ()
    assert reading.problems
    assert time.monotonic() - began < 2


def test_files_of_one_app_have_one_format():
    for family in ("aegis", "2fas", "ente", "bitwarden-p", "proton-auth", "stratum", "andotp"):
        names = [name for name in BY_NAME if name.startswith(family) and not BY_NAME[name].slow]
        assert len({opened(name, "everyday").format for name in names}) == 1 or family == "ente"


def test_an_account_without_any_name_is_one_all_the_same():
    nameless = Account("", "", EVERYDAY[1].key)
    for name in ("aegis-plain-db3", "stratum-plain", "andotp-plain", "links", "raivo-json"):
        (entry,) = read_bytes(BY_NAME[name].write([nameless])).entries
        assert (entry.key, entry.title) == (nameless.key, "no name")
