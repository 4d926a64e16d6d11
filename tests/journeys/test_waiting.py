"""While the request is out: the window, the answers, and no second request."""

import pytest
from beginnings import NAMED
from chapters import get_documents_ready
from msgspec.structs import replace


async def test_the_window_counts_down_and_passes(window, begun, clock):
    begun("sent")
    async with window() as me:
        await me.sees("Waiting: step 8, Wait for the review", "usually answered by")
        await me.picture("hub-waiting")
        await me.press("enter")
        await me.sees("Usually answered from Tue 2026-11-24 12:00 on,")
        await me.sees("and by Thu 2026-11-26 12:00 CET")
        await me.sees("Earliest in 1 d 00:00:00, latest in 3 d 00:00:00")
        await me.wait(seconds=1)
        await me.sees("Earliest in 23:59:59, latest in 2 d 23:59:59")
        await me.sees("Do not send it again")
        await me.wait(hours=40)
        await me.sees("An answer may come now; latest in 1 d 07:59:59")
        await me.wait(hours=40)
        await me.sees("Past the usual time since 08:00:01", "Ask once, in the same conversation")
        assert me.status("review") == "Needs attention"
        await me.press("escape")
        await me.sees("no answer by 2026-11-26 12:00")
        await me.picture("hub-past")


async def test_the_clocks_are_changed_while_one_waits(window, begun, clock):
    clock.forward(days=-30)  # Saturday, 2026-10-24: summer time ends in the night
    begun("sent")
    async with window() as me:
        await me.press("enter")
        await me.sees("from Sun 2026-10-25 12:00 on,", "and by Tue 2026-10-27 12:00 CET")


@pytest.mark.slow
async def test_something_else_was_answered(window, begun):
    begun("sent")
    async with window() as me:
        await me.press("enter")
        await me.choose("Something else")
        await me.write("What they wrote", "Please call back on Monday.")
        await me.push("Note this answer")
        assert me.progress.rounds[0].words == "Please call back on Monday."
        assert me.status("review") == "Waiting for Crypto.com"
        await me.push("Choose another way in")
        await me.sees("Step 3 of 10")
        await me.choose("Use a passkey")
        assert me.status("review") == "Not needed"


@pytest.mark.slow
async def test_they_ask_for_more(window, begun):
    begun("sent")
    async with window() as me:
        await me.press("enter")
        await me.choose("They ask for more")
        await me.write("Anything else they ask for", "A bank statement of last month")
        await me.push("Note this answer")
        await me.press("escape")
        await me.open("Get your documents ready")
        await me.sees("A bank statement of last month: not ready, 0 of 1")
        assert me.plan.readiness.ready == 3
        await me.tick("It is as support asked for it")
        await me.go_on()
        await me.sees("Round 2: reply in the same conversation.")


@pytest.mark.slow
async def test_an_answer_noted_by_mistake_is_taken_back(window, begun):
    before = begun("sent")
    begun("sent", *NAMED)
    async with window() as me:
        await me.sees("Next: step 6")
        assert me.status("review") == "Cannot start yet"
        await me.open("Get your documents ready")
        await me.wait(hours=24)
        await get_documents_ready(me)
        await me.go_on()
    async with window() as me:
        await me.open("Check before you send")
        await me.push("That answer was noted by mistake")
        await me.sees("What they asked for again is then as you sent it")
        await me.say("Yes, take it back")
        assert replace(me.progress, events=()) == replace(before, events=())
        assert me.status("review") == "Waiting for Crypto.com"
        await me.sees("Sent: 2026-11-23 12:00 CET")


async def test_the_screen_shows_the_window_first(window, begun):
    """Whoever comes to wait sees how long, not the end of the page."""
    begun("sent")
    async with window() as me:
        await me.press("enter")
        assert not me._unseen(("Earliest in 1 d 00:00:00",)), me.screen()
