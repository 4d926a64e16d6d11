"""Who owns a host's name, by the public suffix list (publicsuffix.org)."""

from __future__ import annotations

from functools import cache
from typing import Any

LONGEST_HOST = 253
"""Characters of a host name (RFC 1035, section 2.3.4, without the root's dot and length)."""


def owner_of(host: str) -> str | None:
    """Return the name that was registered: "a.example" of "b.a.example"; None where none is."""
    if not host or len(host) > LONGEST_HOST:
        return None
    found: str | None = _suffixes(only_icann=False).privatesuffix(host)
    return found


def shared_under(host: str) -> str | None:
    """Return the service under whose name anyone can put pages ("github.io"), if it is one."""
    whole = _suffixes(only_icann=True).privatesuffix(host)
    own = owner_of(host)
    if whole == own:
        return None
    return own.partition(".")[2] if own else host


def is_ending(label: str) -> bool:
    """Tell whether `label` is a top-level domain that exists."""
    found = _suffixes(only_icann=True).publicsuffix(f"x.{label}", accept_unknown=False)
    return found is not None


@cache
def _suffixes(*, only_icann: bool) -> Any:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(only_icann=only_icann)
