"""andOTP backups: plain lists of 0.6.2 and of 0.9, and both ways of encrypting them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..accounts import Account, made
from .crossed_case import PASSWORD, Case, compact


def _entry(account: Account, old: bool) -> dict:
    secret = account.secret + "=" * (-len(account.secret) % 8)
    names = {"issuer": account.issuer, "label": account.account}
    if old:
        whole = f"{account.issuer} - {account.account}" if account.issuer else account.account
        names = {"label": whole}
    entry = {"secret": secret} | names | {"digits": account.digits, "type": account.type.upper()}
    entry |= {"algorithm": account.algorithm, "thumbnail": "Default"}
    entry |= {"last_used": 1608146844162, "used_frequency": 0}
    if account.type == "totp":
        entry["period"] = account.period
    if account.type == "hotp":
        entry["counter"] = account.counter
    return entry | {"tags": ["work", "otp"]}


def plain(accounts: Sequence[Account], old: bool = False) -> bytes:
    return compact([_entry(account, old) for account in accounts])


def encrypted(accounts: Sequence[Account], rounds: int) -> bytes:
    """Since 0.6.3: the count of iterations leads, PBKDF2 with SHA1, AES-GCM."""
    salt, iv = made("andotp salt", 12), made("andotp iv", 12)
    key = hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), salt, rounds, 32)
    return rounds.to_bytes(4, "big") + salt + iv + AESGCM(key).encrypt(iv, plain(accounts), None)


def encrypted_old(accounts: Sequence[Account]) -> bytes:
    """Until 0.6.2: the password's SHA-256 is the key."""
    iv = made("andotp iv", 12)
    key = hashlib.sha256(PASSWORD.encode()).digest()
    return iv + AESGCM(key).encrypt(iv, plain(accounts, old=True), None)


CASES = [
    Case("andotp-plain", plain),
    Case("andotp-plain-old", lambda some: plain(some, True)),
    Case(
        "andotp-encrypted",
        lambda some: encrypted(some, 2840),
        PASSWORD,
        sealed="bytes",
        text=False,
    ),
    Case(
        "andotp-encrypted-real-cost",
        lambda some: encrypted(some, 150_007),
        PASSWORD,
        text=False,
        slow=True,
    ),
    Case("andotp-encrypted-old", encrypted_old, PASSWORD, sealed="bytes", text=False),
]
