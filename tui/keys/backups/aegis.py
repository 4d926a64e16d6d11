"""Aegis: a JSON vault, its entries plain or under a password (docs/vault.md of the app)."""

from __future__ import annotations

from collections.abc import Iterable

from tui.keys.backups import fields, lock
from tui.keys.backups.accounts import Found, account, each
from tui.keys.backups.fields import Record
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

FORMAT = "aegis"
TITLE = "Aegis backup"

PASSWORD_SLOT = 1
"""Type of a slot that a password opens; 2 is a fingerprint's, which only the phone can open."""
MOST_SLOTS = 10


def recognise(document: object) -> bool:
    """Tell whether it has the parts of a vault."""
    return isinstance(document, dict) and {"header", "db"} <= document.keys()


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the vault's accounts; every password slot is tried."""
    vault = fields.record(document)
    closed = isinstance(vault["db"], str)
    content = _opened(vault, password) if closed else fields.part(vault, "db")
    return each(fields.rows(content, "entries"), _entry)


def _opened(vault: Record, password: str | None) -> Record:
    header = fields.part(vault, "header")
    key = _master_key(_password_slots(header), password)
    data = fields.from_base64(vault["db"], "db")
    try:
        plain = _gcm(key, fields.part(header, "params"), data)
    except lock.Sealed:
        raise fields.damaged("db") from None
    return fields.record(fields.parsed(plain.decode("utf-8", "replace")), "db")


def _password_slots(header: Record) -> list[Record]:
    slots = [fields.record(slot, "slot") for slot in fields.rows(header, "slots")]
    slots = [slot for slot in slots if fields.whole(slot, "type") == PASSWORD_SLOT]
    if not slots:
        message = "No password opens this Aegis backup: export it again with a password."
        raise KeyProblem("no-password-slot", message)
    if len(slots) > MOST_SLOTS:
        raise KeyProblem("too-costly", "This has far more passwords than any real backup.")
    return slots


def _master_key(slots: list[Record], password: str | None) -> bytes:
    for slot in slots:
        key = _derivation(slot).key(password)
        sealed = fields.from_hex(fields.text(slot, "key"), "key", 32)
        try:
            return _gcm(key, fields.part(slot, "key_params"), sealed)
        except lock.Sealed:
            continue
    raise lock.Sealed(wrong=True)


def _derivation(slot: Record) -> lock.Scrypt:
    return lock.Scrypt(
        salt=fields.from_hex(fields.text(slot, "salt"), "salt"),
        n=fields.needed(slot, "n"),
        r=fields.needed(slot, "r"),
        p=fields.needed(slot, "p"),
    )


def _gcm(key: bytes, parameters: Record, sealed: bytes) -> bytes:
    nonce = fields.from_hex(fields.text(parameters, "nonce"), "nonce")
    tag = fields.from_hex(fields.text(parameters, "tag"), "tag", lock.TAG)
    return lock.gcm(key, nonce, sealed + tag)


def _entry(row: object) -> Entry:
    entry = fields.record(row)
    info = fields.part(entry, "info")
    kind = fields.text(entry, "type")
    algorithm = fields.text(info, "algo")
    if kind == "totp" and algorithm == "MD5":
        algorithm = "SHA1"  # an old fault of Aegis: its codes were made with SHA1
    return account(
        fields.text(info, "secret"),
        fields.text(entry, "issuer"),
        fields.text(entry, "name"),
        kind=kind,
        algorithm=algorithm,
        digits=fields.whole(info, "digits"),
        period=fields.whole(info, "period"),
        counter=fields.whole(info, "counter"),
    )
