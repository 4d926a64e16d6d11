"""Saving beside the interface: soon, once, again after a failure, and for certain at the end."""

from __future__ import annotations

import threading
import time

import pytest

from tui import saver
from tui.saver import Saver
from tui.store.errors import SaveFailed


class Disk:
    """Takes down what is saved; fails or blocks on demand."""

    def __init__(self):
        self.saves = []
        self.full = False
        self.room = threading.Event()
        self.room.set()
        self.tried = threading.Semaphore(0)

    def save(self, value, *, also_previous=False):
        self.tried.release()
        assert self.room.wait(10)
        if self.full:
            raise SaveFailed("Not saved: the disk is full.")
        self.saves.append((value, also_previous))


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def reports():
    return []


@pytest.fixture
def subject(disk, reports):
    made = Saver(disk, reports.append)
    yield made
    disk.full = False
    disk.room.set()
    made.close()


@pytest.fixture
def slow(monkeypatch):
    """Pauses so long that only a hurry ends them."""
    monkeypatch.setattr(saver, "TYPING_PAUSE", 60.0)
    monkeypatch.setattr(saver, "RETRY", 60.0)


def until(holds):
    """Wait for another thread, not for long."""
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_change_is_saved_at_once(subject, disk, reports):
    subject.put("a")
    until(lambda: reports == [""])
    assert disk.saves == [("a", False)]


def test_typing_waits_for_a_pause_and_saves_the_last_of_it(subject, disk, reports):
    for text in ("m", "ma", "mar"):
        subject.put(text, typing=True)
    until(lambda: reports)
    assert disk.saves == [("mar", False)]


def test_typing_waits_no_longer_than_is_promised():
    assert saver.TYPING_PAUSE <= 0.25


def test_typing_alone_saves_nothing_yet(slow, subject, disk):
    subject.put("m", typing=True)
    assert not disk.tried.acquire(timeout=0.05)
    assert subject.flush()
    assert disk.saves == [("m", False)]


def test_a_change_takes_what_was_typed_along(slow, subject, disk, reports):
    subject.put("typed", typing=True)
    subject.put("typed and ticked")
    until(lambda: reports)
    assert disk.saves == [("typed and ticked", False)]


def test_leaving_a_field_saves_at_once(slow, subject, disk, reports):
    subject.put("m", typing=True)
    subject.hurry()
    until(lambda: reports)
    assert disk.saves == [("m", False)]


def test_changes_while_a_save_is_under_way_become_one(subject, disk, reports):
    disk.room.clear()
    subject.put(0)
    assert disk.tried.acquire(timeout=10)
    for number in range(1, 50):
        subject.put(number)
    disk.room.set()
    assert subject.flush()
    assert disk.saves == [(0, False), (49, False)]
    until(lambda: reports == [""])  # saved is said once, when all of it is


def test_a_purge_is_not_lost_to_a_later_change(slow, subject, disk):
    disk.room.clear()
    subject.put("before")
    assert disk.tried.acquire(timeout=10)
    subject.put("without the key", purge=True)
    subject.put("without the key, and more", typing=True)
    disk.room.set()
    assert subject.flush()
    assert disk.saves[-1] == ("without the key, and more", True)


def test_a_purge_that_failed_is_still_one_when_it_is_tried_again(slow, subject, disk, reports):
    disk.full = True
    subject.put("without the key", purge=True)
    until(lambda: reports)
    disk.full = False
    assert subject.flush()
    assert disk.saves == [("without the key", True)]


def test_a_failed_save_is_said_and_tried_again_by_itself(subject, disk, reports, monkeypatch):
    monkeypatch.setattr(saver, "RETRY", 0.01)
    disk.full = True
    subject.put("a")
    until(lambda: len(reports) > 2)
    assert set(reports) == {"Not saved: the disk is full."}
    disk.full = False
    until(lambda: reports[-1] == "")
    assert disk.saves == [("a", False)]


def test_the_newest_value_is_what_is_tried_again(slow, subject, disk, reports):
    disk.full = True
    subject.put("a")
    until(lambda: reports)
    disk.full = False
    subject.put("b")
    until(lambda: reports[-1] == "")
    assert disk.saves == [("b", False)]


def test_flush_says_whether_it_is_on_the_disk(slow, subject, disk, reports):
    assert subject.flush()
    disk.full = True
    subject.put("a")
    until(lambda: reports)
    assert not subject.flush(timeout=0.05)


def test_closing_saves_and_ends_the_thread(slow, disk, reports):
    made = Saver(disk, reports.append)
    made.put("m", typing=True)
    assert made.close()
    assert disk.saves == [("m", False)]
    assert not made._thread.is_alive()
