"""`sparekey export`: to a new file, to a pipe, and never a PDF into a terminal."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

from cli_support import AT, assert_refused, sparekey
from strict_ics import events
from terminal_support import case_file, environment, progress_at, seed, terminal

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def piped(home, *arguments: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "export", *arguments],
        capture_output=True,
        env=environment(home),
        cwd=home,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def test_the_calendar_goes_to_a_pipe_and_to_a_new_file(tmp_path):
    seed(tmp_path, progress_at("review", NOW))
    before = case_file(tmp_path).read_bytes()
    data = piped(tmp_path, "--format", "ics", "--at", AT)
    assert events(data)["latest"]["DTSTART"] == datetime(2026, 11, 25, 14, 5, tzinfo=UTC)
    assert piped(tmp_path, "--format", "ics", "--at", AT, "-o", "dates.ics") == b""
    assert (tmp_path / "dates.ics").read_bytes() == data
    assert (tmp_path / "dates.ics").stat().st_mode & 0o777 == 0o600
    assert case_file(tmp_path).read_bytes() == before


def test_without_a_date_it_says_so_and_makes_no_file(tmp_path):
    done = sparekey(tmp_path, "export", "--format", "ics", "-o", "dates.ics")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("There is nothing to put into a calendar")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "dates.ics").exists()


def test_the_form_is_of_the_paper_asked_for(tmp_path):
    data = piped(tmp_path, "--format", "pdf", "--paper", "letter", "--at", AT)
    assert data.startswith(b"%PDF-")
    assert b"[0 0 612.00 792.00]" in data
    assert b"(D:20261122000000Z)" in data
    assert_refused(sparekey(tmp_path, "export", "--paper", "a5"), "--paper")


def test_a_pdf_is_not_for_a_terminal(tmp_path):
    with terminal(tmp_path, "export", "--format", "pdf") as window:
        window.shows("can't be shown in a terminal", "-o FILE")
        assert window.end() == 2
    assert b"%PDF" not in window.output
