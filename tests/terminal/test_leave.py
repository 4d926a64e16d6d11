"""Leaving in every way: progress is saved, and the terminal is as it was before."""

from __future__ import annotations

import os
import re
import signal
import time

import pytest
from terminal_support import on_disk, progress_at, seed, terminal

from tui.playbooks import load

TOPICS = len(load(None).topics)
BLOCKED = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])
from tui.__main__ import main
main()
"""
"""The app, in a process that no SIGHUP reaches."""
MODES = {"1049", "25", "2004", "1000", "1003", "1006", "1015", "1004", "2048", "7"}
"""Private modes: alternate screen, cursor, bracketed paste, mouse, focus, resize, line wrap."""
ON_BEFORE = {"25", "7"}
"""Those that are on in a terminal that nobody has touched."""


def modes_after(output: bytes) -> set[str]:
    """The private modes that the output leaves on."""
    on = set(ON_BEFORE)
    for names, what in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", output):
        for name in names.decode().split(";"):
            (on.add if what == b"h" else on.discard)(name)
    return on


def assert_restored(window, before):
    """The line as before, no mode left on, the cursor shown, keys as the shell knows them."""
    assert modes_after(window.output) & MODES == ON_BEFORE
    assert window.output.count(b"\x1b[<u") >= window.output.count(b"\x1b[>1u")
    assert before[:6] == window.modes[:6]


def typing(window):
    """Stand in a text with something typed that is not saved yet."""
    window.shows("step 5, Write").press("enter").shows("E-mail of the account").settle()
    return window.press(*["down"] * TOPICS).shows("┃").press("z", "y").shows("┃ zy")


WAYS = {
    "ctrl+q": ("\x11", 0),
    "ctrl+c": ("\x03", 0),
    "SIGTERM": (signal.SIGTERM, 0),
    "SIGHUP": (signal.SIGHUP, 0),
    "SIGINT": (signal.SIGINT, 0),
}


@pytest.mark.parametrize(
    "way",
    [w if w in ("ctrl+c", "SIGTERM") else pytest.param(w, marks=pytest.mark.slow) for w in WAYS],
)
def test_what_was_typed_is_saved_and_the_terminal_restored(tmp_path, way):
    how, status = WAYS[way]
    seed(tmp_path, progress_at("request"))
    with terminal(tmp_path) as window:
        before = window.modes
        typing(window)
        assert before != window.modes
        start = time.monotonic()
        window.press(how) if isinstance(how, str) else window.signal(how)
        window.drain()
        assert time.monotonic() - start < 3
        assert_restored(window, before)
        assert window.end() == status
    assert on_disk(tmp_path).texts == {"email": "zy"}


@pytest.mark.slow
def test_q_leaves_from_the_hub_and_types_in_a_field(tmp_path):
    seed(tmp_path, progress_at("request"))
    with terminal(tmp_path) as window:
        before = window.modes
        typing(window).press("q").shows("zyq").press("escape").settle()
        window.press("escape").shows("SpareKey: Crypto.com").press("q")
        window.drain()
        assert_restored(window, before)
        assert window.end() == 0
    assert on_disk(tmp_path).texts == {"email": "zyq"}


@pytest.mark.slow
@pytest.mark.parametrize("code", ["", BLOCKED], ids=["hung up", "no signal"])
def test_without_its_terminal_it_saves_and_ends_soon(tmp_path, code):
    seed(tmp_path, progress_at("request"))
    with terminal(tmp_path, code=code) as window:
        typing(window)
        start = time.monotonic()
        status, _ = window.hang_up()
        assert time.monotonic() - start < 5
        assert status >= 0
    assert on_disk(tmp_path).texts == {"email": "zy"}


@pytest.mark.slow
def test_it_sleeps_while_nobody_does_anything(tmp_path):
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").look(0.5)
        before = seconds_used(window.pid)
        window.look(1.5)
        assert seconds_used(window.pid) - before < 0.3


def seconds_used(pid: int) -> float:
    """CPU time of a running process."""
    if not os.path.exists(f"/proc/{pid}/stat"):
        pytest.skip("there is no /proc here")
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_second_window_reads_only_and_says_who_writes(tmp_path):
    seed(tmp_path, progress_at("saved-key"))
    with terminal(tmp_path) as first:
        first.shows("step 2, Look", "saved ")
        with terminal(tmp_path) as second:
            second.shows("read-only", "Another SpareKey window", f"process {first.pid}")
            before = on_disk(tmp_path)
            second.press("enter").shows("I saved nothing").settle()
            second.press(" ").settle()
            assert "[ ] I saved nothing" in second.text
            second.press("\x11")
            assert second.end() == 0
            assert on_disk(tmp_path) == before
        first.press("q")
        assert first.end() == 0
