"""The verify tool given files: pictures, locked backups, many accounts, and what is no file."""

import os

import pytest
from backups_shown import PASSWORD, SLOW, aegis, link, name_file, picture, worked
from chapters import say_what_happened
from keys_shown import KEY, LINK, OTHER, code_at

NARROW = (40, 12)


@pytest.mark.slow
async def test_a_key_found_in_a_picture_tried_and_accepted(window, clock, tmp_path):
    async with window() as me:
        await say_what_happened(me, "My phone is lost")
        await me.go_on()
        await me.answer("Screenshot", "found")
        await me.press("f2")
        await name_file(me, picture(tmp_path / "qr.png"))
        await me.sees("Account: Crypto.com", "Well-formed")
        await me.picture("from-a-picture")
        await me.push("Show its code")
        code = code_at(clock())
        await me.sees(f"{code[:3]} {code[3:]}")
        await me.press("escape")
        await me.sees("Step 2 of 10")
        await me.answer("Did Crypto.com accept its code?", "yes")
        assert me.status("request") == "Not needed"
        assert [(one.source, one.result) for one in me.progress.checks] == [("qr", "well-formed")]


@pytest.mark.slow
async def test_a_key_of_before_the_account_was_set_up_again(window, clock, tmp_path):
    async with window() as me:
        await say_what_happened(me, "My phone is lost")
        await me.go_on()
        await me.answer("Screenshot", "found")
        await me.press("f2")
        await name_file(me, picture(tmp_path / "qr.png"))
        await me.press(*code_at(clock(), OTHER), "enter")
        await me.sees("No match", "an older key")
        await me.press("escape", "escape")
        await me.answer("Did Crypto.com accept its code?", "no")
        await me.tick("was 2FA reset or set up again")
        await me.picture("set-up-again")
        assert me.progress.checks[-1].result == "no-match"
        assert me.status("new-2fa") == "Cannot start yet"


async def test_a_locked_backup(window, begun, tmp_path):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await name_file(me, aegis(tmp_path / "backup.json"))
        await me.sees("Aegis backup, encrypted")
        await me.paste("wrong")
        me.lacks("wrong")
        await me.press("enter")
        await worked(me)
        await me.sees("The password does not open this backup")
        await me.picture("locked")
        await me.paste(PASSWORD)
        await me.press("enter")
        await worked(me)
        await me.sees("Account: Crypto.com · maria")
        assert me.progress.checks[-1].source == "aegis"


async def test_opening_it_can_be_stopped(window, begun, tmp_path):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await name_file(me, aegis(tmp_path / "backup.json", **SLOW))
        await me.paste(PASSWORD)
        await me.press("enter")
        await me.sees("Opening the file")
        await me.picture("working")
        await me.press("enter")  # Cancel has the focus
        await me.sees("Type its password")
        assert me.app.screen.working is None
        await me.push("Check another key")
        await me.paste(KEY)
        await me.press("enter")
        await me.sees("Well-formed")


@pytest.mark.slow
async def test_leaving_while_it_works_ends_the_work(window, begun, tmp_path):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await name_file(me, aegis(tmp_path / "backup.json", **SLOW))
        await me.paste(PASSWORD)
        await me.press("enter", "enter")  # the second comes too late, and cancels
        await me.paste(PASSWORD)
        await me.press("enter")
        await me.pilot.resize_terminal(*NARROW)
        await me.quiet()
        await me.sees("Opening the file")
        await me.press("escape")
        await me.sees("Next: step 2")
        assert not any(worker.is_running for worker in me.app.workers)


@pytest.mark.slow
async def test_many_accounts(window, begun, tmp_path):
    begun("answered")
    names = ["GitHub", "Kraken", "Crypto.com", "Kraken", "Bank"]
    links = [link(name, "ada") for name in names]
    links[3] += "&digits=8"
    links += [f"otpauth://hotp/Door:1?secret={OTHER}&counter=4&issuer=Door"]
    path = tmp_path / "all.txt"
    path.write_text("\n".join(links))
    async with window() as me:
        await me.press("v")
        await name_file(me, str(path))
        await me.sees("5 accounts", "by a counter (HOTP): 1")
        assert "Crypto.com" in me.here()
        await me.picture("choose")
        await me.press("up")
        await me.paste("krak")
        await me.sees("2 of 5 accounts", "8 digits")
        me.lacks("GitHub", "Bank")
        await me.press("enter", "enter")
        await me.sees("Account: Kraken")
        await me.push("Choose another account")
        await me.sees("2 of 5 accounts")
        assert [one.result for one in me.progress.checks] == ["well-formed"]


@pytest.mark.slow
async def test_ten_thousand_accounts(window, begun, tmp_path):
    begun("answered")
    path = tmp_path / "all.txt"
    path.write_text("\n".join(link("Site", f"ada{n}") for n in range(10_000)))
    async with window() as me:
        await me.press("v")
        await name_file(me, str(path))
        await me.sees("10,000 accounts", "9,960 more")
        await me.stand_on("ada0")
        await me.press("up")
        await me.paste("ada9999")
        await me.sees("1 of 10,000 accounts")
        await me.press("enter", "enter")
        await me.sees("Account: Site · ada9999")


async def test_what_is_no_file(window, begun, tmp_path):
    begun("answered")
    os.mkfifo(tmp_path / "pipe")
    async with window() as me:
        await me.press("v")
        for path, words in (
            (tmp_path / "missing", "cannot be opened (no such file or directory)"),
            (tmp_path, "not a file: name a regular file"),
            (tmp_path / "pipe", "not a file: name a regular file"),
        ):
            await name_file(me, str(path))
            await me.sees(words)
            await me.press("up")
        await me.picture("no-file")
        (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
        await name_file(me, str(tmp_path / "photo.png"))
        await me.sees("This picture is damaged")
        assert me.progress.checks == ()


async def test_only_keys_that_are_not_checked_here(window, begun, tmp_path):
    begun("answered")
    path = tmp_path / "one.txt"
    path.write_text(LINK.replace("totp", "hotp") + "&counter=3")
    async with window() as me:
        await me.press("v")
        await name_file(me, str(path))
        await me.sees("Not checked here, codes by a counter (HOTP): 1")


async def test_in_a_small_window(window, begun, clock, tmp_path):
    begun("answered")
    async with window(size=NARROW) as me:
        await me.press("v")
        await me.picture("small-ask")
        await name_file(me, picture(tmp_path / "qr.png"))
        await me.press(*code_at(clock()), "enter")
        assert "Match: the device shows a code" in me.screen()
        await me.picture("small-match")


@pytest.mark.slow
async def test_second_backups(window, begun, tmp_path):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await me.paste(LINK)
        await me.press("enter")
        await me.push("Compare with a second backup")
        await me.picture("second")
        await me.paste(OTHER)
        await me.press("enter")
        await me.sees("The second backup does not hold this key.")
        await me.push("Compare with a second backup")
        await me.paste("hunter2!")
        await me.press("enter")
        await me.sees("Now the second backup", "Character 8")
        await name_file(me, picture(tmp_path / "qr.png", LINK + "&period=60"))
        await me.sees("holds the same key with other settings: 6 digits every 60 seconds")
        await me.push("Compare with a second backup")
        await name_file(me, aegis(tmp_path / "backup.json"))
        await me.sees("Aegis backup, encrypted")
        await me.paste(PASSWORD)
        await me.press("enter")
        await worked(me)
        await me.sees("The second backup holds the same key, with the same settings.")
        await me.picture("same-key")
        await me.push("Compare with a second backup")
        await me.push("Do not compare")
        await me.sees("Account: Crypto.com")


async def test_on_a_phone_and_where_there_is_no_room(window, begun):
    begun("answered")
    async with window() as me:
        await me.press("v")
        await me.paste(LINK)
        await me.press("enter")
        await me.push("Put it on a phone")
        await me.picture("phone")
        await me.press("x")
        await me.sees("Account: Crypto.com")
        await me.pilot.resize_terminal(*NARROW)
        await me.quiet()
        await me.push("Put it on a phone")
        await me.sees("JBSW Y3DP EHPK 3PXP")
        await me.picture("phone-in-fours")
        await me.press("escape")
        me.lacks("JBSW")
