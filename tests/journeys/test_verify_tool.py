"""The verify tool as a person meets it: what a key holds, and whether a device agrees."""

from keys_shown import KEY, LINK, OTHER, code_at


async def test_a_key_and_the_device_that_holds_it(window, begun, clock):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await me.sees("Verify a key", "it stays hidden")
        await me.paste(KEY)
        me.lacks(KEY)
        await me.press("enter")
        await me.sees(
            "Well-formed: it can make codes.", "Settings: 6 digits every 30 seconds, SHA1"
        )
        await me.press(*code_at(clock()), "enter")
        await me.sees("Match: the device shows a code of this key.")
        assert me.progress.checks[-1].result == "match"
        await me.picture("match")
        await me.press("escape", "escape")
        await me.sees("Next: step 2")
        me.lacks("Well-formed")


async def test_a_device_with_another_key(window, begun, clock):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await me.paste(LINK)
        await me.press("enter")
        await me.sees("Account: Crypto.com")
        await me.press(*code_at(clock(), OTHER), "enter")
        assert me.progress.checks[-1].result == "no-match"
        await me.picture("no-match")


async def test_a_device_whose_clock_is_off(window, begun, clock):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await me.paste(KEY)
        await me.press("enter", *code_at(clock(), seconds=95), "enter")
        assert me.progress.checks[-1].result == "clock"
        await me.sees("clock")


async def test_what_is_not_a_key_is_explained(window, begun):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await me.paste("hunter2!")
        await me.press("enter")
        assert me.progress.checks == ()
        await me.picture("not-a-key")
        await me.paste(KEY)
        me.lacks(KEY)
        await me.press("enter")
        await me.sees("Well-formed")


async def test_its_code_is_shown_on_request_and_renewed(window, begun, clock):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await me.paste(KEY)
        await me.press("enter")
        code = code_at(clock())
        me.lacks(f"{code[:3]} {code[3:]}")
        await me.push("Show its code")
        await me.sees(f"Its code now: {code[:3]} {code[3:]}   new in 30 s")
        await me.picture("code-shown")
        await me.push("Hide its code")
        me.lacks("Its code now")
        await me.push("Check another key")
        await me.sees("Type or paste the key")


async def test_on_a_computer_of_others_it_asks_before_it_shows(window, begun, monkeypatch):
    monkeypatch.setattr("tui.screens.verify.exposed", lambda case: True)
    begun("answered")
    async with window() as me:
        await me.press("v")
        await me.paste(KEY)
        await me.press("enter")
        await me.push("Show its code")
        await me.sees("whoever controls it can see what is shown")
        await me.picture("exposed")
        await me.say("No, go back")
        me.lacks("Its code now")
