"""2FAS backups, schemas 1 to 4: Android 3.1 to 5.1 and iOS, and password-protected ones."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..accounts import Account, link, made
from .crossed_case import PASSWORD, Case, compact

REFERENCE = (
    "tRViSsLKzd86Hprh4ceC2OP7xazn4rrt4xhfEUbOjxLX8Rc3mkISXE0lWbmnWfggogbBJhtYgpK6fMl1D6mtsy92R3Hk"
    "dGfwuXbzLebqVFJsR7IZ2w58t938iymwG4824igYy1wi6n2WDpO1Q1P69zwJGs2F5a1qP4MyIiDSD7NCV2OvidXQCBnD"
    "lGfmz0f1BQySRkkt4ryiJeCjD2o4QsveJ9uDBUn8ELyOrESv5R5DMDkD4iAF8TXU7KyoJujd"
)
"""What 2FAS seals beside the accounts to test the password with (BackupContent.kt)."""


def _bare(account: Account) -> Account | None:
    """Schema 1 and manual entries without settings hold a name and a key only."""
    return account if account.usual else None


def _before_types(account: Account) -> Account | None:
    """Schema 2 has no types yet: a time-based account is all it can say."""
    return account if account.type == "totp" else None


def _service(account: Account, place: int, schema: int) -> dict:
    name = account.issuer or account.account
    otp: dict = {"label": f"{account.issuer}:{account.account}", "account": account.account}
    if account.issuer:
        otp["issuer"] = account.issuer
    if schema >= 2:
        otp |= {"digits": account.digits, "period": account.period, "algorithm": account.algorithm}
    if schema >= 3:
        otp |= {"tokenType": account.type.upper(), "source": "Link"}
    if account.type == "hotp":
        otp["counter"] = account.counter
    if schema == 4:
        otp = {"link": link(account, space="+")} | otp
        if account.type == "hotp":
            del otp["period"]
    service = {"name": name, "secret": account.secret, "updatedAt": 1702934567518}
    if schema <= 2:
        service["type"] = "Unknown"
    return service | {"otp": otp, "order": {"position": place}} | ({} if schema < 3 else ICON)


ICON = {
    "icon": {
        "selected": "Label",
        "label": {"text": "DE", "backgroundColor": "Yellow"},
        "iconCollection": {"id": "a5b3fb65-4ec5-43e6-8ec1-49e24ca9e7ad"},
    }
}
FRAME = {"updatedAt": 1702934732299, "appVersionCode": 5000009, "appVersionName": "5.1.0"}


def _file(services: list, schema: int, origin: str = "android", **more: str) -> bytes:
    head = {"services": services, "groups": []} | FRAME
    return compact(head | {"schemaVersion": schema, "appOrigin": origin} | more)


def plain(accounts: Sequence[Account], schema: int) -> bytes:
    found = [_service(account, place, schema) for place, account in enumerate(accounts)]
    if schema == 4:
        return _file(found, schema)
    return json.dumps(json.loads(_file(found, schema)), indent=2, ensure_ascii=False).encode()


def nulls(accounts: Sequence[Account]) -> bytes:
    """Typed in by hand: settings null or absent, the key in groups, the link without its secret."""
    found = []
    for place, account in enumerate(accounts):
        service = _service(account, place, 4)
        groups = [account.secret[at : at + 4] for at in range(0, len(account.secret), 4)]
        service["secret"] = " ".join(groups).lower() if place % 2 else " ".join(groups)
        otp = {"account": account.account, "source": "Manual"}
        if place % 2:
            otp |= {"issuer": account.issuer or None, "digits": None, "period": None}
            otp |= {"algorithm": None, "tokenType": None, "counter": None}
            otp["link"] = link(account).replace(account.secret, "[hidden]")
        elif account.issuer:
            otp["issuer"] = account.issuer
        found.append(service | {"otp": otp})
    return _file(found, 4, "ios")


def encrypted(accounts: Sequence[Account], schema: int, reference: bool = True) -> bytes:
    salt = made("2fas salt", 256)
    key = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), salt, 10_000, 32)

    def sealed(plain: bytes, label: str) -> str:
        nonce = made(label, 12)
        parts = (AESGCM(key).encrypt(nonce, plain, None), salt, nonce)
        return ":".join(base64.b64encode(part).decode() for part in parts)

    found = [_service(account, place, schema) for place, account in enumerate(accounts)]
    more = {"servicesEncrypted": sealed(compact(found), "2fas nonce")}
    if reference:
        more["reference"] = sealed(REFERENCE.encode(), "2fas nonce 2")
    return _file([], schema, **more)


CASES = [
    Case("2fas-plain-1", lambda some: plain(some, 1), holds=_bare),
    Case("2fas-plain-2", lambda some: plain(some, 2), holds=_before_types),
    Case("2fas-plain-3", lambda some: plain(some, 3)),
    Case("2fas-plain-4", lambda some: plain(some, 4)),
    Case("2fas-manual-nulls", nulls, holds=_bare),
    Case("2fas-encrypted-3", lambda some: encrypted(some, 3), PASSWORD, sealed="base64"),
    Case("2fas-encrypted-4", lambda some: encrypted(some, 4), PASSWORD, sealed="base64"),
    Case(
        "2fas-encrypted-no-reference",
        lambda some: encrypted(some, 4, reference=False),
        PASSWORD,
        sealed="base64",
    ),
]
