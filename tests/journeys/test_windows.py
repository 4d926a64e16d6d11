"""The same case opened again, on another day or in a second window."""

import pytest


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how_far", "step", "words"),
    [
        ("answered", "saved-key", "I saved nothing"),
        ("searched", "way-in", "Use a passkey"),
        ("way-chosen", "support", "Give nobody a code"),
        ("support-reached", "request", "E-mail of the account"),
        ("written", "documents", "Whose list do you follow?"),
        ("ready", "send", "Mark as sent"),
        ("sent", "review", "What did they answer?"),
        ("rejected", "documents", "Blurred, or not readable"),
        ("approved", "new-2fa", "After a reset"),
        ("proved", "prevention", "Where is a copy of your key now?"),
    ],
)
async def test_it_goes_on_where_it_was_left(window, begun, how_far, step, words):
    begun(how_far)
    async with window() as me:
        assert me.plan.next.step.id == step
        await me.sees(f"step {me.plan.next.number}, {me.plan.next.step.title}")
        await me.press("enter")
        await me.sees(f"Step {me.plan.of(step).number} of 10", words)


async def test_what_was_done_is_there_the_next_day(window, clock):
    async with window() as me:
        await me.choose("My phone is lost")
        await me.press("q")
    clock.forward(days=1)
    async with window() as me:
        await me.sees("Next: step 1, Say what happened")
        await me.press("enter")
        await me.sees("(•) My phone is lost")
        me.lacks("Welcome")


async def test_a_second_window_can_only_read(window, begun):
    begun("searched")
    async with window() as first, window() as second:
        await second.sees("Another SpareKey window", "Nothing is saved from here")
        await second.sees("not saved: read-only")
        await second.picture("read-only")
        await second.press("enter")
        await second.choose("Use a passkey")
        assert second.progress == first.progress
        await first.sees("saved 12:00")


async def test_finished_and_kept_for_the_drill(window, begun, clock):
    begun("finished")
    async with window() as me:
        await me.sees("You are finished.", "Keep it for the drill on 2027-05-23")
        await me.wait(days=200)
        assert me.status("prevention") == "Needs attention"
        await me.sees("the drill was due on 2027-05-23")
