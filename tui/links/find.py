"""Every link, address and sender of a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from tui.links.browser import is_number, seen
from tui.links.check import DISGUISED
from tui.links.hidden import undisguised
from tui.links.likeness import likeness
from tui.links.owner import is_ending
from tui.links.theirs import names

GLUED = "It is stuck to other text: what opens may be another address."
CONTINUED = "What follows may belong to it: what opens may be another address."

_SCHEME = re.compile(
    r"(?:https?|ftp|wss?|file|tg|whatsapp|intent|market)://|https?:|(?:data|javascript|mailto|"
    r"view-source|vbscript|tel|sms):(?=\S)",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?P<shown>[^<>\n]{0,120})<(?P<address>[^<>\s@]{1,200}@[^<>\s]{1,260})>")
_BARE = re.compile(
    r"[\w%-]{1,200}(?:[.。．｡․][\w%-]{1,200}){0,20}[.。．｡․]([\w-]{1,63})\.?(?::\d{1,6})?(?:[/\\?#].*)?",
    re.DOTALL,
)
_INNER = re.compile(r"[<>\"`]+|\]\(")
_BEFORE = "([{<\"'`“„”«»‘’*_~|•>"
_AFTER = ",;:!?\"'`”’»“*_~|>"
_CLOSING = {")": "(", "]": "[", "}": "{"}
_STARTS_ANEW = re.compile(r"[^./@\\]*[:=(,;|]")
"""Text before an address in the same word, after which the address begins for certain."""
_GOES_ON = re.compile(r"[.。．｡․@\\/:%]\S*\w|-\S*\.\w")


class Candidate(Struct, frozen=True):
    """What may be an address; `doubt`: why it can't be official as it stands."""

    text: str
    doubt: str = ""


def candidates(text: str, hosts: tuple[str, ...]) -> Iterator[Candidate]:
    """Yield every link, address and sender of a message, in its order; some more than once."""
    for line in text.splitlines():
        plain = undisguised(line)
        for one in _in_line(plain, hosts):
            hidden = one.text not in line and one.doubt != CONTINUED
            yield Candidate(one.text, one.doubt or DISGUISED) if hidden else one
    yield from _over_lines(text, hosts)


def _in_line(line: str, hosts: tuple[str, ...]) -> Iterator[Candidate]:
    senders: list[tuple[int, int]] = []
    for found in _SENDER.finditer(line):
        senders.append(found.span())
        yield Candidate(found[0].strip())
    for word in re.finditer(r"\S+", line):
        named = any(start <= word.start() < end for start, end in senders)
        for one in _in_word(word[0], hosts):
            if not (named and "@" in one.text and "/" not in one.text):
                yield one


def _over_lines(text: str, hosts: tuple[str, ...]) -> Iterator[Candidate]:
    """Addresses that may go on behind a blank or a line break."""
    words = text.split()
    for word, after in pairwise(words):
        if _GOES_ON.match(after) and not _SCHEME.match(after):
            first = next(_in_word(word, hosts), None)
            if first and word.endswith(first.text):
                yield Candidate(first.text, CONTINUED)
                yield Candidate(_trimmed(first.text + after), CONTINUED)


def _in_word(word: str, hosts: tuple[str, ...]) -> Iterator[Candidate]:
    core = _trimmed(word)
    if not re.search(r"[.:@。．｡․/\\]", core):
        return
    pieces = [piece for piece in map(_trimmed, _INNER.split(core)) if piece]
    if len(pieces) > 1 and _SCHEME.match(core):
        yield Candidate(core, GLUED)
    for piece in pieces:
        yield from _in_piece(piece, GLUED if len(pieces) > 1 else "", hosts)


def _in_piece(piece: str, doubt: str, hosts: tuple[str, ...]) -> Iterator[Candidate]:
    scheme = _SCHEME.search(piece)
    if scheme and scheme.start():
        lead = piece[: scheme.start()]
        if _STARTS_ANEW.fullmatch(lead):
            yield Candidate(piece[scheme.start() :], doubt)
            return
        yield Candidate(piece[scheme.start() :], GLUED)
    if scheme or _is_address(piece, hosts):
        yield Candidate(piece, doubt)


def _is_address(piece: str, hosts: tuple[str, ...]) -> bool:
    local, _, domain = piece.rpartition("@")
    if local and re.search(r"\w", local) and re.search(r"[.。．｡․]\w|\[", domain):
        return True
    if re.match(r"[/\\]{2}\w", piece) or re.match(r"www\.\w", piece, re.IGNORECASE):
        return True
    found = _BARE.fullmatch(piece)
    if found is None or (piece[0].isupper() and piece.lower() in names(hosts)):
        return False  # with a capital, in the middle of words, it is their name, not an address
    return _is_name(piece, found[1], hosts)


def _is_name(piece: str, ending: str, hosts: tuple[str, ...]) -> bool:
    """Tell a host from two sentences without a blank between, or a file's name."""
    opened = seen(f"https://{piece}")
    if opened is None:
        return False
    host = opened.host.rstrip(".")
    if is_number(host):
        return re.match(r"\d+(?:\.\d+){3}\b", piece) is not None
    return is_ending(host.rpartition(".")[2]) and (
        not ending[:1].isupper() or ending.isupper() or likeness(host, hosts) is not None
    )


def _trimmed(word: str) -> str:
    """Return a word without the punctuation of the sentence around it."""
    word = word.lstrip(_BEFORE)
    spare = {end: word.count(end) - word.count(start) for end, start in _CLOSING.items()}
    last = len(word)
    while last:
        char = word[last - 1]
        unpaired = spare.get(char, 0) > 0
        full_stop = char == "." and word[last - 2 : last] != ".."
        if not (char in _AFTER or unpaired or full_stop):
            break
        if unpaired:
            spare[char] -= 1
        last -= 1
    return word[:last]
