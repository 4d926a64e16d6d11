"""Asking for a key at the terminal, unseen."""

from __future__ import annotations

import os
import select
import sys
import termios
import tty

from tui.keys.problem import KeyProblem

LONGEST = 64 * 1024
"""Bytes of an answer."""
PASTE_PAUSE = 0.2
"""Seconds without a further byte after which a line break was typed, not pasted."""


def unseen(prompt: str, terminal: int | None = None) -> str:
    """Return what is typed or pasted at a terminal (a descriptor; standard input's), without echo.

    A paste is read whole, line breaks and all: `getpass` would return the first line of a wrapped
    key, which is often a valid, shorter key. What comes later is thrown away, so that it does not
    reach the shell. Raises KeyProblem: no-terminal, cancelled.
    """
    if terminal is None:
        terminal = _standard_input()
    sys.stderr.write(prompt)
    sys.stderr.flush()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        return _answer(terminal)
    except KeyboardInterrupt:
        raise KeyProblem("cancelled", "Stopped: nothing was read.") from None
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
        sys.stderr.write("\n")


def _standard_input() -> int:
    if sys.stdin is None or not sys.stdin.isatty():
        raise KeyProblem(
            "no-terminal",
            "There is no terminal to ask for the key: name a file, or - for standard input.",
        )
    return sys.stdin.fileno()


def _answer(terminal: int) -> str:
    typed = bytearray()
    while len(typed) < LONGEST:
        byte = os.read(terminal, 1)
        if byte in (b"", b"\x04") or (byte in b"\r\n" and not _more(terminal)):
            break
        _edit(typed, byte)
    return typed.decode("utf-8", "replace")


def _more(terminal: int) -> bool:
    return bool(select.select([terminal], [], [], PASTE_PAUSE)[0])


def _edit(typed: bytearray, byte: bytes) -> None:
    """Apply one key press: backspace takes a character back, Ctrl+U all of them."""
    if byte in b"\x7f\x08":
        del typed[-1:]
    elif byte == b"\x15":
        typed.clear()
    else:
        typed += byte
