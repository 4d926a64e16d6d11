"""Ente Auth exports: its text file, and the encrypted JSON sealed by libsodium itself (PyNaCl)."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from nacl import bindings, pwhash

from ..accounts import Account, link, made
from .crossed_case import PASSWORD, Case, compact

DISPLAY = (
    "%7B%22pinned%22%3Afalse%2C%22trashed%22%3Afalse%2C%22lastUsedAt%22%3A0%2C%22tapCount%22%3A0"
    "%2C%22tags%22%3A%5B%22work%22%5D%2C%22note%22%3A%22otp%22%7D"
)
"""What Ente adds to a link: how it shows the account."""
CHEAP = (8 << 20, 2)
SENSITIVE = (1 << 30, 4)
"""libsodium's limits for sensitive data, which Ente writes on a strong device."""


def text(accounts: Sequence[Account]) -> bytes:
    """One link a line, Steam as `otpauth://steam/`, blanks of the issuer as `+`."""
    lines = (link(account, space="+", codeDisplay=DISPLAY) for account in accounts)
    return "".join(f"{line}\n" for line in lines).encode()


def _argon2id(memory: int, passes: int) -> bytes:
    salt = made("ente salt", 16)
    return pwhash.argon2id.kdf(32, PASSWORD.encode(), salt, opslimit=passes, memlimit=memory)


def encrypted(accounts: Sequence[Account], memory: int, passes: int) -> bytes:
    """By ente_crypto_dart's encryptData: one message of a secretstream, tag 0."""
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    key = _argon2id(memory, passes)
    header = bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    tag = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
    sealed = bindings.crypto_secretstream_xchacha20poly1305_push(
        state, text(accounts).rstrip(b"\n"), tag=tag
    )
    salt = base64.b64encode(made("ente salt", 16)).decode()
    return compact(
        {
            "version": 1,
            "kdfParams": {"memLimit": memory, "opsLimit": passes, "salt": salt},
            "encryptedData": base64.b64encode(sealed).decode(),
            "encryptionNonce": base64.b64encode(header).decode(),
        }
    )


CASES = [
    Case("ente-text", text),
    Case("ente-encrypted", lambda some: encrypted(some, *CHEAP), PASSWORD, sealed="base64"),
    Case(
        "ente-encrypted-one-pass",
        lambda some: encrypted(some, 16 << 20, 1),
        PASSWORD,
        sealed="base64",
    ),
    Case(
        "ente-encrypted-1-gib",
        lambda some: encrypted(some, *SENSITIVE),
        PASSWORD,
        sealed="base64",
        slow=True,
    ),
]
