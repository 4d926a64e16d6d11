"""An app that ends well: saved, the terminal given back, nothing told of what it held."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from textual.filter import NoColor
from textual.screen import Screen

from tui.harden import WHAT_TO_DO, describe_crash
from tui.quick_app import QuickApp
from tui.symbols import ascii_only
from tui.widgets.belt import Belt
from tui.widgets.gone import forget_gone_widgets

LOOK_EVERY = 1.0
"""Seconds between looks whether the terminal is still there."""
PATIENCE = 8.0
"""Seconds that an orderly end may take; after them the process ends all the same."""
AS_BEFORE = b"\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[<u"
"""Leaves the alternate screen, shows the cursor, and ends what Textual 8.2 switches on."""


class SafeApp(QuickApp):
    """Guards the terminal and the data; what is to be saved is saved by `close_saver`."""

    def __init__(self) -> None:
        super().__init__()
        self._ending_since: float | None = None
        # Where colour is not wanted, Textual itself leaves greys.
        self._filters += [Belt(ascii_only=ascii_only()), NoColor(enabled=self.no_color)]

    def close_saver(self) -> None:
        """Bring everything to the disk; called from any thread, perhaps more than once."""

    def mind_the_terminal(self) -> None:
        """Leave on a signal, a crash in a callback, and when the terminal is gone."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(name, self.leave)
        loop.set_exception_handler(lambda _, context: self._report_crash(context.get("exception")))
        if not self.is_headless:
            threading.Thread(target=self._watch, name="watch", daemon=True).start()

    async def _replace_screen(self, screen: Screen[Any]) -> Screen[Any]:
        """Forget what a screen drew once it is gone."""
        gone = await super()._replace_screen(screen)
        forget_gone_widgets()
        return gone

    def leave(self, last_words: str = "") -> None:
        """Save, then quit."""
        self._ending_since = time.monotonic()
        self.close_saver()
        self.exit(last_words or None)

    def _watch(self) -> None:
        """End the process for certain, though its loop may hang: saved first."""
        while not (self._terminal_is_gone() or self._is_late()):
            time.sleep(LOOK_EVERY)
        self.close_saver()
        if not self._terminal_is_gone():
            self._give_the_terminal_back()
        os._exit(1)

    def _terminal_is_gone(self) -> bool:
        try:
            os.tcgetpgrp(sys.__stdin__.fileno() if sys.__stdin__ else 0)
        except OSError:
            return True
        return False

    def _is_late(self) -> bool:
        since = self._ending_since
        return since is not None and time.monotonic() - since > PATIENCE

    def _give_the_terminal_back(self) -> None:
        import termios

        with suppress(OSError, termios.error):
            os.write(1, AS_BEFORE)
            if before := getattr(self._driver, "attrs_before", None):
                termios.tcsetattr(0, termios.TCSANOW, before)

    def _fatal_error(self) -> None:
        """Say where it broke, and nothing that a variable held."""
        self._report_crash(sys.exc_info()[1])

    def panic(self, *renderables: object) -> None:
        """Say that it broke, and nothing else."""
        self._report_crash(None)

    def _report_crash(self, error: BaseException | None) -> None:
        from rich.text import Text

        if not self._exit_renderables:  # the first crash is the cause of the others
            line = describe_crash(error) if error else "SpareKey stopped"
            self._exit_renderables.append(Text(f"{line}\n{WHAT_TO_DO}"))
        self._ending_since = time.monotonic()
        self.close_saver()
        self._return_code = 1
        self._close_messages_no_wait()
