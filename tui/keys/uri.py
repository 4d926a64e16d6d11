"""Reading otpauth links: the Key-Uri-Format of Google's wiki, and what apps made of it.

Written by hand because a general URL parser would decide things here (userinfo, fragments, IPv6
brackets) that no authenticator agrees with.
"""

from __future__ import annotations

import re
from typing import get_args

from tui.keys import base32
from tui.keys.entry import Algorithm, Entry, Kind
from tui.keys.problem import KeyProblem
from tui.text import clean

SCHEME = re.compile(r"(?:apple-)?otpauth:(?://)?", re.IGNORECASE)
ESCAPES = re.compile(r"(?:%[0-9a-fA-F]{2})+")
BROKEN_ESCAPE = re.compile(r"%(?![0-9a-fA-F]{2})")
GLUED_PERIOD = re.compile(r"(issuer=[^&]+?)(period=)", re.IGNORECASE)

LONGEST_LINK = 64 * 1024
"""Characters; a link is some 300 at most, but for pictures that some apps put into it."""
DIGITS = (5, 10)
PERIOD = (1, 3600)
COUNTER = (0, 2**63 - 1)
STEAM_CODE = 5
"""Characters of a Steam Guard code."""
KINDS: dict[str, Kind] = {"totp": "totp", "hotp": "hotp", "steam": "steam"}

Parameters = dict[str, list[str]]


def parse(uri: str) -> Entry:
    """Return the account of one otpauth link; its oddities are sentences in `notes`.

    HOTP and Steam links are recognised by `type`, not refused. Names are cleaned, an image's
    address is never looked at. Raises KeyProblem: not-otpauth, not-totp, no-secret, bad-escape,
    bad-digits, bad-period, bad-counter, unknown-algorithm, given-twice, and those of base32.
    """
    if len(uri) > LONGEST_LINK:
        raise KeyProblem("too-long", "This is far too long for a link: give the link alone.")
    text, notes = _tidy(uri)
    scheme = SCHEME.match(text)
    if scheme is None:
        raise KeyProblem("not-otpauth", "This is not an otpauth link: those start with otpauth://.")
    head, _, query = text[scheme.end() :].partition("?")
    kind, _, label = head.partition("/")
    parameters = _parameters(_without_fragment(query, notes), notes)
    return _entry(_kind(kind), label, parameters, notes)


def _tidy(uri: str) -> tuple[str, list[str]]:
    text = base32.bare(uri)
    if "&amp;" in text:
        return text.replace("&amp;", "&"), ["the link was copied from a web page (&amp; read as &)"]
    return text, []


def _kind(name: str) -> Kind:
    if name.lower() not in KINDS:
        raise KeyProblem("not-totp", "This otpauth link is not for time-based codes (totp).")
    return KINDS[name.lower()]


def _without_fragment(query: str, notes: list[str]) -> str:
    """Return `query` without a last part after `#`; a `#` inside of a name is left."""
    before, mark, after = query.partition("#")
    if not mark or "=" in after:
        return query
    notes.append("what follows the # was left out")
    return before


def _parameters(query: str, notes: list[str]) -> Parameters:
    unglued = GLUED_PERIOD.sub(r"\1&\2", query)
    if unglued != query:
        notes.append("the period was glued to the issuer (an old fault of Ente): read apart")
    found: Parameters = {}
    for part in unglued.split("&"):
        name, _, value = part.partition("=")
        found.setdefault(name.strip().lower(), []).append(value.replace("+", " "))
    return found


def _entry(kind: Kind, label: str, parameters: Parameters, notes: list[str]) -> Entry:
    issuer, account = _names(label, parameters, notes)
    kind = "steam" if kind == "totp" and _is_steam(issuer, parameters) else kind
    return Entry(
        key=_secret(parameters, notes),
        issuer=issuer,
        account=account,
        type=kind,
        algorithm=_algorithm(parameters),
        digits=_number(parameters, "digits", DIGITS, STEAM_CODE if kind == "steam" else 6),
        period=30 if kind == "hotp" else _number(parameters, "period", PERIOD, 30),
        counter=_counter(parameters, notes) if kind == "hotp" else None,
        notes=tuple(notes),
    )


def _names(label: str, parameters: Parameters, notes: list[str]) -> tuple[str, str]:
    """Return issuer and account; the issuer given as a parameter wins over the label's prefix."""
    literal = ":" in label
    prefix, colon, account = (label if literal else _shown(label)).partition(":")
    if not colon:
        prefix, account = "", prefix
    if literal:
        prefix, account = _shown(prefix), _shown(account)
    if ":" in account:
        notes.append("the name holds several colons: the part before the first is the issuer")
    issuer = _shown(parameters.get("issuer", [""])[0]).strip()
    if issuer and prefix and _folded(issuer) != _folded(prefix):
        given = f"“{clean(prefix, 40)}” before the account, “{clean(issuer, 40)}” as a setting"
        notes.append(f"the issuer is given twice, differently: {given}")
    return issuer or prefix.strip(), account.strip()


def _folded(name: str) -> str:
    return name.replace("+", " ").strip().casefold()


def _is_steam(issuer: str, parameters: Parameters) -> bool:
    encoder = parameters.get("encoder", [""])[0]
    return "steam" in parameters or "steam" in (encoder.lower(), issuer.lower())


def _secret(parameters: Parameters, notes: list[str]) -> bytes:
    secret = _value(parameters, "secret")
    if not secret:
        raise KeyProblem("no-secret", "The link holds no secret: it was cut, or never had one.")
    try:
        key, found = base32.decode(secret)
    except KeyProblem as problem:
        raise problem.within("In the link's secret") from None
    notes.extend(found)
    if base32.squeeze(secret) != secret:
        notes.append("blanks or dashes in the secret were dropped")
    return key


def _algorithm(parameters: Parameters) -> Algorithm:
    """Return the hash; `sha1`, `SHA-256` and `HmacSHA512` are spellings that apps write."""
    plain = re.sub(r"[-_ ]", "", _value(parameters, "algorithm").upper()).removeprefix("HMAC")
    for name in get_args(Algorithm):
        if name == (plain or "SHA1"):
            return name  # type: ignore[no-any-return]
    raise KeyProblem(
        "unknown-algorithm", "The link's algorithm is unknown: SHA1, SHA256 or SHA512 are possible."
    )


def _counter(parameters: Parameters, notes: list[str]) -> int:
    if not _value(parameters, "counter"):
        notes.append("the counter is missing: read as 0")
    return _number(parameters, "counter", COUNTER, 0)


def _number(parameters: Parameters, name: str, bounds: tuple[int, int], default: int) -> int:
    """Return a whole number in ASCII digits within `bounds`, `default` where none is given."""
    text = _value(parameters, name)
    if not text:
        return default
    low, high = bounds
    if not re.fullmatch(r"[0-9]{1,19}", text) or not low <= int(text) <= high:
        raise KeyProblem(
            f"bad-{name}", f"The link's {name} must be a whole number from {low} to {high}."
        )
    return int(text)


def _value(parameters: Parameters, name: str) -> str:
    """Return the one value of a parameter that codes depend on, "" where there is none."""
    values = {_unescaped(value, name).strip() for value in parameters.get(name, [])}
    if len(values) > 1:
        raise KeyProblem("given-twice", f"The link gives its {name} twice, differently.")
    return next(iter(values), "")


def _unescaped(text: str, name: str) -> str:
    if BROKEN_ESCAPE.search(text):
        raise KeyProblem("bad-escape", f"The link's {name} is damaged: a % without two hex digits.")
    return _shown(text)


def _shown(text: str) -> str:
    """Return `text` with its percent-escapes read as UTF-8; what is broken stays visible."""
    return ESCAPES.sub(
        lambda run: bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "backslashreplace"), text
    )
