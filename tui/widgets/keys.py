"""The bottom row: the keys that do something now, each also a place to click."""

from __future__ import annotations

from textual.app import App, RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget


class Keys(Widget):
    """One row of keys, taken from the active bindings; those that don't fit are in the help."""

    DEFAULT_CSS = """
    Keys { height: 1; }
    """

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> RenderResult:
        """Return as many keys as fit, in the order of the bindings, the focused widget's first."""
        found = Content("")
        width = self.content_size.width
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not active.enabled or binding.description in seen:
                continue
            key = Content.styled(self.app.get_key_display(binding), "bold")
            item = Content.assemble(key, " ", binding.description).stylize(
                Style.from_meta({"@click": f"app.press_key('{binding.key}')"})
            )
            if found.cell_length + item.cell_length + 2 > width:
                break
            seen.add(binding.description)
            found = found + item + "  " if found else item + "  "
        return found


NAMES = {"enter": "enter", "up": "up", "down": "down", "left": "left", "right": "right"}
"""Keys whose names Textual draws as signs that not every terminal has."""


class KeyedApp(App[str]):
    """Names keys in words, and presses one for a click on the bottom row."""

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Keys that were meant for a screen that is gone do nothing on one nobody has seen yet."""
        if not (priority or self.screen.is_mounted):
            return True
        return await super()._check_bindings(key, priority)

    async def action_press_key(self, key: str) -> None:
        """Press a key; of several that do the same, the first."""
        self.simulate_key(key.split(",", maxsplit=1)[0])

    def get_key_display(self, binding: Binding) -> str:
        """Return a key's name in words that every terminal can show."""
        return NAMES.get(binding.key) or super().get_key_display(binding)
