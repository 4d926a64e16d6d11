"""Ended without warning: what was done is on the disk, and the next start goes on from there."""

from __future__ import annotations

import random
import time

import pytest
from pty_child import WAIT
from terminal_support import STEPS, case_file, on_disk, progress_at, seed, terminal
from trials_kill import killed_at_random, leftovers, swept_by_the_next_start

from tui.playbooks import load

BOOK = load(None)


def test_an_answer_that_is_shown_is_there_after_kill_9(tmp_path):
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").press("down", "enter").shows("(•) The authenticator")
        window.keeps(tmp_path, lambda progress: progress.choices).kill()
    assert on_disk(tmp_path).choices == {"situation": "deleted"}
    with terminal(tmp_path) as window:
        window.shows("0 of 10 done", "Next: step 1, Say what happened").press("enter")
        window.shows("Step 1 of 10", "(•) The authenticator app was deleted by accident")
        assert "Welcome" not in window.text
    assert leftovers(tmp_path) == set()


def test_it_goes_on_at_every_step_after_kill_9(tmp_path):
    for number, step in enumerate(STEPS, start=1):
        seeded = seed(tmp_path, progress_at(step))
        case_file(tmp_path).with_name(".crypto-com.toml.0123456789abcdef.tmp").write_text("half")
        title = BOOK.step(step).title
        with terminal(tmp_path) as window:
            window.shows(f"step {number}, {title}", "saved ").press("enter")
            window.shows(f"Step {number} of 10: {title}").kill()
        assert leftovers(tmp_path) == set()
        assert on_disk(tmp_path) == seeded


@pytest.mark.slow
def test_typed_text_is_on_the_disk_a_moment_later(tmp_path):
    seed(tmp_path, progress_at("request"))
    with terminal(tmp_path) as window:
        window.shows("step 5, Write").press("enter").shows("E-mail of the account").settle()
        window.press(*["down"] * len(BOOK.topics)).shows("┃")
        window.press("m", "e").look(0.1)
        window.press("@home.example").shows("me@home.example")
        window.keeps(tmp_path, lambda progress: "example" in str(progress.texts)).kill()
    assert on_disk(tmp_path).texts == {"email": "me@home.example"}


def test_text_is_saved_while_someone_types_without_a_pause(tmp_path):
    seed(tmp_path, progress_at("request"))
    with terminal(tmp_path) as window:
        window.shows("step 5, Write").press("enter").shows("E-mail of the account").settle()
        window.press(*["down"] * len(BOOK.topics)).shows("┃")
        until = time.monotonic() + WAIT
        while time.monotonic() < until and not on_disk(tmp_path).texts:
            window.press("m").look(0.05)
        window.kill()
    assert on_disk(tmp_path).texts


@pytest.mark.parametrize("rounds", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_nothing_that_was_saved_is_lost_at_a_random_end(tmp_path, rounds):
    chance = random.Random(rounds)
    homes = [tmp_path / str(number) for number in range(rounds)]
    assert {home: lost for home in homes if (lost := killed_at_random(home, chance))} == {}
    half_done = [home for home in homes if leftovers(home)] or homes[:1]
    assert {home: left for home in half_done if (left := swept_by_the_next_start(home))} == {}
