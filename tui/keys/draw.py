"""A key as a QR code that fits a terminal, or spelled out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import quote

from tui.keys import base32
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

Matrix = list[list[bool]]
"""Rows of modules, dark ones True, without quiet zone."""

QUIET = 4
"""Modules of quiet zone that zxing-cpp draws (ISO/IEC 18004 section 6.3.8)."""
BORDER = 2
"""Modules of quiet zone in a terminal, where every row counts: phones read it with one."""
MOST_MODULES = 48 - 2 * BORDER
"""On a side: two in each of the 24 rows of the smallest terminal, less the border."""
HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
"""A cell for two modules, the upper and the lower, drawn black on white."""
LONGEST_NAME = 20
"""Characters of a name in the short link: what an authenticator's list shows of it."""


def modules(text: str) -> Matrix:
    """Return the smallest QR code of `text`, at error correction level L.

    A screen is not scratched or stained, so the lowest level serves best: the largest modules.
    Raises KeyProblem: too-long.
    """
    import zxingcpp

    kind = zxingcpp.BarcodeFormat.QRCode
    try:
        image = zxingcpp.create_barcode(text, kind, ec_level="L").to_image()
    except (ValueError, RuntimeError):
        message = "This is too long for a QR code: type the key instead."
        raise KeyProblem("too-long", message) from None
    rows = cast("list[list[int]]", memoryview(cast(Any, image)).tolist())
    return [[shade == 0 for shade in row[QUIET:-QUIET]] for row in rows[QUIET:-QUIET]]


def half_blocks(matrix: Matrix, border: int = BORDER) -> list[str]:
    """Return the code as rows of characters, two modules in each, to be drawn black on white.

    `border` is in modules, on every side.
    """
    rows = [*_blank(matrix, border), *matrix, *_blank(matrix, border)]
    framed = [[False] * border + row + [False] * border for row in rows]
    if len(framed) % 2:
        framed.append([False] * len(framed[0]))
    pairs = zip(framed[::2], framed[1::2], strict=True)
    return ["".join(map(_half, upper, lower)) for upper, lower in pairs]


def minimal_uri(entry: Entry) -> str:
    """Return an otpauth link of the account as short as it can be: what is usual is left out.

    The name is as long as a terminal of 24 rows leaves room for. Raises KeyProblem: not-totp.
    """
    if entry.type != "totp":
        message = "Only keys of time-based codes (totp) can be put on a phone this way."
        raise KeyProblem("not-totp", message)
    uris = [f"otpauth://totp/{label}?{_query(entry)}" for label in _labels(entry)]
    return next((uri for uri in uris if len(modules(uri)) <= MOST_MODULES), uris[-1])


def in_fours(key: bytes) -> str:
    """Return the key in base32, in groups of four as people type it."""
    letters = base32.encode(key)
    return " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def _blank(matrix: Matrix, rows: int) -> Matrix:
    return [[False] * len(matrix[0]) for _ in range(rows)]


def _half(upper: bool, lower: bool) -> str:
    return HALVES[upper, lower]


def _query(entry: Entry) -> str:
    settings = {"algorithm": entry.algorithm, "digits": entry.digits, "period": entry.period}
    usual = {"algorithm": "SHA1", "digits": 6, "period": 30}
    given = [f"{name}={value}" for name, value in settings.items() if value != usual[name]]
    return "&".join([f"secret={base32.encode(entry.key)}", *given])


def _labels(entry: Entry) -> Iterator[str]:
    """Yield names for the account, escaped, from the fullest to the shortest."""
    issuer, account = quote(entry.issuer, safe=""), quote(entry.account, safe="")
    if issuer and account:
        yield f"{issuer}:{account}"
    yield quote((entry.issuer or entry.account or "2FA")[:LONGEST_NAME], safe="")
    yield "2FA"
