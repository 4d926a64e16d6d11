"""One account of an authenticator: its key and the settings that codes are made with."""

from __future__ import annotations

import hashlib
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from tui.text import clean

Kind = Literal["totp", "hotp", "steam", "other"]
Algorithm = Literal["SHA1", "SHA256", "SHA512"]

BLOCK_BYTES: dict[Algorithm, int] = {"SHA1": 64, "SHA256": 64, "SHA512": 128}
"""Block length of each hash, in bytes (FIPS 180-4, figure 1)."""

REQUIRED_BITS = 128
"""A key MUST have at least this many bits (RFC 4226 section 4, R6); 160 are recommended."""
COMMON_BITS = 80
"""Sixteen characters: what several large sites hand out in spite of R6."""


class Entry(Struct, frozen=True, kw_only=True, repr_omit_defaults=True):
    """A key with its account and settings; `period` in seconds, `counter` for HOTP only.

    Only "totp" entries make codes here. `issuer` and `account` come from outside and are cleaned
    on construction. `notes` are sentences about what was odd. No form of it shows the key.
    """

    key: bytes
    issuer: str = ""
    account: str = ""
    type: Kind = "totp"
    algorithm: Algorithm = "SHA1"
    digits: int = 6
    period: int = 30
    counter: int | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        force_setattr(self, "issuer", clean(self.issuer))
        force_setattr(self, "account", clean(self.account))

    def __repr__(self) -> str:
        return f"Entry({self.title!r}, {self.type}, {self.key_bits} bits)"

    def __rich_repr__(self) -> list[object]:  # type: ignore[override]
        return [self.title, self.type, f"{self.key_bits} bits"]

    @property
    def key_bits(self) -> int:
        """Length of the key in bits."""
        return len(self.key) * 8

    @property
    def title(self) -> str:
        """Issuer and account on one line, "no name" where there is neither."""
        return " · ".join(filter(None, (self.issuer, self.account))) or "no name"

    @property
    def settings(self) -> str:
        """The settings in words: "6 digits every 30 seconds, SHA1"."""
        pace = "at each use" if self.type == "hotp" else f"every {self.period} seconds"
        signs = "characters" if self.type == "steam" else "digits"
        return f"{self.digits} {signs} {pace}, {self.algorithm}"

    @property
    def strength(self) -> str:
        """Length of the key in words, measured against RFC 4226 section 4, R6."""
        if self.key_bits >= REQUIRED_BITS:
            return f"{self.key_bits} bits"
        if self.key_bits >= COMMON_BITS:
            return f"{self.key_bits} bits: short, but in common use"
        return f"{self.key_bits} bits: weak, {REQUIRED_BITS} is the least that a site should give"


def same_key(a: Entry, b: Entry) -> bool:
    """Tell whether two entries hold the same secret, whatever their settings and spelling."""
    return _hmac_key(a) == _hmac_key(b)


def _hmac_key(entry: Entry) -> bytes:
    """Return the key as HMAC sees it: hashed when over a block, zeros at the end without effect.

    RFC 2104 section 2.
    """
    key = entry.key
    if len(key) > BLOCK_BYTES[entry.algorithm]:
        key = hashlib.new(entry.algorithm.lower(), key).digest()
    return key.rstrip(b"\0")
