"""The link tool as a person meets it: whose an address is, and what a message asks for."""

import pytest
from keys_shown import KEY, LINK

SCAM = """From: Crypto.com Support <help@crypto-com.help>
Your account will be closed within 24 hours. Send the 6-digit code to
https://crypto.com.verify-2fa.net/login or write to us on WhatsApp.
The site is https://help.crypto.com/en/articles/3511439."""


@pytest.fixture
def opened(window, begun):
    begun("answered")
    return window


async def test_an_address(opened):
    async with opened() as me:
        await me.press("l")
        await me.sees("Check a link or a message", "Nothing is opened")
        await me.picture("asked")
        await me.press("enter")
        me.lacks("unsafe", "found")
        await me.paste("https://help.crypto.com/en/articles/3511439")
        await me.press("enter")
        await me.sees(
            "It belongs to crypto.com.",
            "says nothing of who sent it",
            "A browser would open: help.crypto.com",
        )
        await me.picture("theirs")
        await me.push("Check something else")
        me.lacks("It belongs to", "help.crypto.com")
        await me.rush(*"сrypto.com")
        await me.press("enter")
        await me.sees(
            "Not crypto.com, though it looks like it.",
            "с (Cyrillic)",
            "A browser would open: xn--rypto-0ye.com",
        )
        await me.picture("lookalike")
        await me.press("up", "end", ".", "i", "o")  # what was said of the text before is gone
        me.lacks("though it looks like it")
        await me.press("escape", "escape")
        await me.sees("Next: step 2")


async def test_a_message_of_fake_support(opened, case):
    async with opened() as me:
        await me.press("f3")
        await me.paste(SCAM)
        await me.press("tab")
        assert "Check it" in me.here()
        await me.press("enter")
        await me.sees("3 addresses found, 3 phrases that warn", "Send the 6-digit code")
        await me.press("pageup", "pageup", "pageup")
        await me.picture("message")
        await me.sees(
            "It belongs to crypto-com.help, not to crypto.com.",
            "https://crypto.com.verify-2fa.net/login",
            "It belongs to verify-2fa.net, not to crypto.com.",
            "It leads to another messenger",
            "What was not found proves nothing",
        )
        await me.picture("message-end")
        await me.press("escape")
        await me.saved()
    kept = b"".join(path.read_bytes() for path in case.parent.rglob("*") if path.is_file())
    assert b"crypto-com" in kept
    assert b"verify-2fa" not in kept
    assert b"crypto-com.help" not in kept


async def test_a_key_is_taken_out_and_not_shown(opened):
    async with opened() as me:
        await me.press("l")
        await me.paste("evil.io ")
        await me.paste(KEY)
        me.lacks(KEY, KEY[:10])
        await me.sees("looks like a key", "was not checked")
        assert me.app.screen.pasted.text == ""
        await me.picture("key-taken-out")
        await me.paste("evil.io")
        await me.press("enter")
        await me.sees("Not crypto.com.")
        me.lacks("looks like a key")


@pytest.mark.slow
@pytest.mark.parametrize("key", [LINK, f"my code is {KEY}\nthanks"])
async def test_a_key_among_other_words_is_taken_out(opened, key):
    async with opened() as me:
        await me.press("l")
        await me.paste(key)
        me.lacks(KEY, KEY[:10])
        await me.sees("looks like a key")


@pytest.mark.slow
async def test_a_typed_key_is_taken_out(opened):
    async with opened() as me:
        await me.press("l")
        await me.rush(*KEY)
        await me.press("enter")
        await me.sees("looks like a key")
        assert me.app.screen.pasted.text == ""


async def test_unseen_characters_are_shown_and_checked(opened):
    async with opened() as me:
        await me.press("l")
        await me.paste("https://crypto.com\u200b.evil.io/ \x1b[2J\u202e[/][@click=app.leave]x[/]")
        assert me.app.screen.pasted.text.isprintable()
        await me.press("enter")
        await me.sees("\\u{200b}", "Not crypto.com, though it looks like it.")


@pytest.mark.slow
async def test_numbers_of_seen_characters_are_not_read_back(opened):
    async with opened() as me:
        await me.press("l")
        await me.paste("https://crypto\\u{2e}com/ https://crypto\\x2ecom/")
        await me.press("enter")
        me.lacks("It belongs to crypto.com")


@pytest.mark.slow
async def test_a_message_with_nothing_found(opened):
    async with opened() as me:
        await me.press("l")
        await me.paste("Thank you.\nWe will answer in this chat.")
        await me.press("enter")
        await me.sees("No address and no phrase that warns was found. That proves nothing")


async def test_on_a_small_screen(opened):
    async with opened(size=(40, 12)) as me:
        await me.press("l")
        await me.picture("narrow")
        await me.paste(SCAM)
        await me.press("enter")
        await me.sees("3 addresses found")
        await me.picture("narrow-found")


@pytest.mark.slow
async def test_from_the_step_and_the_palette(window, begun):
    begun("searched")
    async with window() as me:
        await me.open("Reach the real support")
        await me.push("Check a link or a message")
        await me.sees("Paste or type a link")
        await me.press("escape", "escape")
        await me.sees("Reach the real support")
        await me.press("ctrl+p")
        await me.rush(*"Check a link")
        await me.press("enter")
        await me.sees("Paste or type a link")
