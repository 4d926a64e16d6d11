"""Two windows on one case: one writes, and the lock never outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from store_support import ROOT, assert_one_line, environment, opened, saved, store_at, window

from tui.store import SaveFailed, StoreRefused


@pytest.fixture
def path(tmp_path):
    return saved(tmp_path / "case.toml", "one")


def test_the_second_window_reads_only_and_says_who_has_it(path):
    with window(path) as first:
        store = store_at(path)
        found = store.open()
        assert (found.value, found.origin) == ({"note": "one"}, "current")
        assert f"process {first.pid}, since" in (found.read_only or "")
        assert found.read_only in found.message
        assert_one_line(found.message)
        with pytest.raises(SaveFailed, match=f"process {first.pid}"):
            store.save({"note": "mine"})
    assert opened(path).value == {"note": "one"}


def test_a_kill_frees_it_at_once(path):
    with window(path, "store.save({'note': 'two'})") as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        found = opened(path)
        assert (found.value, found.read_only) == ({"note": "two"}, None)


def test_a_window_that_closes_hands_it_on(path):
    first, second = store_at(path), store_at(path)
    first.open()
    assert second.open().read_only
    first.close()
    assert second.open().read_only is None
    assert first.open().read_only
    second.close()


def test_the_second_window_mends_and_sweeps_nothing(path):
    leftover = path.with_name(".case.toml.0123456789abcdef.tmp")
    with window(path):
        path.write_text("broken")
        leftover.write_text("half")
        found = store_at(path).open()
        assert found.read_only
        assert path.read_text() == "broken"
        assert leftover.exists()


def test_forget_waits_for_the_other_window(path):
    with window(path) as first:
        with pytest.raises(StoreRefused, match=rf"process {first.pid}.*close it first"):
            store_at(path).forget()
        assert path.exists()


def test_a_save_notices_that_its_lock_was_taken_away(path):
    store = store_at(path)
    store.open()
    path.with_name("case.toml.lock").unlink()
    with window(path) as other, pytest.raises(SaveFailed, match=f"process {other.pid}"):
        store.save({"note": "mine"})
    store.save({"note": "mine"})
    store.close()
    assert opened(path).value == {"note": "mine"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["", "\x1b[31mprocess 1", "process 1 on a\x1b b since 00:00\n", "x" * 10**6]
)
def test_an_odd_lock_text_is_not_shown_raw(path, text):
    with window(path):
        path.with_name("case.toml.lock").write_text(text)
        found = store_at(path).open()
        assert_one_line(found.message)


def test_the_lock_of_another_host_names_it(path):
    with window(path):
        path.with_name("case.toml.lock").write_text("process 12 on far.example since 14:02\n")
        found = store_at(path).open()
        assert "process 12 on far.example, since 14:02" in found.message


def test_a_child_that_outlives_us_does_not_keep_the_lock(path):
    code = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'input()'], stdin=0, stdout=2)"
    with window(path, code) as first:
        first.kill()
        first.wait()
        assert opened(path).read_only is None


@pytest.mark.slow
def test_many_windows_at_once_lose_nothing(tmp_path):
    path = saved(tmp_path / "case.toml", "0")
    code = """if True:
        import sys
        from pathlib import Path
        from store_support import store_at
        won = 0
        for _ in range(200):
            store = store_at(Path(sys.argv[1]))
            found = store.open()
            if found.read_only is None:
                store.save({"note": str(int(found.value["note"]) + 1)})
                won += 1
            store.close()
        print(won)
    """
    command = [sys.executable, "-c", code, str(path)]
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(), cwd=ROOT)
        for _ in range(max(4, os.cpu_count() or 1))
    ]
    won = sum(int(run.communicate()[0]) for run in runs)
    assert won > 0
    assert opened(path).value == {"note": str(won)}
