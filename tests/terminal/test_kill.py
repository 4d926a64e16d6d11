"""Ended without warning: what was done is on the disk, and the next start goes on from there."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest
from terminal_support import STEPS, TYPING, case_file, on_disk, progress_at, seed, terminal

from tui.playbooks import load

BOOK = load(None)
SAVING = 0.5
"""Seconds until a tick is on the disk for certain; saved at once, but the computer may be busy."""


def leftovers(home):
    """Files beside the case that no start should leave."""
    names = {path.name for path in case_file(home).parent.iterdir()}
    return names - {"crypto-com.toml", "crypto-com.toml.previous", "crypto-com.toml.lock"}


def test_an_answer_that_is_shown_is_there_after_kill_9(tmp_path):
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").press("down", "enter").shows("(•) The authenticator")
        window.look(SAVING)
        window.kill()
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


def test_typed_text_is_on_the_disk_a_moment_later(tmp_path):
    seed(tmp_path, progress_at("request"))
    with terminal(tmp_path) as window:
        window.shows("step 5, Write").press("enter").shows("E-mail of the account").look(0.2)
        window.press(*["down"] * len(BOOK.topics)).shows("┃")
        window.press("m", "e").look(0.1)
        window.press("@home.example").shows("me@home.example").look(TYPING)
        window.kill()
    assert on_disk(tmp_path).texts == {"email": "me@home.example"}


def test_text_is_saved_while_someone_types_without_a_pause(tmp_path):
    seed(tmp_path, progress_at("request"))
    with terminal(tmp_path) as window:
        window.shows("step 5, Write").press("enter").shows("E-mail of the account").look(0.2)
        window.press(*["down"] * len(BOOK.topics)).shows("┃")
        until = time.monotonic() + 2 * TYPING
        while time.monotonic() < until and not on_disk(tmp_path).texts:
            window.press("m").look(0.05)
        window.kill()
    assert on_disk(tmp_path).texts


def nothing_there(home):
    """How many places are kept as looked at, with nothing there."""
    return Counter(on_disk(home).places.values())["nothing"]


@pytest.mark.parametrize("rounds", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_nothing_shown_is_lost_at_a_random_end(tmp_path, rounds):
    chance = random.Random(rounds)
    for _ in range(rounds):
        seed(tmp_path, progress_at("saved-key"))
        with terminal(tmp_path, size=(40, 100)) as window:
            window.shows("SpareKey: Crypto.com", "saved ")
            window.press("enter").shows("Step 2 of 10", "Somewhere else").look(0.1)
            seen, answers = [(time.monotonic(), 0)], chance.randint(1, 5)
            for _ in range(answers):
                window.press("down", " ")
                end = time.monotonic() + chance.uniform(0, 0.3)
                while time.monotonic() < end:
                    window.look(0.02)
                    seen.append((time.monotonic(), window.text.count("(•) nothing")))
            window.kill()
            died = time.monotonic()
        shown = [count for when, count in seen if when < died - SAVING]
        assert max(shown, default=0) <= nothing_there(tmp_path) <= answers
