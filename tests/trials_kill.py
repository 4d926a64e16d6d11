"""Sessions that are ended by `kill -9` at a random moment, and what the disk has afterwards."""

from __future__ import annotations

import random
import time
from pathlib import Path

from terminal_support import case_file, on_disk, terminal

from tui.playbooks import load

SITUATIONS = [one.id for one in load(None).situations]
TOLD = """
import os
from tui.store import Store
real, told = Store.save, os.open("told", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def save(self, value, **more):
    real(self, value, **more)
    os.write(told, value.choices.get("situation", "").encode() + b"\\n")
Store.save = save
from tui.__main__ import main
main()
"""
"""The app; notes what every save held once it has returned, which is when "saved" may be shown."""


def leftovers(home: Path) -> set[str]:
    """Files beside the case that no start should leave."""
    names = {path.name for path in case_file(home).parent.iterdir()}
    return names - {"crypto-com.toml", "crypto-com.toml.previous", "crypto-com.toml.lock"}


def killed_at_random(home: Path, chance: random.Random) -> str:
    """Answer in a first session and kill it; return what was lost or left, if anything."""
    home.mkdir()
    with terminal(home, code=TOLD) as window:
        window.shows("Welcome", "saved ")
        for _ in range(chance.randint(1, len(SITUATIONS) - 1)):
            window.press("down", " ").look(chance.choice((0, 0, 0.01, 0.03)) * chance.random())
        time.sleep(chance.choice((0, 0, 0.01, 0.05)) * chance.random())
        window.kill()
    told = (home / "told").read_text().split("\n")[:-1]
    kept = on_disk(home).choices.get("situation", "")
    order = ["", *SITUATIONS]
    if order.index(kept) < order.index(told[-1]):
        return f"{told[-1]} was saved, {kept or 'nothing'} is there"
    return ""


def swept_by_the_next_start(home: Path) -> str:
    """Start where a session was killed, and leave; return what lies about, if anything."""
    with terminal(home) as window:
        window.shows("saved ").press("\x11")
        status = window.end()
    left = leftovers(home)
    return f"ended with {status}, left {sorted(left)}" if left or status else ""
