"""What the command line refuses: one line that says what and what next, status 2, no data."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from cli_support import KEY, assert_refused, sparekey
from terminal_support import ROOT, case_file, environment, progress_at, seed

BOOK = ROOT / "tui" / "playbooks" / "crypto-com.toml"
LINK = f"otpauth://totp/Crypto.com:me?secret={KEY}"
SHOWN = [KEY, KEY.lower(), " ".join(KEY[n : n + 4] for n in range(0, 32, 4)), LINK]
PLACES = [
    ["{}"],
    ["status", "{}"],
    ["status", "--at", "{}"],
    ["--at={}", "status"],
    ["verify", "{}"],
    ["verify", "-", "{}"],
    ["verify", "--against", "{}", "-"],
    ["verify", "-", "--code", "{}"],
    ["export", "--format", "{}"],
    ["export", "-o", "{}"],
    ["paths", "{}"],
    ["forget", "--yes", "--{}"],
    ["--progress", "{}"],
    ["--playbook", "{}"],
    ["--{}=1"],
]


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_a_key_in_the_arguments_is_refused_and_not_repeated(tmp_path, place):
    for shown in SHOWN if place == ["status", "{}"] else SHOWN[:1]:
        done = sparekey(tmp_path, *(word.replace("{}", shown) for word in place), given=KEY)
        assert_refused(done)
        assert KEY[:8].lower() not in done.stderr.lower()
        assert not [path for path in tmp_path.rglob("*") if KEY.lower()[:8] in path.name.lower()]


def test_a_wrong_playbook_is_told_with_the_field_s_path(tmp_path):
    book = tmp_path / "book.toml"
    book.write_text(BOOK.read_text().replace("earliest_hours", "earlyest_hours", 1))
    assert_refused(sparekey(tmp_path, "status", "--playbook", "book.toml"), "review", "earlyest")
    book.write_text("id = [")
    assert_refused(sparekey(tmp_path, "status", "--playbook", "book.toml"), "book.toml")
    assert_refused(sparekey(tmp_path, "status", "--playbook", "none.toml"), "none.toml")
    assert_refused(sparekey(tmp_path, "status", "--playbook", "/dev/zero"), "/dev/zero")
    assert_refused(sparekey(tmp_path, "status", "--playbook", "\x1b]0;x\x07.toml"))


def test_progress_of_another_playbook_is_refused_and_left_alone(tmp_path):
    other = tmp_path / "other.toml"
    shutil.copy(ROOT / "tests" / "playbooks" / "harbor.toml", other)
    seed(tmp_path, progress_at("review"))
    before = case_file(tmp_path).read_bytes()
    for command in ("status", "export", ""):
        arguments = ["--playbook", "other.toml", "--progress", str(case_file(tmp_path))]
        done = sparekey(tmp_path, *filter(None, [command]), *arguments)
        assert_refused(done, "crypto-com", "--progress")
    assert case_file(tmp_path).read_bytes() == before


def test_progress_of_a_newer_version_is_told_and_left_alone(tmp_path):
    seed(tmp_path, progress_at("review"))
    path = case_file(tmp_path)
    path.write_text(path.read_text().replace("schema = 1", "schema = 99") + '\nnew = "thing"\n')
    before = path.read_bytes()
    for command in ("status", "export"):
        assert_refused(sparekey(tmp_path, command), "newer SpareKey")
    assert path.read_bytes() == before


def test_a_corrupt_file_is_told_and_the_save_before_shown(tmp_path):
    seed(tmp_path, progress_at("saved-key"))
    seed(tmp_path, progress_at("review"))
    case_file(tmp_path).write_bytes(b"\0\x1b[2J")
    done = sparekey(tmp_path, "status")
    assert done.returncode == 0
    assert "can't be read" in done.stderr
    assert "Next: step 2" in done.stdout
    assert done.stderr.count("\n") == 1
    assert case_file(tmp_path).read_bytes() == b"\0\x1b[2J"


HOMELESS = """
import pwd
def nobody(_):
    raise KeyError
pwd.getpwuid = nobody
from tui.__main__ import main
main()
"""


@pytest.mark.parametrize("command", [[], ["status"], ["paths"], ["forget"], ["export"]], ids=str)
def test_without_a_home_it_says_what_to_set(tmp_path, command):
    env = {name: value for name, value in environment(tmp_path).items() if name != "HOME"}
    done = subprocess.run(
        [sys.executable, "-c", HOMELESS, *command],
        capture_output=True, env=env, cwd=tmp_path, text=True, timeout=30,
    )  # fmt: skip
    assert_refused(done, "XDG_DATA_HOME", "--progress")


@pytest.mark.parametrize("value", ["/tmp/a\nb", "/tmp/\x1b]0;x\x07", "/dev/null", "relative"])
def test_a_hostile_data_folder_is_shown_harmlessly(tmp_path, value):
    done = sparekey(tmp_path, "paths", XDG_DATA_HOME=value)
    assert done.returncode in (0, 2)
    assert (done.stdout + done.stderr).replace("\n", "").isprintable()
    assert (done.stdout + done.stderr).count("\n") == 1


def test_progress_that_is_no_name_for_it_is_refused(tmp_path):
    for name in (".bashrc", "x" * 300 + ".toml", "", "/etc/passwd"):
        assert_refused(sparekey(tmp_path, "status", "--progress", name)) if name else None
    (tmp_path / "link.toml").symlink_to("/etc/passwd")
    assert_refused(sparekey(tmp_path, "status", "--progress", "link.toml"), "symbolic link")
