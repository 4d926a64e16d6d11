"""Accounts from what backups say of them: spellings made alike, bounds as for otpauth links."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from typing import get_args

from msgspec.structs import replace

from tui.keys import base32, uri
from tui.keys.entry import Algorithm, Entry
from tui.keys.problem import KeyProblem

Found = Entry | KeyProblem
STEAM_BASE64 = re.compile(r"[A-Za-z0-9+/]{27}=?")
STEAM = re.compile(r"steam://", re.IGNORECASE)


def each(rows: Iterable[object], read: Callable[[object], Entry | None]) -> Iterator[Found]:
    """Return what `read` makes of every row, its problems led in by the row's number.

    A row that `read` answers with None holds no 2FA key and is passed over.
    """
    for number, row in enumerate(rows, 1):
        try:
            entry = read(row)
        except KeyProblem as problem:
            yield problem.within(f"Entry {number}")
        else:
            if entry is not None:
                yield entry


def account(
    secret: str | bytes,
    issuer: str = "",
    name: str = "",
    *,
    kind: str = "totp",
    algorithm: str = "",
    digits: int | None = None,
    period: int | None = None,
    counter: int | None = None,
) -> Entry:
    """Return one account; `secret` is base32 or the key itself, `period` in seconds.

    A `kind` beside totp, hotp and steam is "other", and its settings are not looked at. What is
    None or "" has its usual value. Raises KeyProblem: no-secret, too-long, unknown-algorithm,
    bad-digits, bad-period, bad-counter, and those of base32.
    """
    known = uri.KINDS.get(kind.lower())
    if known is None:
        return Entry(key=_other_key(secret), issuer=issuer, account=name, type="other")
    key, notes = _key(secret)
    return Entry(
        key=key,
        issuer=issuer,
        account=name,
        type=known,
        algorithm=_algorithm(algorithm),
        digits=uri.STEAM_CODE if known == "steam" else _within("digits", digits, uri.DIGITS, 6),
        period=30 if known == "hotp" else _within("period", period, uri.PERIOD, 30),
        counter=_within("counter", counter, uri.COUNTER, 0) if known == "hotp" else None,
        notes=notes,
    )


def linked(text: str, issuer: str = "", name: str = "") -> Entry:
    """Return the account of what password managers keep: otpauth link, steam://KEY or a bare key.

    `issuer` and `name` count where the link has none. Raises KeyProblem as `account` and
    `uri.parse` do.
    """
    bare = base32.bare(text)
    if uri.SCHEME.match(bare):
        entry = uri.parse(bare)
        return replace(entry, issuer=entry.issuer or issuer, account=entry.account or name)
    if STEAM.match(bare):
        return account(_steam_key(STEAM.sub("", bare, count=1)), issuer, name, kind="steam")
    return account(bare, issuer, name)


def _steam_key(text: str) -> str | bytes:
    """Return the secret: base32, or as Steam itself writes its 20 bytes, base64."""
    try:
        base32.decode(text)
    except KeyProblem:
        if STEAM_BASE64.fullmatch(text):
            return base64.b64decode(text.rstrip("=") + "=")
    return text


def _key(secret: str | bytes) -> tuple[bytes, tuple[str, ...]]:
    if not secret:
        raise KeyProblem("no-secret", "It holds no secret.")
    if isinstance(secret, str):
        try:
            return base32.decode(secret)
        except KeyProblem as problem:
            raise problem.within("In its secret") from None
    if len(secret) > base32.LONGEST_KEY:
        raise KeyProblem("too-long", "Its secret is far too long for a key.")
    return secret, ()


def _other_key(secret: str | bytes) -> bytes:
    """Return the key of an account that is only listed: base32 where it is, else as it stands."""
    try:
        return _key(secret)[0]
    except KeyProblem:
        raw = secret.encode("utf-8", "replace") if isinstance(secret, str) else secret
        return raw[: base32.LONGEST_KEY]


def _algorithm(name: str) -> Algorithm:
    """Return the hash; `sha1`, `SHA-256` and `HmacSHA512` are spellings that apps write."""
    plain = re.sub(r"[-_ ]", "", name.upper()).removeprefix("HMAC")
    for known in get_args(Algorithm):
        if known == (plain or "SHA1"):
            return known  # type: ignore[no-any-return]
    raise KeyProblem(
        "unknown-algorithm", "Its algorithm is unknown: SHA1, SHA256 or SHA512 are possible."
    )


def _within(name: str, value: int | None, bounds: tuple[int, int], default: int) -> int:
    if value is None:
        return default
    low, high = bounds
    if not low <= value <= high:
        raise KeyProblem(f"bad-{name}", f"Its {name} must be a whole number from {low} to {high}.")
    return value
