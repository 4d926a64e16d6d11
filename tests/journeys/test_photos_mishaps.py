"""Photos when things go otherwise: odd drops, hasty keys, files that went out or are gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from beginnings import Chose
from test_photos_attached import OF_THE_ID, check, folder, put, sharp, worked
from textual.widgets import Input

from tui.journey.actions import Sent

__all__ = ["folder"]


@pytest.mark.slow
async def test_the_side_is_changed_in_its_place_and_told_once(window, begun, folder):
    begun("ready", Chose("id/kind", "Driver's license"))
    first, second = put(folder / "one.jpg", sharp()), put(folder / "two.jpg", sharp() + b"\0")
    async with window() as me:
        await me.open("Get your documents ready")
        await check(me, first)
        await me.push("Use this photo")
        await me.push("Check a photo: ID document, back")
        await me.sees("Choose the photo: ID document, back.")
        await me.paste(f"file://{second}")
        await me.press("enter")
        await worked(me)
        await me.push("Use this photo")
        await me.answer("Which side is it?", "back")
        assert [(Path(one.path).name, one.side) for one in me.progress.photos["id"]] == [
            ("one.jpg", "Back"),
            ("two.jpg", "Back"),
        ]
        assert [one.what for one in me.progress.events].count("attached") == 2


@pytest.mark.slow
async def test_a_hasty_second_enter_does_nothing_more(window, begun, folder):
    begun("ready", Chose("id/kind", "Passport"))
    put(folder / "IMG_1.jpg", sharp())
    async with window() as me:
        await me.open("Get your documents ready")
        await me.push(OF_THE_ID)
        await me.stand_on("[ ~ ]")
        await me.rush("enter", "enter")
        await me.press("escape")
        await me.push(OF_THE_ID)
        await me.paste(str(folder / "IMG_1.jpg"))
        await me.rush("enter", "enter")
        await worked(me)
        await me.stand_on("Use this photo")
        await me.rush("enter", "enter", "enter")
        assert [Path(one.path).name for one in me.progress.photos["id"]] == ["IMG_1.jpg"]
        await me.press("escape")
        await me.open("Get your documents ready")
        await me.push("Make clean copies to send")
        await me.rush("enter", "enter")
        await worked(me)
        await me.stand_on("Done")
        await me.rush("enter", "enter")
        assert [Path(one.path).name for one in me.progress.made] == ["id.jpg"]


@pytest.mark.slow
async def test_files_are_dropped_in_odd_ways(window, begun, folder):
    begun("ready", Chose("id/kind", "Passport"))
    odd = put(folder / "Zoë's ID [b].jpg", sharp())
    other = put(folder / "other.jpg", sharp())
    async with window() as me:
        await me.open("Get your documents ready")
        for several in (f"'{other}' '{other}'", f"{other}\n{odd}\n"):
            for leave in ([], ["escape"]):  # with the field in focus, or a row
                await me.push(OF_THE_ID)
                me.lacks("These are several files")
                await me.press(*leave)
                await me.paste(several)
                await me.sees("These are several files: drop one at a time.")
                assert me.app.screen.query_one("#path", Input).value == ""
                await me.press(*["escape"] * (2 - len(leave)))
        await me.push(OF_THE_ID)
        me.lacks("These are several files")
        await me.paste(f"{other}\n")
        assert me.app.screen.query_one("#path", Input).value == str(other)
        await me.paste(f" {other}")
        await me.press("enter")
        await me.sees("These are several files: drop one at a time.")
        for long in ("x" * 4000, "/" + "x/" * 1900, "~nobody-here/x.jpg"):
            await me.paste(long)
            await me.press("enter")
            await worked(me)
            assert me.app.screen.query("#path")
        await me.press("escape")
        await me.paste(str(odd).replace("'", "\\'").replace(" ", "\\ "))  # with a row in focus
        assert isinstance(me.app.screen.focused, Input)
        await me.press("enter")
        await worked(me)
        await me.sees("Zoë's ID [b].jpg", "13 things checked")


@pytest.mark.slow
async def test_only_what_is_yet_to_go_out_is_copied(window, begun, folder):
    begun("ready", Chose("id/kind", "Passport"))
    photo = put(folder / "IMG_1.jpg", sharp())
    async with window() as me:
        await me.open("Get your documents ready")
        await check(me, photo)
        await me.push("Use this photo")
        await me.choose("What support asked for")
        me.lacks("Make clean copies")
        await me.press("escape")
        photo.unlink()
        await me.open("Get your documents ready")
        await me.choose("Selfie, ID and note")
        await me.push("Make clean copies to send")
        await me.press("home", *["delete"] * 20, "enter")
        await me.sees("Name a folder for the copies.")
        await me.paste("~/copies")
        await me.press("enter")
        await worked(me)
        await me.sees("IMG_1.jpg: no copy. The file cannot be opened")
        me.lacks("Send these copies")
        await me.push("Done")
        me.app.do(Sent(me.clock(), "live-chat", "CS-1"))
        await me.app.redraw()
        with pytest.raises(AssertionError):
            await me.stand_on("Make clean copies")


@pytest.mark.slow
async def test_a_second_window_copies_nothing_that_nobody_would_remember(window, begun, folder):
    begun("ready", Chose("id/kind", "Passport"))
    photo = put(folder / "IMG_1.jpg", sharp())
    async with window() as me:
        await me.open("Get your documents ready")
        await check(me, photo)
        await me.push("Use this photo")
        await me.saved()
        async with window() as other:
            await other.open("Get your documents ready")
            await other.push("Make clean copies to send")
            await other.press("enter")
            await worked(other)
            await other.sees(other.app.session.read_only)
            assert not (folder.parent / "sparekey-photos").exists()


async def test_what_a_photo_is_of_is_looked_up_when_the_tool_opens(
    window, begun, folder, monkeypatch
):
    begun("ready", Chose("id/kind", "Passport"))
    put(folder / "notes.jpg", b"no picture at all")
    async with window() as me:
        await me.open("Get your documents ready")
        await me.push(OF_THE_ID)
        looked = []
        monkeypatch.setattr("tui.screens.photo.documents.documents", looked.append)
        await me.press(*"IMG")
        await me.sees("Choose the photo: ID document.")
        await me.press(*["backspace"] * 3)
        await me.paste(str(folder / "notes.jpg"))
        await me.press("enter")
        await worked(me)
        await me.sees("notes.jpg", "Check another photo")
        assert looked == []
