"""A picture of every screen; what the stories show on their way is kept with them."""

import pictures
import pytest
from keys_shown import KEY

STEPS = [
    "Say what happened",
    "Look for a saved key",
    "Choose the way in",
    "Reach the real support",
    "Write your request",
    "Get your documents ready",
    "Check before you send",
    "Wait for the review",
    "Set up the new 2FA",
    "Never need this again",
]
FAR = ["searched"] * 4 + ["support-reached", "written", "ready", "sent", "approved", "proved"]
NARROW, WIDE = (40, 12), (120, 40)


@pytest.mark.parametrize(("number", "title"), list(enumerate(STEPS, start=1)))
async def test_step(window, begun, number, title):
    begun(FAR[number - 1])
    async with window() as me:
        await me.open(title)
        await me.sees(f"Step {number} of 10: {title}")
        await me.picture(f"step-{number:02}")


async def test_welcome(window):
    async with window() as me:
        await me.picture("welcome")


@pytest.mark.parametrize("how_far", ["answered", "written", "rejected", "finished"])
async def test_hub(window, begun, how_far):
    begun(how_far)
    async with window() as me:
        await me.picture(f"hub-{how_far}")


@pytest.mark.parametrize(("size", "name"), [(NARROW, "narrow"), (WIDE, "wide")])
async def test_other_sizes(window, begun, size, name):
    begun("written")
    async with window(size=size) as me:
        await me.picture(f"hub-{name}")
        await me.open("Get your documents ready")
        await me.picture(f"documents-{name}")
        await me.press("f2")
        await me.picture(f"verify-{name}")
        await me.paste(KEY)
        await me.press("enter")
        await me.picture(f"verify-{name}-key")


async def test_welcome_on_a_small_screen(window):
    async with window(size=NARROW) as me:
        await me.picture("welcome-narrow")


async def test_verify_tool(window, begun):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await me.sees("Type or paste the key")
        await me.picture("verify")
        await me.paste(KEY)
        await me.press("enter")
        await me.sees("Well-formed: it can make codes.")
        await me.picture("verify-key")


async def test_dialogs(window, begun):
    begun("written")
    async with window() as me:
        await me.press("question_mark")
        await me.picture("help")
        await me.press("escape")
        await me.press("ctrl+p")
        await me.picture("palette")
        await me.press("escape")
        await me.open("Write your request")
        await me.push("Save it to a file")
        await me.picture("save-as")
        await me.press("escape")
        await me.press("f1")
        await me.picture("help-step")
        await me.press("escape", "escape", "escape")
        await me.open("Get your documents ready")
        await me.push("Send anyway")
        await me.picture("confirm")


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "contrast"])
async def test_themes(window, begun, theme):
    begun("rejected")
    async with window() as me:
        me.app.theme = f"sparekey-{theme}"
        await me.picture(f"hub-{theme}")
        await me.open("Get your documents ready")
        await me.picture(f"documents-{theme}")


async def test_without_colour(window, begun, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    begun("rejected")
    async with window() as me:
        await me.picture("hub-no-colour")


async def test_without_utf8(window, begun, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.ISO-8859-1")
    begun("rejected")
    async with window() as me:
        assert me.screen().isascii()
        await me.picture("hub-ascii")


def test_every_picture_is_of_a_test():
    tests = "".join(
        path.read_text("utf-8") for path in pictures.FOLDER.parent.glob("tests/journeys/test_*.py")
    )
    kept = pictures.FOLDER.rglob("*.svg")
    names = {path.stem for path in kept if not path.name.endswith(".actual.svg")}
    parts = {"step-", "hub-", "documents-", "verify-"}
    lost = [n for n in names if f'"{n}"' not in tests and not any(n.startswith(p) for p in parts)]
    assert lost == []
