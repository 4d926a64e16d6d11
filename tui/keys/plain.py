"""Telling text from everything else that a person may have saved."""

from __future__ import annotations

from tui.keys.problem import KeyProblem

LARGEST_FILE = 10 * 2**20
"""Bytes; larger files are refused before anything is done with them."""

# First bytes of files that are not text, from each format's specification.
MAGIC = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x03\xd9\xa2\x9a", "a KeePass database"),
    (b"\xac\xed\x00\x05", "a FreeOTP backup"),
    (b"AUTHENTICATORPRO", "a Stratum backup"),
    (b"AuthenticatorPro", "a Stratum backup"),
)
MARKUP = {"{": "a JSON file", "[": "a JSON file", "<": "an XML or HTML file"}
HEIC = b"ftyp"
"""At byte 4 of pictures in ISO base media files (HEIC, AVIF)."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(data: bytes) -> str:
    """Return `data` as text: UTF-8 or UTF-16, with or without byte order mark.

    Links in other encodings are read too, what is not ASCII in them as escapes.
    Raises KeyProblem: too-large, not-text (with what it looks like).
    """
    if len(data) > LARGEST_FILE:
        raise KeyProblem("too-large", "This is larger than 10 MiB: it is not a saved key.")
    name = _binary(data)
    if name is None:
        text = _decoded(data)
        name = MARKUP.get(text.lstrip("\ufeff \t\r\n")[:1])
    if name is not None:
        message = f"This is {name}; this version reads typed keys and otpauth links."
        raise KeyProblem("not-text", message)
    return text


def _decoded(data: bytes) -> str:
    if data.startswith(UTF_16):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "backslashreplace")


def _binary(data: bytes) -> str | None:
    """Return what `data` looks like if it is not text."""
    for magic, name in MAGIC:
        if data.startswith(magic):
            return name
    if data[4:8] == HEIC:
        return "a picture"
    if data.startswith(UTF_16) or (_is_utf8(data) and b"\0" not in data):
        return None
    readable = b"otpauth" in data.lower() and b"\0" not in data
    return None if readable else "not text, perhaps an encrypted backup"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
