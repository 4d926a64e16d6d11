"""What kind of terminal it is: any size, no UTF-8, no colour, dumb, or none at all."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from cli_support import sparekey
from terminal_support import environment, progress_at, seed, terminal

SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
COLOUR = re.compile(r"(?:^|;)(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;|$)")
SLOW = pytest.mark.slow
SIZES = [(1, 1), (300, 100), (2, 3), (1, 200), (100, 1), (5, 10), (12, 40), (100, 300), (24, 80)]


def colours(output: bytes) -> set[str]:
    """The sequences that set a colour."""
    found = {match.decode() for match in SGR.findall(output)}
    return {one for one in found if COLOUR.search(one)}


@SLOW
def test_a_storm_of_resizes_with_keys_between_does_no_harm(tmp_path):
    seed(tmp_path, progress_at("documents"))
    keys = ["enter", "down", " ", "f2", "up", "escape", "f1", "escape", "\x10", "escape", "escape"]
    with terminal(tmp_path) as window:
        window.shows("step 6", "saved ")
        for key in keys:
            for rows, columns in SIZES:
                window.resize(rows, columns)
                window.look(0.005)
            window.press(key).look(0.03)
        window.resize(24, 80)
        for _ in range(6):
            window.look(0.2)
            if "SpareKey: Crypto.com" not in window.text:
                window.press("escape")
        window.shows("SpareKey: Crypto.com").press("q")
        assert window.end() == 0


@SLOW
def test_someone_in_a_hurry_does_no_harm(tmp_path):
    seed(tmp_path, progress_at("review"))
    with terminal(tmp_path, size=(30, 120)) as window:
        window.shows("SpareKey: Crypto.com", "saved ")
        for number in range(20):
            window.press(*["k"] * 10, *["j"] * (number % 10), "enter").look(0.03 * (number % 4))
            window.press("\x1b[6~", "down", "escape").look(0.01)
            window.press("escape", "escape").look(0.1)
        window.press("\x11")
        assert window.end() == 0, window.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "size", [(1, 1), *(pytest.param(one, marks=SLOW) for one in [(4, 20), (12, 40), (100, 300)])]
)
def test_it_starts_at_any_size(tmp_path, size):
    seed(tmp_path, progress_at("documents"))
    with terminal(tmp_path, size=size) as window:
        window.until(lambda: b"\x1b[?2026h" in window.output, "the first paint").look(0.3)
        window.press("enter").look(0.3)
        window.press("\x11")
        assert window.end() == 0


IMPORTS = """
import sys
from tui.cli import run
status = run(sys.argv[1:])
print({"textual", "rich", "asyncio"} & set(sys.modules))
sys.exit(status)
"""


@pytest.mark.parametrize("arguments", [[], ["--plain"]], ids=["app", "plain"])
def test_without_a_terminal_it_is_a_plain_checklist(tmp_path, arguments):
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, *arguments],
        capture_output=True, text=True, env=environment(tmp_path), cwd=tmp_path, timeout=30,
    )  # fmt: skip
    assert time.monotonic() - start < 5
    assert (done.returncode, done.stderr) == (0, "")
    assert "[ ]  1  Say what happened: Not started" in done.stdout
    assert done.stdout.endswith("set()\n")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("redirect", ["<in", ">out", "2>err"])
def test_one_end_that_is_no_terminal_is_enough(tmp_path, redirect):
    (tmp_path / "in").touch()
    line = f"{sys.executable} -m tui {redirect}; echo ended $?"
    with terminal(tmp_path, before=("/bin/sh", "-c", line)) as window:
        window.shows("ended 0")
        window.end()
        assert b"\x1b" not in window.output
    out = (tmp_path / "out").read_bytes() if redirect == ">out" else window.output
    assert b"[ ]  1  Say what happened" in out


def test_a_dumb_terminal_gets_the_plain_checklist(tmp_path):
    with terminal(tmp_path, TERM="dumb") as window:
        assert window.end() == 0
        assert b"[ ]  1  Say what happened: Not started" in window.output
        assert b"\x1b" not in window.output


@pytest.mark.parametrize(
    ("step", "changes"),
    [("review", {"LANG": "C"}), pytest.param("situation", {"LC_ALL": "C"}, marks=SLOW)],
)
def test_without_utf_8_only_ascii_is_drawn(tmp_path, step, changes):
    seed(tmp_path, progress_at(step))
    with terminal(tmp_path, **changes) as window:
        window.shows("SpareKey: Crypto.com", "saved ").press("enter").shows("of 10:").settle()
        window.press("f1").shows("Keys").press("escape", "f2").look(0.3)
        window.press("\x11")
        assert window.end() == 0
        assert window.output.isascii(), set(window.output.decode()) - set(map(chr, range(128)))
    assert sparekey(tmp_path, "status", **changes).stdout.isascii()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "coloured"), [("1", False), ("", True), pytest.param(None, True, marks=SLOW)]
)
def test_no_color_is_heeded(tmp_path, value, coloured):
    changes = {} if value is None else {"NO_COLOR": value}
    seed(tmp_path, progress_at("review"))
    with terminal(tmp_path, **changes) as window:
        window.shows("step 8", "saved ").press("enter").shows("Step 8 of 10").settle()
        window.press("\x11")
        assert window.end() == 0
        assert bool(colours(window.output)) is coloured
