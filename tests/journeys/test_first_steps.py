"""What happened decides what comes: stolen phones, codes that fail, another way in, preparing."""

import pytest
from chapters import find_nothing, say_what_happened
from keys_shown import KEY


async def test_a_stolen_phone_locks_the_account_first(window):
    async with window() as me:
        await say_what_happened(me, "My phone was stolen")
        await me.sees("Lock the account: by support")
        assert me.step("situation").why == "2 of 3"
        await me.stand_on("Lock the account")
        await me.sees("Unlocking by hand may take several business days")
        await me.press("p")
        await me.sees("Lock the account: by support, or the link in a notification e-mail (later)")
        assert me.status("situation") == "Done"
        await me.picture("stolen")
        await me.press("p")
        assert me.status("situation") == "In progress"
        await me.tick("Lock the account")
        assert me.status("situation") == "Done"


async def test_codes_that_are_not_accepted(window):
    async with window() as me:
        await say_what_happened(me, "The app no longer gives valid codes")
        await me.sees("mark the place of that entry as found")
        await me.tick("Set the phone's date and time to automatic")
        await me.tick("Try a fresh code of every entry")
        assert me.status("situation") == "Done"


async def test_a_way_in_that_fails_leads_back_and_then_to_the_chat(window, begun):
    begun("searched")
    async with window() as me:
        await me.sees("Next: step 3, Choose the way in")
        await me.press("enter")
        await me.choose("Use a passkey")
        assert {me.status(step) for step in ("support", "request", "documents", "send")} == {
            "Not needed"
        }
        await me.choose("It did not work")
        await me.sees("Use a passkey (did not work before)")
        assert me.step("way-in").why == "that way did not work: choose another"
        assert me.status("documents") == "Not started"
        await me.picture("way-failed")
        await me.choose("Ask support in the chat")
        await me.go_on()
        await me.sees("Step 4 of 10")


async def test_a_way_in_that_works_opens_the_new_2fa(window, begun):
    begun("searched")
    async with window() as me:
        await me.press("enter")
        await me.choose("Reset it in the App")
        assert me.status("new-2fa") == "Cannot start yet"
        await me.choose("It worked")
        assert me.status("way-in") == "Done"
        await me.go_on()
        await me.sees("Step 9 of 10", "After a reset")


@pytest.mark.slow
async def test_preparing_while_one_can_still_log_in(window):
    async with window() as me:
        await say_what_happened(me, "I can still log in", "The Crypto.com Exchange")
        await me.go_on()
        await me.sees("Step 2 of 10")
        await find_nothing(me)
        await me.sees("Step 9 of 10", "While you can still log in", "Delete nothing until")
        await me.sees("Before you turn 2FA off: Exchange withdrawals may stop for 24 hours")
        not_needed = [step.step.id for step in me.plan.steps if step.status == "Not needed"]
        assert not_needed == ["way-in", "support", "request", "documents", "send", "review"]
        await me.picture("prepare")
        await me.push("Skip this step")
        await me.sees("nobody knows whether your backup works")
        await me.say("Yes, skip it")
        assert me.status("new-2fa") == "Needs attention"
        await me.push("Do it after all")
        assert me.status("new-2fa") == "Not started"


async def test_a_key_typed_into_a_field_is_emptied_at_once(window, begun, case):
    begun("support-reached")
    async with window() as me:
        await me.open("Write your request")
        await me.write("What happened, in a few sentences", f"My key is {KEY}, I think")
        await me.picture("key-taken-out", toasts=True)
        await me.sees("That looks like one long base32 key, so the field was emptied")
        assert me.progress.texts == {}
        await me.saved()
        assert all(KEY not in path.read_text() for path in case.parent.glob("*.toml*"))
        await me.write("What happened, in a few sentences", "I left it in a taxi.")
        assert me.progress.texts["story"] == "I left it in a taxi."


async def test_undo_takes_back_what_was_done_step_by_step(window):
    async with window() as me:
        await say_what_happened(me, "My phone is lost")
        await me.go_on()
        await me.tick("I saved nothing")
        await me.press("u")
        await me.sees("Taken back.", "[ ] I saved nothing")
        assert me.status("saved-key") == "Not started"
        await me.press("u")
        assert me.status("situation") == "In progress"
        await me.press("u")
        assert not me.progress.choices
        await me.press("u")
        assert [event.what for event in me.progress.events].count("undone") == 3


@pytest.mark.slow
async def test_by_mouse_alone(window):
    async with window() as me:
        await me.click("My phone is lost")
        await me.click("The Crypto.com App")
        await me.press("pagedown")
        await me.click("[ Continue ]")
        await me.sees("Step 2 of 10")
        await me.press("pageup")
        await me.click("I saved nothing")
        assert me.status("saved-key") == "Done"
        await me.click("All steps")
        await me.sees("Next: step 3")
        await me.click("3 Choose the way in")
        await me.sees("Step 3 of 10")
        await me.click("? Help")
        await me.sees("Sources of this step")
        await me.press("escape")
        await me.click("Save and quit")
        assert me.has_left
