"""Text files of links: what Stratum, FreeOTP+, OTPClient, WinAuth and Aegis write."""

from __future__ import annotations

from collections.abc import Sequence

from ..accounts import Account, link
from .crossed_case import Case


def text(accounts: Sequence[Account], ends: str = "\n", **how: str) -> bytes:
    return "".join(f"{link(account, **how)}{ends}" for account in accounts).encode()


def spelled(accounts: Sequence[Account]) -> bytes:
    """Small letters, padding and other spellings that apps accept of each other."""
    lines = []
    for account in accounts:
        padding = "%3D" * (-len(account.secret) % 8)
        line = link(account).replace(account.secret, account.secret.lower() + padding)
        lines.append(line.replace("algorithm=SHA", "algorithm=HmacSHA").replace("=SHA", "=sha"))
    return "\r\n".join(lines).encode()


def steam_by_encoder(accounts: Sequence[Account]) -> bytes:
    lines = [
        link(account, host="totp", encoder="steam") if account.type == "steam" else link(account)
        for account in accounts
    ]
    return "\n".join(lines).encode()


CASES = [
    Case("links", text),
    Case("links-windows", lambda some: text(some, "\r\n")),
    Case("links-plus", lambda some: text(some, space="+")),
    Case("links-spelled", spelled),
    Case("links-steam-by-encoder", steam_by_encoder),
]
