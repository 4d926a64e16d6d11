"""A disk that fails: said in one line, nothing lost, saved once there is room again."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess

import pytest
from store_support import (
    assert_one_line,
    opened,
    ordinary_user,
    saved,
    store_at,
    tree,
)

from tui.store import SaveFailed, StoreRefused, default_folder


@pytest.fixture
def path(tmp_path):
    return saved(tmp_path / "case.toml", "one", "two")


@pytest.fixture
def store(path):
    store = store_at(path)
    store.open()
    yield store
    store.close()


def failing(number):
    def fail(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    return fail


WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "quota",
    errno.EROFS: "read-only",
    errno.EACCES: "no permission",
    errno.EIO: "reported an error",
    errno.EFBIG: "limit for file sizes",
    errno.EMFILE: "too many files",
    errno.ETIMEDOUT: "",
}


@pytest.mark.parametrize("number", WORDS)
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("also_previous", [False, True])
def test_a_failed_save_leaves_what_was_and_the_next_one_works(
    store, path, call, number, also_previous
):
    before = tree(path.parent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, failing(number))
        with pytest.raises(SaveFailed) as failed:
            store.save({"note": "three"}, also_previous=also_previous)
    assert tree(path.parent) == before
    assert_one_line(str(failed.value))
    if call != "open":  # the check of what stands there fails first, in other words
        assert str(failed.value).startswith("Not saved: ")
        assert failed.value.errno == number
    assert WORDS[number] in str(failed.value)
    store.save({"note": "three"}, also_previous=also_previous)
    store.close()
    assert opened(path).value == {"note": "three"}


def test_everything_is_on_the_disk_before_it_gets_its_name(store, monkeypatch):
    calls = []

    def noting(name, real):
        return lambda *args, **kwargs: (calls.append(name), real(*args, **kwargs))[1]

    for name in ("write", "fsync", "link", "replace"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    store.save({"note": "three"})
    assert calls == ["write", "fsync", "link", "replace", "replace", "fsync"]
    calls.clear()
    store.save({"note": ""}, also_previous=True)
    assert calls == ["write", "fsync", "replace", "link", "replace", "fsync"]


def test_a_write_that_stops_half_way_is_gone_on_with(store, path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:7]))
    store.save({"note": "three" * 100})
    monkeypatch.undo()
    store.close()
    assert opened(path).value == {"note": "three" * 100}


def test_a_folder_that_can_not_be_synced_is_not_called_saved(store, path, monkeypatch):
    sync, calls = os.fsync, []

    def second_fails(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.EIO, "I/O")
        sync(handle)

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(SaveFailed, match="reported an error"):
        store.save({"note": "three"})
    store.save({"note": "three"})  # written once more, though the file holds it
    assert len(calls) == 4
    monkeypatch.undo()
    store.close()
    assert opened(path).value == {"note": "three"}


def test_a_file_system_without_folder_sync_or_links_is_served(store, path, monkeypatch):
    sync = os.fsync

    def files_only(handle):
        if os.path.isdir(f"/proc/self/fd/{handle}"):
            raise OSError(errno.EINVAL, "invalid")
        sync(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    store.save({"note": "three"})
    assert store_at(path.with_name("case.toml.previous")).peek().value == {"note": "two"}
    assert len(list(path.parent.iterdir())) == 3


def test_a_link_left_between_two_renames_does_not_pile_up(path):
    previous = path.with_name("case.toml.previous")
    previous.unlink()
    os.link(path, previous)
    saved(path, "three")
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "case.toml", "case.toml.lock", "case.toml.previous",
    ]  # fmt: skip


def test_ctrl_c_in_the_middle_leaves_no_file(store, path, monkeypatch):
    before = tree(path.parent)

    def interrupt(_handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        store.save({"note": "three"})
    assert tree(path.parent) == before


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_served(path, monkeypatch, number):
    monkeypatch.setattr("fcntl.flock", failing(number))
    assert opened(path).read_only is None
    assert opened(saved(path, "three")).value == {"note": "three"}


def test_a_disk_that_is_full_at_the_start_is_used_once_there_is_room(tmp_path, monkeypatch):
    path = tmp_path / "new" / "case.toml"
    store = store_at(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "mkdir", failing(errno.ENOSPC))
        found = store.open()
        assert found.read_only is None
        assert "the disk is full" in found.message
        assert_one_line(found.message)
    store.save({"note": "one"})
    store.close()
    assert opened(path).value == {"note": "one"}


def test_a_broken_file_that_can_not_be_set_aside_is_not_overwritten(path, monkeypatch):
    path.write_text("broken")
    monkeypatch.setattr(os, "rename", failing(errno.EROFS))
    store = store_at(path)
    found = store.open()
    assert found.value == {"note": "one"}
    assert "can't be set aside" in (found.read_only or "")
    assert_one_line(found.message)
    with pytest.raises(SaveFailed, match="can't be set aside"):
        store.save({"note": "three"})
    assert path.read_text() == "broken"
    store.close()


def test_too_little_memory_is_no_fault_of_the_file(path, monkeypatch):
    def fail(_text):
        raise MemoryError

    monkeypatch.setattr("tomli.loads", fail)
    with pytest.raises(StoreRefused, match="not enough memory"):
        store_at(path).open()
    assert path.exists()


def test_forget_says_what_it_could_not_remove_and_removes_the_rest(path, monkeypatch):
    unlink = os.unlink

    def only_previous_fails(target):
        if str(target).endswith(".previous"):
            raise OSError(errno.EACCES, "no")
        unlink(target)

    monkeypatch.setattr(os, "unlink", only_previous_fails)
    with pytest.raises(StoreRefused, match=r"case\.toml\.previous can't be used: there is no perm"):
        store_at(path).forget()
    assert list(tree(path.parent)) == ["case.toml.previous"]


def test_no_permission_to_read_is_said_and_nothing_is_renamed():
    with ordinary_user() as folder:
        path = saved(folder / "case.toml", "one", "two")
        path.chmod(0)
        with pytest.raises(StoreRefused, match="no permission") as refused:
            store_at(path).open()
        assert_one_line(str(refused.value))
        assert sorted(file.name for file in folder.iterdir()) == [
            "case.toml", "case.toml.lock", "case.toml.previous",
        ]  # fmt: skip


def test_a_folder_without_permission_can_be_read_and_saved_to_later():
    with ordinary_user() as folder:
        path = saved(folder / "case.toml", "one")
        (folder / "case.toml.lock").unlink()
        folder.chmod(0o500)
        store = store_at(path)
        found = store.open()
        assert found.value == {"note": "one"}
        assert "no permission" in found.message
        with pytest.raises(SaveFailed, match="no permission"):
            store.save({"note": "two"})
        folder.chmod(0o700)
        store.save({"note": "two"})
        store.close()
        assert opened(path).value == {"note": "two"}


def test_a_folder_that_may_not_be_looked_into_is_refused():
    with ordinary_user() as folder:
        path = saved(folder / "case.toml", "one")
        folder.chmod(0)
        for act in ("open", "peek", "files", "forget"):
            with pytest.raises(StoreRefused, match="no permission"):
                getattr(store_at(path), act)()
        folder.chmod(0o700)


def test_a_really_full_disk(tmp_path):
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", str(tmp_path)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk can't be mounted here")
    try:
        store = store_at(saved(tmp_path / "case.toml", "one"))
        store.open()
        filler = tmp_path / "filler"
        with pytest.raises(OSError, match="No space"):
            filler.write_bytes(bytes(80_000))
        with pytest.raises(SaveFailed, match="the disk is full"):
            store.save({"note": "two"})
        assert sorted(tree(tmp_path)) == ["case.toml", "filler"]
        filler.unlink()
        store.save({"note": "two"})
        store.close()
        assert opened(tmp_path / "case.toml").value == {"note": "two"}
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_the_usual_folder_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", f"{tmp_path}/a\nb\x1b")
    if os.uname().sysname == "Linux":
        assert default_folder() == tmp_path / "a\nb\x1b" / "sparekey"
        found = opened(default_folder() / "x" / "case.toml")
        assert found.origin == "fresh"


def test_without_a_home_it_says_which_variable_to_set(monkeypatch):
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)

    def nobody(_number):
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("pwd.getpwuid", nobody)
    with pytest.raises(StoreRefused, match="XDG_DATA_HOME") as refused:
        default_folder()
    assert_one_line(str(refused.value))
