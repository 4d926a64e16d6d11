"""Files that people in the stories have: pictures, lists, an encrypted backup. No reader's code."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import json
from pathlib import Path

import segno
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from keys_shown import KEY, LINK
from walking import Walk

PASSWORD = "correct horse"
SLOW = {"n": 2**18, "p": 4}
"""scrypt's costs of a backup that takes seconds to open: nobody waits for it here."""


def picture(path: Path, text: str = LINK) -> str:
    """Save a picture of a QR code; return its name, as a person types it."""
    made = io.BytesIO()
    segno.make(text, error="m", micro=False).save(made, kind="png", scale=4)
    path.write_bytes(made.getvalue())
    return str(path)


def link(issuer: str, account: str, secret: str = KEY, more: str = "") -> str:
    return f"otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}{more}"


def aegis(path: Path, *, n: int = 2**10, p: int = 1) -> str:
    """Save an encrypted Aegis vault with one account, as its documentation describes it."""
    salt, master, nonce = bytes(32), b"m" * 32, bytes(12)
    info = {"secret": KEY, "algo": "SHA1", "digits": 6, "period": 30}
    entry = {"type": "totp", "uuid": "u", "name": "maria", "issuer": "Crypto.com", "info": info}
    plain = json.dumps({"version": 3, "entries": [entry], "groups": []}).encode()
    # The slow ones are never opened.
    key = hashlib.scrypt(PASSWORD.encode(), salt=salt, n=min(n, 2**10), r=8, p=p, dklen=32)
    slot = {"type": 1, "uuid": "s", "n": n, "r": 8, "p": p, "salt": salt.hex()}
    slot["key"], slot["key_params"] = _sealed(key, nonce, master)
    db, params = _sealed(master, nonce, plain)
    header = {"slots": [slot], "params": params}
    text = base64.b64encode(bytes.fromhex(db)).decode()
    path.write_text(json.dumps({"version": 1, "header": header, "db": text}))
    return str(path)


def _sealed(key: bytes, nonce: bytes, plain: bytes) -> tuple[str, dict[str, str]]:
    sealed = AESGCM(key).encrypt(nonce, plain, None)
    return sealed[:-16].hex(), {"nonce": nonce.hex(), "tag": sealed[-16:].hex()}


async def name_file(me: Walk, path: str) -> None:
    """In the verify tool: name a file, and wait until it is read."""
    await me.press("down")
    await me.paste(path)
    await me.press("enter")
    await worked(me)


async def worked(me: Walk) -> None:
    """Wait until the slow work is done."""
    for _ in range(2000):
        if me.app.screen.working is None:
            await me.quiet()
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"still working:\n{me.screen()}")
