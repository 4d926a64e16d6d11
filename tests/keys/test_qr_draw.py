"""What is drawn is read back from pictures of the very characters, as a phone would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tui.keys import draw, qr, uri
from tui.keys.base32 import decode
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem

from .qr_pictures import TEXT, png
from .writers import KEY, unhurried

BYTES = decode(KEY)[0]
INK = {"█": (0, 0), "▀": (0, 255), "▄": (255, 0), " ": (255, 255)}
"""The shades of a character's upper and lower half, by Unicode's names for the blocks."""


def picture_of(rows: list[str], page: int, width: int = 8, height: int = 16) -> bytes:
    """A terminal of that many pixels a cell, with the rows in the middle of its own colour."""
    shades = [bytes(INK[cell][half] for cell in row) for row in rows for half in (0, 1)]
    small = Image.frombytes("L", (len(rows[0]), 2 * len(rows)), b"".join(shades))
    large = small.resize((len(rows[0]) * width, len(rows) * height), Image.Resampling.NEAREST)
    window = Image.new("L", (large.width + 200, large.height + 160), page)
    window.paste(large, (100, 80))
    return png(window)


@pytest.mark.slow
@pytest.mark.parametrize("border", [1, 2, 4])
@pytest.mark.parametrize("page", [0, 30, 128, 255])
@pytest.mark.parametrize("cell", [(8, 16), (9, 19), (7, 14), (10, 18)])
def test_it_is_read_back_from_the_characters(border, page, cell):
    for text in (TEXT, "otpauth://totp/2FA?secret=" + KEY, "x" * 600, "Größe"):
        rows = draw.half_blocks(draw.modules(text), border)
        assert qr.texts(picture_of(rows, page, *cell)) == [text]


def test_it_is_as_large_as_it_says():
    for text in ("A", TEXT, "x" * 600):
        side = len(draw.modules(text))
        assert side % 4 == 1  # 17 + 4 modules for each version (ISO/IEC 18004 section 6.3.1)
        for border in (0, 1, 2):
            rows = draw.half_blocks(draw.modules(text), border)
            assert {len(row) for row in rows} == {side + 2 * border}
            assert len(rows) == (side + 2 * border + 1) // 2


def test_a_text_too_long_for_any_code():
    with pytest.raises(KeyProblem, match="too long"):
        draw.modules("x" * 3000)


KEYS = st.binary(min_size=10, max_size=64)
NAMES = st.text(max_size=40)


@unhurried
@given(
    KEYS,
    NAMES,
    NAMES,
    st.sampled_from(["SHA1", "SHA256", "SHA512"]),
    st.integers(5, 10),
    st.integers(1, 3600),
)
def test_the_short_link_makes_the_same_codes(key, issuer, account, algorithm, digits, period):
    entry = Entry(
        key=key, issuer=issuer, account=account, algorithm=algorithm, digits=digits, period=period
    )
    back = uri.parse(draw.minimal_uri(entry))
    if back.type == "steam":  # an issuer of that name means Steam's own codes to every app
        return
    assert (back.key, back.algorithm, back.digits, back.period) == (key, algorithm, digits, period)


@pytest.mark.parametrize(
    ("entry", "link"),
    [
        (Entry(key=BYTES), f"otpauth://totp/2FA?secret={KEY}"),
        (Entry(key=BYTES, issuer="Crypto.com", account="me@x.org"), f"otpauth://totp/Crypto.com:me%40x.org?secret={KEY}"),
        (Entry(key=BYTES, account="me"), f"otpauth://totp/me?secret={KEY}"),
        (Entry(key=BYTES, issuer="A:B", digits=8), f"otpauth://totp/A%3AB?secret={KEY}&digits=8"),
        (
            Entry(key=BYTES, issuer="Crypto.com", account="m" * 90, algorithm="SHA256", period=60),
            f"otpauth://totp/Crypto.com?secret={KEY}&algorithm=SHA256&period=60",
        ),
    ],
)  # fmt: skip
def test_what_is_usual_is_left_out(entry, link):
    assert draw.minimal_uri(entry) == link


@pytest.mark.parametrize("size", [10, 16, 20, 32])
def test_keys_as_services_give_them_fit_the_smallest_terminal(size):
    names = {"issuer": "Crypto.com", "account": "somebody.with.a.long.name@mail.example.com"}
    entry = Entry(key=bytes(range(size)), algorithm="SHA256", digits=8, period=60, **names)
    rows = draw.half_blocks(draw.modules(draw.minimal_uri(entry)))
    assert (len(rows) <= 24, len(rows[0]) <= 80) == (True, True), (len(rows), len(rows[0]))


@pytest.mark.parametrize("kind", ["hotp", "steam", "other"])
def test_only_time_based_keys(kind):
    with pytest.raises(KeyProblem) as caught:
        draw.minimal_uri(Entry(key=BYTES, type=kind))
    assert caught.value.code == "not-totp"


def test_in_fours():
    spelled = draw.in_fours(BYTES)
    assert spelled == "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"
    assert decode(spelled)[0] == BYTES
    assert draw.in_fours(bytes(10)[:9]).split()[-1] == "AAA"
