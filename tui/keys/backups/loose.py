"""Any JSON document with otpauth links in it, whoever wrote it. Nothing else of it is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.keys import uri
from tui.keys.backups.accounts import Found, each
from tui.keys.entry import Entry

FORMAT = "uri"
TITLE = "JSON file with otpauth links"


def recognise(document: object) -> bool:
    """Tell whether any of its texts begins as an otpauth link."""
    return next(_links(document), None) is not None


def read(document: object, password: str | None) -> Iterable[Found]:
    """Return the accounts of the links; there is nothing to open."""
    return each(_links(document), _entry)


def _entry(link: object) -> Entry:
    return uri.parse(str(link))


def _links(document: object) -> Iterator[str]:
    """Return the links in the order of the document, without recursion."""
    waiting = [document] if isinstance(document, dict | list) else []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and uri.SCHEME.match(value.lstrip()):
            yield value
        elif isinstance(value, dict | list):
            inside = list(value.values()) if isinstance(value, dict) else value
            waiting.extend(reversed(inside))
