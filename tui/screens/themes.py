"""Light, dark and high contrast; every pair of colours is measured in a test (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="sparekey-dark",
    primary="#7fb2ff",
    secondary="#9aa7b8",
    accent="#ffd479",
    foreground="#e8ecf2",
    background="#10141a",
    surface="#10141a",
    panel="#1e2631",
    success="#8fd694",
    warning="#ffc66d",
    error="#ff8f8f",
    dark=True,
)
LIGHT = Theme(
    name="sparekey-light",
    primary="#0b4fa8",
    secondary="#46505c",
    accent="#7a4a00",
    foreground="#16191d",
    background="#ffffff",
    surface="#ffffff",
    panel="#e6ebf2",
    success="#146c2e",
    warning="#7a4a00",
    error="#a3161b",
    dark=False,
)
CONTRAST = Theme(
    name="sparekey-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#00ff00",
    warning="#ffff00",
    error="#ff9a9a",
    dark=True,
)
THEMES = (DARK, LIGHT, CONTRAST)
TITLES = {"sparekey-dark": "Dark", "sparekey-light": "Light", "sparekey-contrast": "High contrast"}
