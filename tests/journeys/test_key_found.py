"""Someone finds a saved key; sometimes it is the right one."""

import pytest
from chapters import ask_in_the_chat, match_a_device, say_what_happened
from keys_shown import KEY, code_at


async def test_a_key_found_and_accepted(window, clock, case):
    async with window() as me:
        await me.sees("Welcome", "never uses the network")
        await say_what_happened(me, "My phone is lost")
        await me.go_on()

        await me.sees("Step 2 of 10")
        await me.answer("Paper, notebooks", "nothing")
        await me.answer("Password manager", "found")
        assert me.step("saved-key").why == "try the code of the key you found"
        await me.answer("Did Crypto.com accept its code?", "yes")
        assert {me.status(step) for step in ("way-in", "request", "documents", "review")} == {
            "Not needed"
        }
        await me.picture("accepted")
        await me.go_on()

        await me.sees("Step 9 of 10", "Your saved key was accepted", "Delete nothing")
        assert me.status("new-2fa") == "Not started"
        await match_a_device(me, KEY, code_at(clock()))
        assert me.progress.checks[-1].result == "match"
        await me.sees("The saved key matched a device, and was accepted.")
        assert me.status("new-2fa") == "Done"
        await me.tick("second copy")
        await me.go_on()

        await me.tick("Paper at home")
        await me.sees("One loss takes every copy: Fire, water or burglars at home")
        await me.tick("Encrypted cloud backup of the authenticator")
        await me.sees("No single loss takes every copy.")
        await me.type("Try the backup again on", "2027-05-23")
        await me.go_on()

        await me.sees("You are finished.", "100 %", "Keep it for the drill on 2027-05-23")
        await me.press("enter")
        assert me.has_left
    assert case.exists()
    assert me.progress.places == {"paper": "nothing", "password-manager": "accepted"}


async def test_a_key_that_is_not_accepted_leads_on_to_the_reset(window):
    async with window() as me:
        await say_what_happened(me, "The authenticator app was deleted")
        await me.go_on()
        await me.answer("Old phone or tablet", "found")
        await me.answer("Did Crypto.com accept its code?", "no")
        await me.sees("Before you go on to the reset")
        assert me.step("saved-key").why == "go through what may be wrong"
        await me.picture("not-accepted")

        await me.tick("is this the entry for this account")
        await me.tick("Set the clock of the device")
        await me.tick("Check the settings: TOTP, 6 digits, 30 seconds")
        await me.tick("was 2FA reset or set up again")
        for place in ("Paper", "Password manager", "Screenshot", "Backup or sync", "Printed"):
            await me.answer(place, "nothing")
        await me.answer("Somewhere else", "nothing")
        assert me.status("saved-key") == "Done"
        await me.go_on()

        await me.sees("Step 3 of 10")
        await ask_in_the_chat(me)
        await me.sees("Step 4 of 10")
        assert me.status("new-2fa") == "Cannot start yet"


@pytest.mark.slow
async def test_found_at_last_while_the_request_is_out(window, begun):
    begun("sent")
    async with window() as me:
        await me.open("Look for a saved key")
        await me.answer("Printed sheet", "found")
        await me.answer("Did Crypto.com accept its code?", "yes")
        await me.sees("A reset would void this key", "the reset is no longer needed")
        await me.press("escape")
        await me.sees("Next: step 9")
        assert me.status("review") == "Not needed"
