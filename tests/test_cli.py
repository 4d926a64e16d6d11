"""The command line: what each command prints, and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pexpect
import pytest
from cli_support import AT, KEY, assert_refused, sparekey
from msgspec.structs import replace
from terminal_support import (
    STEPS,
    case_file,
    environment,
    on_disk,
    progress_at,
    seed,
    terminal,
)

import tui
from tui.cli import ALONE, BARE
from tui.journey.progress import Event, Round

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
HOSTILE = "\x1b]52;c;eA==\x07 [/] *bold* <b>|`_x_` \u202e# end"


@pytest.fixture
def home(tmp_path):
    return tmp_path


def status(home, *arguments):
    done = sparekey(home, "status", "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_case_that_was_never_saved_is_a_fresh_one_and_nothing_is_made(home):
    done = sparekey(home, "status")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Next: step 1, Say what happened" in done.stdout
    assert "[ ]  1  Say what happened: Not started" in done.stdout
    assert not (home / ".local").exists()


@pytest.mark.parametrize("words", BARE)
def test_what_is_known_without_argparse_is_what_it_would_say(words):
    from tui.options import parser

    assert vars(parser([*words]).parse_args([*words])) == {**ALONE, "run": BARE[words]}


def test_status_as_json_has_exactly_the_promised_shape(home):
    seed(home, progress_at("review", NOW - timedelta(hours=1)))
    found = status(home, "--at", AT)
    assert list(found) == [
        "playbook", "progress", "next", "steps", "documents", "review", "saved",
    ]  # fmt: skip
    assert (found["playbook"], found["next"]) == ("crypto-com", "review")
    assert 0 < found["progress"] < 1
    assert [step["id"] for step in found["steps"]] == list(STEPS)
    for step in found["steps"]:
        assert list(step) == ["id", "title", "status", "why", "done", "total"]
    assert found["steps"][7]["status"] == "Waiting for Crypto.com"
    assert list(found["documents"]) == ["ready", "total", "items"]
    for item in found["documents"]["items"]:
        assert list(item) == ["id", "title", "state", "why"]
        assert item["state"] == "ready"
    assert found["review"] == {
        "round": 1,
        "sent": "2026-11-22T13:05:00+00:00",
        "earliest": "2026-11-23T13:05:00+00:00",
        "latest": "2026-11-25T13:05:00+00:00",
        "outcome": None,
    }
    assert found["saved"] == str(case_file(home))
    assert status(home, "--progress", "other.toml")["review"] is None


def test_the_exit_code_tells_whether_something_is_left(home):
    assert sparekey(home, "status", "--exit-code").returncode == 1
    seed(home, progress_at("", NOW))
    assert sparekey(home, "status", "--exit-code", "--at", AT).returncode == 0


@pytest.mark.parametrize("after", [True, False])
def test_options_stand_before_and_after_the_command(home, after):
    seed(home, progress_at("review", NOW))
    case_file(home).rename(home / "mine.toml")
    options = ["--progress", "mine.toml", "--at", "1795443300"]
    arguments = ["status", "--json", *options] if after else [*options, "status", "--json"]
    found = json.loads(sparekey(home, *arguments).stdout)
    assert (found["next"], found["saved"]) == ("review", "mine.toml")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "status_then"),
    [
        ("1795356300", "Waiting for Crypto.com"),
        ("2026-11-22T14:05", "Waiting for Crypto.com"),
        ("2026-11-22 15:05:00+01:00", "Waiting for Crypto.com"),
        ("20261122T140500Z", "Waiting for Crypto.com"),
        ("2026-12-24", "Needs attention"),
    ],
)
def test_every_form_of_at_stands_in_for_now(home, text, status_then):
    seed(home, progress_at("review", NOW))
    assert status(home, "--at", text)["steps"][7]["status"] == status_then


@pytest.mark.parametrize("text", ["soon", "", "nan", "1e99", "-inf", "2026-13-01", "0001-01-01"])
def test_a_time_that_is_none_is_refused(home, text):
    assert_refused(sparekey(home, "status", "--at", text), "--at")


@pytest.mark.parametrize("arguments", [["--version"], ["status", "--version"]])
def test_the_version(home, arguments):
    done = sparekey(home, *arguments)
    assert (done.returncode, done.stdout) == (0, f"sparekey {tui.__version__}\n")


def test_help_names_every_command_and_their_options(home):
    words = sparekey(home, "--help").stdout
    for name in ("status", "verify", "export", "forget", "paths", "--progress", "--at"):
        assert name in words
        if not name.startswith("-"):
            done = sparekey(home, name, "--help")
            assert done.returncode == 0
            assert "--progress" in done.stdout


def test_an_unknown_command_or_option_is_one_line(home):
    assert_refused(sparekey(home, "frobnicate"), "--help")
    assert_refused(sparekey(home, "status", "--frobnicate"), "--help")


VERIFY = [(["verify", "-"], 0), (["verify", "-", "--code", "000000", "--at", "59"], 1)]


@pytest.mark.parametrize(("arguments", "expected"), VERIFY)
def test_verify_reads_a_key_and_keeps_nothing(home, arguments, expected):
    done = sparekey(home, *arguments, given=KEY)
    assert done.returncode == expected
    assert "Well-formed: yes" in done.stdout
    assert KEY not in done.stdout + done.stderr
    assert not (home / ".local").exists()


def test_verify_without_a_key_or_a_terminal_is_refused(home):
    assert_refused(sparekey(home, "verify", "-", given="no key at all"))
    assert_refused(sparekey(home, "verify"), "terminal")


def hostile_case(home):
    """A case with words that a terminal or Markdown would obey."""
    progress = progress_at("review", NOW)
    sent = Round(NOW, "chat", HOSTILE, outcome="other", outcome_at=NOW, words=HOSTILE)
    event = Event(NOW, HOSTILE, HOSTILE)
    return seed(
        home, replace(progress, rounds=(sent,), events=(*progress.events, event), texts={"email": "secret@home.example"})
    )  # fmt: skip


def test_export_as_markdown_is_escaped_and_holds_no_texts(home):
    hostile_case(home)
    done = sparekey(home, "export", "--at", AT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# Timeline: Crypto.com\n")
    assert "## Round 1" in done.stdout
    assert not set(done.stdout) & set("\x1b\x07\u202e")
    assert "\\[/\\] \\*bold\\* \\<b\\>\\|\\`\\_x\\_\\`" in done.stdout
    assert "secret@home" not in done.stdout


def test_export_as_json_and_to_a_new_file_only(home):
    hostile_case(home)
    done = sparekey(home, "export", "--format", "json", "-o", "out.json")
    assert (done.returncode, done.stdout) == (0, "")
    text = (home / "out.json").read_text()
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    found = json.loads(text)
    assert list(found) == ["playbook", "started", "events", "rounds"]
    assert "secret@home" not in str(found)
    before = (home / "out.json").read_bytes()
    assert_refused(sparekey(home, "export", "-o", "out.json"), "exists already")
    assert (home / "out.json").read_bytes() == before
    assert (home / "out.json").stat().st_mode & 0o777 == 0o600


def test_forget_asks_at_a_terminal_only(home):
    assert sparekey(home, "forget").returncode == 0
    seed(home, progress_at("review"))
    done = sparekey(home, "forget", given="yes\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert "--yes" in done.stderr
    for answer, gone in (("no", False), ("y", False), ("yes", True)):
        with terminal(home, "forget") as window:
            window.shows("Type yes").press(f"{answer}\r")
            assert window.end() == int(not gone)
        assert case_file(home).exists() is not gone
    assert list(case_file(home).parent.iterdir()) == []


def test_forget_with_yes_removes_this_case_only(home):
    seed(home, progress_at("review"))
    other = case_file(home).with_name("other.toml")
    other.write_text("keep")
    done = sparekey(home, "forget", "--yes")
    assert done.returncode == 0
    assert done.stdout.count("Removed ") == 2
    assert list(other.parent.iterdir()) == [other]


def test_forget_is_refused_while_a_window_is_open(home):
    seed(home, progress_at("review"))
    with terminal(home) as window:
        window.shows("step 8, Wait", "saved ")
        assert_refused(sparekey(home, "forget", "--yes"), "Another SpareKey window")
    assert case_file(home).exists()


def test_paths_lists_what_is_kept(home):
    done = sparekey(home, "paths")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing is kept" in done.stdout
    seed(home, progress_at("review"))
    settings = home / ".config" / "sparekey" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("x" * 7)
    lines = sparekey(home, "paths").stdout.splitlines()
    size = case_file(home).stat().st_size
    assert lines[0].split() == [str(size), str(case_file(home)), "(progress)"]
    assert lines[-1].split() == ["7", str(settings), "(settings)"]
    assert len(lines) == 3


def test_a_reader_that_stops_early_is_no_crash(home):
    seed(home, progress_at("review"))
    command = f"{sys.executable} -m tui status --json | head -1"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, env=environment(home), cwd=home, timeout=30
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{\n", b"")
    for full in ("status", "paths", "export"):
        with open("/dev/full", "wb") as nowhere:
            done = subprocess.run(
                [sys.executable, "-m", "tui", full],
                stdout=nowhere, stderr=subprocess.PIPE, env=environment(home), cwd=home, timeout=30,
            )  # fmt: skip
        assert done.returncode != 0
        assert b"Traceback" not in done.stderr
        assert done.stderr.count(b"\n") <= 2


def test_ctrl_c_while_it_asks_is_no_crash(home):
    child = pexpect.spawn(
        sys.executable, ["-m", "tui", "verify"], env=environment(home), cwd=str(home), timeout=20
    )
    child.expect("not shown")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus in (2, 130)
    assert b"Traceback" not in child.before


def test_nothing_is_lost_by_looking(home):
    seeded = seed(home, progress_at("review"))
    before = {path: path.read_bytes() for path in case_file(home).parent.iterdir()}
    for command in ("status", "export", "paths", "verify"):
        sparekey(home, command, given=KEY)
    assert {path: path.read_bytes() for path in case_file(home).parent.iterdir()} == before
    assert on_disk(home) == seeded
