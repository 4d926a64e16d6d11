"""Telling text and pictures from everything else that a person may have saved."""

from __future__ import annotations

LARGEST_FILE = 10 * 2**20
"""Bytes; larger files that are no pictures are refused before anything is done with them."""
LARGEST_PICTURE = 50 * 2**20
"""Bytes; what to read of a file at most."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def is_picture(data: bytes) -> bool:
    """Tell whether `data` begins as a picture that QR codes can be looked for in."""
    if _is_plain_ascii(data[:16]):
        return False
    from tui.keys import qr

    return qr.is_picture(data)


def is_text(data: bytes) -> bool:
    """Tell whether `data` is text: UTF-8 or UTF-16, or links in another encoding."""
    if data.startswith(UTF_16):
        return True
    return b"\0" not in data and (_is_utf8(data) or b"otpauth" in data.lower())


def text_of(data: bytes) -> str:
    """Return the text of `data`, without byte order mark; what is not UTF-8 in it as escapes."""
    if data.startswith(UTF_16):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "backslashreplace")


def _is_plain_ascii(data: bytes) -> bool:
    return all(32 <= byte < 127 or byte in b"\t\r\n" for byte in data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
