"""Stratum (Authenticator Pro) backups: plain, current (1.22 on) and legacy encryption."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..accounts import Account, made
from .crossed_case import PASSWORD, Case, compact

TYPES = {"hotp": 1, "totp": 2, "steam": 4}
ALGORITHMS = {"SHA1": 0, "SHA256": 1, "SHA512": 2}


def _entry(account: Account) -> dict:
    return {
        "Type": TYPES[account.type],
        "Icon": None,
        "Issuer": account.issuer,
        "Username": account.account,
        "Secret": account.secret,
        "Pin": None,
        "Algorithm": ALGORITHMS[account.algorithm],
        "Digits": account.digits,
        "Period": account.period,
        "Counter": account.counter or 0,
        "CopyCount": 3,
        "Ranking": 0,
    }


def plain(accounts: Sequence[Account], *more: dict) -> bytes:
    found = {"Authenticators": [_entry(account) for account in accounts] + list(more)}
    rest = {"Categories": [{"Name": "Work", "Id": "1", "Ranking": 0}]}
    links = {"AuthenticatorCategories": [], "CustomIcons": []}
    return compact(found | rest | links)


def with_other_types(accounts: Sequence[Account]) -> bytes:
    """mOTP (3) and Yandex (5) make their codes in other ways."""
    base = _entry(Account("Other", "m", made("stratum other", 16)))
    motp = base | {"Type": 3, "Secret": made("motp", 10).hex(), "Pin": "1234", "Period": 10}
    return plain(accounts, motp, base | {"Type": 5, "Pin": "1234", "Digits": 8})


def encrypted(accounts: Sequence[Account]) -> bytes:
    salt, iv = made("stratum salt", 16), made("stratum iv", 12)
    key = hash_secret_raw(PASSWORD.encode(), salt, 3, 65536, 4, 32, Type.ID)
    return b"AUTHENTICATORPRO" + salt + iv + AESGCM(key).encrypt(iv, plain(accounts), None)


def legacy(accounts: Sequence[Account]) -> bytes:
    """AES-256-CBC with PKCS7 and nothing to tell a wrong password by but the plain text."""
    salt, iv = made("stratum salt", 20), made("stratum iv", 16)
    key = hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), salt, 64_000, 32)
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    padded = padder.update(plain(accounts)) + padder.finalize()
    return b"AuthenticatorPro" + salt + iv + encryptor.update(padded) + encryptor.finalize()


CASES = [
    Case("stratum-plain", plain),
    Case("stratum-encrypted", encrypted, PASSWORD, sealed="bytes", text=False),
    Case("stratum-legacy", legacy, PASSWORD, text=False),
]
