"""Addresses inside an address, and addresses written in disguise."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

ROUNDS = 3
"""How often an encoded text is decoded: who encodes more often is read as not decoded."""
FILES = (
    "html htm xhtml php asp aspx jsp pdf txt md csv json xml js mjs css png jpg jpeg gif svg webp "
    "ico mp4 apk zip gz"
)
"""Endings of file names that are no host's."""

_FILES = frozenset(FILES.split())
_DOTS = str.maketrans(dict.fromkeys("。．｡․", "."))
"""Full stops that a browser reads as dots (UTS 46), and one that looks like it."""
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,10}\.([^\W\d_][\w-]{1,62})")
_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|period|sol|colon|commat|amp|dot);")

_DOT = r"(?:\.|dot|punkt|punto|point|ponto)"
_AT = r"(?:@|at|arroba)"
_DISGUISES = (
    (re.compile(r"\bh(?:xx|\*\*)p(s?)(?=\[?:)", re.IGNORECASE), r"http\1"),
    (re.compile(r"\[:\](?=//)"), ":"),
    (re.compile(r"\[://\]|:\[//\]"), "://"),
    (re.compile(rf"\s?[\[({{<]\s?{_DOT}\s?[\])}}>]\s?", re.IGNORECASE), "."),
    (re.compile(rf"\s?[\[({{<]\s?{_AT}\s?[\])}}>]\s?", re.IGNORECASE), "@"),
    (re.compile(r"(?<=\w) at (?=[\w-]{1,63}(?: dot [\w-]{1,63}){1,4}\b)", re.IGNORECASE), "@"),
    (re.compile(r"(?<=\w) dot (?=[a-z]{2,24}\b)", re.IGNORECASE), "."),
)
"""How addresses are written so that programs don't find them: `hxxps`, `[.]`, "dot"."""


def undisguised(text: str) -> str:
    """Return `text` with its addresses written plainly; the same text where they are."""
    plain = _entities(text)
    for pattern, meant in _DISGUISES:
        plain = pattern.sub(meant, plain)
    return plain


def address_in(rest: str) -> str | None:
    """Return what in a path, query or fragment looks like another address, or None."""
    for text in _readings(rest):
        if found := re.search(r"https?|[/\\]{2}", text, re.IGNORECASE):
            return _host_in(text[found.start() :]) or found[0]
        if host := _host_in(text):
            return host
    return None


def passes_on(rest: str) -> bool:
    """Tell whether a path, query or fragment holds a whole address of the web."""
    return any(re.search(r"https?:", text) for text in _readings(rest))


def _readings(rest: str) -> list[str]:
    """Return a text as it stands and as it is decoded, each reading once."""
    readings = [rest.lower()]
    for _ in range(ROUNDS):
        text = unquote(_entities(readings[-1]))
        text = unicodedata.normalize("NFKC", text).translate(_DOTS).lower()
        if text == readings[-1]:
            break
        readings.append(text)
    return readings


def _host_in(text: str) -> str | None:
    for found in _HOST.finditer(text):
        if found[1] not in _FILES:
            return found[0]
    number = _NUMBER.search(text)
    return number[0] if number else None


def _entities(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)
