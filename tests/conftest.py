"""What holds for every test: a bare environment, a still cursor, settings for Hypothesis, and which
of them run where and when."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest

_HOME = Path(tempfile.mkdtemp(prefix="sparekey-tests-"))
LONG = ("terminal", "journeys")
"""The folders whose tests take longest. A worker that has nothing left takes from the end of what
another still has to do: with these at the start, it is short tests that are left at the end."""


def _bare_environment() -> None:
    """Nothing of the developer's terminal or home reaches a test, nor the other way round."""
    for name in list(os.environ):
        if name.startswith(("TEXTUAL", "LC_", "XDG_")):
            del os.environ[name]
    for name in ("NO_COLOR", "FORCE_COLOR", "SSH_CONNECTION", "COLUMNS", "LINES", "LANGUAGE"):
        os.environ.pop(name, None)
    os.environ.update(LANG="C.UTF-8", TERM="xterm-256color", TZ="UTC", HOME=str(_HOME))
    time.tzset()


_bare_environment()  # before textual is imported: it reads some of these only then
gc.disable()  # what the collecting of tests makes stays: to look for garbage in it is in vain


def _settle_libraries() -> None:
    import hypothesis
    from textual.widgets import Input

    hypothesis.settings.register_profile("default", deadline=None, max_examples=25)
    hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000)
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
    Input._toggle_cursor = lambda self: None  # else every second picture is another


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: tests of a terminal wait more than they compute."""
    cores = os.cpu_count() or 1
    return cores + (cores + 1) // 2


def pytest_collection(session: pytest.Session) -> None:
    """Import what is slow to import only where tests run, not where they are handed out."""
    if not session.config.pluginmanager.has_plugin("dsession"):
        _settle_libraries()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long ones."""
    items.sort(key=lambda item: (*LONG, item.path.parent.name).index(item.path.parent.name))


def pytest_collection_finish() -> None:
    """Collect garbage from here on, but not among what is there for good."""
    gc.freeze()
    gc.set_threshold(5_000, 10, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _leave_nothing_behind():
    yield
    shutil.rmtree(_HOME, ignore_errors=True)
