"""What was called saved is there after the power was cut, on ext4 and XFS."""

from __future__ import annotations

import os

import pytest
from trials_power import first_save, next_saves, power_disk


@pytest.mark.parametrize("kind", ["ext4", "xfs"])
def test_what_was_saved_outlives_the_power(kind):
    with power_disk(kind) as disk:
        if isinstance(disk, str):
            pytest.skip(disk)
        found = [
            first_save(disk, 0),
            next_saves(disk, 1, 1),
            next_saves(disk, 2, 3),
            next_saves(disk, 3, 2, purge=True),
        ]
    assert [one for one in found if one] == []


@pytest.mark.parametrize("kind", ["ext4", "xfs"])
def test_the_cut_would_lose_what_is_not_synced(kind, monkeypatch):
    with power_disk(kind) as disk:
        if isinstance(disk, str):
            pytest.skip(disk)
        monkeypatch.setattr(os, "fsync", lambda _handle: None)
        assert next_saves(disk, 1, 2)
