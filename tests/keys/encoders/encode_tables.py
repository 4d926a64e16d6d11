"""CSV exports of password managers, in the columns of their versions of 2024 and 2025.

Every row also holds a password and notes, which must never be shown; rows without a key, cells
of several lines and quoted quotes are among them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from ..accounts import Account, link
from .crossed_case import LONG_SECRET, SHORT_SECRET, Case, Held, time_based, without_counters
from .encode_bitwarden import totp as in_bitwarden

NOTES = f'first line\nsecond "line", {SHORT_SECRET}'
Write = Callable[[Account], str]


def _bare(account: Account) -> Account | None:
    """A column of bare keys: what is not usual cannot be put there."""
    return account if account.usual else None


def _key(account: Account) -> str:
    return account.secret


def _link_or_key(account: Account) -> str:
    return account.secret.lower() if account.usual else link(account)


def _steam_too(account: Account) -> str:
    """KeePassXC's link: Steam is a time-based account with another encoder."""
    if account.type == "steam":
        return link(account, host="totp", encoder="steam")
    return link(account)


def _row(columns: Sequence[str], account: Account | None, written: str) -> list[str]:
    """Fill each column by what it is for, whatever a program calls it."""
    title = (account.issuer or account.account) if account else "no totp"
    person = account.account if account else "nobody"
    known = {
        "title": title,
        "name": title,
        "username": person,
        "login_username": person,
        "password": LONG_SECRET,
        "login_password": LONG_SECRET,
        "notes": NOTES,
        "note": NOTES,
        "extra": NOTES,
        "url": "https://example.com/otpauth",
        "login_uri": "https://example.com/",
        "type": "login",
        "email": "mail@example.com",
        "fields": f"pin: {LONG_SECRET}",
        "vault": "Personal",
        "group": "Root",
        "fav": "0",
        "icon": "0",
    }
    keys = {"otpauth", "totp", "login_totp", "otpsecret", "otpurl"}
    return [written if name.lower() in keys else known.get(name.lower(), "") for name in columns]


def table(accounts: Sequence[Account], header: str, write: Write, **how) -> bytes:
    columns = header.split(",")
    text = io.StringIO()
    out = csv.writer(text, **({"lineterminator": "\n"} | how))
    out.writerow(columns)
    out.writerow(_row(columns, None, ""))
    out.writerows(_row(columns, account, write(account)) for account in accounts)
    return text.getvalue().encode()


def keeper(accounts: Sequence[Account]) -> bytes:
    """No header; custom fields follow in pairs, the key's is called TFC:Keeper."""
    text = io.StringIO()
    out = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    out.writerow(["", "no totp", "nobody", LONG_SECRET, "", NOTES, ""])
    for account in accounts:
        title = account.issuer or account.account
        row = ["Work", title, account.account, LONG_SECRET, "https://example.com", NOTES, ""]
        out.writerow([*row, "PIN", LONG_SECRET, "TFC:Keeper", link(account)])
    return text.getvalue().encode()


def _case(name: str, header: str, write: Write, holds: Held, **how) -> Case:
    def written(some: Sequence[Account]) -> bytes:
        return table(some, header, write, **how)

    return Case(f"csv-{name}", written, holds=holds)


LASTPASS = "url,username,password,totp,extra,name,grouping,fav"
PROTON = "type,name,url,email,username,password,note,totp,createTime,modifyTime,vault"
DASHLANE = "username,username2,username3,title,password,note,url,category"
BITWARDEN = (
    "folder,favorite,type,name,notes,fields,reprompt,"
    "login_uri,login_username,login_password,login_totp"
)
KEEPASSXC = "Group,Title,Username,Password,URL,Notes,TOTP,Icon,Last Modified,Created"
ONEPASSWORD = "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes"
WINDOWS = {"lineterminator": "\r\n"}
ALL_QUOTED = {"quoting": csv.QUOTE_ALL}

CASES = [
    _case("apple", "Title,URL,Username,Password,Notes,OTPAuth", link, time_based),
    _case("lastpass", LASTPASS, _key, _bare),
    _case("proton-pass", PROTON, link, time_based),
    _case("dashlane", f"{DASHLANE},otpSecret", _key, _bare, **WINDOWS),
    _case("dashlane-2025", f"{DASHLANE},otpUrl", link, time_based, **WINDOWS),
    _case(
        "bitwarden",
        BITWARDEN,
        lambda account: in_bitwarden(account, bare=account.period == 30),
        without_counters,
    ),
    _case("1password", ONEPASSWORD, _link_or_key, time_based),
    _case("keepassxc", KEEPASSXC, _steam_too, without_counters, **ALL_QUOTED),
    Case("csv-keeper", keeper, holds=time_based, told=("left-out",)),
]
