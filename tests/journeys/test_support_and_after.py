"""What leaves nobody alone: the request, the silence, what happened besides, copies, drills."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from beginnings import Chose, Dated, Ticked
from test_exports_saved import asked

from tui.journey.actions import Checked
from tui.journey.progress import mark
from tui.journey.request import message


@pytest.mark.slow
async def test_the_request_follows_the_channel_and_keeps_codes_back(window, begun):
    begun("support-reached", Chose("product", "both"))
    async with window() as me:
        await me.open("Write your request")
        await me.write("What happened, in a few sentences", "I left it in a taxi.")
        await me.sees("Product: the App and the Exchange", "I need a 2FA reset: the phone with my")
        assert "What happened: I left it in a taxi." in message(me.app.session.case())
        await me.choose("In-app Live Chat")
        assert "What happened" not in message(me.app.session.case())
        await me.write("What happened, in a few sentences", " My last code was 492 039.")
        await me.sees("“492 039” looks like a code. Take it out: nobody needs one for a reset.")
        await me.picture("code-in-the-request")
        await me.push("Copy the message")
        assert not me._unseen(("looks like a code",))
        me.lacks("Sent to your terminal's clipboard")
        me.lacks("My request is ready")
        await me.tick("It is no code")
        await me.tick("My request is ready")
        assert me.status("request") == "Done"


async def test_the_silence_is_broken_once_with_words_that_are_ready(window, begun):
    begun("sent")
    async with window() as me:
        await me.press("enter")
        me.lacks("Ask once where it stands")
        await me.wait(hours=80)
        await me.sees("Ask once where it stands, with these words:")
        await me.sees(
            "I am asking about the 2FA reset that I requested on 2026-11-23 12:00 UTC+01:00."
        )
        await me.stand_on("Copy these words")
        await me.picture("chase")


@pytest.mark.slow
async def test_what_happens_besides_stands_in_the_timeline_with_its_own_time(
    window, begun, tmp_path
):
    begun("sent")
    async with window() as me:
        await me.press("enter")
        await me.write("A call, a reply", "Somebody called and wanted a code")
        await me.write("When (local time)", "2026-11-24 09:00")
        await me.sees("That time is still to come.")
        await me.push("Add it to the timeline")
        assert me.progress.events[-1].what != "noted"
        await me.stand_on("When (local time)")
        await me.press("home", *["delete"] * 16)
        await me.paste("2026-11-22 20:15")
        await me.push("Add it to the timeline")
        await me.sees("2026-11-22 20:15  Somebody called and wanted a code")
        await me.picture("diary")
        await me.push("Save the timeline to a file")
        await asked(me)
        await me.press("enter")
        await me.sees("Saved to")
        said = (tmp_path / "crypto-com-timeline.md").read_text()
        assert "2026-11-22 20:15 +0100 Noted: Somebody called and wanted a code" in said
        assert [one.what for one in me.progress.made] == ["timeline"]


async def test_one_loss_that_takes_every_copy_is_named_and_what_to_add(window, begun):
    begun("proved")
    async with window() as me:
        await me.open("Never need this again")
        await me.tick("Encrypted cloud backup of the authenticator")
        await me.sees("One loss takes every copy", "Paper at home")
        await me.tick("Password manager with sync")
        await me.write("Which inbox is that cloud account behind?", "maria@example.com")
        await me.write("Which inbox is its account behind?", "maria@example.com")
        await me.sees("You are locked out of your e-mail or cloud account")
        await me.picture("one-inbox")
        await me.tick("Paper in another place")
        await me.sees("No single loss takes every copy.")


@pytest.mark.slow
async def test_a_drill_is_due_done_with_the_verify_tool_and_set_anew(window, begun, clock):
    begun(
        "finished",
        Dated("drill", clock().date() + timedelta(1)),
        Ticked(mark("copy", "paper-home")),
    )
    async with window() as me:
        await me.wait(hours=72)
        await me.sees("the drill was due on 2026-11-24")
        me.app.do(Checked("key", "match"))
        await me.app.redraw()
        await me.open("Never need this again")
        await me.sees("That drill is done. Set the date of the next one.")
        await me.picture("drill-done")
        await me.push("In half a year: 2027-05-27")
        assert me.status("prevention") == "Done"


@pytest.mark.slow
async def test_nothing_is_left_behind_at_the_end(window, begun, tmp_path):
    begun("finished")
    async with window() as me:
        await me.open("Set up the new 2FA")
        await me.push("Make a recovery form to print")
        await asked(me)
        await me.press("enter")
        form = tmp_path / "crypto-com-recovery-form.pdf"
        assert form.exists()
        await me.press("escape")
        await me.sees("Left on this computer", "Delete: recovery form")
        await me.picture("left-behind")
        await me.push("Delete: recovery form")
        assert not form.exists()
        assert me.progress.made == ()
        me.lacks("Left on this computer")


async def test_a_file_that_is_gone_is_said_to_be(window, begun, tmp_path):
    begun("finished")
    async with window() as me:
        await me.open("Set up the new 2FA")
        await me.push("Make a recovery form to print")
        await asked(me)
        await me.press("enter")
        os.unlink(tmp_path / "crypto-com-recovery-form.pdf")
        await me.press("escape")
        await me.sees("no longer there")
