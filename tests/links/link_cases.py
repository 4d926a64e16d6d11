"""The list of addresses, what each may be called, and a strict reading of our own to compare."""

from __future__ import annotations

import json
import re
from pathlib import Path

import ada_url

HOSTS = ("crypto.com", "help.crypto.com", "chat.crypto.com")
CASES = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))["cases"]
GOOD = ("official", "email_match")
RFC_3986 = re.compile(
    r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
"""Appendix B of RFC 3986: how a generic program takes an address apart."""


def under(host: str, of: str = "crypto.com") -> bool:
    """Label by label: is `host` that name, or under it?"""
    return host.lower().split(".")[-len(of.split(".")) :] == of.split(".")


def opened_by_a_browser(address: str) -> str | None:
    """The host that a browser opens with https, else None; blanks and brackets around it apart."""
    text = address.strip().strip("<>()[]\"'“”„«»").strip()
    if not text.lower().startswith("https://"):
        text = f"https://{text}"
    try:
        url = ada_url.URL(text)
    except ValueError:
        return None
    return url.hostname if url.protocol == "https:" and url.port in ("", "443") else None


def opened_by_a_generic_program(address: str) -> str:
    """The host by RFC 3986, without a port; a user name stays in it, so nothing hides there."""
    text = address.strip().strip("<>()[]\"'“”„«»").strip()
    scheme, authority, *_ = RFC_3986.fullmatch(text).groups()
    if authority is None:
        _, authority, *_ = RFC_3986.fullmatch(f"https://{text}").groups()
    assert scheme is None or scheme.lower() == "https" or "//" not in text
    return authority.removesuffix(":443")


def assert_truly_theirs(address: str) -> None:
    """Two readings that are not ours both end at their host."""
    assert address.strip().isascii(), address
    browser, generic = opened_by_a_browser(address), opened_by_a_generic_program(address)
    assert browser is not None, address
    assert under(browser), address
    assert generic.lower() == browser, address
