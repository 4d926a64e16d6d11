"""FreeOTP+ JSON, and FreeOTP 2's Java object stream (freeotp-android 2.0, TokenPersistence)."""

from __future__ import annotations

import hashlib
import json
import struct
import uuid
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..accounts import Account, made
from .crossed_case import PASSWORD, Case, compact


def _signed(data: bytes) -> list[int]:
    return [byte - 256 if byte > 127 else byte for byte in data]


def _kind(account: Account) -> str:
    """Steam is told by its issuer alone."""
    return "HOTP" if account.type == "hotp" else "TOTP"


def plus(accounts: Sequence[Account]) -> bytes:
    """FreeOTP+ 2 and 3: bytes are signed; a counter is kept as the last one used, -1 for none.

    Version 3 leaves out issuerInt (its OtpTokenFactory writes links without the parameter).
    """
    tokens = [
        {
            "algo": account.algorithm,
            "counter": account.counter - 1 if account.counter is not None else 0,
            "digits": account.digits,
            "issuerExt": account.issuer,
            **({"issuerInt": account.issuer} if place % 2 else {}),
            "label": account.account,
            "period": account.period,
            "secret": _signed(account.key),
            "type": _kind(account),
        }
        for place, account in enumerate(accounts)
    ]
    order = [f"{account.issuer}:{account.account}" for account in accounts]
    return compact({"tokenOrder": order[::-1], "tokens": tokens[::-1]})


def _java_text(text: str) -> bytes:
    """Modified UTF-8: surrogates one by one, NUL as two bytes; with TC_STRING and its length."""
    units = struct.unpack(f"<{len(text.encode('utf-16-le')) // 2}H", text.encode("utf-16-le"))
    data = b"".join(
        b"\xc0\x80" if unit == 0 else chr(unit).encode("utf-8", "surrogatepass") for unit in units
    )
    return b"\x74" + struct.pack(">H", len(data)) + data


def _java_map(pairs: dict[str, str]) -> bytes:
    """What ObjectOutputStream writes for a HashMap of strings (Java's serialization protocol)."""
    size = 16
    while size * 0.75 < len(pairs):
        size *= 2
    name = b"java.util.HashMap"
    described = struct.pack(">H", len(name)) + name + struct.pack(">q", 362498820763181265)
    fields = b"\x03\x00\x02" + b"F\x00\x0aloadFactor" + b"I\x00\x09threshold" + b"\x78\x70"
    values = struct.pack(">fi", 0.75, int(size * 0.75)) + b"\x77\x08"
    counts = struct.pack(">ii", size, len(pairs))
    texts = b"".join(_java_text(key) + _java_text(value) for key, value in pairs.items())
    return b"\xac\xed\x00\x05\x73\x72" + described + fields + values + counts + texts + b"\x78"


def _gson(value: dict) -> str:
    """Gson escapes what HTML gives a meaning to, and leaves other scripts alone."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&='":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _sealed(key: bytes, plain: bytes, token: str, label: str, long: bool) -> dict:
    nonce = made(label, 12)
    parameters = b"\x04\x0c" + nonce
    if long:  # newer Androids name the length of the tag too
        parameters = b"\x30\x11" + parameters + b"\x02\x01\x10"
    return {
        "mCipherText": _signed(AESGCM(key).encrypt(nonce, plain, token.encode())),
        "mParameters": _signed(parameters),
        "mCipher": "AES/GCM/NoPadding",
        "mToken": token,
    }


def _token(account: Account, place: int) -> dict:
    """Settings that the scanned link did not give are absent."""
    token: dict = {"issuerExt": account.issuer} if account.issuer else {}
    token |= {"issuerInt": account.issuer} if account.issuer else {}
    token |= {"label": account.account, "type": _kind(account)}
    if not account.usual or place % 2:
        algorithm = account.algorithm.lower() if place % 4 == 3 else account.algorithm
        token |= {"algo": algorithm, "period": account.period, "digits": account.digits}
    if account.counter is not None:
        token["counter"] = account.counter
    return token


def two(accounts: Sequence[Account], name: str, rounds: int, long: bool = True) -> bytes:
    """Master key under the password, each key under the master key, settings in the open."""
    salt, master = made("freeotp salt", 32), made("freeotp master", 32)
    digest = name.lower().replace("pbkdf2withhmac", "")
    outer = hashlib.pbkdf2_hmac(digest, PASSWORD.encode(), salt, rounds, 32)
    head = {"mEncryptedKey": _sealed(outer, master, "AES", "freeotp nonce", long)}
    head |= {"mAlgorithm": name, "mIterations": rounds, "mSalt": _signed(salt)}
    pairs = {"masterKey": _gson(head)}
    for place, account in enumerate(accounts):
        token = _token(account, place)
        mac = f"Hmac{token.get('algo', 'SHA1')}"
        key = _gson(_sealed(master, account.key, mac, f"freeotp {place}", long))
        identity = str(uuid.UUID(bytes=made(account.secret, 16), version=4))
        pairs[identity] = json.dumps({"key": key}, separators=(",", ":"))
        pairs[f"{identity}-token"] = _gson(token)
    return _java_map(dict(sorted(pairs.items(), key=lambda pair: made(pair[0], 8))))


def _scanned(account: Account) -> Account | None:
    """FreeOTP 2 refuses names with colons."""
    return None if ":" in account.issuer + account.account else account


SHA512, SHA1 = "PBKDF2withHmacSHA512", "PBKDF2withHmacSHA1"


def _case(name: str, digest: str, rounds: int, long: bool, **how) -> Case:
    def write(some: Sequence[Account]) -> bytes:
        return two(some, digest, rounds, long)

    return Case(f"freeotp2-{name}", write, PASSWORD, holds=_scanned, text=False, **how)


CASES = [
    Case("freeotp-plus", plus),
    _case("sha512", SHA512, 1000, True, sealed="java"),
    _case("sha1", SHA1, 1000, False, sealed="java"),
    _case("real-cost", SHA512, 100_000, True, slow=True),
]
