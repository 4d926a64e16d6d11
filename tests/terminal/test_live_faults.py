"""A live app on a disk that fails: it says so, stays usable, loses nothing, saves once it can."""

from __future__ import annotations

import os

import pytest
from store_support import ordinary_user
from terminal_support import Terminal, case_file, on_disk, progress_at, seed, terminal
from trials_disk import Trouble, in_a_folder, lived_through, on_a_small_disk, small_disk
from trials_live import (
    at_the_places,
    can_attach,
    change,
    failures_by_fault,
    kept,
    killed_at,
    points,
    wait_for,
)

ATTACHED = pytest.mark.skipif(not can_attach(), reason="strace can't attach to the app here")
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def what_went_wrong(home, troubles):
    """What went wrong in any of these troubles of the case's folder, under one live app."""
    window = at_the_places(home)
    try:
        found = [lived_through(window, home, one) for one in troubles(case_file(home).parent)]
    finally:
        window.kill()
    return [one for one in found if one]


@pytest.mark.slow
def test_a_disk_of_its_own_in_every_trouble(tmp_path):
    with small_disk(tmp_path) as mounted:
        if not mounted:
            pytest.skip("a small disk can't be mounted here")
        assert what_went_wrong(tmp_path, on_a_small_disk) == []


def test_a_folder_in_every_trouble(tmp_path):
    assert what_went_wrong(tmp_path, in_a_folder) == []


def test_a_folder_that_is_gone_is_made_again(tmp_path):
    window = at_the_places(tmp_path)
    try:
        folder = case_file(tmp_path).parent
        folder.rename(folder.with_name("away"))
        change(window)
        assert wait_for(lambda: case_file(tmp_path).exists() and kept(tmp_path) == 1, window)
    finally:
        window.kill()


LESS = """
import os
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
from tui import saver
saver.RETRY = 0.4
from tui.__main__ import main
main()
"""


@AS_ROOT
def test_an_ordinary_user_without_permission(tmp_path):
    with ordinary_user() as home:
        seed(home, progress_at("saved-key"))
        (home / "tmp").mkdir()
        (home / "tmp").chmod(0o777)
        window = Terminal(home, code=LESS, size=(40, 100))
        try:
            window.shows("step 2", "saved ").press("enter").shows("Somewhere else").settle()
            folder = case_file(home).parent
            found = lived_through(
                window, home, Trouble("no permission", "NOT SAVED: there is no permission", folder)
            )
        finally:
            os.seteuid(0)
            window.kill()
            os.seteuid(65534)
    assert found == ""


@AS_ROOT
def test_someone_without_a_home_is_told_what_to_do(tmp_path):
    tmp_path.chmod(0o755)
    code = LESS.replace("65534", "54321").replace(
        "import os\n", "import os\ndel os.environ['HOME']\n"
    )
    with terminal(tmp_path, code=code) as window:
        assert window.end() == 2
    assert "this account has no home folder" in window.words
    assert window.words.count("sparekey:") == 1


CLOCK = """
from datetime import datetime, timedelta
import tui.clock
real = tui.clock.local_clock
def jumping():
    return real() + timedelta(days=int(Path("days").read_text()))
import tui.cli
tui.cli.local_clock = jumping
from tui.__main__ import main
main()
"""


@pytest.mark.slow
def test_a_clock_that_jumps_either_way_loses_nothing(tmp_path):
    seed(tmp_path, progress_at("saved-key"))
    (tmp_path / "days").write_text("0")
    with terminal(tmp_path, code=CLOCK, size=(40, 100)) as window:
        window.shows("step 2", "saved ").press("enter").shows("Somewhere else").settle()
        for number, days in enumerate(("3650", "-3650", "0"), 1):
            (tmp_path / "new").write_text(days)
            (tmp_path / "new").rename(tmp_path / "days")  # the app may read it at any moment
            change(window.settle())
            assert wait_for(lambda: kept(tmp_path) == number, window), window.text  # noqa: B023
        window.press("\x11")
        assert window.end() == 0
    assert kept(tmp_path) == 3


@ATTACHED
def test_a_live_save_killed_at_its_turning_points(tmp_path):
    for call, number in (("fsync", 1), ("rename", 2), ("fsync", 2)):
        assert killed_at(tmp_path, call, number) == ""


@ATTACHED
@pytest.mark.slow
def test_a_live_save_killed_at_every_call(tmp_path):
    found = points(tmp_path)
    assert {call for call, _ in found} >= {"openat", "write", "fsync", "rename"}
    assert {point: bad for point in found if (bad := killed_at(tmp_path, *point))} == {}


@ATTACHED
@pytest.mark.slow
def test_a_live_save_failed_at_every_call(tmp_path):
    found = failures_by_fault(tmp_path)
    assert len(found) > 40
    assert {fault: bad for fault, bad in found.items() if bad} == {}


@pytest.mark.slow
def test_three_windows_one_stopped_one_killed_one_where_nothing_can_be_written(tmp_path):
    seed(tmp_path, progress_at("saved-key"))
    with terminal(tmp_path) as first:
        first.shows("step 2, Look", "saved ")
        first.signal(19)  # SIGSTOP
        with terminal(tmp_path) as second, terminal(tmp_path) as third:
            for window in (second, third):
                window.shows("read-only", "Another SpareKey window", f"process {first.pid}")
            third.kill()
            before = on_disk(tmp_path)
            first.kill()
            with terminal(tmp_path, size=(40, 100)) as fourth:
                fourth.shows("step 2, Look", "saved ").press("enter").shows("Somewhere else")
                change(fourth.settle())
                assert wait_for(lambda: kept(tmp_path) == 1, fourth)
            assert on_disk(tmp_path) != before
            second.press("\x11")
            assert second.end() == 0
    assert kept(tmp_path) == 1
