"""The look that was chosen is remembered, and nothing of the case with it."""

from __future__ import annotations

import os
import stat

import pytest

from tui import settings


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


def test_the_first_theme_is_the_default_and_nothing_is_written(home):
    assert settings.remembered_theme() == settings.THEMES[0]
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("theme", settings.THEMES)
def test_a_choice_is_remembered_in_a_private_folder(theme):
    settings.remember_theme(theme)
    settings.remember_theme(theme)
    path = settings.settings_file()
    assert settings.remembered_theme() == theme
    assert path.read_text() == f'theme = "{theme}"\n'
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"theme = 5", b'theme = "../x"', b"theme = [", b'theme = "textual-dark"']
)
def test_a_file_that_makes_no_sense_is_the_default(data):
    path = settings.settings_file()
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    assert settings.remembered_theme() == settings.THEMES[0]
    settings.remember_theme("sparekey-light")
    assert settings.remembered_theme() == "sparekey-light"


def test_where_nothing_can_be_kept_the_choice_holds_for_the_session(home):
    (home / ".config").write_text("a file")
    settings.remember_theme("sparekey-light")
    assert settings.remembered_theme() == settings.THEMES[0]
    assert (home / ".config").read_text() == "a file"


def test_a_pipe_in_its_place_is_not_waited_for(home):
    path = settings.settings_file()
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert settings.remembered_theme() == settings.THEMES[0]


def test_a_link_in_the_place_of_the_temporary_file_is_not_followed(home):
    path = settings.settings_file()
    path.parent.mkdir(parents=True)
    (home / "precious").write_text("keep")
    path.with_suffix(".tmp").symlink_to(home / "precious")
    settings.remember_theme("sparekey-light")
    assert (home / "precious").read_text() == "keep"
    assert settings.remembered_theme() == "sparekey-light"
