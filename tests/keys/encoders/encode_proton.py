"""Proton Authenticator exports, by the exporter in proton-pass-common (version 1, plain and sealed).

TOTP and Steam only. Steam keys stand in `steam://` links; the app keeps base64 where a key came
as such, base32 otherwise.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Sequence

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..accounts import Account, link, made
from .crossed_case import PASSWORD, Case, compact, without_counters

BINDING = b"proton.authenticator.export.v1"


def _entry(account: Account, base64_steam: bool) -> dict:
    uri, kind = link(account), "Totp"
    if account.type == "steam":
        secret = account.secret
        if base64_steam:
            secret = base64.b64encode(account.key).decode().rstrip("=")
        uri, kind = f"steam://{secret}", "Steam"
    content = {"uri": uri, "entry_type": kind, "name": account.account}
    identity = str(uuid.UUID(bytes=made(account.secret, 16), version=4))
    return {"id": identity, "content": content, "note": "a note"}


def plain(accounts: Sequence[Account], base64_steam: bool = False) -> bytes:
    found = [_entry(account, base64_steam) for account in accounts]
    return compact({"version": 1, "entries": found})


def encrypted(accounts: Sequence[Account]) -> bytes:
    salt, nonce = made("proton salt", 16), made("proton nonce", 12)
    key = hash_secret_raw(PASSWORD.encode(), salt, 2, 19 * 1024, 1, 32, Type.ID)
    sealed = nonce + AESGCM(key).encrypt(nonce, plain(accounts), BINDING)
    parts = {"salt": base64.b64encode(salt), "content": base64.b64encode(sealed)}
    return compact({"version": 1} | {name: part.decode() for name, part in parts.items()})


CASES = [
    Case("proton-authenticator-plain", plain, holds=without_counters),
    Case(
        "proton-authenticator-base64-steam", lambda some: plain(some, True), holds=without_counters
    ),
    Case(
        "proton-authenticator-encrypted",
        encrypted,
        PASSWORD,
        holds=without_counters,
        sealed="base64",
    ),
]
