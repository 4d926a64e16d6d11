"""Photos of documents: checked, kept knowingly or retaken, copied clean, and known when back."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from beginnings import Chose
from PIL import Image
from textual.widgets import Input
from walking import Walk

from tui.journey.actions import GotOutcome, Sent

sys.path.append(str(Path(__file__).parents[1] / "photos"))

import specimens

SIZE = (1600, 1200)
CANARY = "Zanzibar"


def exif():
    tags = Image.Exif()
    tags[0x010F], tags[0x0132] = CANARY, "2026:11:23 09:00:00"
    return tags


@cache
def sharp() -> bytes:
    return specimens.jpeg(specimens.scene(4, size=SIZE), exif=exif())


@cache
def blurred() -> bytes:
    return specimens.jpeg(specimens.scene(4, size=SIZE, blur=4.0))


TUESDAY = datetime(2026, 11, 24, 9, 0).timestamp()
"""The day after the photos were checked."""
OF_THE_ID = "Check a photo: ID document"


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "Pictures"
    made.mkdir()
    return made


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    at = datetime(2026, 11, 23, 9, 0).timestamp()
    os.utime(path, (at, at))
    return path


async def worked(me: Walk) -> None:
    """Wait until the slow work is done."""
    await me.quiet()
    for _ in range(2000):
        if me.app.screen.working is None:
            await me.quiet()
            return
        await asyncio.sleep(0.01)
    raise AssertionError(me.screen())


async def check(me: Walk, path: Path | str) -> None:
    """Check a photo of the ID, its path given as a terminal pastes a dropped file."""
    await me.push(OF_THE_ID)
    assert isinstance(me.app.screen.focused, Input)
    await me.paste(str(path))
    await me.press("enter")
    await worked(me)


async def test_a_blurred_id_is_noticed_retaken_and_ready(window, begun, folder):
    begun("ready", Chose("id/kind", "Passport"))
    put(folder / "IMG_1.jpg", blurred())
    async with window() as me:
        await me.open("Get your documents ready")
        await me.push(OF_THE_ID)
        await me.picture("folders")
        await me.push("~/Pictures")
        await me.push("IMG_1.jpg")
        await worked(me)
        await me.sees("1 problem", "It is blurred", "Now look yourself")
        await me.picture("blurred")
        await me.push("Check another photo")
        retaken = put(folder / "IMG_2.jpg", sharp())
        await me.paste(f"'{retaken}'")
        await me.press("enter")
        await worked(me)
        await me.push("Use this photo")
        await me.sees("IMG_2.jpg", "ID document: ")
        assert [one.path for one in me.progress.photos["id"]] == [str(retaken)]
        assert "blur" not in {one.check for one in me.progress.photos["id"][0].findings}
        for _ in me.progress.photos["id"][0].findings[:1]:
            await me.tick("I looked at it at full size")
        await me.sees("ID document: ready")
        assert me.status("documents") == "Done"


async def test_a_finding_is_kept_knowingly_and_shown_again(window, begun, folder):
    begun("ready", Chose("id/kind", "Passport"))
    holiday = put(folder / "holiday.jpg", blurred())
    async with window() as me:
        await me.open("Get your documents ready")
        await check(me, holiday)
        await me.push("Use this photo")
        assert me.status("documents") == "Needs attention"
        await me.sees("ID document: needs attention", "holiday.jpg needs a look")
        await me.tick("I looked at it at full size")
        await me.sees("ID document: ready", "looked at and kept")
        await me.picture("kept")
        await me.press("escape")
        await me.open("Check before you send")
        await me.sees("Kept knowingly, holiday.jpg", "It is blurred")
        await me.picture("kept-before-sending")
        kept = holiday.read_bytes()
        holiday.write_bytes(kept[:-1] + b"\0")
        os.utime(holiday, (TUESDAY, TUESDAY))
        await me.press("escape")
        await me.open("Check before you send")
        await me.sees("holiday.jpg is not there any more, or is not the file that was checked")
        holiday.write_bytes(kept)
        os.utime(holiday, (TUESDAY, TUESDAY))
        await me.press("escape")
        await me.open("Check before you send")
        with pytest.raises(AssertionError):
            await me.sees("holiday.jpg is not there any more")
        holiday.write_bytes(b"")
        await me.press("escape")
        await me.open("Check before you send")
        await me.sees("holiday.jpg is not there any more, or is not the file that was checked")


async def test_clean_copies_are_made_and_left_behind_nowhere(window, begun, folder, tmp_path):
    begun("ready", Chose("id/kind", "Passport"))
    original = put(folder / "IMG_1.jpg", sharp())
    async with window() as me:
        await me.open("Get your documents ready")
        await check(me, original)
        await me.push("Use this photo")
        await me.push("Make clean copies to send")
        await me.picture("copies-asked")
        await me.press("enter")
        await worked(me)
        copy = tmp_path / "sparekey-photos" / "id.jpg"
        await me.sees("IMG_1.jpg", "Taken out", "Send these copies")
        await me.picture("copies-made")
        assert CANARY.encode() in original.read_bytes() == sharp()
        assert CANARY.encode() not in copy.read_bytes()
        assert copy.stat().st_mode & 0o777 == 0o600
        assert pixels(copy.read_bytes()) == pixels(sharp())
        await me.push("Done")
        await me.push("Make clean copies to send")
        await me.press("enter")
        await worked(me)
        assert (copy.parent / "id-2.jpg").exists()  # nothing is ever overwritten
        await me.push("Done")
        await me.press("escape")
        await me.open("Never need this again")
        await me.sees("Left on this computer", "Delete: clean copy")
        await me.push("Delete: clean copy")
        assert not copy.exists()
        assert original.exists()
        assert [Path(one.path).name for one in me.progress.made] == ["id-2.jpg"]
        (copy.parent / "id-2.jpg").write_bytes(b"mine now")
        await me.push("Delete: clean copy")
        await me.sees("It was changed since it was made")
        assert (copy.parent / "id-2.jpg").exists()


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


async def test_a_rejected_file_is_known_when_it_comes_again(window, begun, folder):
    begun("ready", Chose("id/kind", "Passport"))
    photo = put(folder / "IMG_1.jpg", sharp())
    async with window() as me:
        await me.open("Get your documents ready")
        await check(me, photo)
        await me.push("Use this photo")
        me.app.do(Sent(me.clock(), "live-chat", "CS-1"))
        me.app.do(GotOutcome("rejected", "Blurred.", {"id": "blur"}))
        await me.app.redraw()
        again = put(folder / "renamed.jpg", sharp())
        await check(me, again)
        await me.sees("This file went out on 2026-11-23 and came back", "fails again")
        await me.picture("came-back")


@pytest.mark.slow
async def test_what_can_not_be_read_is_said_in_one_line(window, begun, folder):
    begun("ready")
    put(folder / "notes.jpg", b"no picture at all")
    os.mkfifo(folder / "pipe.jpg")
    async with window() as me:
        await me.open("Get your documents ready")
        for name, said in (
            ("nowhere.jpg", "can't be"),
            ("pipe.jpg", "not a file"),
        ):
            await check(me, folder / name)
            await me.sees(said) if said != "can't be" else await me.sees("cannot be opened")
            await me.press("escape", "escape")
        await check(me, folder / "notes.jpg")
        assert not me.app.screen.query("#use")
        assert "Use this photo" not in me.screen()
        await me.press("escape", "escape")
        assert "id" not in me.progress.photos


@pytest.mark.slow
async def test_the_sheet_to_copy_is_shown_large_and_the_note_dated_with_one_key(window, begun):
    begun("written")
    async with window() as me:
        await me.open("Get your documents ready")
        await me.stand_on("I wrote it today: 2026-11-23")
        await me.picture("sheet")
        await me.press("enter")
        assert me.progress.dates["note/date"] == date(2026, 11, 23)
        await me.wait(hours=24)
        await me.sees("Its date, 2026-11-23, is past")
        await me.push("I wrote it today: 2026-11-24")
        assert me.progress.dates["note/date"] == date(2026, 11, 24)
