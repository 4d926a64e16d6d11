"""No network: not one socket of the internet in a whole session, nor in any command."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from cli_support import KEY
from PIL import Image
from terminal_support import environment, progress_at, seed, terminal

WATCH = ("-qq", "-e", "trace=network", "-o")
WAYS = (("strace", "-f", "--seccomp-bpf", *WATCH), ("strace", "-f", *WATCH))
"""How to trace, the quicker way first: it stops the program at these calls only (strace 5.3)."""


def works(way: tuple[str, ...]) -> bool:
    if not shutil.which("strace"):
        return False
    return subprocess.run([*way, "/dev/null", "true"], capture_output=True).returncode == 0


STRACE = next(filter(works, WAYS), ())
pytestmark = pytest.mark.skipif(not STRACE, reason="strace is missing or not allowed here")


def families(trace) -> set[str]:
    """The address families that the trace names, without the one inside of the computer."""
    text = trace.read_text(errors="replace")
    return set(re.findall(r"\b[AP]F_\w+", text)) - {"AF_UNIX", "PF_UNIX", "AF_LOCAL"}


def test_a_whole_session_opens_no_socket(tmp_path):
    trace = tmp_path / "trace"
    seed(tmp_path, progress_at("support"))
    Image.effect_noise((900, 700), 60).save(tmp_path / "id.png")
    with terminal(tmp_path, before=(*STRACE, str(trace)), size=(40, 100)) as window:
        window.shows("step 4", "saved ").press("enter").shows("Step 4 of 10").look(0.3)
        window.press(" ", "f1").shows("Keys").press("escape").look(0.2)
        window.press("f2").shows("Verify a key").look(0.3)
        window.paste(KEY).press("enter").shows("Well-formed").press("escape").look(0.3)
        window.press("escape").shows("Step 4 of 10").look(0.2)
        window.press("\x1bOR").shows("Check a link or a message").look(0.3)
        window.paste("https://help.crypto.com/en/").press("enter").shows("elongs to crypto.com")
        window.press("escape").look(0.3)
        window.press("\x10").shows("Save and quit").press("escape", "\x11")
        assert window.end() == 0
    assert families(trace) == set()


MESSAGE = b"Your account is locked: https://crypto-com.example/login, help@crypto.com"
COMMANDS = [
    *("status", "status --json", "verify -", "export", "paths", "forget --yes", "--version"),
    *("export --format json", "export --format ics", "export --format pdf", "export -o out.md"),
    *("link https://crypto.com/", "link --json https://evil.example/", "link -"),
    *("photo id.png --as id", "photo id.png --as note --clean copy.png"),
]
OFTEN = {"status", "verify -", "export --format pdf", "link https://crypto.com/", "link -"}
OFTEN |= {"photo id.png --as note --clean copy.png"}


@pytest.mark.parametrize(
    "command",
    [one if one in OFTEN else pytest.param(one, marks=pytest.mark.slow) for one in COMMANDS],
)
def test_no_command_opens_a_socket(tmp_path, command):
    trace = tmp_path / "trace"
    seed(tmp_path, progress_at("review"))
    Image.effect_noise((900, 700), 60).save(tmp_path / "id.png")
    done = subprocess.run(
        [*STRACE, str(trace), sys.executable, "-m", "tui", *command.split()],
        input=MESSAGE if command == "link -" else KEY.encode(), capture_output=True, env=environment(tmp_path), cwd=tmp_path,
        timeout=60,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    assert done.returncode == 0 or command.startswith(("link", "photo"))
    assert families(trace) == set()


def test_the_search_would_find_one(tmp_path):
    trace = tmp_path / "trace"
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
    subprocess.run([*STRACE, str(trace), sys.executable, "-c", code], check=True)
    assert families(trace) == {"AF_INET"}
