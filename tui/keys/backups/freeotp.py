"""FreeOTP 2: a file named .xml that is a Java map, its keys under a password."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from tui.keys.backups import fields, java, lock
from tui.keys.backups.accounts import Found, each
from tui.keys.backups.fields import Record
from tui.keys.backups.freeotp_plus import signed_bytes, token_account
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

FORMAT = "freeotp"
TITLE = "FreeOTP backup"

MASTER = "masterKey"
SETTINGS = "-token"
"""Ends the name under which an account's settings stand; its key stands under the rest."""
DIGESTS = {"PBKDF2withHmacSHA1": "sha1", "PBKDF2withHmacSHA512": "sha512"}
NONCE = re.compile(rb"(?:\x30[\x0e\x11])?\x04\x0c(.{12})(?:\x02\x01[\x0c-\x10])?", re.DOTALL)
"""The cipher's parameters in DER (RFC 5084): a sequence of nonce and tag length; the sequence, or
the length, lacks where an Android version writes them so. Tags have 16 bytes in any case."""


class _Row(Struct):
    """One account: its settings, its sealed key and what opens it."""

    token: str
    sealed: str
    master: bytes


def recognise(document: object) -> bool:
    """Tell whether it begins as a stream of Java objects."""
    return isinstance(document, bytes) and document.startswith(java.MAGIC)


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts: the master key opens each one's key."""
    assert isinstance(document, bytes)
    pairs = java.strings(document)
    if MASTER not in pairs:
        raise KeyProblem("damaged", "This FreeOTP backup has no master key: look for another copy.")
    master = _master_key(fields.record(fields.parsed(pairs[MASTER]), MASTER), password)
    names = [name.removesuffix(SETTINGS) for name in pairs if name.endswith(SETTINGS)]
    rows = [_Row(pairs[name + SETTINGS], pairs.get(name, "{}"), master) for name in names]
    return each(rows, _entry)


def _master_key(master: Record, password: str | None) -> bytes:
    algorithm = fields.text(master, "mAlgorithm")
    if algorithm not in DIGESTS:
        raise KeyProblem("unknown-lock", "It is encrypted in a way that is not known here.")
    derivation = lock.Pbkdf2(
        salt=signed_bytes(fields.rows(master, "mSalt")),
        iterations=fields.needed(master, "mIterations"),
        digest="sha1" if DIGESTS[algorithm] == "sha1" else "sha512",
    )
    return _unsealed(derivation.key(password), fields.part(master, "mEncryptedKey"))


def _unsealed(key: bytes, sealed: Record) -> bytes:
    """Return a sealed key; the name of what it is for is authenticated with it."""
    parameters = NONCE.fullmatch(signed_bytes(fields.rows(sealed, "mParameters")))
    if parameters is None:
        raise fields.damaged("mParameters")
    bound = fields.text(sealed, "mToken").encode("utf-8", "replace")
    return lock.gcm(key, parameters[1], signed_bytes(fields.rows(sealed, "mCipherText")), bound)


def _entry(row: object) -> Entry:
    assert isinstance(row, _Row)
    holder = fields.record(fields.parsed(row.sealed))
    sealed = fields.record(fields.parsed(fields.text(holder, "key")), "key")
    try:
        key = _unsealed(row.master, sealed)
    except lock.Sealed:
        raise fields.damaged("key") from None
    token = fields.record(fields.parsed(row.token))
    return token_account(token, key, fields.whole(token, "counter"))
