"""Files that are not ours: read with care, and written only where nothing stands."""

from __future__ import annotations

import os
import stat

import pytest
from store_support import assert_one_line, ordinary_user

from tui.store import StoreError
from tui.store.files import CAP
from tui.store.outside import read_document, write_new


def test_a_document_is_read_through_a_link_too(tmp_path):
    path = tmp_path / "book.toml"
    path.write_text('id = "x"\n')
    (tmp_path / "link").symlink_to(path)
    assert read_document(path) == read_document(tmp_path / "link") == {"id": "x"}


def make(folder, kind):
    """Something that is no document."""
    path = folder / "it.toml"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "long":
            path.write_bytes(b"#" * (CAP + 1))
        case "bomb":
            path.write_bytes(b".".join([b"a"] * 30_000) + b" = 1")
        case "binary":
            path.write_bytes(bytes(range(256)))
        case "nul":
            return folder / "a\0b"
        case "surrogate":
            return folder / "a\ud800b"
        case "hostile name":
            return folder / "\x1b]0;x\x07\n\u202e"
        case "device":
            return type(path)("/dev/zero")
    return path


KINDS = (
    "folder",
    "pipe",
    "long",
    "bomb",
    "binary",
    "nul",
    "surrogate",
    "hostile name",
    "device",
    "none",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_document_is_one_line(tmp_path, kind):
    with pytest.raises(StoreError) as error:
        read_document(make(tmp_path, kind))
    assert_one_line(str(error.value))
    assert "can't be read" in str(error.value)


def test_a_new_file_is_private_and_complete(tmp_path):
    path = write_new(tmp_path / "new.txt", "a\nü \ud800")
    assert path.read_bytes() == "a\nü ?".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_home_is_understood(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    from pathlib import Path

    assert write_new(Path("~/new.txt"), "x") == tmp_path / "new.txt"


def test_what_exists_is_never_written_over(tmp_path):
    for kind in ("file", "link", "loose link", "folder", "pipe"):
        path = tmp_path / kind.replace(" ", "-")
        match kind:
            case "file":
                path.write_text("keep")
            case "link":
                path.symlink_to(tmp_path / "file")
            case "loose link":
                path.symlink_to(tmp_path / "nowhere")
            case "folder":
                path.mkdir()
            case "pipe":
                os.mkfifo(path)
        with pytest.raises(StoreError, match="exists already"):
            write_new(path, "mine")
    assert (tmp_path / "file").read_text() == "keep"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "name",
    ["no/such/folder", "a\0b", "\ud800", "x" * 300, "~nobody-of-that-name/x", "\x1b]0;x\x07/\n"],
)
def test_where_nothing_can_be_written_it_is_one_line(tmp_path, name):
    path = type(tmp_path)(name) if name.startswith("~") else tmp_path / name
    with pytest.raises(StoreError) as error:
        write_new(path, "x")
    assert_one_line(str(error.value))


def test_without_permission_it_is_one_line():
    with ordinary_user() as folder:
        folder.chmod(0o500)
        with pytest.raises(StoreError, match="no permission"):
            write_new(folder / "x", "x")
        folder.chmod(0o700)
        (folder / "x").touch(0o000)
        with pytest.raises(StoreError, match="no permission"):
            read_document(folder / "x")


def test_a_full_disk_leaves_no_half_file(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="disk is full"):
        write_new(tmp_path / "x", "words")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
    assert write_new(tmp_path / "x", "words").read_text() == "words"
