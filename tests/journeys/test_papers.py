"""The documents: other lists than the guide's, IDs that expire, names that differ."""

import pytest
from beginnings import Chose


@pytest.mark.slow
async def test_the_exchange_asks_for_a_video(window, begun):
    begun("written", Chose("product", "exchange"))
    async with window() as me:
        await me.open("Get your documents ready")
        await me.sees("On the Exchange, support may ask for a selfie video")
        await me.tick("You hold your ID in the photo")
        await me.tick("Its name and details match those of the account")
        await me.choose("Selfie video and ID (Exchange)")
        await me.sees("Selfie video: not ready, 0 of 4")
        await me.sees("Security verification for Crypto.com")
        await me.sees("ID document: not ready, 1 of 7")  # the tick still applies
        await me.picture("video")
        assert me.plan.readiness.total == 2
        await me.choose("Selfie, ID and note")
        await me.sees("Selfie holding the ID: not ready, 1 of 5")


async def test_what_support_asked_for_wins(window, begun):
    begun("written")
    async with window() as me:
        await me.open("Get your documents ready")
        await me.choose("What support asked for")
        await me.write("What support asked for, one thing a line", "Passport scan\nUtility bill")
        await me.sees("Passport scan: not ready, 0 of 1", "Utility bill: not ready, 0 of 1")
        assert me.status("send") == "Cannot start yet"


@pytest.mark.slow
async def test_an_id_that_expires(window, begun):
    begun("ready")
    async with window() as me:
        await me.open("Get your documents ready")
        await me.write("Valid until", "2026-11-22")
        await me.sees("ID document: needs attention", "It expired on 2026-11-22.")
        assert me.status("send") == "Cannot start yet"
        await me.picture("expired-id")
        await me.press("home", *["delete"] * 10)
        await me.paste("2026-12-10")
        await me.sees("ID document: ready", "It expires on 2026-12-10: less than a month away.")
        assert me.status("send") == "Not started"


@pytest.mark.slow
async def test_names_that_differ_are_shown_and_do_not_block(window, begun):
    begun("ready")
    async with window() as me:
        await me.open("Get your documents ready")
        await me.write("Your name as it stands on the account", "María Fernández Gonzalez")
        await me.write("Name as it stands on it", "GONZALEZ, Maria")
        await me.sees("only on the account: fernandez")
        assert me.status("send") == "Not started"
        await me.press("escape", "escape")
        await me.open("Check before you send")
        await me.sees("the names differ")
