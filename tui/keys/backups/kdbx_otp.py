"""Where KeePass and its plugins keep 2FA keys: in fields of their own, in four ways."""

from __future__ import annotations

import re
from urllib.parse import unquote

from tui.keys.backups import fields
from tui.keys.backups.accounts import account, linked
from tui.keys.backups.fields import Record
from tui.keys.entry import Entry

STEAM = "S"
SECRETS = ("", "-Hex", "-Base32", "-Base64")
"""Endings of `TimeOtp-Secret` and `HmacOtp-Secret`: how the key is written (KeePass 2.47)."""


def entry_of(row: object) -> Entry | None:
    """Return the account of an entry's texts, None where it holds no 2FA key."""
    texts = fields.record(row)
    for way in (_otp, _seed, _time, _counted):
        entry = way(texts)
        if entry is not None:
            return entry
    return None


def _names(texts: Record) -> tuple[str, str]:
    return fields.text(texts, "Title"), fields.text(texts, "UserName")


def _otp(texts: Record) -> Entry | None:
    """Return the account of the field `otp`: a link (KeePassXC), or KeeOtp's own query."""
    otp = fields.text(texts, "otp")
    if not otp:
        return None
    if not re.match(r"(?:\w+=[^&]*&)*key=", otp):
        return linked(otp, *_names(texts))
    query = dict(map(_parameter, otp.split("&")))
    return account(
        fields.text(query, "key"),
        *_names(texts),
        kind=fields.text(query, "type") or "totp",
        algorithm=fields.text(query, "otpHashMode"),
        digits=fields.whole(query, "size"),
        period=fields.whole(query, "step"),
        counter=fields.whole(query, "counter"),
    )


def _parameter(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name, unquote(value)


def _seed(texts: Record) -> Entry | None:
    """Return the account of TrayTOTP: a seed, and settings such as "30;6"."""
    seed = fields.text(texts, "TOTP Seed")
    if not seed:
        return None
    period, _, rest = fields.text(texts, "TOTP Settings").partition(";")
    digits = rest.partition(";")[0]
    settings = {"period": period, "digits": "" if digits == STEAM else digits}
    return account(
        seed,
        *_names(texts),
        kind="steam" if digits == STEAM else "totp",
        digits=fields.whole(settings, "digits"),
        period=fields.whole(settings, "period"),
    )


def _time(texts: Record) -> Entry | None:
    key = _secret(texts, "TimeOtp-Secret")
    if key is None:
        return None
    return account(
        key,
        *_names(texts),
        algorithm=fields.text(texts, "TimeOtp-Algorithm"),
        digits=fields.whole(texts, "TimeOtp-Length"),
        period=fields.whole(texts, "TimeOtp-Period"),
    )


def _counted(texts: Record) -> Entry | None:
    key = _secret(texts, "HmacOtp-Secret")
    if key is None:
        return None
    return account(key, *_names(texts), kind="hotp", counter=fields.whole(texts, "HmacOtp-Counter"))


def _secret(texts: Record, name: str) -> str | bytes | None:
    """Return a key that stands as UTF-8 text, hex, base32 or base64."""
    for ending in SECRETS:
        text = fields.text(texts, name + ending)
        if text:
            return _read(text, name + ending)
    return None


def _read(text: str, name: str) -> str | bytes:
    if name.endswith("-Hex"):
        return fields.from_hex(text, name)
    if name.endswith("-Base64"):
        return fields.from_base64(text, name)
    return text if name.endswith("-Base32") else text.encode("utf-8", "surrogatepass")
