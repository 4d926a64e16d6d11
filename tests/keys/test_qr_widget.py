"""The widget in a terminal: rendered cell by cell into a picture, and read from that."""

import pytest
from PIL import Image
from rich.style import Style
from textual.app import App, ComposeResult

from tui.keys import draw, qr
from tui.widgets.qr import QrCode

from .qr_pictures import png
from .writers import KEY, LINK

SPELLED = "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"
ROWS = draw.half_blocks(draw.modules(LINK))
LOWER, UPPER = "▄", "▀"


class Shown(App):
    def compose(self) -> ComposeResult:
        yield QrCode()


def cells(app: App):
    """Every cell on the screen: its character, ink and ground, as the terminal gets them."""
    for strip in app.screen._compositor.render_strips():
        yield [(char, *colours(piece.style)) for piece in strip for char in piece.text]


def colours(style: Style | None) -> list[tuple[int, int, int]]:
    """Ink and ground; grey where the terminal's own colours would be."""
    found = (style.color, style.bgcolor) if style else (None, None)
    return [
        tuple(colour.triplet) if colour and colour.triplet else (90, 90, 90) for colour in found
    ]


def words(app: App) -> str:
    return "\n".join("".join(char for char, _, _ in row).rstrip() for row in cells(app))


def photographed(app: App) -> bytes:
    """The screen in colour, one pixel for half a cell, enlarged."""
    lines = []
    for row in cells(app):
        lines.append([ink if char == UPPER else ground for char, ink, ground in row])
        lines.append([ink if char == LOWER else ground for char, ink, ground in row])
    pixels = bytes(level for line in lines for colour in line for level in colour)
    screen = Image.frombytes("RGB", (len(lines[0]), len(lines)), pixels)
    return png(screen.resize((screen.width * 7, screen.height * 7), Image.Resampling.NEAREST))


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_it_can_be_scanned_in_the_smallest_terminal(theme):
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        app.query_one(QrCode).show(ROWS, SPELLED)
        await pilot.pause()
        assert qr.texts(photographed(app)) == [LINK]
        assert SPELLED not in words(app)


async def test_nothing_is_shown_until_asked_and_after_clearing():
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        code = app.query_one(QrCode)
        assert words(app).strip() == ""
        code.show(ROWS, SPELLED)
        await pilot.pause()
        assert words(app).strip()
        code.clear()
        await pilot.pause()
        assert words(app).strip() == ""
        assert SPELLED not in str(vars(code))


@pytest.mark.parametrize("size", [(40, 24), (80, 20), (30, 10)])
async def test_a_small_terminal_gets_the_key_in_groups(size):
    app = Shown()
    async with app.run_test(size=size) as pilot:
        app.query_one(QrCode).show(ROWS, SPELLED)
        await pilot.pause()
        shown = " ".join(words(app).split())
        assert SPELLED in shown
        assert f"{len(ROWS[0])} × {len(ROWS)} are needed" in shown
        assert "█" not in shown


async def test_the_code_comes_once_the_window_is_large_enough():
    app = Shown()
    async with app.run_test(size=(40, 24)) as pilot:
        app.query_one(QrCode).show(ROWS, SPELLED)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert qr.texts(photographed(app)) == [LINK]


async def test_a_terminal_of_ascii_gets_the_key(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(QrCode).show(ROWS, SPELLED)
        await pilot.pause()
        assert SPELLED in words(app)
        assert "not UTF-8" in words(app)


async def test_it_is_never_selected_or_named():
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        code = app.query_one(QrCode)
        code.show(ROWS, SPELLED)
        await pilot.pause()
        assert not code.allow_select
        assert KEY not in repr(code) + str(code)
        assert SPELLED not in repr(code) + str(code)


async def test_it_forgets_when_its_screen_is_left():
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        code = app.query_one(QrCode)
        code.show(ROWS, SPELLED)
        await code.remove()
        await pilot.pause()
        assert SPELLED not in str(vars(code))
