"""One key, in every way that a session can take it and show it: not one byte of it is left."""

from __future__ import annotations

import json

import pytest
import segno
from keys import backups_made as made
from terminal_support import TYPING, progress_at, seed, terminal
from test_canary import assert_nowhere, canary, files
from test_crash import CASES, CRASH, WAYS

SIZE = (40, 100)


def given(folder, key):
    """A QR code and an encrypted backup that hold the key, outside of the home."""
    folder.mkdir()
    link = f"otpauth://totp/Crypto.com:me?secret={key}&issuer=Crypto.com"
    segno.make(link).save(str(folder / "code.png"), scale=6, border=4)
    entry = made.aegis_entry(secret=key)
    backup = made.aegis(db={"version": 2, "entries": [entry]})
    (folder / "backup.json").write_text(json.dumps(backup))
    assert key not in (folder / "backup.json").read_text()
    return folder


def open_file(window, path):
    """Name a file in the field for it."""
    window.press("tab").settle()
    window.paste(str(path)).press("enter")
    return window


def test_a_key_in_every_use_of_the_tool_is_left_nowhere(tmp_path):
    home, key = tmp_path / "home", canary()
    home.mkdir()
    folder = given(tmp_path / "given", key)
    seed(home, progress_at("request"))
    with terminal(home, size=SIZE) as window:
        window.shows("step 5", "saved ").press("f2").shows("Verify a key").settle()
        window.paste(key).press("enter").shows("Well-formed").settle()
        window.press("1", "2", "3", "4", "5", "6", "enter").settle()
        pick(window, "Show its code").shows("Yes, show it").press("tab", "enter").settle()
        pick(window, "Put it on a phone").shows("Yes, show it").press("tab", "enter")
        window.shows("Scan it with the authenticator").press("x").settle()
        pick(window, "Compare with a second backup").settle()
        open_file(window, folder / "backup.json").shows("assword").settle()
        window.paste(made.PASSWORD).press("enter").shows("same key").settle()
        pick(window, "Check another key").settle()
        open_file(window, folder / "code.png").shows("Well-formed").settle()
        pick(window, "Check another key").settle()
        open_file(window, folder / "backup.json").shows("assword").settle()
        window.paste(made.PASSWORD).press("enter").shows("Well-formed").settle()
        pick(window, "Check another key").settle()
        window.paste(key[:5] + "1" + key[6:]).press("enter").settle()
        window.press("1", "2", "3", "4", "5", "6", "enter").look(TYPING)
        window.press("\x11")
        assert window.end() == 0
    assert_nowhere(key, files(home) | {"output": window.output})


def pick(window, label):
    """Go to a button and press it."""
    for _ in range(16):
        rows = window.text.splitlines()
        there = next((at for at, row in enumerate(rows) if label in row), len(rows))
        here = next((at for at, row in enumerate(rows) if "▸" in row), 0)
        if here == there:
            return window.press("enter").settle()
        window.press("down" if here < there else "up").settle()
    raise AssertionError(f"no way to {label}:\n{window.text}")


KEPT = CRASH.replace('key = "MFRGGZDFMZTWQ2LK"', "key = APP.screen._found.entry")


@pytest.mark.parametrize(
    ("way", "kind"),
    [pytest.param(*case.values, marks=pytest.mark.slow) for case in CASES],
)
def test_a_crash_while_a_key_is_held_leaves_it_nowhere(tmp_path, way, kind):
    assert "APP.screen" in KEPT
    code = KEPT.replace("HOW", f"global APP; APP = self; {WAYS[way]}").replace("KIND", kind)
    key = canary()
    with terminal(tmp_path, code=code) as window:
        window.shows("Welcome", "saved ").press("f2").shows("Verify a key").settle()
        window.paste(key).press("enter").shows("Well-formed").settle()
        window.press("f1").drain()
        assert window.end() == 1
    assert_nowhere(key, files(tmp_path) | {"output": window.output})
