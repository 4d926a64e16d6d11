"""What a browser would make of an address, by the WHATWG URL Standard (ada-url)."""

from __future__ import annotations

import ipaddress

from msgspec import Struct


class Seen(Struct, frozen=True):
    """An address as a browser reads it."""

    host: str
    scheme: str
    port: str
    user: str
    rest: str
    """Path, query and fragment."""


def seen(address: str) -> Seen | None:
    """Return what a browser would open, or None where it would open nothing."""
    import ada_url

    try:
        url = ada_url.URL(address)
    except ValueError:  # no address, or text that no UTF-8 can hold
        return None
    user = f"{url.username}:{url.password}".rstrip(":")
    rest = f"{url.pathname}{url.search}{url.hash}"
    return Seen(url.hostname, url.protocol.rstrip(":"), url.port, user, rest)


def is_number(host: str) -> bool:
    """Tell whether a host, as a browser reads it, is an IP address."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def as_read(host: str) -> str:
    """Return a host with its punycode labels (RFC 3492) as the letters that they stand for."""
    return ".".join(_letters(label) for label in host.split("."))


def _letters(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label
