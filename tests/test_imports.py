"""What is imported when: commands answer at once, and the first screen waits for nothing rare."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_support import KEY
from terminal_support import ROOT, environment, progress_at, seed, terminal

HEAVY = {
    "textual", "rich", "PIL", "numpy", "zxingcpp", "cryptography", "asyncio", "mnemonic",
    "hypothesis", "ssl", "socket", "http", "urllib.request", "icalendar", "fpdf",
}  # fmt: skip
"""What no command needs that prints its answer."""
RARE = {
    "textual.widgets._markdown", "markdown_it", "pyotp", "mnemonic", "PIL", "numpy", "zxingcpp",
    "cryptography", "pygments", "tui.screens.verify", "tui.screens.dialogs", "tui.keys.codes",
    "icalendar", "fpdf", "tui.exports",
}  # fmt: skip
"""What the first screen does without."""
LATER = {
    "argparse", "hashlib", "ssl", "tui.forms.papers", "tui.forms.waiting", "tui.screens.fields",
    "tui.screens.sheet", "tui.screens.window", "tui.screens.perform", "tui.screens.tool",
    "tui.work", "textual.widgets._text_area", "textual.widgets._digits",
}  # fmt: skip
"""What it needs only once a key is pressed."""

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
    "command",
    [
        "status",
        "status --json",
        "--version",
        "verify -",
        "link crypto.com",
        "paths",
        "export",
        "forget",
        "",
    ],
)
def test_a_command_imports_nothing_heavy(tmp_path, command):
    found = modules(tmp_path, *command.split())
    assert found & HEAVY == set()
    assert "tui.harden" in found


SAVED = re.compile(r"saved \d\d:\d\d")
SEEN = LIST.replace("atexit.register(tell)", "").replace(
    "main()\n",
    "import tui.commands.journey as journey\n"
    "load = journey._load_asyncio\n"
    "def then():\n"
    "    load()\n"
    "    import tui.quick_app as quick\n"
    "    after = quick.started\n"
    "    quick.started = lambda *names: (tell(), after(*names))\n"
    "journey._load_asyncio = then\n"
    "main()\n",
)
"""Tells what is imported when the first screen has been drawn, before what comes next is."""


def at_first_sight(home: Path, words: str) -> set[str]:
    """What is imported once the first screen is drawn, which says these words."""
    with terminal(home, str(home / "found"), code=SEEN, cold=True) as window:
        window.shows(words).until(lambda: SAVED.search(window.text)).press("\x11")
        assert window.end() == 0
    found = set(json.loads((home / "found").read_text()))
    assert "textual.app" in found
    return found


@pytest.mark.slow
def test_the_first_step_imports_nothing_rare(tmp_path):
    found = at_first_sight(tmp_path, "Welcome")
    assert "tui.screens.step" in found
    assert found & (RARE | LATER | {"tui.screens.hub"}) == set()


@pytest.mark.slow
def test_the_hub_imports_no_step(tmp_path):
    seed(tmp_path, progress_at("documents"))
    found = at_first_sight(tmp_path, "5 of 10 done")
    assert "tui.screens.hub" in found
    assert found & (RARE | LATER | {"tui.screens.step", "tui.screens.rows"}) == set()


@pytest.mark.slow
def test_what_comes_next_is_imported_while_the_person_reads(tmp_path):
    seed(tmp_path, progress_at("documents"))
    with terminal(tmp_path, str(tmp_path / "found"), code=LIST, cold=True) as window:
        window.until(lambda: SAVED.search(window.text)).look(1.0)
        window.press("\x11")
        assert window.end() == 0
    assert {"tui.screens.step", "tui.screens.fields"} <= set(
        json.loads((tmp_path / "found").read_text())
    )


def test_the_rooms_keep_their_doors(tmp_path):
    if not shutil.which("lint-imports", path=str(Path(sys.executable).parent)):
        pytest.skip("import-linter is not installed")
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        capture_output=True, text=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout
