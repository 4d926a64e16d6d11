"""What holds for every test: a bare environment, a still cursor, settings for Hypothesis."""
# ruff: noqa: E402

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_HOME = Path(tempfile.mkdtemp(prefix="sparekey-tests-"))


def _bare_environment() -> None:
    """Nothing of the developer's terminal or home reaches a test, nor the other way round."""
    for name in list(os.environ):
        if name.startswith(("TEXTUAL", "LC_", "XDG_")):
            del os.environ[name]
    for name in ("NO_COLOR", "FORCE_COLOR", "SSH_CONNECTION", "COLUMNS", "LINES", "LANGUAGE"):
        os.environ.pop(name, None)
    os.environ.update(LANG="C.UTF-8", TERM="xterm-256color", TZ="UTC", HOME=str(_HOME))


_bare_environment()  # before textual is imported: it reads some of these only then

import shutil
import time

import hypothesis
import pytest
from textual.widgets import Input

time.tzset()

hypothesis.settings.register_profile("default", deadline=None, max_examples=25)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

Input._toggle_cursor = lambda self: None  # a blinking cursor makes every second picture another


@pytest.fixture(scope="session", autouse=True)
def _leave_nothing_behind():
    yield
    shutil.rmtree(_HOME, ignore_errors=True)
