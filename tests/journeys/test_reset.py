"""The whole reset, from the first start to the end, and what may come in between."""

from datetime import date

import pytest
from beginnings import Wrote
from chapters import (
    find_nothing,
    get_documents_ready,
    match_a_device,
    say_what_happened,
    send,
    up_to_documents,
)
from keys_shown import KEY, code_at

BEFORE_SENDING = ("situation", "saved-key", "way-in", "support", "request", "documents")


async def test_from_the_first_start_to_the_end(window, clock, case):
    async with window() as me:
        await up_to_documents(me)
        await me.sees("Step 6 of 10", "not ready, 0 of")
        await get_documents_ready(me)
        await me.picture("documents-ready")
        assert [me.status(step) for step in BEFORE_SENDING] == ["Done"] * 6
        await me.go_on()

        await me.sees("Step 7 of 10", "What happened: My phone is lost", "E-mail: maria@example")
        await me.picture("check-before-sending")
        await send(me)
        await me.sees("Step 8 of 10", "Earliest in 1 d 00:00:00, latest in 3 d 00:00:00")
        assert me.status("review") == "Waiting for Crypto.com"

        await me.wait(hours=30)
        await me.sees("An answer may come now")
        await me.choose("Approved")
        await me.push("Note this answer")
        await me.go_on()

        await me.sees("Step 9 of 10", "After a reset")
        await me.choose("Aegis")
        await match_a_device(me, KEY, code_at(clock()))
        await me.answer("Enter a code: Crypto.com accepted it", "yes")
        await me.sees("The saved key matched a device, and was accepted.")
        assert me.status("new-2fa") == "Done"
        await me.go_on()

        await me.tick("Authenticator on this phone")
        await me.tick("Paper at home")
        await me.type("Try the backup again on", "2027-05-24")
        await me.picture("never-again")
        await me.go_on()

        await me.sees("You are finished.", "100 %", "Keep it for the drill on 2027-05-24")
        assert me.plan.progress == 1.0
        await me.push("Forget everything")
        await me.sees("This can't be undone")
        await me.say("Yes, remove it")
    assert "Nothing of this case is kept." in me.app.return_value
    assert list(case.parent.iterdir()) == []


async def test_what_is_read_once_more_is_changed_where_it_was_said(window, begun):
    begun("ready", Wrote("story", "I left it in a taxi on the way home from work."))
    async with window(size=(40, 12)) as me:
        await me.open("Check before you send")
        await me.stand_on("What you wrote: I left it")
        await me.picture("change-narrow")
        for words, key, there in (
            ("What happened: My phone", "enter", "Step 1 of 10"),
            ("E-mail: maria@example.com", "space", "Step 5 of 10"),
            ("ID document: ready", "enter", "Step 6 of 10"),
        ):
            await me.change(words, key)
            await me.sees(there)
            await me.press("escape", "escape")
            await me.open("Check before you send")
        await me.stand_on("Your message: ")
        await me.click("Your message: ")
        await me.sees("Step 5 of 10")


async def test_rejected_once_only_what_was_named_comes_back(window, begun, clock):
    begun("sent")
    async with window() as me:
        await me.wait(hours=26)
        await me.sees("Waiting: step 8")
        await me.press("enter")
        await me.choose("Rejected")
        await me.tick("Handwritten note beside the ID")
        await me.choose("Blurred, or not readable")
        await me.picture("rejected")
        await me.push("Note this answer")
        assert me.status("documents") == "Needs attention"
        assert me.status("send") == "Cannot start yet"

        await me.press("escape")
        await me.sees("Next: step 6", "Blurred, or not readable")
        await me.press("enter")
        await me.sees("Selfie holding the ID: ready", "ID document: ready")
        await me.sees("Handwritten note beside the ID: needs attention, 0 of 5")
        await me.picture("one-document-again")
        await get_documents_ready(me)
        assert me.plan.readiness.complete
        await me.go_on()

        await me.sees("Round 2: reply in the same conversation.", "A reply to copy")
        await me.picture("reply")
        await send(me, "")
        assert [one.outcome for one in me.progress.rounds] == ["rejected", None]
        assert me.progress.rounds[1].documents == ("note",)
        await me.sees("Round 1, sent 2026-11-23 12:00: rejected (Blurred, or not readable)")
        assert me.status("review") == "Waiting for Crypto.com"

        await me.wait(hours=25)
        await me.choose("Approved")
        await me.push("Note this answer")
        assert me.status("new-2fa") == "Not started"


@pytest.mark.slow
async def test_a_request_that_was_sent_yesterday(window, clock):
    async with window() as me:
        await me.choose("I already sent a request")
        await me.choose("The Crypto.com App")
        await me.sees("When and where did you send it?")
        await me.type("Sent when", "2026-11-24 12:00")
        await me.push("Note this request")
        await me.sees("That time is still to come.")
        assert not me.progress.rounds
        await me.press("u")
        await me.type("Sent when", "2026-11-22 18:30")
        await me.choose("Help Center")
        await me.type("Case number", "77")
        await me.push("Note this request")
        await me.sees("Sent: 2026-11-22 18:30 CET", "Where: Help Center", "Case number: 77")
        await me.picture("already-sent")
        assert {me.status(s) for s in ("way-in", "support", "request", "documents")} == {
            "Not needed"
        }
        await me.go_on()
        await find_nothing(me)
        await me.sees("Step 8 of 10", "Earliest in 06:30:00")
        assert me.status("review") == "Waiting for Crypto.com"


@pytest.mark.slow
async def test_sent_though_something_is_not_ready(window, begun):
    begun("written")
    async with window() as me:
        await me.open("Get your documents ready")
        await me.tick("You hold your ID in the photo")
        await me.push("Send anyway")
        await me.sees("Something is not ready")
        await me.say("No, go back")
        assert me.status("send") == "Cannot start yet"
        await me.push("Send anyway")
        await me.say("Yes, send it as it is")
        await me.sees("Step 7 of 10", "Selfie holding the ID: not ready")
        await send(me)
        assert me.status("review") == "Waiting for Crypto.com"


async def test_a_note_goes_stale_overnight_but_not_while_it_is_reviewed(window, begun):
    begun("ready")
    async with window() as me:
        await me.sees("Documents: 3 of 3 ready")
        await me.wait(hours=12)
        await me.sees("Next: step 6", "2 of 3 ready", "write a new one with today's date")
        assert me.status("documents") == "Needs attention"
        assert me.status("send") == "Cannot start yet"
        await me.picture("stale-note")

        await me.press("enter")
        await me.type("Date written on it", "x")
        await me.sees("Write it as YYYY-MM-DD")
        await me.press("backspace", *["delete"] * 10, *["backspace"] * 10)
        await me.press(*"2026-11-24")
        assert me.progress.dates["note/date"] == date(2026, 11, 24)
        await me.go_on()
        await send(me)
        await me.wait(days=2)
        assert me.status("documents") == "Done"
        await me.press("escape")
        await me.sees("Documents: 3 of 3 ready")


@pytest.mark.slow
async def test_say_what_happened_anew_loses_nothing(window, begun):
    begun("ready")
    async with window() as me:
        await me.open("Say what happened")
        await say_what_happened(me, "My phone was stolen")
        await me.sees("Lock the account")
        assert me.status("documents") == "Done"
