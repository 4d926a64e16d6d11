"""The tools, by name; each screen is loaded when it is first opened."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.tool import ToolScreen

SCREENS = {
    "verify": "tui.screens.verify:VerifyScreen",
    "link": "tui.screens.link:LinkScreen",
    "photo": "tui.screens.photo:PhotoScreen",
    "copies": "tui.screens.copies:CopiesScreen",
}
"""Where each tool's screen is; one that is about something takes that as its argument."""


def screen_of(name: str, about: str = "") -> ToolScreen:
    """Return a new screen of that tool; raises `KeyError` for a name that is none."""
    module, _, of = SCREENS[name].partition(":")
    kind = getattr(import_module(module), of)
    screen: ToolScreen = kind(about) if about else kind()
    return screen
