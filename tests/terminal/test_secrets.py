"""The verify tool in a real terminal: the key goes in, and nowhere out."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from terminal_support import on_disk, terminal

KEY = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")


@pytest.mark.parametrize(
    "wrapped",
    [
        f"{KEY[:20]}\r\n  {KEY[20:]}\r",
        *(pytest.param(one, marks=pytest.mark.slow) for one in (KEY, f"{KEY[:16]}\r{KEY[16:]}")),
    ],
    ids=["indented", "one line", "two lines"],
)
def test_a_pasted_key_is_read_whole(tmp_path, wrapped):
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").press("f2").shows("Verify a key").settle()
        window.paste(wrapped).settle()
        window.press("enter").shows("Well-formed: it can make codes", "160 bits")
        window.keeps(tmp_path, lambda progress: progress.checks).kill()
        assert KEY[:8].encode() not in window.output
    assert [check.source for check in on_disk(tmp_path).checks] == ["key"]


def test_a_key_is_neither_copied_nor_cut_nor_selected(tmp_path):
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").press("f2").shows("Verify a key").settle()
        window.paste(KEY).shows("•" * 20)
        window.press("\x1b[1;2H", "\x18").settle()  # Shift+Home, Ctrl+X
        assert "•" * 20 in window.text
        drag(window)
        window.press("\x18").settle()
        window.press("\x03")  # Ctrl+C: save and quit
        assert window.end() == 0
        assert b"\x1b]52" not in window.output


def drag(window):
    """Press the mouse in the second row, pull it over the screen, let go."""
    window.press("\x1b[<0;2;3M", "\x1b[<32;60;12M", "\x1b[<32;70;16M", "\x1b[<0;70;16m").settle()


def backgrounds(window):
    """The colour behind each character: it is how a selection is seen."""
    return [[row[at].bg for at in range(80)] for row in map(window.screen.buffer.get, range(3, 16))]


def test_a_drag_does_select_elsewhere(tmp_path):
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").settle()
        before = backgrounds(window)
        drag(window)
        assert backgrounds(window) != before


@pytest.mark.slow
def test_what_the_verify_screen_shows_can_not_be_selected(tmp_path):
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").press("f2").shows("Verify a key").settle()
        window.paste(KEY).settle()
        window.press("enter").shows("Well-formed").settle()
        before = backgrounds(window)
        drag(window)
        assert backgrounds(window) == before
        window.press("\x03")
        assert window.end() == 0
        assert b"\x1b]52" not in window.output


@pytest.mark.slow
def test_the_palette_offers_our_own_commands_only(tmp_path):
    with terminal(tmp_path, size=(40, 100)) as window:
        window.shows("Welcome", "saved ").press("\x10").shows("Save and quit", "High contrast")
        for word in ("Screenshot", "Maximize", "Keys\n", "SVG"):
            assert word not in window.text
        window.press("s", "c", "r", "e", "e", "n", "s").look(0.5)
        assert "Screenshot" not in window.text


@pytest.mark.slow
def test_what_makes_textual_write_files_is_ignored(tmp_path):
    files = {
        f"TEXTUAL_{name}": str(tmp_path / f"{name}.out") for name in ("LOG", "SCREENSHOT_LOCATION")
    }
    more = {"TEXTUAL": "debug,devtools", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_PRESS": "q"}
    with terminal(tmp_path, **files, **more) as window:
        window.shows("Welcome", "saved ").press("f2").shows("Verify a key").settle()
        window.paste(KEY).look(1.2)
        window.press("\x11")
        assert window.end() == 0
    assert {path.name for path in tmp_path.iterdir()} <= {".local", ".config", "tmp"}
    assert list((tmp_path / "tmp").iterdir()) == []


@LINUX
def test_the_running_process_leaves_no_dump_and_lets_nobody_look(tmp_path):
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ")
        limits = re.findall(r"Max core file size +(\S+) +(\S+)", proc(window.pid, "limits"))
        assert limits == [("0", "0")]
        owner = Path(f"/proc/{window.pid}/mem").stat().st_uid
        assert owner == 0  # a process that can't be dumped belongs to root in /proc
        if os.geteuid() != 0:  # root may look into every process
            with pytest.raises(PermissionError):
                proc(window.pid, "environ")


def proc(pid: int, name: str) -> str:
    with open(f"/proc/{pid}/{name}", encoding="utf-8") as file:
        return file.read()
