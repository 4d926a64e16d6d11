"""KeePass databases: KDBX 4 written by KeePassXC itself (keepassxc-cli) from an XML made here.

The ways to keep a key are those of KeePassXC, KeeOTP, KeeTrayTOTP and KeePass 2.47 on.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from ..accounts import Account, link, made
from .crossed_case import LONG_SECRET, PASSWORD, SHORT_SECRET, Case

PROGRAM = shutil.which("keepassxc-cli")
HASHES = {"SHA1": "HMAC-SHA-1", "SHA256": "HMAC-SHA-256", "SHA512": "HMAC-SHA-512"}
KEEOTP = {"SHA1": "Sha1", "SHA256": "Sha256", "SHA512": "Sha512"}


def _times(account: Account) -> dict[str, str]:
    return {
        "TimeOtp-Algorithm": HASHES[account.algorithm],
        "TimeOtp-Length": str(account.digits),
        "TimeOtp-Period": str(account.period),
    }


def _fields(account: Account, place: int) -> dict[str, str]:
    """One of the ways in which an entry can keep this account."""
    if account.type == "steam":
        if place % 2:
            return {"otp": link(account, host="totp", encoder="steam")}
        return {"TOTP Seed": account.secret, "TOTP Settings": "30;S"}
    if account.type == "hotp":
        if (account.algorithm, account.digits) != ("SHA1", 6):
            return {"otp": link(account)}
        return {"HmacOtp-Secret-Base32": account.secret, "HmacOtp-Counter": str(account.counter)}
    seed = {"TOTP Seed": account.secret, "TOTP Settings": f"{account.period};{account.digits}"}
    keeotp = f"key={account.secret}&step={account.period}&size={account.digits}"
    ways = [
        {"otp": link(account)},
        {"otp": f"{keeotp}&otpHashMode={KEEOTP[account.algorithm]}"},
        seed if account.algorithm == "SHA1" else {"otp": link(account)},
        {"TimeOtp-Secret-Base32": account.secret} | _times(account),
        {"TimeOtp-Secret-Hex": account.key.hex()} | _times(account),
        {"TimeOtp-Secret-Base64": base64.b64encode(account.key).decode()} | _times(account),
    ]
    return ways[place % len(ways)]


def _entry(fields: dict[str, str], label: str) -> str:
    identity = base64.b64encode(made(label, 16)).decode()
    strings = "".join(
        f"<String><Key>{escape(name)}</Key><Value>{escape(value)}</Value></String>"
        for name, value in fields.items()
    )
    return f"<Entry><UUID>{identity}</UUID><IconID>0</IconID>{strings}</Entry>"


def document(accounts: Sequence[Account]) -> str:
    found = [{"Title": "no totp", "UserName": "nobody", "Password": LONG_SECRET}]
    for place, account in enumerate(accounts):
        usual = {"Title": account.issuer, "UserName": account.account, "Password": LONG_SECRET}
        usual |= {"Notes": SHORT_SECRET, "URL": "https://example.com"}
        found.append(usual | _fields(account, place))
    entries = "".join(_entry(fields, f"entry {at}") for at, fields in enumerate(found))
    root = base64.b64encode(made("root", 16)).decode()
    return (
        '<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Meta><Generator>x</Generator></Meta>'
        f"<Root><Group><UUID>{root}</UUID><Name>Root</Name>{entries}</Group></Root></KeePassFile>"
    )


def by_keepassxc(accounts: Sequence[Account]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        xml, database = Path(folder, "in.xml"), Path(folder, "out.kdbx")
        xml.write_text(document(accounts), encoding="utf-8")
        command = [PROGRAM, "import", "-q", "-p", "-t", "100", str(xml), str(database)]
        twice = f"{PASSWORD}\n{PASSWORD}\n"
        subprocess.run(command, input=twice.encode(), check=True, capture_output=True, timeout=60)
        return database.read_bytes()


CASES = [
    Case("keepass-kdbx4", by_keepassxc, PASSWORD, sealed="bytes", text=False, slow=True),
]
