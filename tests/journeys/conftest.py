"""Windows and pictures for the journeys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import beginnings
import pictures
import pytest
import walking
from textual import _wait


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch, tmp_path):
    """A person at a computer of their own, with settings of their own; and no needless waiting."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("tui.screens.verify.exposed", lambda case: False)
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.004)


@pytest.fixture
def clock():
    return walking.Clock()


@pytest.fixture
def case(tmp_path) -> Path:
    """Where the case is saved."""
    return tmp_path / "case" / "crypto-com.toml"


@pytest.fixture
def keep(snapshot, request):
    """Hold a picture against the one that is kept under that name."""
    folder = request.path.stem.removeprefix("test_")
    return partial(pictures.compare, snapshot.use_extension(pictures.Picture), folder=folder)


@pytest.fixture
def window(keep, clock, case):
    """Open a window on the case; again: another window on the same case."""

    def _window(path=case, **options):
        return walking.window(path, _keep, clock, **options)

    def _keep(name, svg):
        keep(name=name, svg=svg)

    return _window


@pytest.fixture
def begun(case, clock):
    """Begin the case another time: as far as that, and then more."""
    return partial(beginnings.begin, case, clock)
