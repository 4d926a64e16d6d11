"""Ente Auth: otpauth links, plain (read as links) or under a password in a JSON file."""

from __future__ import annotations

from collections.abc import Iterable

from tui.keys import read as reader
from tui.keys.backups import fields, lock, secretstream
from tui.keys.backups.accounts import Found

FORMAT = "ente"
TITLE = "Ente Auth export"

MARKS = {"kdfParams", "encryptedData", "encryptionNonce"}
SALT = 16


def recognise(document: object) -> bool:
    """Tell whether it has the parts of an encrypted export."""
    return isinstance(document, dict) and document.keys() >= MARKS


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of the links inside."""
    export = fields.record(document)
    sealed = fields.from_base64(fields.text(export, "encryptedData"), "encryptedData")
    header = fields.from_base64(
        fields.text(export, "encryptionNonce"), "encryptionNonce", secretstream.HEADER
    )
    key = _derivation(fields.part(export, "kdfParams")).key(password)
    links = secretstream.opened(key, header, sealed).decode("utf-8", "replace")
    reading = reader.read(links)
    return [*reading.entries, *reading.problems]


def _derivation(parameters: fields.Record) -> lock.Argon2id:
    return lock.Argon2id(
        salt=fields.from_base64(fields.text(parameters, "salt"), "salt", SALT),
        memory=fields.needed(parameters, "memLimit") // 1024,
        passes=fields.needed(parameters, "opsLimit"),
        lanes=1,
    )
