"""Services under whose name strangers stand: short links, chats, free pages, mailboxes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import tomli

from tui.links.owner import shared_under

SERVICES = Path(__file__).with_name("services.toml")


def service_of(host: str) -> str | None:
    """Return in words what kind of service a host is, where its name says nothing of who writes."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        if words := _services().get(".".join(labels[start:])):
            return words
    under = shared_under(host)
    return f"Anyone can put a page under {under}." if under else None


@cache
def _services() -> dict[str, str]:
    found = tomli.loads(SERVICES.read_text(encoding="utf-8"))["service"]
    return {host: one["says"] for one in found for host in one["hosts"]}
