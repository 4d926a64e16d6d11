"""How an encoder tells the crossed test what it writes, and what of an account its format holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..accounts import Account

PASSWORD = "päss wörd £9 🔑"
"""Not ASCII, with a blank: formats differ in how they turn it into bytes."""
SHORT_SECRET = "hunter2-Pässw0rd"
LONG_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
"""A password of another kind that is base32 by chance."""
NEVER_SHOWN = (SHORT_SECRET, LONG_SECRET)
"""Passwords and notes that lie beside the keys in password managers' files."""

Held = Callable[[Account], Account | None]


def whole(account: Account) -> Account | None:
    """The format holds everything."""
    return account


def time_based(account: Account) -> Account | None:
    """The format has time-based accounts only."""
    return account if account.type == "totp" else None


def counted(account: Account) -> Account | None:
    """The format has TOTP and HOTP, no Steam."""
    return None if account.type == "steam" else account


def without_counters(account: Account) -> Account | None:
    """The format has TOTP and Steam, no HOTP."""
    return None if account.type == "hotp" else account


class Case(NamedTuple):
    """One format in one variant.

    `write` gets the accounts that `holds` lets through, as they are before the format loses
    anything of them; `holds` says how they come out. `sealed` says where a changed byte must be
    noticed: "base64" (the longest run of it), "bytes" (anywhere), "java" (lists of numbers), ""
    (nowhere). `lost` is a word that the notes of each account must hold. `told` are codes of problems that may be told
    though everything was read. `text` is False for binary files.
    """

    name: str
    write: Callable[[Sequence[Account]], bytes]
    password: str | None = None
    holds: Held = whole
    sealed: str = ""
    lost: str = ""
    told: tuple[str, ...] = ()
    text: bool = True
    slow: bool = False

    def given(self, accounts: Sequence[Account]) -> list[Account]:
        """The accounts that can be put into this format."""
        return [account for account in accounts if self.holds(account) is not None]

    def expected(self, accounts: Sequence[Account]) -> list[Account]:
        """What must come out."""
        return [held for account in accounts if (held := self.holds(account)) is not None]


def compact(value: Any) -> bytes:
    """JSON as most apps write it: no blanks, letters of all scripts as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def android(value: Any, indent: int | None = 4) -> bytes:
    """JSON as Android's org.json writes it: slashes escaped."""
    return json.dumps(value, ensure_ascii=False, indent=indent).replace("/", "\\/").encode()
