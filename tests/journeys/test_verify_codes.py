"""What the codes of a device tell about a key: typing errors, other settings, a wrong clock."""

import pytest
from backups_shown import worked
from keys_shown import KEY, code_at

WRONG = "JBSWV3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""The key with its fifth character misread."""


async def verify(me, key):
    await me.press("v")
    await me.paste(key)
    await me.press("enter")


async def show_code(me, clock, **settings):
    """Type the code that a device with the right key shows now."""
    await me.press(*code_at(clock(), **settings), "enter")
    await worked(me)


async def test_one_wrong_character_repaired_with_two_codes(window, begun, clock):
    begun("answered")
    async with window() as me:
        await verify(me, WRONG)
        await show_code(me, clock)
        await me.sees("No match")
        await me.push("Look for a typing error")
        await worked(me)
        await me.sees("Perhaps found", "Type the next code as well")
        await me.sees("Character 5 is “V”: it should be “Y”.")
        me.lacks("Go on with the corrected key")
        await me.picture("suggested")
        clock.forward(seconds=30)
        await show_code(me, clock)
        await me.sees("Found, and two codes agree.", "Character 5 is “V”: it should be “Y”.")
        await me.picture("confirmed")
        await me.push("Go on with the corrected key")
        await me.sees("Match: the device shows a code of this key.")
        assert me.progress.checks[-1].result == "match"
        await me.push("Show its code")
        code = code_at(clock())
        await me.sees(f"{code[:3]} {code[3:]}")


@pytest.mark.slow
async def test_what_no_key_can_be_is_repaired_as_well(window, begun, clock):
    begun("answered")
    async with window() as me:
        await verify(me, KEY[:9] + "?" + KEY[10:])
        await me.sees("Does a device still show codes of this key?")
        await me.picture("unreadable")
        await show_code(me, clock)
        await me.sees("Perhaps found", f"The unreadable character 10 is “{KEY[9]}”.")
        clock.forward(seconds=30)
        await show_code(me, clock)
        await me.push("Go on with the corrected key")
        await me.sees("Well-formed", "Match: ")


async def test_a_code_of_another_key_ends_the_search_with_nothing(window, begun, clock):
    begun("answered")
    async with window() as me:
        await verify(me, WRONG[:4] + KEY[7:])  # much is wrong with it
        await show_code(me, clock)
        await me.push("Look for a typing error")
        await worked(me)
        await me.sees("One code alone cannot tell")
        me.lacks("Go on with")


async def test_what_is_no_code(window, begun, clock):
    begun("answered")
    async with window() as me:
        await verify(me, KEY)
        await me.press(*"12ab5", "enter")
        await me.sees("A code has 5 to 10 digits")
        await me.paste(KEY)
        me.lacks(KEY)


async def test_other_settings(window, begun, clock):
    begun("answered")
    settings = {"period": 60, "algorithm": "SHA256"}
    async with window() as me:
        await verify(me, KEY)
        await show_code(me, clock, **settings)
        await me.sees("Perhaps the right key with other settings", "SHA256", "type the next code")
        me.lacks("Go on with these settings")
        clock.forward(seconds=60)
        await show_code(me, clock, **settings)
        await me.sees("every 60 seconds instead of 30", "Two codes agree")
        await me.picture("other-settings")
        await me.push("Go on with these settings")
        await me.sees("Settings: 6 digits every 60 seconds, SHA256", "Match: ")


async def test_a_clock_that_is_off(window, begun, clock):
    begun("answered")
    async with window() as me:
        await verify(me, KEY)
        await show_code(me, clock, seconds=95)
        await me.sees("the device's clock is 90–120 seconds ahead", "compare both with a third")
        await me.picture("clock-off")
        assert me.progress.checks[-1].result == "clock"


async def test_a_clock_that_is_far_off_takes_two_codes(window, begun, clock):
    begun("answered")
    far = 7 * 3600 + 11 * 60
    async with window() as me:
        await verify(me, KEY)
        await show_code(me, clock, seconds=-far)
        await me.sees("No match")
        clock.forward(seconds=30)
        await show_code(me, clock, seconds=-far)
        await me.sees("Match, but the device's clock is 7 h 1", "behind this computer's")
        assert [one.result for one in me.progress.checks] == ["well-formed", "no-match", "clock"]
