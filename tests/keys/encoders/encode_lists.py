"""Small formats: LastPass Authenticator JSON (version 3) and Raivo's archive (1.1 to 1.4).

Raivo's zip was sealed with WinZip's AES-256, for a while with ZipCrypto, then with AES again
(raivo #59, #153); with it lies the same as a page of HTML.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

import pyzipper

from ..accounts import Account, made
from .crossed_case import LONG_SECRET, PASSWORD, SHORT_SECRET, Case, compact, counted, time_based

LATIN_PASSWORD = "pound £9"


def lastpass(accounts: Sequence[Account]) -> bytes:
    found = [
        {
            "accountID": f"6f0d3c1e-0000-4000-8000-{place:012}",
            "issuerName": account.issuer,
            "originalIssuerName": account.issuer,
            "userName": account.account,
            "originalUserName": account.account,
            "pushNotification": False,
            "secret": account.secret,
            "timeStep": account.period,
            "digits": account.digits,
            "creationTimestamp": 1690566510,
            "isFavorite": False,
            "algorithm": account.algorithm,
            "folderData": {"folderId": 0, "position": place},
            "backupInfo": None,
        }
        for place, account in enumerate(accounts)
    ]
    device = {"deviceId": "", "deviceSecret": LONG_SECRET, "localDeviceId": SHORT_SECRET}
    tail = {"deviceName": "Pixel 7", "version": 3, "accounts": found, "folders": []}
    return compact(device | tail)


def raivo(accounts: Sequence[Account]) -> bytes:
    """Every value is a string."""
    return compact(
        [
            {
                "issuer": account.issuer,
                "account": account.account,
                "secret": account.secret,
                "algorithm": account.algorithm,
                "digits": str(account.digits),
                "kind": account.type.upper(),
                "timer": str(account.period),
                "counter": str(account.counter or 0),
                "iconType": "raivo_repository",
                "iconValue": "vectors/github/github.svg",
                "pinned": "false",
            }
            for account in accounts
        ]
    )


def _files(accounts: Sequence[Account]) -> dict[str, bytes]:
    page = f"<html><body>{LONG_SECRET}</body></html>".encode()
    return {"raivo-otp-export.html": page, "raivo-otp-export.json": raivo(accounts)}


def plain_zip(accounts: Sequence[Account]) -> bytes:
    made_in = io.BytesIO()
    with zipfile.ZipFile(made_in, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(accounts).items():
            archive.writestr(name, data)
    return made_in.getvalue()


def aes_zip(accounts: Sequence[Account], password: bytes) -> bytes:
    made_in = io.BytesIO()
    how = {"compression": pyzipper.ZIP_DEFLATED, "encryption": pyzipper.WZ_AES}
    with pyzipper.AESZipFile(made_in, "w", **how) as archive:
        archive.setpassword(password)
        for name, data in _files(accounts).items():
            archive.writestr(name, data)
    return made_in.getvalue()


class _ZipCrypto:
    """The old cipher of zip files (APPNOTE 6.1)."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self._update(byte)

    def _step(self, crc: int, byte: int) -> int:
        # zlib's crc32 inverts before and after: undo both to get one bare step.
        return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def _update(self, byte: int) -> None:
        keys = self.keys
        keys[0] = self._step(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = self._step(keys[2], keys[1] >> 24)

    def encrypt(self, data: bytes) -> bytes:
        sealed = bytearray()
        for byte in data:
            mask = (self.keys[2] | 2) & 0xFFFF
            sealed.append(byte ^ ((mask * (mask ^ 1)) >> 8 & 0xFF))
            self._update(byte)
        return bytes(sealed)


def old_zip(accounts: Sequence[Account], password: bytes) -> bytes:
    """Written as stored and sealed by hand: Python's zipfile reads ZipCrypto and never writes it."""
    body, directory = b"", b""
    for name, data in _files(accounts).items():
        deflated = zlib.compress(data, 9)[2:-4]
        crc = zlib.crc32(data)
        head = made(f"zip {name}", 11) + bytes([crc >> 24])
        sealed = _ZipCrypto(password).encrypt(head + deflated)
        about = b"\x14\0\x01\0\x08\0\0\0\x21\x58" + crc.to_bytes(4, "little")
        about += len(sealed).to_bytes(4, "little") + len(data).to_bytes(4, "little")
        about += len(name).to_bytes(2, "little") + bytes(2)
        place = len(body).to_bytes(4, "little")
        body += b"PK\x03\x04" + about + name.encode() + sealed
        directory += b"PK\x01\x02\x14\0" + about + bytes(10) + place + name.encode()
    count = len(_files(accounts)).to_bytes(2, "little")
    end = b"PK\x05\x06" + bytes(4) + count * 2 + len(directory).to_bytes(4, "little")
    return body + directory + end + len(body).to_bytes(4, "little") + bytes(2)


def _zip_case(name: str, write, password: str, encoding: str = "utf-8") -> Case:
    def written(some: Sequence[Account]) -> bytes:
        return write(some, password.encode(encoding))

    return Case(f"raivo-{name}", written, password, holds=counted, text=False)


CASES = [
    Case("lastpass-authenticator", lastpass, holds=time_based),
    Case("raivo-json", raivo, holds=counted),
    Case("raivo-zip-plain", plain_zip, holds=counted, text=False),
    _zip_case("zip-aes", aes_zip, PASSWORD),
    _zip_case("zip-aes-latin-1", aes_zip, LATIN_PASSWORD, "latin-1"),
    _zip_case("zip-zipcrypto", old_zip, PASSWORD),
    _zip_case("zip-zipcrypto-latin-1", old_zip, LATIN_PASSWORD, "latin-1"),
]
