"""Open, save, forget: what is on disk, and what is said about it."""

from __future__ import annotations

import re
import stat
import time

import pytest
from store_support import assert_one_line, opened, saved, store_at, tree, untouched

from tui.store import SaveFailed, StoreRefused
from tui.store.document import parse


@pytest.fixture
def path(tmp_path):
    return tmp_path / "case.toml"


def test_a_first_start_is_fresh_and_silent(path):
    assert opened(path) == (found := opened(path))
    assert (found.value, found.origin, found.message, found.read_only) == (None, "fresh", "", None)


def test_what_was_saved_is_found_again(path):
    saved(path, "one", "two")
    found = opened(path)
    assert (found.value, found.origin, found.message) == ({"note": "two"}, "current", "")
    assert (
        path.with_name("case.toml.previous").read_text()
        == 'generation = 1\nschema = 3\nnote = "one"\n'
    )
    assert path.read_text() == 'generation = 2\nschema = 3\nnote = "two"\n'


def test_the_generation_goes_on_after_a_new_start(path):
    saved(path, "one")
    saved(path, "two")
    assert parse(path.read_bytes())["generation"] == 2


def test_modes_are_private_and_only_folders_of_ours_are_changed(tmp_path):
    tmp_path.chmod(0o755)
    path = saved(tmp_path / "a" / "b" / "case.toml", "one", "two")
    assert [stat.S_IMODE(p.stat().st_mode) for p in (tmp_path, tmp_path / "a", path.parent)] == [
        0o755, 0o700, 0o700,
    ]  # fmt: skip
    assert {stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()} == {0o600}


def test_identical_content_is_not_written_again(path):
    saved(path, "one")
    before = untouched(path)
    store = store_at(path)
    store.open()
    store.save({"note": "one"})
    store.save({"note": "one"})
    assert untouched(path) == before
    assert not path.with_name("case.toml.previous").exists()
    store.save({"note": "two"})
    assert parse(path.read_bytes())["generation"] == 2
    store.close()


def test_tuples_count_as_lists(path):
    store = store_at(path)
    store.open()
    store.save({"rounds": ({"items": (1, 2)},)})
    before = untouched(path)
    store.save({"rounds": ({"items": (1, 2)},)})
    assert untouched(path) == before
    store.close()
    assert opened(path).value == {"rounds": [{"items": [1, 2]}]}


def test_a_broken_file_is_set_aside_and_the_save_before_goes_on(path):
    saved(path, "one", "two")
    path.write_text('note = "tw')
    found = opened(path)
    assert (found.value, found.origin) == ({"note": "one"}, "previous")
    assert_one_line(found.message)
    [aside] = path.parent.glob("*.corrupt-*")
    assert re.fullmatch(r"case\.toml\.corrupt-\d{8}T\d{6}", aside.name)
    assert aside.read_text() == 'note = "tw'
    assert aside.name in found.message
    assert "save before" in found.message


def test_after_a_broken_file_the_good_generation_is_kept_by_the_next_save(path):
    saved(path, "one", "two")
    path.write_bytes(b"\0")
    saved(path, "three")
    assert opened(path).value == {"note": "three"}
    path.unlink()
    found = opened(path)
    assert (found.value, found.origin) == ({"note": "one"}, "previous")
    assert found.message == "The newest save is missing. You go on from the save before it."


def test_two_broken_files_are_both_kept_and_the_start_is_fresh(path, monkeypatch):
    monkeypatch.setattr(time, "strftime", lambda _form: "20260101T000000")
    saved(path, "one", "two")
    for name in ("case.toml", "case.toml.previous"):
        path.with_name(name).write_text(f"broken {name}")
    found = opened(path)
    assert (found.value, found.origin, found.read_only) == (None, "fresh", None)
    assert_one_line(found.message)
    path.write_text("broken again")
    opened(path)
    assert tree(path.parent) == {
        "case.toml.corrupt-20260101T000000": b"broken case.toml",
        "case.toml.corrupt-20260101T000000-2": b"broken case.toml.previous",
        "case.toml.corrupt-20260101T000000-3": b"broken again",
    }


@pytest.mark.parametrize("which", ["case.toml", "case.toml.previous"])
def test_a_newer_version_is_left_as_it_is(path, which):
    newer = path.with_name(which)
    newer.write_text('schema = 4\ngeneration = 9\nnote = 5\nnew = "thing"\n')
    store = store_at(path)
    found = store.open()
    assert found.value is None
    assert "newer" in (found.read_only or "")
    assert_one_line(found.message)
    with pytest.raises(SaveFailed, match="newer"):
        store.save({"note": "mine"})
    store.close()
    assert tree(path.parent) == {which: newer.read_bytes()}


def test_a_value_that_can_not_be_read_back_touches_no_file(path):
    saved(path, "one")
    before = tree(path.parent)
    store = store_at(path)
    store.open()
    for value in ({"note": "\ud800"}, {"note": None}, {"x": float("nan")}, {"x" * 1_600_000: 1}):
        with pytest.raises(SaveFailed) as failed:
            store.save(value)
        assert_one_line(str(failed.value))
        assert tree(path.parent) == before
    store.save({"note": "two"})
    store.close()
    assert opened(path).value == {"note": "two"}


def test_a_key_is_emptied_in_both_generations(path):
    saved(path, "one", "JBSWY3DPEHPK3PXP")
    store = store_at(path)
    store.open()
    store.save({"note": ""}, also_previous=True)
    assert not [name for name, data in tree(path.parent).items() if b"JBSWY" in data]
    path.unlink()
    assert opened_after_close(store) == {"note": ""}


def test_emptying_reaches_the_save_before_even_if_the_newest_is_the_same(path):
    store = store_at(path)
    store.open()
    for note in ("JBSWY3DPEHPK3PXP", ""):
        store.save({"note": note})
    store.save({"note": ""}, also_previous=True)
    assert b"JBSWY" not in b"".join(tree(path.parent).values())
    store.save({"note": "next"})
    assert opened_after_close(store) == {"note": "next"}


def opened_after_close(store):
    store.close()
    return opened(store.path).value


def test_leftovers_of_ours_are_swept_and_nothing_else(path):
    saved(path, "one")
    ours = path.with_name(".case.toml.0123456789abcdef.tmp")
    others = [
        ".case.toml.tmp",
        ".case.toml.0123456789ABCDEF.tmp",
        ".other.toml.0123456789abcdef.tmp",
    ]
    for name in (ours.name, *others):
        path.with_name(name).write_text("half")
    store_at(path).peek()
    assert ours.exists()
    opened(path)
    assert not ours.exists()
    assert all(path.with_name(name).exists() for name in others)


def test_peek_changes_nothing(path):
    saved(path, "one", "two")
    path.with_name("case.toml.lock").unlink()
    path.write_text("broken")
    before = tree(path.parent)
    found = store_at(path).peek()
    assert (found.value, found.origin, found.read_only) == ({"note": "one"}, "previous", None)
    assert tree(path.parent) == before
    assert not path.with_name("case.toml.lock").exists()
    assert store_at(path.parent / "no" / "case.toml").peek().origin == "fresh"
    assert not (path.parent / "no").exists()


def test_nothing_is_saved_before_open_or_after_close(path):
    store = store_at(path)
    with pytest.raises(SaveFailed, match="not open"):
        store.save({"note": "one"})
    store.open()
    store.close()
    with pytest.raises(SaveFailed, match="not open"):
        store.save({"note": "one"})
    assert store.open().read_only is None
    store.save({"note": "one"})
    store.close()


def test_forget_removes_this_case_and_nothing_else(path, tmp_path):
    saved(path, "one", "two")
    path.write_text("broken")
    saved(path, "three")
    others = [
        "case.tom",
        "case.toml.corrupt",
        "case.toml.corrupt-x",
        "case.toml.previous.bak",
        "a.toml",
    ]
    for name in others:
        path.with_name(name).write_text("keep")
    (tmp_path / "case.toml.corrupt-20260101T000000").symlink_to(tmp_path / "a.toml")
    path.with_name(".case.toml.0123456789abcdef.tmp").write_text("half")
    store = store_at(path)
    listed = [file for file, _, _ in store.files()]
    assert store.forget() == listed
    assert len(listed) == 5
    assert sorted(tree(tmp_path)) == sorted(others)
    assert (tmp_path / "case.toml.corrupt-20260101T000000").is_symlink()
    assert store.forget() == []


def test_a_forgotten_case_does_not_come_back(path):
    saved(path, "one")
    store = store_at(path)
    store.open()
    store.forget()
    with pytest.raises(SaveFailed, match="forgotten"):
        store.save({"note": "two"})
    assert list(path.parent.iterdir()) == []
    assert store.open().origin == "fresh"
    store.save({"note": "new"})
    store.close()


def test_files_say_what_they_are(path):
    saved(path, "one", "two")
    path.write_text("broken")
    opened(path)
    assert [(file.name[:20], kind) for file, _, kind in store_at(path).files()] == [
        ("case.toml.corrupt-20", "set aside, could not be read"),
        ("case.toml.previous", "the save before"),
        ("case.toml.lock", "lock"),
    ]
    assert all(size > 0 for _, size, _ in store_at(path).files())
    assert store_at(path.parent / "no" / "x.toml").files() == []


def test_a_file_that_another_program_changed_is_not_overwritten(path):
    saved(path, "one")
    store = store_at(path)
    store.open()
    path.write_text(path.read_text().replace("one", "won"))
    with pytest.raises(SaveFailed, match="another window"):
        store.save({"note": "two"})
    assert "won" in path.read_text()
    path.write_bytes(b"x" * 300_000)
    with pytest.raises(SaveFailed, match="another window"):
        store.save({"note": "two"})
    store.close()


def test_a_file_that_appeared_meanwhile_is_not_overwritten(path):
    store = store_at(path)
    store.open()
    path.write_text("theirs")
    with pytest.raises(SaveFailed, match="another window"):
        store.save({"note": "mine"})
    assert path.read_text() == "theirs"
    store.close()


def test_the_same_bytes_written_back_do_no_harm(path):
    saved(path, "one")
    store = store_at(path)
    store.open()
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    store.save({"note": "two"})
    assert opened_after_close(store) == {"note": "two"}


def test_a_vanished_file_or_folder_is_made_again(tmp_path):
    path = saved(tmp_path / "a" / "case.toml", "one")
    store = store_at(path)
    store.open()
    path.unlink()
    store.save({"note": "one"})
    assert path.exists()
    path.parent.rename(tmp_path / "elsewhere")
    store.save({"note": "one"})
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert opened_after_close(store) == {"note": "one"}


def test_a_folder_that_is_none_is_refused_with_its_path(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "loose").symlink_to(tmp_path / "nowhere")
    with pytest.raises(StoreRefused, match="file/case"):
        store_at(tmp_path / "file" / "case.toml").open()
    store = store_at(tmp_path / "loose" / "case.toml")
    assert_one_line(store.open().message)
    with pytest.raises(SaveFailed, match="folder is gone"):
        store.save({"note": "one"})


@pytest.mark.parametrize(
    "name", ["a\nb\x1b]0;x\x07.toml", "ü\udcff.toml", "x" * 300, "\u202e.toml"]
)
def test_a_hostile_name_is_shown_harmlessly(tmp_path, name):
    path = tmp_path / name
    path.mkdir() if len(name) < 200 else None
    with pytest.raises(StoreRefused) as refused:
        store_at(path).open()
    assert_one_line(str(refused.value))


def test_a_name_that_no_system_takes_is_refused(tmp_path):
    for name in ("nul\0.toml", "\ud800.toml"):
        with pytest.raises(StoreRefused, match="not a path"):
            store_at(tmp_path / name).open()
