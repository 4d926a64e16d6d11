"""After the verify tool is left, no object of the program holds the key any more."""

import base64
import gc

import pytest
from backups_shown import name_file, picture, worked
from keys_shown import code_at


def key() -> bytes:
    """A key that no other test has; made each time, so that the test itself keeps none."""
    return bytes(range(3, 63, 3))


def secret() -> str:
    return base64.b32encode(key()).decode()


def mistyped() -> str:
    return f"{secret()[:4]}?{secret()[5:]}"


def link() -> str:
    return f"otpauth://totp/Crypto.com:maria?secret={secret()}&issuer=Crypto.com"


def holders() -> list[str]:
    """Say what still holds the key, its text or its mistyped text, as bytes or as words."""
    gc.unfreeze()  # what was there before the tests may have taken hold of it too
    gc.collect()
    sought = (secret(), mistyped())
    hidden = (key(), *(text.encode() for text in sought))
    return [
        f"{type(one).__module__}.{type(one).__name__}"
        for one in gc.get_objects()
        if one is not sought
        and one is not hidden
        and any(_is_it(value, sought, hidden) for value in _within(one))
    ]


def _within(one: object):
    """Yield what an object holds, through those that the collector does not follow by itself."""
    for value in gc.get_referents(one):
        if isinstance(value, str | bytes | bytearray):
            yield value
        elif not gc.is_tracked(value):
            yield from _within(value)


def _is_it(value: object, sought: tuple[str, ...], hidden: tuple[bytes, ...]) -> bool:
    if isinstance(value, str):
        plain = value.replace(" ", "").upper() if len(value) < 10_000 else ""
        return any(text in plain for text in sought)
    return any(text in value for text in hidden)


@pytest.mark.slow
async def test_no_key_is_left_after_the_tool(window, begun, clock, tmp_path):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await name_file(me, picture(tmp_path / "qr.png", link()))
        await me.push("Show its code")
        await me.push("Put it on a phone")
        await me.press("x")
        await me.pilot.resize_terminal(40, 12)
        await me.push("Put it on a phone")
        await me.sees("Type the key into the authenticator instead")
        await me.press("x")
        await me.push("Check another key")
        await me.paste(mistyped())
        await me.press("enter")
        for _ in range(2):
            await me.press(*code_at(clock(), secret()), "enter")
            await worked(me)
            clock.forward(seconds=30)
        await me.push("Go on with the corrected key")
        await me.push("Compare with a second backup")
        await me.paste(link())
        await me.press("enter")
        await me.sees("The second backup holds the same key")
        assert holders(), "while the tool is open the key is found"
        await me.stand_on("Check another key")
        await me.press("escape")
        await me.sees("Next: step 2")
        assert holders() == []
