"""Files that cannot be read here: what they look like, and what to export instead."""

from __future__ import annotations

import re
from typing import Any

from tui.keys.problem import KeyProblem

INSTEAD = "Look for the key itself, a QR code, or an export of the app."
AUTHY = (
    "This looks like Authy's: Authy has no export. If a device with Authy still works, sign in"
    " with its code and set up 2FA again; otherwise go on with the reset."
)
KEEPASS = (
    "This is an old KeePass database: open it in KeePassXC, save it anew, or export a CSV file."
)
ENCRYPTED = "This is an encrypted file: decrypt it first with the program that made it."
PACKED = "This is an archive that is not read here: unpack it, and give the file inside."
DOCUMENT = "This is a document: copy the key or the link out of it, or picture its QR code."
DATABASE = "This is an app's own database, not its backup: export from the app instead."

# First bytes, from each format's specification.
BINARY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "This is a PDF document: give a picture of the QR code in it, or copy the key out."),
    (b"SQLite format 3\x00", DATABASE),
    (b"\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5", KEEPASS),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DOCUMENT),
    (b"{\\rtf", DOCUMENT),
    (b"\x1f\x8b", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"Rar!", PACKED),
    (b"BZh", PACKED),
    (b"\xfd7zXZ\x00", PACKED),
    (b"PK\x05\x06", "This is an empty archive: nothing is in it."),
    (b"bplist00", "This is a property list of Apple's: export from the app instead."),
    (b"ANDROID BACKUP", "This is an Android backup of an app: export from the app instead."),
    (b"Salted__", ENCRYPTED),
    (b"age-encryption.org/", ENCRYPTED),
    (b"ID3", "This is a sound or a film, not a saved key."),
    (b"OggS", "This is a sound or a film, not a saved key."),
    (b"\x7fELF", "This is a program, not a saved key."),
)
LOOKED_AT = 4096
"""Characters of a text."""

# How a text begins.
TEXTS: tuple[tuple[str, str], ...] = (
    (r"\{\\rtf", DOCUMENT),
    (r"-----BEGIN PGP", ENCRYPTED),
    (r"-----BEGIN AGE", ENCRYPTED),
    (r"age-encryption\.org/", ENCRYPTED),
    (r"ANDROID BACKUP", "This is an Android backup of an app: export from the app instead."),
    (r"-----BEGIN ", "This is a key or certificate of another kind, not one of a 2FA account."),
    (r"<.*authy", AUTHY),
    (
        r"<!doctype html|<html",
        "This is a web page: give a picture of its QR code, or the link.",
    ),
    (r"<", f"This is an XML file that is not read here. {INSTEAD}"),
    (
        r"(?-i:(?=\S*[a-z])(?=\S*[A-Z])(?=\S*[0-9]))[A-Za-z0-9+/\s]{200,}={0,2}\s*\Z",
        "This is a long text in base64, perhaps an encrypted backup (TOTP Authenticator's?)."
        " Export from the app as otpauth links or QR codes instead.",
    ),
)

# Keys that an object has, or the first object of a list.
OBJECTS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"authenticator_tokens"}), AUTHY),
    (frozenset({"encrypted_seed"}), AUTHY),
    (frozenset({"shared_secret", "account_name"}), "This is a Steam Guard file: no TOTP key."),
    (frozenset({"otpGenerator"}), f"This is Duo's own file, not an export. {INSTEAD}"),
    (frozenset({"crypto", "address"}), "This is a crypto wallet, not the key of a 2FA account."),
    (frozenset({"vault", "salt"}), "This may be a crypto wallet, not the key of a 2FA account."),
)
NAMES: tuple[tuple[str, str], ...] = (
    ("authy", AUTHY),
    ("1pif", "This looks like an old 1Password export: export as .1pux instead."),
    ("opvault", "This looks like 1Password's own files: export as .1pux instead."),
    ("enpass", "This looks like Enpass's own file: export as CSV from Enpass instead."),
)


def of_bytes(data: bytes) -> KeyProblem | None:
    """Return the problem with a file that is no text, known by its first bytes."""
    for magic, message in BINARY:
        if data.startswith(magic):
            return KeyProblem("not-text", message)
    return None


def of_text(text: str, name: str = "") -> KeyProblem | None:
    """Return the problem with a text that holds no key, known by how it begins or by its name."""
    start = text.lstrip("\ufeff \t\r\n")
    for pattern, message in TEXTS:
        if re.match(pattern, start[:LOOKED_AT], re.IGNORECASE):
            return KeyProblem("not-text", message)
    return of_bytes(start[:16].encode("utf-8", "replace")) or of_name(name)


def of_json(document: object) -> KeyProblem:
    """Return the problem with a JSON document of no known format."""
    names = _names(document)
    for marks, message in OBJECTS:
        if marks <= names:
            return KeyProblem("unknown-json", message)
    return KeyProblem("unknown-json", f"This JSON file is of no app that is known here. {INSTEAD}")


def unknown(name: str = "") -> KeyProblem:
    """Return the problem with a file that nothing is known of but perhaps its name."""
    message = f"This is not text, and no backup that is known here. {INSTEAD}"
    return of_name(name) or KeyProblem("not-text", message)


def of_name(name: str) -> KeyProblem | None:
    """Return what a file that says nothing itself may be, by its name."""
    for part, message in NAMES:
        if part in name.lower():
            return KeyProblem("not-text", message)
    return None


def _names(document: object) -> frozenset[str]:
    first: Any = document[0] if isinstance(document, list) and document else document
    return frozenset(first) if isinstance(first, dict) else frozenset()
