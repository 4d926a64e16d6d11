"""Aegis vaults, by its docs/vault.md and the files of its versions 1.0 to 3.3 (vault 1, db 1-3)."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..accounts import Account, made
from .crossed_case import LONG_SECRET, PASSWORD, Case, android, compact

CHEAP = 1 << 10
REAL = 1 << 15
"""Scrypt's N as Aegis writes it."""


def _uuid(label: str) -> str:
    return str(uuid.UUID(bytes=made(label, 16), version=4))


def _entry(account: Account, content: int) -> dict:
    info = {"secret": account.secret, "algo": account.algorithm, "digits": account.digits}
    if account.type == "hotp":
        info["counter"] = account.counter
    else:
        info["period"] = account.period
    entry = {"type": account.type, "uuid": _uuid(account.secret), "name": account.account}
    entry["issuer"] = account.issuer
    if content == 1:
        return entry | {"group": None, "icon": None, "info": info}
    if content == 2:
        return entry | {"icon": None, "icon_mime": None, "group": "Work", "info": info}
    entry |= {"note": LONG_SECRET, "favorite": False, "icon": "PHN2Zy8+"}
    entry |= {"icon_mime": "image/svg+xml", "icon_hash": made("icon", 32).hex(), "info": info}
    return entry | {"groups": [_uuid("group")], "archived": True}


def database(accounts: Sequence[Account], content: int = 3) -> dict:
    found = {"version": content, "entries": [_entry(account, content) for account in accounts]}
    if content == 3:
        found |= {"groups": [{"uuid": _uuid("group"), "name": "Work"}], "icons_optimized": True}
    return found


def _seal(key: bytes, nonce: bytes, plain: bytes) -> tuple[bytes, dict[str, str]]:
    sealed = AESGCM(key).encrypt(nonce, plain, None)
    return sealed[:-16], {"nonce": nonce.hex(), "tag": sealed[-16:].hex()}


def _slot(kind: int, master: bytes, label: str, password: str = "", n: int = CHEAP) -> dict:
    salt = made(f"{label} salt", 32)
    key = made(label, 32)
    if kind == 1:
        key = hashlib.scrypt(password.encode(), salt=salt, n=n, r=8, p=1, maxmem=2**27, dklen=32)
    sealed, params = _seal(key, made(f"{label} nonce", 12), master)
    slot = {"type": kind, "uuid": _uuid(label), "key": sealed.hex(), "key_params": params}
    if kind == 1:
        slot |= {"n": n, "r": 8, "p": 1, "salt": salt.hex(), "repaired": True, "is_backup": False}
    return slot


def _encrypted(accounts: Sequence[Account], content: int, slots: Sequence[tuple]) -> bytes:
    master = made("aegis master", 32)
    plain = android(database(accounts, content))
    sealed, params = _seal(master, made("aegis nonce", 12), plain)
    header = {"slots": [_slot(slot[0], master, *slot[1:]) for slot in slots], "params": params}
    db = base64.b64encode(sealed).decode()
    return android({"version": 1, "header": header, "db": db})


def plain(accounts: Sequence[Account], content: int = 3) -> bytes:
    header = {"slots": None, "params": None}
    return android({"version": 1, "header": header, "db": database(accounts, content)})


def with_old_md5(accounts: Sequence[Account]) -> bytes:
    """Some versions wrote MD5 for SHA1 on time-based accounts."""
    db = database(accounts)
    for entry in db["entries"]:
        if entry["type"] == "totp" and entry["info"]["algo"] == "SHA1":
            entry["info"]["algo"] = "MD5"
    header = {"slots": None, "params": None}
    return compact({"version": 1, "header": header, "db": db})


def with_other_types(accounts: Sequence[Account]) -> bytes:
    """Aegis also keeps mOTP and Yandex accounts, whose codes are made in other ways."""
    db = database(accounts)
    pin = {"algo": "MD5", "digits": 6, "period": 10, "pin": "1234"}
    db["entries"] += [
        {"type": "motp", "uuid": _uuid("m"), "name": "m", "issuer": "Mobile-OTP", "icon": None}
        | {"info": {"secret": made("motp", 10).hex()} | pin},
        {"type": "yandex", "uuid": _uuid("y"), "name": "y", "issuer": "Yandex", "icon": None}
        | {"info": {"secret": Account("", "", made("yandex", 16)).secret} | pin},
    ]
    return android({"version": 1, "header": {"slots": None, "params": None}, "db": db})


ONE = ((1, "one", PASSWORD),)
FINGER_FIRST = ((2, "finger"), (1, "one", PASSWORD))
BACKUP_LAST = ((1, "first", "some other password"), (2, "finger"), (1, "backup", PASSWORD))

CASES = [
    Case("aegis-plain-db1", lambda some: plain(some, 1)),
    Case("aegis-plain-db2", lambda some: plain(some, 2)),
    Case("aegis-plain-db3", lambda some: plain(some, 3)),
    Case("aegis-md5", with_old_md5),
    Case("aegis-encrypted", lambda some: _encrypted(some, 3, ONE), PASSWORD, sealed="base64"),
    Case(
        "aegis-encrypted-biometric",
        lambda some: _encrypted(some, 2, FINGER_FIRST),
        PASSWORD,
        sealed="base64",
    ),
    Case(
        "aegis-encrypted-second-password",
        lambda some: _encrypted(some, 1, BACKUP_LAST),
        PASSWORD,
        sealed="base64",
    ),
    Case(
        "aegis-encrypted-real-cost",
        lambda some: _encrypted(some, 3, ((1, "one", PASSWORD, REAL),)),
        PASSWORD,
    ),
]
