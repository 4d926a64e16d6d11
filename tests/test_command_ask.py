"""Asking at a terminal: a pseudo-terminal stands in for the person's."""

import io
import os
import pty
import threading
import time

import pytest
from cli_support import KEY

from tui.commands.ask import unseen
from tui.keys.problem import KeyProblem


@pytest.fixture
def terminal():
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def answer(terminal, typed: bytes) -> str:
    ours, theirs = terminal
    timer = threading.Timer(0.1, os.write, (ours, typed))
    timer.start()
    try:
        return unseen("Key: ", theirs)
    finally:
        timer.join()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (f"{KEY}\n", KEY),
        (f"{KEY[:16]}\n{KEY[16:]}\n", f"{KEY[:16]}\n{KEY[16:]}"),
        (f"wrong\x15{KEY}x\x7f\n", KEY),
        (f"{KEY}\x04", KEY),
        ("\n", ""),
    ],
)
def test_a_paste_is_read_whole(terminal, typed, read):
    assert answer(terminal, typed.encode()) == read


def test_a_wrapped_paste_without_a_last_line_break_waits_for_enter(terminal):
    enter = threading.Timer(0.6, os.write, (terminal[0], b"\n"))
    enter.start()
    assert answer(terminal, f"{KEY[:16]}\r{KEY[16:]}".encode()).split() == [KEY[:16], KEY[16:]]
    enter.join()


def test_nothing_is_echoed_and_the_terminal_is_put_back(terminal):
    import termios

    before = termios.tcgetattr(terminal[1])
    answer(terminal, f"{KEY}\n".encode())
    assert termios.tcgetattr(terminal[1]) == before
    time.sleep(0.05)
    os.set_blocking(terminal[0], False)
    with pytest.raises(BlockingIOError):
        os.read(terminal[0], 100)


def test_without_a_terminal_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(KeyProblem, match="standard input") as caught:
        unseen("Key: ")
    assert caught.value.code == "no-terminal"
