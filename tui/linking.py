"""One use of the link tool: what was given, guarded against keys; an address or a message.

Nothing of it is ever saved. The screen draws it and the command line prints it.
"""

from __future__ import annotations

import re
import unicodedata

from tui.keys.links import looks_like_key
from tui.links.check import LONGEST, check
from tui.links.message import Message, read_message
from tui.links.sender import is_sender
from tui.links.verdict import Checked
from tui.text import clean, key_like

_ADDRESS = re.compile(r"(?:https?|hxxps?)://\S+|www\.\S+", re.IGNORECASE)
_ESCAPE = re.compile(r"\\x([0-9a-f]{2})|\\u\{([0-9a-f]{1,6})\}")


def key_in(text: str) -> str | None:
    """Return in a few words why `text` may hold a key, or None.

    The long numbers and letters within web addresses are no keys; an otpauth address is one.
    """
    if "otpauth" in text.lower():
        return "the address inside a 2FA QR code"
    words = _ADDRESS.sub(" ", text)
    if why := key_like(words):
        return why
    groups = words.split()
    even = len({len(group) for group in groups}) == 1
    return "a key" if even and looks_like_key(words) else None


def read(text: str, hosts: tuple[str, ...]) -> Checked | Message:
    """Return what is said of one address or sender, or of a message; `hosts` are the playbook's."""
    bare = text.strip()
    one_line = "\n" not in bare and "\r" not in bare
    if one_line and (not re.search(r"\s", bare) or ("<" in bare and is_sender(bare))):
        return check(text, hosts)
    return read_message(text, hosts)


def shown(text: str) -> str:
    """Return a pasted text as it can be shown: what nobody would see stands as its number."""
    lines = text[:LONGEST].splitlines()
    return "\n".join(line if line.isprintable() else clean(line, LONGEST) for line in lines)


def meant(text: str) -> str:
    """Return what a text means that `shown` made: the numbers of unseen characters read back.

    Only those: a number that stands for a letter or a dot stays as it was typed.
    """
    return _ESCAPE.sub(lambda found: _unseen(found) or found[0], text)


def _unseen(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    char = chr(number) if number <= 0x10FFFF else ""
    return char if char and unicodedata.category(char)[0] == "C" and char not in "\n\r" else ""
