"""Backups written by encoders that share nothing with the readers: the same accounts come out."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from tui.keys.entry import Entry
from tui.keys.read import read_bytes
from tui.keys.reading import Reading

from .accounts import SETS, Account
from .encoders.crossed_case import NEVER_SHOWN, PASSWORD, Case
from .encoders.crossed_registry import ALL, file_of, opened, parameters

chosen_set = pytest.mark.parametrize("chosen", list(SETS))
every_case = pytest.mark.parametrize("case", parameters(*ALL))
LOCKED = parameters(*(case for case in ALL if case.password))
SEALED = parameters(*(case for case in ALL if case.sealed))
TEXTS = parameters(*(case for case in ALL if case.text))
MARKED = {
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-16-le": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16-be": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
}


def settings(one: Entry | Account) -> tuple:
    """What codes are made with; a counter's account has no period."""
    period = None if one.type == "hotp" else one.period
    return (one.key, one.type, one.algorithm, one.digits, period, one.counter)


def named(account: Account) -> tuple[set[str], str]:
    """The issuers that may be shown for an account, and its name, as entries clean them.

    Password managers need a title: an account without issuer is called by its own name there.
    Who uses `steam://` may leave the issuer out: the type says it.
    """
    clean = Entry(key=b"", issuer=account.issuer, account=account.account)
    if not account.issuer:
        return {"", clean.account}, clean.account
    return {clean.issuer, ""} if account.type == "steam" else {clean.issuer}, clean.account


def shown(reading: Reading) -> str:
    """All that may reach a screen or a log."""
    entries = [(e.issuer, e.account, e.notes, e.settings, e.title) for e in reading.entries]
    told = [(problem.code, problem.message) for problem in reading.problems]
    return f"{reading!r}{entries}{told}{reading.title}{reading.locked}"


@every_case
@chosen_set
def test_the_same_accounts_come_out(case: Case, chosen: str):
    expected = case.expected(SETS[chosen])
    reading = opened(case.name, chosen)
    assert reading.locked is None
    assert sorted(map(settings, reading.entries)) == sorted(map(settings, expected))
    assert [told.message for told in reading.problems if told.code not in case.told] == []
    assert reading.format and reading.title


@every_case
@chosen_set
def test_names_come_out_as_they_were(case: Case, chosen: str):
    accounts = {account.key: account for account in case.expected(SETS[chosen])}
    wrong = []
    for entry in opened(case.name, chosen).entries:
        issuers, name = named(accounts[entry.key])
        if entry.issuer not in issuers or entry.account != name:
            wrong.append(((entry.issuer, entry.account), (issuers, name)))
    assert wrong == []


@every_case
@chosen_set
def test_nothing_secret_is_shown(case: Case, chosen: str):
    reading = opened(case.name, chosen)
    secrets = [*NEVER_SHOWN, *(account.secret for account in SETS[chosen]), PASSWORD]
    assert [secret for secret in secrets if secret.lower() in shown(reading).lower()] == []


@pytest.mark.parametrize("case", parameters(*(case for case in ALL if case.lost)))
def test_what_a_format_cannot_hold_is_said(case: Case):
    for entry in opened(case.name, "everyday").entries:
        assert entry.type == "hotp" or case.lost in " ".join(entry.notes)


@pytest.mark.parametrize("case", LOCKED)
def test_without_a_password_it_is_locked(case: Case):
    reading = read_bytes(file_of(case.name, "everyday"))
    assert reading.locked is not None
    assert (reading.locked.wrong, reading.entries) == (False, ())
    assert reading.format == opened(case.name, "everyday").format
    assert reading.locked.title
    assert [problem.code for problem in reading.problems] == ["password-needed"]


@pytest.mark.parametrize("case", LOCKED)
def test_a_wrong_password_opens_nothing(case: Case):
    reading = read_bytes(file_of(case.name, "everyday"), f"{case.password}x")
    assert reading.locked is not None
    assert (reading.locked.wrong, reading.entries) == (True, ())
    assert reading.format == opened(case.name, "everyday").format
    assert [problem.code for problem in reading.problems] == ["wrong-password"]


def damaged(data: bytes, how: str) -> list[bytes]:
    """Files of which one byte under the seal is another one."""
    if how == "bytes":
        places = [3, len(data) // 2, len(data) - 1]
        return [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in places]
    if how == "java":
        at = data.index(b'mCipherText":[', data.index(b"masterKey")) + len(b'mCipherText":[')
        number = re.match(rb"-?\d+", data[at:])[0]
        return [data[:at] + (b"%d" % (int(number) ^ 1))[: len(number)] + data[at + len(number) :]]
    run = max(re.finditer(rb"[A-Za-z0-9+/]{40,}", data), key=lambda found: len(found[0]))
    places = [run.start(), (run.start() + run.end()) // 2, run.end() - 9]
    other = {True: b"A", False: b"B"}
    return [data[:at] + other[data[at : at + 1] != b"A"] + data[at + 1 :] for at in places]


@pytest.mark.slow
@pytest.mark.parametrize("case", SEALED)
def test_a_changed_byte_yields_no_accounts(case: Case):
    for data in damaged(file_of(case.name, "everyday"), case.sealed):
        reading = read_bytes(data, case.password)
        assert reading.entries == ()
        assert reading.problems


@pytest.mark.slow
@pytest.mark.parametrize("encoding", list(MARKED))
@pytest.mark.parametrize("case", TEXTS)
def test_how_a_text_is_encoded_does_not_matter(case: Case, encoding: str):
    data = file_of(case.name, "awkward")
    reading = read_bytes(MARKED[encoding](data.decode()), case.password)
    expected = case.expected(SETS["awkward"])
    assert sorted(map(settings, reading.entries)) == sorted(map(settings, expected))
    assert {entry.title for entry in reading.entries} == {
        entry.title for entry in opened(case.name, "awkward").entries
    }


@chosen_set
def test_all_formats_say_the_same_of_an_account(chosen: str):
    said: dict[bytes, dict[tuple, list[str]]] = defaultdict(lambda: defaultdict(list))
    for case in ALL:
        if case.slow or case.lost:
            continue
        for entry in opened(case.name, chosen).entries:
            said[entry.key][settings(entry)].append(case.name)
    assert {key: dict(found) for key, found in said.items() if len(found) > 1} == {}
    assert set(said) == {account.key for account in SETS[chosen]}
