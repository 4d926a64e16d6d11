"""Looking into documents that anybody may have written: every type is checked, none is assumed.

Names of fields are ours and may stand in a problem; values never do.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any

from tui.keys.problem import KeyProblem

Record = dict[str, Any]

DEEPEST = 64
"""Levels of nesting in a JSON file; real backups have six at most."""
MOST_CONTAINERS = 500_000
"""Objects and lists in a JSON file: each takes up to 250 bytes of memory, however short it is."""
STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
BRACKET = re.compile(r"[^\[\]{}]+")
NUMBER = re.compile(r"[0-9]{1,19}")


def parsed(text: str) -> object:
    """Return the JSON document in `text`. Raises KeyProblem: bad-json, too-deep, too-many."""
    text = text.lstrip("\ufeff \t\r\n")
    if text.count("{") + text.count("[") > DEEPEST:  # with fewer it cannot be too deep
        _check_size(BRACKET.sub("", STRING.sub("", text)))
    try:
        return json.loads(text)
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        message = "This looks like a JSON file, but it is cut or damaged: make the export again."
        raise KeyProblem("bad-json", message) from None


def _check_size(brackets: str) -> None:
    """Refuse what would take far more memory than a backup does, before it is parsed."""
    if len(brackets) > 2 * MOST_CONTAINERS:
        raise KeyProblem("too-many", "This JSON file holds far more than any backup: not read.")
    for _ in range(DEEPEST):
        shorter = brackets.replace("[]", "").replace("{}", "")
        if len(shorter) == len(brackets):
            return
        brackets = shorter
    if brackets:
        raise _too_deep()


def _too_deep() -> KeyProblem:
    return KeyProblem("too-deep", "This JSON file is nested deeper than any backup: not read.")


def record(value: object, name: str = "entry") -> Record:
    """Return `value` if it is a JSON object. Raises KeyProblem wrong-type."""
    if not isinstance(value, dict):
        raise _wrong(name, "an object")
    return value


def part(within: Record, name: str) -> Record:
    """Return an object in an object, empty where there is none. Raises KeyProblem wrong-type."""
    value = within.get(name)
    return {} if value is None else record(value, name)


def rows(within: Record, name: str) -> list[object]:
    """Return a list in an object, empty where there is none. Raises KeyProblem wrong-type."""
    value = within.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _wrong(name, "a list")
    return value


def text(within: Record, *names: str) -> str:
    """Return the first text of `names` that is not empty, "" without. Raises KeyProblem wrong-type.

    Numbers count as text: some apps write them without quotes.
    """
    for name in names:
        value = within.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = json.dumps(value)
        if value is not None and not isinstance(value, str):
            raise _wrong(name, "text")
        if value:
            return value
    return ""


def whole(within: Record, name: str) -> int | None:
    """Return a whole number, also one written as text; None without. Raises KeyProblem wrong-type.

    Negative ones are none: nothing that is read here can be negative.
    """
    value = within.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(name, "a whole number")
    return value


def needed(within: Record, name: str) -> int:
    """Return a whole number that must be there. Raises KeyProblem wrong-type."""
    value = whole(within, name)
    if value is None:
        raise _wrong(name, "a whole number")
    return value


def from_base64(encoded: str, name: str, length: int | None = None) -> bytes:
    """Return decoded base64, of exactly `length` bytes if given. Raises KeyProblem damaged."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise damaged(name) from None
    return _of_length(data, name, length)


def from_hex(encoded: str, name: str, length: int | None = None) -> bytes:
    """Return decoded hex, of exactly `length` bytes if given. Raises KeyProblem damaged."""
    try:
        data = binascii.unhexlify(encoded)
    except ValueError:
        raise damaged(name) from None
    return _of_length(data, name, length)


def damaged(name: str) -> KeyProblem:
    """Return the problem of a part that is not what the format says."""
    message = f"The file's “{name}” is cut or damaged: look for another copy, or export again."
    return KeyProblem("damaged", message)


def _of_length(data: bytes, name: str, length: int | None) -> bytes:
    if length is not None and len(data) != length:
        raise damaged(name)
    return data


def _wrong(name: str, kind: str) -> KeyProblem:
    return KeyProblem("wrong-type", f"Its “{name}” is not {kind}: the file was changed or damaged.")
