"""News from the saver at any moment: a screen that is not drawn yet is no reason to end."""

from __future__ import annotations

from terminal_support import progress_at

from tui.app import SpareKeyApp
from tui.clock import local_clock
from tui.playbooks import load
from tui.screens.step import StepScreen
from tui.session import Session


async def test_a_save_that_ends_while_a_screen_is_being_opened_is_shown_on_it():
    app = SpareKeyApp(Session(load(None), progress_at("saved-key"), local_clock))
    async with app.run_test() as pilot:
        await pilot.pause()
        app.switch_screen(StepScreen("saved-key"))  # not awaited: nothing of it is there yet
        app._show_saved("Not saved: the disk is full")
        await pilot.pause()
        assert app.return_code is None
        assert "NOT SAVED: the disk is full" in app.screen.head._saved
