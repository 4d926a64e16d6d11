"""Files that the progress knows of: gone, changed, and deleted only while they are ours."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from tui import known_files
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


@pytest.fixture
def read(monkeypatch):
    """The paths that were read."""
    paths, bytes_of = [], known_files.bytes_of
    monkeypatch.setattr(
        known_files, "bytes_of", lambda path: paths.append(str(path)) or bytes_of(path)
    )
    return paths


def attached(path, at):
    return progress(photos=[Photo(str(path), len(DATA), DIGEST, at)])


def now():
    return datetime.now(UTC)


HOUR = timedelta(hours=1)


def test_a_photo_that_nobody_touched_since_is_not_read(tmp_path, read):
    photo = tmp_path / "photo"
    photo.write_bytes(DATA)
    assert absent(attached(photo, now() + HOUR)) == frozenset()
    assert read == []


def test_a_photo_that_was_touched_only_is_still_there_and_read_once(tmp_path, read):
    photo = tmp_path / "photo"
    photo.write_bytes(DATA)
    known = attached(photo, now() - HOUR)
    for _ in range(3):
        assert absent(known) == frozenset()
    assert read == [str(photo)]
    os.utime(photo, (1, 1))
    assert absent(known) == frozenset()
    assert len(read) == 2


def test_a_photo_that_changed_and_kept_its_size_is_absent(tmp_path, read):
    photo = tmp_path / "photo"
    photo.write_bytes(DATA[::-1])
    known = attached(photo, now() - HOUR)
    for _ in range(3):
        assert absent(known) == {str(photo)}
    assert read == [str(photo)]
    photo.write_bytes(DATA)
    os.utime(photo, (1, 1))
    assert absent(known) == frozenset()


def test_an_older_file_put_in_its_place_is_absent(tmp_path):
    photo, older = tmp_path / "photo", tmp_path / "older"
    older.write_bytes(DATA[::-1])
    os.utime(older, (1, 1))
    older.rename(photo)
    assert absent(attached(photo, now())) == {str(photo)}


def test_a_photo_that_can_not_be_read_now_is_not_said_to_be_another(tmp_path, monkeypatch):
    photo = tmp_path / "photo"
    photo.write_bytes(DATA)

    def refuse(path):
        raise Problem("cannot-open", "The file cannot be opened.")

    monkeypatch.setattr(known_files, "bytes_of", refuse)
    assert absent(attached(photo, now() - HOUR)) == frozenset()


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
