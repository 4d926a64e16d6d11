"""What is imported when: commands answer at once, and the first screen waits for nothing rare."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_support import KEY
from terminal_support import ROOT, environment, terminal

HEAVY = {
    "textual", "rich", "PIL", "numpy", "zxingcpp", "cryptography", "asyncio", "mnemonic",
    "hypothesis", "ssl", "socket", "http", "urllib.request",
}  # fmt: skip
"""What no command needs that prints its answer."""
RARE = {
    "textual.widgets._markdown", "markdown_it", "pyotp", "mnemonic", "PIL", "numpy", "zxingcpp",
    "cryptography", "pygments", "tui.screens.verify", "tui.screens.dialogs", "tui.keys.codes",
}  # fmt: skip
"""What the first screen does without."""

LIST = """
import atexit, json, os, sys
found = sys.argv.pop(1)
def tell():
    with open(found, "w") as file:
        json.dump(sorted(sys.modules), file)
atexit.register(tell)
from tui.__main__ import main
main()
"""


def modules(home: Path, *arguments: str) -> set[str]:
    """What a command has imported at its end."""
    subprocess.run(
        [sys.executable, "-c", LIST, str(home / "found"), *arguments],
        input=KEY.encode(), capture_output=True, env=environment(home), cwd=home, timeout=30,
    )  # fmt: skip
    return set(json.loads((home / "found").read_text()))


@pytest.mark.parametrize(
    "command", ["status", "status --json", "--version", "verify -", "paths", "export", "forget", ""]
)
def test_a_command_imports_nothing_heavy(tmp_path, command):
    found = modules(tmp_path, *command.split())
    assert found & HEAVY == set()
    assert "tui.cli" in found


def test_the_first_screen_imports_nothing_rare(tmp_path):
    with terminal(tmp_path, str(tmp_path / "found"), code=LIST) as window:
        window.shows("Welcome", "saved ").press("\x11")
        assert window.end() == 0
    found = set(json.loads((tmp_path / "found").read_text()))
    assert "textual.app" in found
    assert found & RARE == set()


def test_the_rooms_keep_their_doors(tmp_path):
    if not shutil.which("lint-imports", path=str(Path(sys.executable).parent)):
        pytest.skip("import-linter is not installed")
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        capture_output=True, text=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout
