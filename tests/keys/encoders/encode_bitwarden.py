"""Bitwarden JSON exports of 2022 to 2025, by the web client's vault-export library.

Plain, plain of the Authenticator app, password-protected (PBKDF2, Argon2id), account-restricted.
"""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Sequence

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes, hmac, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from ..accounts import Account, link, made
from .crossed_case import LONG_SECRET, PASSWORD, SHORT_SECRET, Case, compact, without_counters

CHEAP = {"kdfType": 0, "kdfIterations": 5000}
REAL = {"kdfType": 0, "kdfIterations": 600_000}
ARGON2 = {"kdfType": 1, "kdfIterations": 3, "kdfMemory": 16, "kdfParallelism": 4}
SALT = base64.b64encode(made("bitwarden salt", 16)).decode()


def totp(account: Account, bare: bool) -> str:
    """What Bitwarden keeps in its one field: a link, `steam://` with the key, or a typed key."""
    if account.type == "steam":
        return f"steam://{account.secret}"
    if bare and account.usual:
        secret = account.secret.lower()
        return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return link(account)


def _identity(label: str) -> str:
    return str(uuid.UUID(bytes=made(label, 16), version=4))


def _item(account: Account, place: int) -> dict:
    login = {
        "fido2Credentials": [],
        "uris": [{"match": None, "uri": "https://example.com/?otpauth"}],
        "username": account.account,
        "password": LONG_SECRET if place % 2 else SHORT_SECRET,
        "totp": totp(account, bare=bool(place % 2)),
    }
    return {
        "passwordHistory": [{"lastUsedDate": "2024-01-01T00:00:00.000Z", "password": LONG_SECRET}],
        "revisionDate": "2024-01-01T00:00:00.000Z",
        "creationDate": "2024-01-01T00:00:00.000Z",
        "deletedDate": None,
        "id": _identity(account.secret),
        "organizationId": None,
        "folderId": None,
        "type": 1,
        "reprompt": 0,
        "name": account.issuer or account.account,
        "notes": SHORT_SECRET,
        "favorite": False,
        "fields": [{"name": "pin", "value": LONG_SECRET, "type": 1, "linkedId": None}],
        "login": login,
        "collectionIds": None,
    }


def _others() -> list[dict]:
    """Items without a key: a login, a note, a card."""
    login = {"uris": None, "username": None, "password": LONG_SECRET, "totp": None}
    return [
        {"id": _identity("o1"), "type": 1, "name": "no totp", "login": login},
        {"id": _identity("o2"), "type": 2, "name": "note", "notes": LONG_SECRET, "secureNote": {}},
        {"id": _identity("o3"), "type": 3, "name": "card", "card": {"code": "123"}},
    ]


def plain(accounts: Sequence[Account], flagged: bool = True) -> bytes:
    items = [_item(account, place) for place, account in enumerate(accounts)] + _others()
    head = {"encrypted": False} if flagged else {}
    return json.dumps(head | {"folders": [], "items": items}, indent=2).encode()


def authenticator(accounts: Sequence[Account]) -> bytes:
    """The Authenticator app: the same form, each key as a link, Steam as `steam://` too."""
    items = [
        {
            "favorite": False,
            "id": _identity(account.secret).upper(),
            "login": {"totp": totp(account, bare=False), "username": account.account},
            "name": account.issuer or account.account,
            "type": 1,
        }
        for account in accounts
    ]
    return compact({"encrypted": False, "items": items})


def _string(keys: tuple[bytes, bytes], plain: bytes, label: str) -> str:
    """An EncString of type 2: AES-256-CBC with HMAC-SHA256 over IV and ciphertext."""
    iv = made(label, 16)
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(keys[0]), modes.CBC(iv)).encryptor()
    sealed = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    mac = hmac.HMAC(keys[1], hashes.SHA256())
    mac.update(iv + sealed)
    parts = (base64.b64encode(part).decode() for part in (iv, sealed, mac.finalize()))
    return "2." + "|".join(parts)


def _keys(settings: dict) -> tuple[bytes, bytes]:
    password, salt, rounds = PASSWORD.encode(), SALT.encode(), settings["kdfIterations"]
    if settings["kdfType"] == 0:
        key = hashlib.pbkdf2_hmac("sha256", password, salt, rounds, 32)
    else:
        memory, lanes = settings["kdfMemory"] * 1024, settings["kdfParallelism"]
        hashed = hashlib.sha256(salt).digest()
        key = hash_secret_raw(password, hashed, rounds, memory, lanes, 32, Type.ID)
    enc, mac = (HKDFExpand(hashes.SHA256(), 32, info).derive(key) for info in (b"enc", b"mac"))
    return enc, mac


def protected(accounts: Sequence[Account], settings: dict) -> bytes:
    keys = _keys(settings)
    head = {"encrypted": True, "passwordProtected": True, "salt": SALT}
    check = _string(keys, _identity("check").encode(), "bitwarden iv 1")
    data = _string(keys, plain(accounts), "bitwarden iv 2")
    body = {"encKeyValidation_DO_NOT_EDIT": check, "data": data}
    return json.dumps(head | settings | body, indent=2).encode()


def restricted(accounts: Sequence[Account]) -> bytes:
    """Bound to the account's own key, which is not in the file: nobody can open it offline."""
    keys = made("account key", 32), made("account mac", 32)
    items = []
    for place, account in enumerate(accounts):
        item = _item(account, place)
        for name in ("username", "password", "totp"):
            text = item["login"][name].encode()
            item["login"][name] = _string(keys, text, f"{name} {place}")
        items.append(item | {"name": _string(keys, item["name"].encode(), f"name {place}")})
    check = _string(keys, _identity("check").encode(), "bitwarden iv 3")
    head = {"encrypted": True, "encKeyValidation_DO_NOT_EDIT": check, "folders": []}
    return json.dumps(head | {"items": items}, indent=2).encode()


def _case(name: str, settings: dict, slow: bool = False) -> Case:
    def write(some: Sequence[Account]) -> bytes:
        return protected(some, settings)

    held = without_counters
    return Case(f"bitwarden-{name}", write, PASSWORD, holds=held, sealed="base64", slow=slow)


CASES = [
    Case("bitwarden-plain", plain, holds=without_counters),
    Case("bitwarden-plain-unflagged", lambda some: plain(some, False), holds=without_counters),
    Case("bitwarden-authenticator", authenticator, holds=without_counters),
    _case("pbkdf2", CHEAP),
    _case("pbkdf2-real-cost", REAL, slow=True),
    _case("argon2id", ARGON2),
    _case("argon2id-real-cost", ARGON2 | {"kdfMemory": 64}, slow=True),
]
