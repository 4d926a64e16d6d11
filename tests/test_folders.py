"""Looking for a picture: the usual folders, and what lies in one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from store_support import ordinary_user

from tui.folders import is_folder, listing, readable, short, usual
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


def test_the_newest_of_many_pictures_comes_first_and_any_is_found(tmp_path):
    for number in range(5000):
        put(tmp_path / f"PXL_{number:04}.jpg", age=5000 - number, data=b"")
    entries = listing(tmp_path)
    assert [one.path.name for one in entries[:2]] == ["PXL_4999.jpg", "PXL_4998.jpg"]
    rows = list(photo_rows.files(tmp_path, entries, usual(), "0007"))
    assert [row.does.name for row in rows[1:2]] == [f"choose {tmp_path / 'PXL_0007.jpg'}"]
    assert len(list(photo_rows.files(tmp_path, entries, usual(), ""))) < 50
    (told,) = (row for row in photo_rows.files(tmp_path, entries, (), "x9") if row.key == "none")
    assert told.text == "No picture with that in its name."


def test_a_long_name_leaves_its_date_and_size_in_sight(tmp_path):
    put(tmp_path / ("x" * 240 + ".jpg"))
    assert listing(tmp_path)[0].label.endswith("1 KB")
    assert len(listing(tmp_path)[0].label) < 100


def test_what_can_not_be_a_folder_is_none(tmp_path):
    assert is_folder(tmp_path)
    assert not any(map(is_folder, (Path("x" * 4000), Path("a\0b"), tmp_path / "nowhere")))


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
