"""A case that has grown: saved and read up to the limit, and never written beyond it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from store_support import assert_one_line, opened, saved, store_at, tree
from terminal_support import progress_at

from tui.journey.progress import Event, ProgressCodec
from tui.store import SaveFailed, Store

LIMIT = 1536 * 1024
"""Bytes of the largest file that is read; the README says so."""


@pytest.mark.slow
def test_the_largest_file_that_is_written_can_be_read_and_no_larger_one_is(tmp_path):
    path = saved(tmp_path / "case.toml", "")
    room = LIMIT - path.stat().st_size
    store = store_at(path)
    store.open()
    store.save({"note": "x" * room})
    assert path.stat().st_size == LIMIT
    before = tree(tmp_path)
    with pytest.raises(SaveFailed, match="grown beyond 1536 KB") as failed:
        store.save({"note": "x" * (room + 1)})
    assert_one_line(str(failed.value))
    assert tree(tmp_path) == before
    assert store.peek().value == {"note": "x" * room}
    store.save({"note": "shorter"})
    store.close()
    assert opened(path).value == {"note": "shorter"}


@pytest.mark.slow
@pytest.mark.parametrize("words", ["match", "w" * 180], ids=["short", "long"])
def test_a_case_of_five_thousand_events_is_saved_and_read(tmp_path, words):
    base = progress_at("review")
    events = (
        Event(base.started + timedelta(minutes=n, microseconds=n), "checked", f"{words} {n}")
        for n in range(5000)
    )
    large = replace(base, events=tuple(events))
    store = Store(tmp_path / "case.toml", ProgressCodec())
    store.open()
    store.save(large)
    store.close()
    found = Store(tmp_path / "case.toml", ProgressCodec()).peek()
    assert found.value == large
    assert (found.origin, found.message) == ("current", "")
