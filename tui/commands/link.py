"""`sparekey link`: whose a link, an address, a sender is; or what a message leads to."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from tui.commands.case import playbook_of, printable
from tui.linking import key_in
from tui.links.check import LONGEST, check
from tui.links.message import Message, read_message
from tui.links.verdict import Checked
from tui.links.words import CUT, NO_PROOF, NOTHING, headline, reasons
from tui.symbols import ascii_only, to_ascii
from tui.text import clean

OFFICIAL, ELSE, REFUSED = 0, 1, 2
"""Exit statuses; of a message, 0 needs an address of theirs, no other, and no phrase that warns."""
HOLDS_KEY = (
    "This holds what looks like a key ({why}): it was not checked, and is not shown. A key belongs "
    "to nobody but you; sparekey verify asks for one unseen."
)


def run(options: argparse.Namespace) -> int:
    """Check `options.text`, or with "-" the message on standard input; `json` prints it so.

    Raises `StoreError` for the playbook.
    """
    hosts = playbook_of(options).hosts
    text = _message() if options.text == "-" else options.text
    if why := key_in(text):
        print(HOLDS_KEY.format(why=why), file=sys.stderr)
        return REFUSED
    found = read_message(text, hosts) if options.text == "-" else check(text, hosts)
    if options.json:
        print(json.dumps(_as_json(found), indent=2))
    else:
        words = printable(_as_text(found, hosts))
        print(to_ascii(words) if ascii_only() else words)
    good = found.clear if isinstance(found, Message) else found.verdict == "official"
    return OFFICIAL if good else ELSE


def _message() -> str:
    """Return what standard input holds, as far as it is looked at."""
    data = sys.stdin.buffer.read(4 * LONGEST + 4) if sys.stdin else b""
    return data.decode("utf-8-sig", "replace")


def _as_json(found: Checked | Message) -> dict[str, object]:
    if isinstance(found, Checked):
        return {
            "verdict": found.verdict,
            "reasons": list(found.reasons),
            "owner": found.owner,
            "browser_host": found.browser_host,
        }
    return {
        "links": [{"text": one.text, **_as_json(one.checked)} for one in found.links],
        "phrases": [
            {"kind": one.kind, "excerpt": one.excerpt, "reason": one.reason}
            for one in found.phrases
        ],
        "complete": found.complete,
    }


def _as_text(found: Checked | Message, hosts: tuple[str, ...]) -> Iterator[str]:
    if isinstance(found, Checked):
        yield from _verdict(found, hosts)
        return
    for one in found.links:
        yield clean(one.text)
        yield from (f"  {line}" for line in _verdict(one.checked, hosts))
    for phrase in found.phrases:
        yield f"“{phrase.excerpt}”"
        yield f"  {phrase.reason}"
    if not found.complete:
        yield CUT
    yield NO_PROOF if found.links or found.phrases else NOTHING


def _verdict(checked: Checked, hosts: tuple[str, ...]) -> Iterator[str]:
    yield headline(checked, hosts)
    yield from reasons(checked, hosts)
    if checked.browser_host:
        yield f"A browser would open: {checked.browser_host}"
