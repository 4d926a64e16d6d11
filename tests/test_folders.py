"""Looking for a picture: the usual folders, and what lies in one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from store_support import ordinary_user

from tui.folders import listing, readable, short, usual
from tui.screens import photo_rows
from tui.screens.photo import unfit


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def names(folder: Path) -> list[str]:
    return [one.path.name for one in listing(folder)]


def put(path: Path, age: int = 0, data: bytes = b"x") -> Path:
    path.write_bytes(data)
    os.utime(path, (2_000_000_000 - age, 2_000_000_000 - age))
    return path


def test_the_usual_folders_that_are_there_come_first_and_home_last(home):
    for name in ("Downloads", "Pictures", "Music"):
        (home / name).mkdir()
    assert usual() == (home / "Pictures", home / "Downloads", home)
    assert [short(path) for path in usual()] == ["~/Pictures", "~/Downloads", "~"]
    assert short(Path("/etc")) == "/etc"


def test_pictures_come_newest_first_then_folders_by_name(tmp_path):
    put(tmp_path / "old.JPG", age=100)
    put(tmp_path / "new.heic")
    put(tmp_path / "notes.txt")
    put(tmp_path / ".hidden.jpg")
    for name in ("b", "A", ".cache"):
        (tmp_path / name).mkdir()
    assert names(tmp_path) == ["new.heic", "old.JPG", "A", "b"]


def test_what_is_no_file_is_left_out(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    put(tmp_path / "real.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "real.jpg")
    assert sorted(names(tmp_path)) == ["link.jpg", "real.jpg"]


def test_sizes_read_as_people_write_them():
    assert [readable(size) for size in (0, 1, 999_999, 3_100_000)] == [
        "0 KB",
        "1 KB",
        "1000 KB",
        "3.1 MB",
    ]


def test_a_folder_that_can_not_be_read_is_an_error(tmp_path):
    with pytest.raises(OSError):
        listing(tmp_path / "nowhere")
    with ordinary_user() as folder:
        shut = folder / "shut"
        shut.mkdir(mode=0o000)
        with pytest.raises(OSError):
            listing(shut)


def test_names_are_shown_tamely_and_found_by_a_part(tmp_path):
    put(tmp_path / "\x1b]0;title\x07[red]scan.jpg")
    put(tmp_path / "other.jpg")
    entries = listing(tmp_path)
    rows = list(photo_rows.files(tmp_path, entries, usual(), "SCAN"))
    labels = [row.label for row in rows if row.key.startswith("entry-")]
    assert len(labels) == 1
    assert "[red]scan.jpg" in labels[0]
    assert labels[0].isprintable()


@pytest.mark.parametrize(
    "path", ["/p/\udcff.jpg", "/p/a\nb.jpg", "/p/" + "x" * 5000, "/p/JBSWY3DPEHPK3PXPJBSW.jpg"]
)
def test_a_name_that_can_not_be_kept_is_told_of(path):
    assert unfit(path)


@pytest.mark.parametrize("path", ["/home/Zoë/Bilder/IMG 1 (2).jpg", "C:/x/PXL_20261122_1010.jpg"])
def test_ordinary_names_are_kept(path):
    assert unfit(path) == ""
