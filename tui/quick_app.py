"""An app that starts without detours: styles parsed once, nothing rare before the first paint."""

from __future__ import annotations

import gc
import threading
from importlib import import_module

from textual.app import App

SEEN = 0.05
"""Seconds from the first screen's mount until it is on the terminal, whatever covers it then."""


def started(*modules: str) -> None:
    """Collect garbage again, but not what the start made; import modules of `tui` used next.

    Without effect unless `main` stopped the collecting: in tests many apps run in one process.
    """
    if gc.isenabled():
        return
    gc.freeze()
    gc.enable()
    threading.Thread(target=_import, args=modules, name="import", daemon=True).start()


def _import(*modules: str) -> None:
    for name in modules:
        import_module(f"tui.{name}")


class QuickApp(App[str]):
    """Starts with the theme it is to have."""

    _styled_as = ""
    """The theme whose colours the stylesheet was parsed with."""

    def begin_with_theme(self, name: str) -> None:
        """Take a theme before the first style is parsed; to be called when it is constructed."""
        self.theme = self._styled_as = name
        self.stylesheet.set_variables(self.get_css_variables())

    def refresh_css(self, animate: bool = True) -> None:
        """Parse all styles again, if the theme is another one.

        Textual 8.2 calls this at every start too, and then parses and applies all that it has
        just parsed and applied.
        """
        if self.theme != self._styled_as:
            self._styled_as = self.theme
            super().refresh_css(animate)
