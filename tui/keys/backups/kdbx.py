"""KeePass databases (KDBX 3.1 and 4), through pykeepass: an extra, since it is under the GPL."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from tui.keys.backups import kdbx_header, lock
from tui.keys.backups.accounts import Found, each
from tui.keys.backups.kdbx_otp import entry_of
from tui.keys.problem import KeyProblem

FORMAT = "kdbx"
TITLE = "KeePass database"

MISSING = (
    "This is a KeePass database: install SpareKey as sparekey[kdbx] to read it, or export a CSV"
    " file from KeePassXC and give that."
)
KEY_FILE = (
    "If it takes a key file or a hardware key as well, open it in KeePassXC, export a CSV file, and"
    " give that."
)
DAMAGED = (
    "This KeePass database is cut or damaged, or of a kind that is not known here: export a CSV"
    " file from KeePassXC and give that."
)


def recognise(document: object) -> bool:
    """Tell whether it begins as a database of version 3 or 4."""
    return isinstance(document, bytes) and document.startswith(kdbx_header.MAGIC)


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of entries that hold a 2FA key; a key file is not read."""
    assert isinstance(document, bytes)
    try:
        pykeepass = import_module("pykeepass")
    except ImportError:
        raise KeyProblem("needs-kdbx", MISSING) from None
    derivation = kdbx_header.derivation(document)
    transformed = derivation.key(password)
    return each(_strings(_opened(pykeepass, document, password, transformed)), entry_of)


def _opened(pykeepass: Any, data: bytes, password: str | None, transformed: bytes | None) -> Any:
    """Return the open database. pykeepass raises what its parsers do, so anything may come."""
    wrong = pykeepass.exceptions.CredentialsError
    try:
        return pykeepass.PyKeePass(io.BytesIO(data), password=password, transformed_key=transformed)
    except wrong:
        raise lock.Sealed(wrong=True, advice=KEY_FILE) from None
    except Exception:
        raise KeyProblem("damaged", DAMAGED) from None


def _strings(database: Any) -> Iterator[object]:
    """Return the names and texts of every entry, without its password."""
    for entry in database.entries:
        texts = {**entry.custom_properties, "otp": entry.otp}
        yield {**texts, "Title": entry.title, "UserName": entry.username}
