"""The hosts of the playbook, and what is official: decided by patterns, without a URL parser."""

from __future__ import annotations

import re
from functools import lru_cache

from tui.links.owner import LONGEST_HOST, owner_of

_LABELS = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){0,8}"
"""What may stand before a host of theirs (RFC 1123, section 2.1), eight deep."""
_LOCAL = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}"
"""The plain names before the @ of a sender (a part of RFC 5321, section 4.1.2)."""


@lru_cache(maxsize=8)
def names(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the registered names of the playbook's hosts: "harbor.example"."""
    return tuple(dict.fromkeys(owner_of(host.lower()) or host.lower() for host in hosts))


def named(hosts: tuple[str, ...]) -> str:
    """Return these names in words."""
    return " or ".join(names(hosts))


def is_theirs(host: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether a host in lower case is one of theirs or under it."""
    return any(host == one.lower() or host.endswith(f".{one.lower()}") for one in hosts)


def official_host(address: str, hosts: tuple[str, ...]) -> tuple[str, str] | None:
    """Return host and rest of an https address of theirs written plainly, else None.

    Printable ASCII, no backslash, no user, no port but 443; `https://` may be left out.
    """
    if not re.fullmatch(r"[\x21-\x5b\x5d-\x7e]+", address):
        return None
    start = re.match(r"[^/?#]*(?://[^/?#]*)?", address)
    lead = start[0] if start else ""
    found = _official(hosts).fullmatch(lead.lower() + address[len(lead) :])
    if found is None or len(found["host"]) > LONGEST_HOST:
        return None
    return found["host"], found["rest"] or ""


def sender_host(address: str, hosts: tuple[str, ...]) -> str | None:
    """Return the host of an e-mail address of theirs written plainly, else None."""
    local, _, host = address.partition("@")
    host = host.lower() if host.isascii() else ""
    plain = re.fullmatch(_LOCAL, local) and _host(hosts).fullmatch(host)
    return host if plain and len(host) <= LONGEST_HOST else None


@lru_cache(maxsize=8)
def _host(hosts: tuple[str, ...]) -> re.Pattern[str]:
    ends = "|".join(re.escape(host.lower()) for host in hosts)
    return re.compile(rf"{_LABELS}(?:{ends})")


@lru_cache(maxsize=8)
def _official(hosts: tuple[str, ...]) -> re.Pattern[str]:
    host = _host(hosts).pattern
    return re.compile(rf"(?:https://)?(?P<host>{host})(?::443)?(?P<rest>[/?#][\x21-\x7e]*)?")
