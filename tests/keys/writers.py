"""Keys and links as apps write them, made independently of the readers under test."""

import base64
from urllib.parse import quote

from hypothesis import settings
from hypothesis import strategies as st

unhurried = settings(deadline=None)
"""For properties: the first example pays for lazy imports."""

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LINK = f"otpauth://totp/Crypto.com:me%40example.com?secret={KEY}&issuer=Crypto.com"

SEPARATORS = [" ", "  ", "-", "\u00a0", "\u2011", "\u2013", "\u2009", "\n", "\r\n", "\t", "\u200b"]


def as_base32(key: bytes) -> str:
    return base64.b32encode(key).decode().rstrip("=")


def as_uri(key: bytes, issuer: str, account: str, **settings: object) -> str:
    """Write a link by the Key-Uri-Format: otpauth://TYPE/ISSUER:ACCOUNT?secret=…&issuer=…"""
    label = (
        f"{quote(issuer, safe='')}:{quote(account, safe='')}" if issuer else quote(account, safe="")
    )
    parameters = {"secret": as_base32(key), **({"issuer": issuer} if issuer else {}), **settings}
    query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in parameters.items())
    return f"otpauth://totp/{label}?{query}"


@st.composite
def written(draw, key: bytes) -> str:
    """A key as somebody may have kept it: any case, groups, padding, quotes."""
    letters = as_base32(key)
    if draw(st.booleans()):
        letters += "=" * (-len(letters) % 8)
    cased = "".join(c.lower() if draw(st.booleans()) else c for c in letters)
    size = draw(st.sampled_from([2, 4, 5, 8, 100]))
    groups = [cased[i : i + size] for i in range(0, len(cased), size)]
    text = draw(st.sampled_from(SEPARATORS)).join(groups)
    return draw(st.sampled_from(["{}", " {} ", '"{}"', "\ufeff{}", "“{}”\n"])).format(text)


def leaks(message: str, given: str, length: int = 6) -> list[str]:
    """Runs of `length` characters of `given` that `message` repeats, case apart."""
    given, message = given.lower(), message.lower()
    runs = {given[i : i + length] for i in range(len(given) - length + 1)}
    return [run for run in runs if run in message]
