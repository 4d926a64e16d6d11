"""Paths as terminals paste them."""

from __future__ import annotations

import shlex
from pathlib import Path
from urllib.parse import quote

import pytest

from tui.source import are_several, dropped

NAMES = [
    "plain.jpg",
    "my ID.jpg",
    "it's.jpg",
    'a"b.jpg',
    "a\\b.jpg",
    "Zoë (2) [red].jpg",
    "%41.jpg",
]


@pytest.fixture(params=NAMES)
def path(request, tmp_path) -> Path:
    made = tmp_path / request.param
    made.write_bytes(b"")
    return made


def test_a_dropped_file_is_found_however_its_path_is_written(path):
    escaped = "".join(c if c.isalnum() or c in "/._-%" else f"\\{c}" for c in str(path))
    for text in (str(path), shlex.quote(str(path)), escaped, f"file://{quote(str(path))}"):
        assert dropped(f" {text} \n") == path
        assert not are_several(text)


def test_several_files_are_told_from_one_with_blanks(path, tmp_path):
    other = tmp_path / "other one.jpg"
    other.write_bytes(b"")
    assert are_several(f"{shlex.quote(str(path))} {shlex.quote(str(other))} ")
    assert are_several(f"file://{quote(str(path))} file://{quote(str(other))}")
    assert are_several(f"{path}\n{other}\n")
    assert are_several(f"\r\n{shlex.quote(str(path))}\r\n\r\nfile://{quote(str(other))}")
    assert are_several(f"{shlex.quote(str(path))} {shlex.quote(str(other))}\n{path.as_uri()}")
    assert not are_several(f"{other}\nno such thing.jpg")
    assert not are_several(f"{other}\n" * 9000)
    assert not are_several(f"{other}\n")
    assert not are_several(str(other))
    assert not are_several("no such things.jpg")


@pytest.mark.parametrize("text", ["", "'", "a\0b", "~nobody-here/x", "x" * 5000, "'' ''", "\\"])
def test_what_names_no_file_does_no_harm(text):
    assert isinstance(dropped(text), Path)
    assert not are_several(text) or text == "'' ''"


def test_the_home_folder_is_found(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert dropped("~/Pictures") == dropped("'~/Pictures'") == tmp_path / "Pictures"
