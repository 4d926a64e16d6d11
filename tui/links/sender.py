"""The verdict on an e-mail sender: a domain can be compared, who wrote cannot."""

from __future__ import annotations

import re
from urllib.parse import unquote

from msgspec.structs import replace

from tui.links.browser import seen
from tui.links.hidden import address_in
from tui.links.likeness import holds_name
from tui.links.owner import owner_of
from tui.links.stranger import NAME, stranger
from tui.links.theirs import is_theirs, named, sender_host
from tui.links.verdict import Checked
from tui.text import clean

FORGED = "Anyone can forge a sender: this proves nothing. Open the site or the app yourself."
_HEADER = re.compile(r"(?:from|sender|reply-to|return-path|to|von|de|da)\s*:\s*", re.IGNORECASE)
_NAMED = re.compile(r"(?P<shown>[^<>]*)<(?P<address>[^<>]*)>")


def is_sender(text: str) -> bool:
    """Tell whether a text is to be read as a sender rather than as an address of the web."""
    rest = _HEADER.sub("", text, count=1) if _HEADER.match(text) else text
    if rest.lower().startswith("mailto:") or ("@" in rest and _NAMED.fullmatch(rest)):
        return True
    local, _, domain = rest.rpartition("@")
    return bool(local) and not re.search(r"[/?#\\:]", local) and not re.search(r"[/?#\\]", domain)


def check_sender(text: str, hosts: tuple[str, ...]) -> Checked:
    """Return the verdict on a sender: "Support <help@…>", an address alone, a mailto: link."""
    sender = _HEADER.sub("", text, count=1) if _HEADER.match(text) else text
    shown, address, more = _parts(sender)
    domain = address.rpartition("@")[2]
    if domain.startswith("["):
        return Checked("not_official", ("It names a computer by its number: no owner is named.",))
    opened = None if re.search(r"[\s/?#\\:@%<>]", domain) else seen(f"https://{domain}")
    if opened is None or not opened.host or "@" not in address:
        return Checked("unreadable", ("It is not an e-mail address that can be read.",))
    host = opened.host.rstrip(".")
    if not is_theirs(host, hosts):
        return _stranger(host, shown, address, hosts)
    return _theirs(host, shown, address, more, hosts)


def _parts(sender: str) -> tuple[str, str, str]:
    """Return the name shown, the address, and what a mailto: link adds."""
    if sender.lower().startswith("mailto:"):
        address, _, more = sender[len("mailto:") :].partition("?")
        return "", address, more
    named_one = _NAMED.fullmatch(sender)
    if named_one:
        return named_one["shown"].strip(), named_one["address"].strip(), ""
    return "", sender, ""


def _theirs(host: str, shown: str, address: str, more: str, hosts: tuple[str, ...]) -> Checked:
    owner = owner_of(host)
    whose = f"Its domain belongs to {named(hosts)}."
    if sender_host(address, hosts) != host:
        odd = "It is written in an unusual way: the mail may go elsewhere."
    elif "@" in unquote(more):
        odd = "It adds further addresses to the mail."
    elif _shows_another(shown, address, hosts):
        odd = "The name before it shows another address."
    else:
        return Checked("email_match", (whose, FORGED), owner)
    return Checked("caution", (whose, odd, FORGED), owner)


def _shows_another(shown: str, address: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether the name before an address shows one that is not theirs, or another sender."""
    plain = shown.strip("\"' ").lower()
    if "@" in plain:
        return plain != address.lower()
    inside = address_in(plain)
    return inside is not None and not is_theirs(inside, hosts)


def _stranger(host: str, shown: str, address: str, hosts: tuple[str, ...]) -> Checked:
    """A name shown, or one before the @, may be anything: only the domain after it counts."""
    local = address.rpartition("@")[0]
    found = next((name for part in (shown, local) if (name := holds_name(part, hosts))), None)
    words = f"“{found}” stands only in the name before {clean(host, NAME)}: anyone can write that."
    checked = stranger(host, hosts, dressed=(words,) if found else ())
    return replace(checked, browser_host=None)
