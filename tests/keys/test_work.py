import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from textual.app import App

from tui import work
from tui.keys import codes, repair
from tui.keys.base32 import decode
from tui.keys.entry import Entry
from tui.keys.shown import Shown
from tui.problem import Problem

from .chores import (
    AT,
    KEY,
    break_down,
    chatty,
    nap,
    no_repair,
    noisy,
    reading_with_problems,
    refuse,
    spin,
    surroundings,
)
from .writers import leaks

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.slow
def test_a_repair_in_a_process_of_its_own_with_progress():
    entry = Entry(key=decode(KEY)[0])
    shown = [Shown(codes.code(entry, AT), AT), Shown(codes.code(entry, AT + 30), AT + 30)]
    told = []
    job = work.Job(repair.search, "???Z" + KEY[4:], shown, progress=work.report, seconds=1)
    with job.start():
        outcome = job.result(lambda *done: told.append(done))
    assert told
    assert outcome.ended in ("found", "searched", "time")
    job = work.Job(repair.search, "Z" + KEY[1:], shown, progress=work.report)
    assert job.start().result().repairs[0].key == entry.key


def test_results_and_problems_come_back_whole():
    assert work.Job(bytes, 3_000_000).start().result() == bytes(3_000_000)
    assert work.Job(len, bytes(3_000_000)).start().result() == 3_000_000
    problem = work.Job(reading_with_problems).start().result().problems[0]
    assert (problem.code, problem.message) == ("left-out", "A line was left out.")
    with pytest.raises(Problem) as caught:
        work.Job(refuse, "x").start().result()
    assert caught.value.code == "wrong-password"


def test_a_fault_tells_its_place_and_no_data():
    with pytest.raises(Problem) as caught:
        work.Job(break_down, KEY).start().result()
    assert caught.value.code == "failed"
    assert "ValueError at " in caught.value.message
    assert not leaks(caught.value.message, KEY)


def test_what_the_work_prints_goes_nowhere():
    assert work.Job(noisy).start().result() == "quiet"


@LINUX
def test_the_child_has_no_terminal_no_dumps_and_no_key_on_its_command_line():
    found = work.Job(surroundings).start().result()
    assert found["leader"]
    assert found["terminals"] == []
    assert found["tty"] is None
    assert found["core"] == (0, 0)
    assert found["umask"] == 0o077
    assert "import" in found["argv"]
    assert {name.split(":")[0] for name in found["open"]} == {"pipe", "/dev/null"}


def test_cancel_kills_within_a_tenth_of_a_second_and_leaves_no_zombie():
    for wait in (0, 0.02, 0.3):
        job = work.Job(*no_repair(), progress=work.report).start()
        time.sleep(wait)
        before = time.perf_counter()
        job.cancel()
        assert time.perf_counter() - before < 0.1
        assert gone(job._process.pid)
        assert job.poll().problem.code == "stopped"
        job.cancel()
        with pytest.raises(Problem, match="Stopped"):
            job.result()


def test_a_child_that_the_system_kills_is_reported():
    job = work.Job(*no_repair(), progress=work.report).start()
    while not job.poll():
        time.sleep(0.01)
    os.kill(job._process.pid, signal.SIGKILL)
    with pytest.raises(Problem, match="want of memory") as caught:
        job.result()
    assert caught.value.code == "killed"
    assert gone(job._process.pid)


def test_a_limit_of_memory_is_reported_and_enough_of_it_is_enough():
    with pytest.raises(Problem) as caught:
        work.Job(bytearray, 2**28, memory=2**26).start().result()
    assert caught.value.code == "no-memory"
    assert len(work.Job(bytearray, 2**25, memory=2**27).start().result()) == 2**25


def test_polling_never_waits_and_keeps_the_end():
    job = work.Job(time.sleep, 0.2).start()
    before = time.perf_counter()
    assert job.poll() is None
    assert time.perf_counter() - before < 0.1
    while not (end := job.poll()):
        time.sleep(0.01)
    assert isinstance(end, work.Done)
    assert job.poll() is end
    assert repr(work.Done(KEY)) == "Done()"


def test_progress_that_nobody_looks_at_stops_nothing():
    job = work.Job(chatty, 20_000).start()
    time.sleep(0.3)
    assert job.result() == 20_000


def test_outside_of_a_job_a_report_does_nothing():
    work.report(1, 2)


async def test_it_is_awaited_beside_other_tasks_and_dies_with_its_own():
    job = work.Job(*no_repair(), progress=work.report).start()
    told = []
    task = asyncio.create_task(job.finished(lambda *done: told.append(done)))
    while not told:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert gone(job._process.pid)
    assert await work.Job(len, "abc").start().finished() == 3


async def test_it_works_under_a_textual_app():
    class Bare(App):
        async def on_mount(self):
            self.found = await work.Job(surroundings).start().finished()

    async with Bare().run_test() as pilot:
        assert pilot.app.found["terminals"] == []


def test_no_process_to_be_had_is_reported(monkeypatch):
    def none(*args, **named):
        raise BlockingIOError

    monkeypatch.setattr(subprocess, "Popen", none)
    with pytest.raises(Problem, match="no further process"):
        work.Job(len, "abc").start().result()


def test_it_ends_when_the_parent_is_killed():
    script = (
        "import sys; from tests.keys.chores import no_repair; from tui import work\n"
        "job = work.Job(*no_repair(), progress=work.report).start()\n"
        "import time\n"
        "while not job.poll(): time.sleep(0.01)\n"
        "print(job._process.pid, flush=True); time.sleep(60)"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=root
    ) as parent:
        pid = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        if gone(pid) or Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.01)
    pytest.fail("the child lives on")


@pytest.mark.slow
def test_what_takes_too_long_is_stopped():
    with pytest.raises(Problem) as caught:
        work.Job(spin, processor_seconds=0).start().result()
    assert caught.value.code == "too-long"
    assert "\n" not in caught.value.message


@pytest.mark.slow
def test_waiting_takes_nothing_of_the_time_allowed():
    assert work.Job(nap, 1.5, processor_seconds=0).start().result() == "rested"
