"""The last guard: whatever a text holds, no control character leaves in a line."""

from __future__ import annotations

import unicodedata
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from tui.widgets.belt import Belt

BLACK = Color(0, 0, 0)
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\xad"


@cache
def dangerous() -> frozenset[str]:
    every = map(chr, range(0x110000))
    return frozenset(one for one in every if unicodedata.category(one) in ("Cc", "Zl", "Zp"))


def through(text: str, belt: Belt | None = None) -> str:
    (found,) = (belt or Belt()).apply([Segment(text, Style(bold=True))], BLACK)
    assert found.style == Style(bold=True)
    return found.text


def test_every_control_and_bidi_character_is_gone():
    for char in [*dangerous(), *BIDI]:
        assert through(f"a{char}b") in ("ab", "a b"), hex(ord(char))


@given(st.text())
def test_nothing_that_a_terminal_obeys_gets_through(text):
    found = through(text)
    assert not set(found) & {*dangerous(), *BIDI}
    assert cell_len(found) == cell_len(text)  # or the line would push its neighbours aside


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cs"])))
def test_all_other_text_stays_as_it_is(text):
    assert through(text) == text


@given(st.text())
def test_a_terminal_without_utf_8_gets_ascii(text):
    assert through(text, Belt(ascii_only=True)).isascii()


def test_textual_s_own_control_segments_stay():
    control = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    assert Belt().apply([control], BLACK) == [control]
