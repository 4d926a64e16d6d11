"""Two sets of made-up accounts that every backup format is written from. No key is real."""

from __future__ import annotations

import base64
import hashlib
from typing import NamedTuple
from urllib.parse import quote


class Account(NamedTuple):
    """What a person sees in an authenticator: the terms of the Key-Uri-Format."""

    issuer: str
    account: str
    key: bytes
    type: str = "totp"
    algorithm: str = "SHA1"
    digits: int = 6
    period: int = 30
    counter: int | None = None

    @property
    def secret(self) -> str:
        """The key in base32 (RFC 4648), upper case, without padding."""
        return base64.b32encode(self.key).decode().rstrip("=")

    @property
    def usual(self) -> bool:
        """Whether a bare key says it all: TOTP, SHA1, 6 digits, 30 seconds."""
        return (self.type, self.algorithm, self.digits, self.period) == ("totp", "SHA1", 6, 30)


def made(label: str, length: int) -> bytes:
    """Bytes that look random and are the same each time: keys, salts and nonces of these tests."""
    return hashlib.shake_256(label.encode()).digest(length)


def _hotp(issuer: str, account: str, key: bytes, counter: int, **settings) -> Account:
    return Account(issuer, account, key, "hotp", counter=counter, **settings)


def _steam(account: str, label: str) -> Account:
    return Account("Steam", account, made(label, 20), "steam", digits=5)


EVERYDAY = (
    Account("GitHub", "ada@example.com", made("github", 10)),
    Account("Google", "ada.l@example.com", made("google", 20)),
    Account("Kraken", "ada", made("kraken", 20), algorithm="SHA256"),
    Account("AWS", "root@example.com", made("aws", 64), algorithm="SHA512", digits=8),
    Account("Contoso", "ada@contoso.example", made("contoso", 16), period=60),
    Account("Bank", "card 7", made("bank", 32), algorithm="SHA256", digits=8, period=60),
    Account("", "lonely", made("lonely", 20)),
    _hotp("Token", "door", made("door", 20), 42),
    _steam("ada_plays", "steam"),
    Account("Crypto.com", "me@example.com", made("crypto", 16)),
)
"""What most people have."""

AWKWARD = (
    Account("Überweisung & Söhne 💶", "jürgen+2fa@größe.example", made("bank ü", 20)),
    Account("בנק הפועלים", "משה", made("rtl", 20), algorithm="SHA256"),
    Account("例え銀行", "たろう🦊", made("japan", 32), algorithm="SHA512"),
    Account("100% #1?&=", "a/b c+d", made("signs", 20)),
    Account("Acme: West", "zoe", made("colon", 20)),
    Account('"Quoted", <Inc> \\ Co; \'x', 'o\'hara, "x"', made("quotes", 20)),
    Account("Family 👩‍👩‍👧", "me", made("family", 20)),
    Account("Zeros", "both ends", bytes(2) + made("zeros", 16) + bytes(2)),
    Account("Ones", "all", b"\xff" * 64, algorithm="SHA512", digits=8, period=60),
    Account("Seven", "s", made("seven", 16), digits=7, period=45),
    Account("", "אין שם", made("no issuer", 10), digits=8),
    _hotp("Zero", "h0", made("h0", 20), 0, algorithm="SHA256", digits=8),
    _hotp("Far", "h5e9", made("h5e9", 32), 5_000_000_000, algorithm="SHA512"),
    _steam("日本🎮", "steam 2"),
    Account("Turned\u202etxt.exe", "a\u200bb", made("turned", 20)),
)
"""What breaks readers: scripts, signs that formats use themselves, odd settings."""

SETS = {"everyday": EVERYDAY, "awkward": AWKWARD}


def link(account: Account, *, host: str = "", space: str = "%20", **more: str) -> str:
    """Write an otpauth link by the Key-Uri-Format, all settings given, as most apps do.

    `host` replaces the type in the link, `space` is how a blank in the query is written.
    """
    label = quote(account.account, safe="")
    if account.issuer:
        label = f"{quote(account.issuer, safe='')}:{label}"
    query = {"secret": account.secret}
    if account.issuer:
        query["issuer"] = quote(account.issuer, safe="").replace("%20", space)
    query |= {"algorithm": account.algorithm, "digits": str(account.digits)}
    if account.type == "hotp":
        query["counter"] = str(account.counter)
    else:
        query["period"] = str(account.period)
    parts = "&".join(f"{name}={value}" for name, value in (query | more).items())
    return f"otpauth://{host or account.type}/{label}?{parts}"
