"""Bitwarden: a JSON vault, plain or under a password of its own; also its Authenticator app's."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from tui.keys.backups import fields, lock
from tui.keys.backups.accounts import Found, each, linked
from tui.keys.backups.fields import Record
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

FORMAT = "bitwarden"
TITLE = "Bitwarden export"

CHECK = "encKeyValidation_DO_NOT_EDIT"
PBKDF2, ARGON2ID = 0, 1
"""Values of `kdfType`."""
AES_CBC_HMAC = "2"
"""The encryption type AesCbc256_HmacSha256_B64: `2.start|ciphertext|mac`."""
RESTRICTED = (
    "This Bitwarden export opens only inside the account that made it, not here: export again as"
    " .json, or as .json (Encrypted) with a password of its own. It is no backup if the account"
    " is lost."
)


def recognise(document: object) -> bool:
    """Tell whether it is an encrypted export, or has items as a vault has; `encrypted` may lack."""
    if not isinstance(document, dict):
        return False
    items = document.get("items")
    if isinstance(items, list) and ("encrypted" in document or any(map(_is_login, items))):
        return True
    return CHECK in document


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of logins that hold a 2FA key."""
    vault = fields.record(document)
    if vault.get("encrypted") is True:
        if vault.get("passwordProtected") is not True:
            raise KeyProblem("account-restricted", RESTRICTED)
        vault = _opened(vault, password)
    return each(fields.rows(vault, "items"), _entry)


def _is_login(item: object) -> bool:
    return isinstance(item, dict) and "login" in item


def _entry(row: object) -> Entry | None:
    item = fields.record(row)
    login = fields.part(item, "login")
    totp = fields.text(login, "totp")
    if not totp:
        return None
    return linked(totp, fields.text(item, "name"), fields.text(login, "username"))


def _opened(vault: Record, password: str | None) -> Record:
    """Return the vault inside; a value beside it tells a wrong password from a damaged file."""
    sealed = _Sealed(vault, "data")
    check = _Sealed(vault, CHECK)
    key = _derivation(vault).key(password)
    check.opened(key)
    try:
        plain = sealed.opened(key)
    except lock.Sealed:
        raise fields.damaged("data") from None
    return fields.record(fields.parsed(plain.decode("utf-8", "replace")), "data")


def _derivation(vault: Record) -> lock.Pbkdf2 | lock.Argon2id:
    """Return how the key is made; the salt is the text itself, not what it decodes to."""
    salt = fields.text(vault, "salt").encode("utf-8", "surrogatepass")
    kind, rounds = fields.whole(vault, "kdfType"), fields.needed(vault, "kdfIterations")
    if kind == PBKDF2:
        return lock.Pbkdf2(salt=salt, iterations=rounds)
    if kind != ARGON2ID:
        raise KeyProblem("unknown-lock", "It is encrypted in a way that is not known here.")
    return lock.Argon2id(
        salt=hashlib.sha256(salt).digest(),
        memory=fields.needed(vault, "kdfMemory") * 1024,
        passes=rounds,
        lanes=fields.needed(vault, "kdfParallelism"),
    )


class _Sealed:
    """One encrypted value of the file, taken apart."""

    def __init__(self, vault: Record, name: str) -> None:
        kind, _, rest = fields.text(vault, name).partition(".")
        parts = [fields.from_base64(part, name) for part in rest.split("|")]
        if kind != AES_CBC_HMAC or len(parts) != 3:
            raise fields.damaged(name)
        self.start, self.data, self.mac = parts

    def opened(self, key: bytes) -> bytes:
        mac = hmac.digest(lock.expanded(key, b"mac"), self.start + self.data, "sha256")
        if not hmac.compare_digest(mac, self.mac):
            raise lock.Sealed(wrong=True)
        return lock.cbc(lock.expanded(key, b"enc"), self.start, self.data)
