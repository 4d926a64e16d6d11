"""What each target begins with: real samples, made by the other tests' builders."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent
for place in (TESTS.parent, TESTS):
    if str(place) not in sys.path:
        sys.path.insert(0, str(place))

from keys import backups_made  # noqa: E402
from terminal_support import progress_at  # noqa: E402

from tui.journey.progress import ProgressCodec  # noqa: E402
from tui.playbooks import BUILT_IN  # noqa: E402
from tui.store.document import plain, render  # noqa: E402

KEY = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
EXPORT = "CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZSABKAEwAhABGAEgACjr4JKK/v////8B"  # fmt: skip
"""The example of Google's message that is passed around since 2020."""


def seeds(target: str) -> list[bytes]:
    """Return samples for that target."""
    if target.startswith("backup-") or target == "file":
        return [one.data for one in backups_made.SAMPLES.values()]
    return SEEDS[target]() if target in SEEDS else []


def _progress() -> list[bytes]:
    codec = ProgressCodec()
    return [
        render({"schema": 1, "generation": 3, **plain(codec.dump(progress_at(step)))})
        for step in ("request", "review", "prevention", "")
    ]


def _photos(kind: str) -> list[bytes]:
    sys.path.insert(0, str(TESTS / "photos"))
    import made_jpegs
    import made_pngs

    made = made_jpegs if kind == "jpeg" else made_pngs
    start = 3 if kind == "jpeg" else 8
    return [data[start:] for data in made.everything().values()]


SEEDS = {
    "typed": lambda: [
        KEY.encode(),
        b" ".join(KEY[n : n + 4].encode() for n in range(0, 32, 4)),
        f"otpauth://totp/a:b?secret={KEY}&issuer=a&digits=8".encode(),
        b"name,url,totp\nx,https://crypto.com," + KEY.encode(),
        b'[{"secret": "MFRGGZDFMZTWQ2LK"}]',
    ],
    "link": lambda: [
        f"totp/a:b?secret={KEY}&issuer=a&algorithm=SHA256&digits=8&period=60#x".encode(),
        f"hotp/x?secret={KEY}&counter=5".encode(),
    ],
    "export": lambda: [base64.b64decode(EXPORT)],
    "progress": _progress,
    "playbook": lambda: [BUILT_IN.read_bytes()],
    "address": lambda: [
        b"https://crypto.com/",
        b"https://help.crypto.com:443/en?a=b#c",
        b"https://evil.example\\@crypto.com/",
        "https://сrypto.com/".encode(),
        b"//crypto.com.evil.example/%2f%2fcrypto.com",
    ],
    "sender": lambda: [b"Crypto.com <hello@crypto.com>", b'"a@crypto.com" <x@evil.example>'],
    "message": lambda: [
        b"Dear user, your account is locked. Visit https://crypto-com.example/login now\n"
        b"or write to help@crypto.com. Never share your 2FA code 123 456.",
    ],
    "jpeg": lambda: _photos("jpeg"),
    "png": lambda: _photos("png"),
    "exif": lambda: [b"II*\0\x08\0\0\0\x01\0\x12\x01\3\0\1\0\0\0\6\0\0\0\0\0\0\0"],
    "text": lambda: ["a\x1b[2Jb\u202ec e\u0301\u0316 abandon ability 123 456".encode()],
}
