"""What is shown can be read in every theme, and told apart without any colour."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from textual.color import Color
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.app import SpareKeyApp
from tui.forms.rows import Confirm, Go, Quit
from tui.journey.actions import Checked, Chose, GotOutcome, KeyTried, Looked, Sent, act, begin
from tui.journey.case import Case
from tui.journey.plan import Status
from tui.playbooks import load
from tui.screens.themes import THEMES
from tui.session import Session

BOOK = load(None)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
READABLE = {"sparekey-contrast": 7.0}
"""WCAG 2.2: 1.4.3 asks for 4.5, 1.4.6 (high contrast) for 7."""
DRAWN = frozenset(" ▄▀▂▃▅▆▇▁█▌▐▎▍│┃║─━═▔╭╮╰╯▸")
"""Lines, bars and blocks: seen, not read."""
REJECTED = (
    Chose("situation", "lost"),
    Chose("product", "both"),
    Looked("paper", "found"),
    KeyTried("paper", accepted=False),
    Sent(NOW, "live-chat", "7"),
    Checked("key", "match"),
    GotOutcome("rejected", "Blurred", {"note": "blur"}),
)
ASKED = Confirm("Skip this step?", "Yes, skip it", Quit())


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = (channel / 255 for channel in color.rgb)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def app_for(*done) -> SpareKeyApp:
    progress = begin(BOOK.id, BOOK.version, NOW)
    for action in done:
        progress = act(Case(BOOK, progress, NOW), action)
    app = SpareKeyApp(Session(BOOK, progress, lambda: NOW), None)
    app.animation_level = "none"
    return app


def strips(app):
    """Return the rows of the screen; of a dialog only its own."""
    screen = app.screen
    part = screen.region
    if isinstance(screen, ModalScreen):
        part = screen.query("Vertical, VerticalScroll").first().region
    rows = screen._compositor.render_strips()[part.y : part.bottom]
    return [row.crop(part.x, part.right) for row in rows]


def text(app) -> list[str]:
    """Return what is left of the screen without any style."""
    return ["".join(segment.text for segment in row).rstrip() for row in strips(app)]


def pairs(app):
    """Return every pair of colours that words are shown in, with such words."""
    found = {}
    for row in strips(app):
        for words, style, _ in row:
            if style and style.color and style.bgcolor and not set(words) <= DRAWN:
                ink = Color.from_rich_color(style.color)
                paper = Color.from_rich_color(style.bgcolor)
                if style.reverse:
                    ink, paper = paper, ink
                if style.dim:
                    ink = ink.blend(paper, 0.5)
                found.setdefault((ink.hex, paper.hex), words.strip())
    return found


async def everywhere(app, pilot):
    """Go through the app; yield at each screen."""
    await pilot.pause()
    yield "hub"
    for step in BOOK.steps:
        if app.session.plan().of(step.id).status is not Status.BLOCKED:
            await app.go(step.id)
            for _ in range(3):
                await pilot.pause()
                yield step.id
                await pilot.press("pagedown")
            for field in list(app.screen.query(Input))[:1]:
                field.focus()
                await pilot.pause()
                yield f"{step.id}, in a field"
    await app.perform(ASKED)
    await pilot.pause()
    yield "question"
    await pilot.press("escape", "f1")
    yield "help"
    await pilot.press("escape", "f2")
    yield "verify"
    await pilot.press(*"MZXW6", "enter")
    yield "verify, not a key"
    app.say("Taken back.")
    await pilot.pause()
    yield "message"


@pytest.mark.slow
@pytest.mark.parametrize(
    "theme",
    ["sparekey-contrast", *(pytest.param(t.name, marks=pytest.mark.slow) for t in THEMES[:2])],
)
async def test_every_word_can_be_read(theme):
    app = app_for(*REJECTED)
    app.theme = theme
    faint = {}
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        async for place in everywhere(app, pilot):
            for (ink, paper), words in pairs(app).items():
                ratio = contrast(Color.parse(ink), Color.parse(paper))
                if ratio < READABLE.get(theme, 4.5):
                    faint.setdefault((ink, paper), f"{ratio:.2f} at {place}: {words}")
    assert faint == {}


async def test_every_status_has_a_symbol_and_words_of_its_own():
    from tui.screens.steps import _SYMBOLS

    assert set(_SYMBOLS) == set(Status)
    assert len(set(_SYMBOLS.values())) == len(Status)
    app = app_for(*REJECTED)
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = "\n".join(text(app))
        for step in app.session.plan().steps:
            assert any(
                line.strip().removeprefix("▸").strip().startswith(_SYMBOLS[step.status])
                and step.step.title in line
                and line.endswith(step.label)
                for line in text(app)
            ), shown


@pytest.mark.slow
async def test_the_focus_is_seen_without_colour():
    app = app_for(Chose("situation", "lost"), Chose("product", "app"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert sum(line.startswith("▸") for line in map(str.strip, text(app))) == 1
        await pilot.press("down")
        at_two = [line for line in text(app) if "▸" in line]
        await pilot.press("down")
        assert [line for line in text(app) if "▸" in line] != at_two
        for step in ("saved-key", "way-in"):
            await app.go(step)
            await pilot.pause()
            seen = set()
            for _ in range(4):
                lines = [line for line in text(app) if "▸" in line]
                assert len(lines) == 1
                seen.add(lines[0])
                await pilot.press("down")
            assert len(seen) == 4
        await app.go("request")
        await pilot.pause()
        app.screen.query_one(Input).focus()
        await pilot.pause()
        assert any("┃" in line for line in text(app))
        await app.perform(ASKED)
        await pilot.pause()
        (line,) = [line for line in text(app) if "▸" in line]
        assert line.strip("│ ") == "▸ No, go back"


@pytest.mark.slow
async def test_ticks_and_answers_are_seen_without_colour():
    app = app_for(Chose("situation", "lost"), Chose("product", "app"))
    async with app.run_test() as pilot:
        await app.perform(Go("saved-key"))
        await pilot.pause()
        assert "[ ] I saved nothing" in "\n".join(text(app))
        await pilot.press("space")
        assert "[x] I saved nothing" in "\n".join(text(app))
        await pilot.press("down", "right")
        row = next(line for line in text(app) if "Paper" in line)
        assert "( ) not looked  (•) nothing  ( ) found" in row


async def test_buttons_are_seen_without_colour():
    app = app_for(Chose("situation", "lost"), Chose("product", "app"))
    async with app.run_test() as pilot:
        await app.go("saved-key")
        await pilot.pause()
        assert any(line.strip() in ("[ Continue ]", "[ Verify a key ]") for line in text(app))
