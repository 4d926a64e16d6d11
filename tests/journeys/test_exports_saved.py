"""Files made on the way: the dates while one waits, the form while the new key is set up."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from strict_ics import events
from textual.widgets import Input
from walking import MONDAY_NOON

from tui.forms.pages import form
from tui.screens.dialogs import SaveScreen


async def asked(me) -> None:
    """Wait for the question where to save; the file is made on another thread."""
    for _ in range(1000):
        if isinstance(me.app.screen, SaveScreen):
            await me.quiet()
            return
        await asyncio.sleep(0.01)
    raise AssertionError(me.screen())


@pytest.mark.slow
async def test_the_dates_are_saved_for_the_calendar(window, begun, tmp_path):
    begun("sent")
    async with window() as me:
        await me.press("enter")
        await me.push("Save these dates for your calendar")
        await asked(me)
        assert me.app.screen.query_one(Input).value == "~/crypto-com-dates.ics"
        await me.press("enter")
        await me.sees("Saved to")
        path = tmp_path / "crypto-com-dates.ics"
        found = events(path.read_bytes())
        assert found["latest"]["DTSTART"] == MONDAY_NOON + timedelta(hours=72)
        assert path.stat().st_mode & 0o777 == 0o600
        assert "calendar" in {row.key for row in form(me.app.session.page("review"))}
        before = path.read_bytes()
        await me.wait(hours=2)
        await me.push("Save these dates for your calendar")
        await asked(me)
        await me.press("enter")
        await me.sees("exists already")
        assert path.read_bytes() == before
        await me.press("escape")
        await me.wait(hours=80)
        await me.sees("Past the usual time")
        assert "calendar" not in {row.key for row in form(me.app.session.page("review"))}


async def test_the_form_is_made_while_the_new_key_is_set_up(window, begun, tmp_path):
    begun("approved")
    async with window() as me:
        await me.press("enter")
        await me.push("Make a recovery form to print")
        await asked(me)
        await me.press("enter")
        await me.sees("Saved to")
        assert (tmp_path / "crypto-com-recovery-form.pdf").read_bytes().startswith(b"%PDF-")
