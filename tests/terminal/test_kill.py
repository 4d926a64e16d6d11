"""Ended without warning: what was done is on the disk, and the next start goes on from there."""

from __future__ import annotations

import random
import time

import pytest
from terminal_support import STEPS, TYPING, case_file, on_disk, progress_at, seed, terminal

from tui.playbooks import load

BOOK = load(None)


def leftovers(home):
    """Files beside the case that no start should leave."""
    names = {path.name for path in case_file(home).parent.iterdir()}
    return names - {"crypto-com.toml", "crypto-com.toml.previous", "crypto-com.toml.lock"}


def test_a_tick_that_is_shown_is_there_after_kill_9(tmp_path):
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").press("down", "enter").shows("(•) The authenticator")
        window.until(lambda: on_disk(tmp_path).choices, "the save").kill()
    with terminal(tmp_path) as window:
        window.shows("0 of 10 done", "Next: step 1, Say what happened").press("enter")
        window.shows("Step 1 of 10", "(•) The authenticator app was deleted by accident")
        assert "Welcome" not in window.text
    assert leftovers(tmp_path) == set()


@pytest.mark.parametrize("step", STEPS)
def test_it_goes_on_at_every_step(tmp_path, step):
    seeded = seed(tmp_path, progress_at(step))
    number = STEPS.index(step) + 1
    title = BOOK.step(step).title
    case_file(tmp_path).with_name(".crypto-com.toml.0123456789abcdef.tmp").write_text("half")
    with terminal(tmp_path) as window:
        window.shows(f"step {number}, {title}", "saved ").press("enter")
        window.shows(f"Step {number} of 10: {title}").kill()
    assert leftovers(tmp_path) == set()
    assert on_disk(tmp_path) == seeded
    with terminal(tmp_path) as window:
        window.shows(f"step {number}, {title}", "saved ")


def test_typed_text_is_on_the_disk_a_moment_later(tmp_path):
    seed(tmp_path, progress_at("request"))
    with terminal(tmp_path) as window:
        window.shows("step 5, Write").press("enter").shows("E-mail of the account")
        window.press(*["down"] * (len(BOOK.topics)), "m", "e").look(0.1)
        window.press("@home.example").shows("me@home.example").look(TYPING)
        window.kill()
    assert on_disk(tmp_path).texts == {"email": "me@home.example"}


def walk_and_die(home, rounds, seed_number):
    """Tick at random, end it at random moments, and look at what is left."""
    chance = random.Random(seed_number)
    seed(home, progress_at("documents"))
    for _ in range(rounds):
        with terminal(home) as window:
            window.shows("step 6", "saved ").press("enter").shows("Step 6 of 10")
            before, after = on_disk(home).ticks, []
            for _ in range(chance.randint(1, 6)):
                window.press(*["down"] * chance.randint(0, 3), " ")
                window.look(chance.choice([0.0, 0.02, 0.1]))
                after.append(time.monotonic())
            window.look(chance.uniform(0, 0.2))
            shown = window.text
            window.kill()
        yield before, shown, on_disk(home).ticks


@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=pytest.mark.slow)])
def test_a_random_end_loses_nothing(tmp_path, rounds):
    for before, shown, left in walk_and_die(tmp_path, rounds, rounds):
        assert before is not None, shown
        assert left is not None
        assert leftovers(tmp_path) <= {name for name in leftovers(tmp_path) if ".tmp" in name}
