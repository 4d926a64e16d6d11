"""Files that the progress knows of: gone, changed, and deleted only while they are ours."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from tui.journey.progress import Made, Photo, Progress
from tui.known_files import absent, delete, left_behind
from tui.problem import Problem

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DATA = b"a clean copy"
DIGEST = sha256(DATA).hexdigest()


def made(path, digest=DIGEST):
    return Made(str(path), "clean-copy", NOW, digest)


def progress(*files: Made, photos=()):
    return Progress("x", 1, NOW, made=tuple(files), photos={"id": tuple(photos)})


def test_what_is_gone_is_absent_and_so_is_a_photo_of_another_size(tmp_path):
    here, gone, photo = (tmp_path / name for name in ("here", "gone", "photo"))
    here.write_bytes(b"whatever")
    photo.write_bytes(DATA)
    known = [Photo(str(photo), size, DIGEST, NOW) for size in (len(DATA), 5)]
    assert absent(progress(made(here), made(gone), photos=known[:1])) == {str(gone)}
    assert absent(progress(photos=known[1:])) == {str(photo)}


def test_names_that_no_file_can_have_are_absent(tmp_path):
    assert absent(progress(made("/x/\0y"), made("/x/\udcff"), made(tmp_path))) == {
        "/x/\0y",
        "/x/\udcff",
        str(tmp_path),
    }


def test_a_file_that_is_still_ours_is_deleted(tmp_path):
    path = tmp_path / "copy.jpg"
    path.write_bytes(DATA)
    delete(made(path))
    assert not path.exists()


@pytest.mark.parametrize("what", ["changed", "gone", "folder", "pipe"])
def test_whatever_else_is_there_stays(tmp_path, what):
    path = tmp_path / "copy.jpg"
    match what:
        case "changed":
            path.write_bytes(DATA + b"!")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
    with pytest.raises(Problem) as caught:
        delete(made(path))
    assert "\n" not in caught.value.message
    assert path.exists() is (what != "gone")


def test_what_is_left_when_the_case_is_forgotten_is_named(tmp_path):
    path = tmp_path / "form.pdf"
    path.write_bytes(DATA)
    assert str(path) in left_behind(progress(made(path), made(tmp_path / "gone")))
    path.unlink()
    assert left_behind(progress(made(path))) == "Nothing of this case is kept."
