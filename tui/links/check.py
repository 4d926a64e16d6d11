"""The verdict on one link, address or sender. Nothing is opened, nothing is looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec.structs import replace

from tui.links.browser import Seen, seen
from tui.links.hidden import address_in, passes_on, undisguised
from tui.links.likeness import holds_name
from tui.links.owner import LONGEST_HOST, owner_of
from tui.links.sender import check_sender, is_sender
from tui.links.stranger import NAME, stranger
from tui.links.theirs import is_theirs, named, official_host
from tui.links.verdict import Checked
from tui.text import clean

LONGEST = 65_536
"""Characters of an address or a message that are looked at."""
WRAPPERS = {"<": ">", '"': '"', "'": "'", "“": "”", "„": "“", "«": "»", "(": ")", "[": "]"}
"""What mail programs and people put around an address."""
SCHEMES = {
    "data": "It holds a page in itself, from nobody's site.",
    "javascript": "It is a program, not an address.",
    "vbscript": "It is a program, not an address.",
    "file": "It names a file on this computer, not a site.",
    "view-source": "It shows a page's source: open the address itself.",
    "tel": "It is a telephone number: who answers cannot be told from it.",
    "sms": "It is a telephone number: who answers cannot be told from it.",
    "ftp": "It is for files (FTP), not a web page.",
}
"""What is said of addresses that are not of the web."""
PADDING = " \t\r\n\f\v\u00a0\ufeff"

DISGUISED = "It is written in disguise, so that programs do not find it: genuine messages do not."
SEVERAL = "It is more than one word or line: check one address at a time."
PLAINLY = "The address is theirs; that says nothing of who sent it to you, or what they ask for."


def check(text: str, hosts: tuple[str, ...]) -> Checked:
    """Return the verdict on a link, an address or a sender; `hosts` are the playbook's.

    Never raises, whatever the text.
    """
    if len(text) > LONGEST:
        return Checked("unreadable", ("It is far too long for an address.",))
    bare = _unwrapped(text.strip(PADDING))
    if not bare:
        return Checked("unreadable", ("There is nothing to check.",))
    plain = undisguised(bare)
    if plain == bare:
        return _check(bare, hosts)
    return lowered(_check(plain, hosts), DISGUISED)


def lowered(checked: Checked, why: str) -> Checked:
    """Return the verdict with a further reason, one that takes "official" from it."""
    good = checked.verdict in ("official", "email_match")
    reasons = tuple(one for one in checked.reasons if one != PLAINLY)
    kept = "caution" if good else checked.verdict
    return replace(checked, verdict=kept, reasons=(why, *reasons))


def _check(text: str, hosts: tuple[str, ...]) -> Checked:
    if control := _control(text):
        opened = None if is_sender(text) else seen(_web(text) or text)
        return Checked("unreadable", (control,), None, _host(opened))
    if re.search(r"[\r\n]", text) and "@" in text and "//" not in text:
        return Checked("unreadable", (SEVERAL,))
    if is_sender(text):
        return check_sender(text, hosts)
    return _check_address(text, hosts)


def _check_address(text: str, hosts: tuple[str, ...]) -> Checked:
    web = _web(text)
    if web is None:
        return Checked("unreadable", (_other_scheme(text),))
    opened = seen(web)
    host = _host(opened)
    if opened is None or (wrong := _impossible(opened, text)):
        words = wrong if opened else _unopenable(text, hosts)
        return Checked("unreadable", (words,), None, host)
    name = opened.host.rstrip(".")
    if not is_theirs(name, hosts):
        dressed, also = tuple(_dress(opened, text, hosts)), tuple(_passing(opened, hosts))
        return replace(stranger(name, hosts, dressed=dressed, also=also), browser_host=host)
    if re.search(r"[^\S\t\r\n]", text):
        return Checked(
            "unreadable", ("It holds a blank: check one address at a time.",), None, host
        )
    return _theirs(text, opened, hosts)


def _theirs(text: str, opened: Seen, hosts: tuple[str, ...]) -> Checked:
    """Official where it is written plainly, and holds no other address."""
    owner, plain = owner_of(opened.host.rstrip(".")), official_host(text, hosts)
    whose = f"It belongs to {named(hosts)}."
    if plain is None or plain[0] != opened.host:
        odd = tuple(_oddities(text, opened, hosts)) or ("It is written in an unusual way.",)
        return Checked("caution", (whose, *odd), owner, opened.host)
    if inside := address_in(plain[1]):
        odd = (f"It holds another address, and may pass you on to it: {clean(inside, NAME)}.",)
        return Checked("caution", (whose, *odd), owner, opened.host)
    return Checked("official", (_listed(opened.host, whose, hosts), PLAINLY), owner, opened.host)


def _listed(host: str, whose: str, hosts: tuple[str, ...]) -> str:
    if host in (one.lower() for one in hosts):
        return whose
    return f"{whose[:-1]}; the name {clean(host, NAME)} is not one that this program lists."


def _oddities(text: str, opened: Seen, hosts: tuple[str, ...]) -> Iterator[str]:
    """What is odd about an address that a browser would open on a host of theirs."""
    if opened.scheme == "http":
        yield "http:// is not encrypted: others on the way can read and change it."
    if opened.port:
        yield f"The port {opened.port} is unusual."
    if opened.user:
        yield "A name stands before an @ in it: a way to show one address and open another."
    if "\\" in text:
        yield "It has backslashes, which programs read differently."
        other = _otherwise(text)
        if other and not is_theirs(other.host, hosts):
            yield f"Some programs would open {clean(other.host, NAME)} instead. Do not use it."
    lead = _lead(text)
    if re.search(r"[\t\r\n]", text):
        yield "It is broken over lines: check that all of it is one address."
    if not lead.isascii():
        yield "Some of its dots or letters are not the usual ones."
    if "%" in lead:
        yield "A part of its name is encoded: nobody needs that."
    if opened.host.endswith("."):
        yield "A dot ends its name."
    if not re.match(r"https?://(?![/\\])|[^/\\:]+(?:[/?#]|$|:\d)", text, re.IGNORECASE):
        yield "Its beginning is not the usual https://."
    if opened.host.count(".") > len(named(hosts).split(".")) + 8:
        yield "Its name has unusually many parts."
    if not text.isascii() and lead.isascii():
        yield "It holds letters that no plain address has."
    if inside := address_in(opened.rest):
        yield f"It holds another address, and may pass you on to it: {clean(inside, NAME)}."


def _dress(opened: Seen, text: str, hosts: tuple[str, ...]) -> Iterator[str]:
    """What makes a stranger's address look like theirs beside its name."""
    if opened.user:
        name = holds_name(opened.user, hosts)
        if name:
            yield f"“{name}” stands before an @: what comes after it is opened."
    other = _otherwise(text)
    if other and is_theirs(other.host.rstrip("."), hosts):
        yield f"Backslashes make it read as {clean(other.host, NAME)}: it is not."


def _otherwise(text: str) -> Seen | None:
    """Return what programs open for which a backslash is a letter like any (RFC 3986)."""
    return seen((_web(text) or text).replace("\\", "%5c")) if "\\" in text else None


def _passing(opened: Seen, hosts: tuple[str, ...]) -> Iterator[str]:
    """What the rest of a stranger's address pretends, or hides."""
    if name := holds_name(opened.rest, hosts):
        yield f"“{name}” stands only behind its name, where anyone can write it."
    if passes_on(opened.rest):
        yield f"It may pass you on to {clean(address_in(opened.rest) or 'elsewhere', NAME)}."


def _control(text: str) -> str:
    """Return what is wrong with the characters of a text, empty for nothing."""
    odd = [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\r\n"]
    return f"It holds control characters ({clean(odd[0])}): no address has them." if odd else ""


def _web(text: str) -> str | None:
    """Return `text` as an address of the web; None where its scheme is another."""
    joined = re.sub(r"[\t\r\n]", "", text)
    scheme, colon, rest = joined.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        return f"https:{joined}" if re.match(r"[/\\]{2}", joined) else f"https://{joined}"
    if scheme.lower() in ("http", "https"):
        return joined
    if "." in scheme or scheme.lower() == "localhost" or re.match(r"\d{1,5}(?:[/?#]|$)", rest):
        return f"https://{joined}"
    return None


def _other_scheme(text: str) -> str:
    scheme = text.partition(":")[0].strip().lower()
    if words := SCHEMES.get(scheme):
        return words
    return f"“{clean(scheme, 24)}:” is not an address of the web or of e-mail."


def _impossible(opened: Seen, text: str) -> str:
    """Return why nobody can have the name that a browser reads, empty if it is possible."""
    name = opened.host.rstrip(".")
    if not name or ".." in opened.host or name.startswith("."):
        return "A part of its name is missing."
    if len(name) > LONGEST_HOST or max(map(len, name.split("."))) > 63:
        return "Its name is longer than any name can be."
    if "." not in name and ":" not in name and name != "localhost" and "//" not in text:
        return "It is not a web address, nor an e-mail address."
    return ""


def _unopenable(text: str, hosts: tuple[str, ...]) -> str:
    if not re.search(r"[.:]", text):
        return "It is not a web address, nor an e-mail address."
    name = holds_name(_lead(text), hosts)
    return f"No browser can open it{f', though it holds “{name}”' if name else ''}."


def _lead(text: str) -> str:
    """Return what stands before path, query and fragment."""
    found = re.match(r"(?:[a-z]*:)?[/\\]*[^/?#\\]*", text, re.IGNORECASE)
    return found[0] if found else ""


def _host(opened: Seen | None) -> str | None:
    return opened.host if opened and opened.host and len(opened.host) <= LONGEST_HOST else None


def _unwrapped(text: str) -> str:
    """Return `text` without the one pair of brackets or quotes around it."""
    inner = text[1:-1]
    if len(text) > 2 and WRAPPERS.get(text[0]) == text[-1] and not set(inner) & {text[0], text[-1]}:
        return inner.strip(PADDING)
    return text
