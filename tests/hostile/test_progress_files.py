"""Progress files made to hurt: one plain line each, the bytes kept, within seconds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from store_support import untouched

from tui.journey.progress import Progress, ProgressCodec
from tui.store import SaveFailed, Store, StoreRefused
from tui.store.document import parse

GOOD = Progress(playbook="crypto-com", playbook_version=1, started=datetime(2026, 1, 2, tzinfo=UTC))
HEAD = b'generation = 7\nschema = 1\nplaybook = "crypto-com"\nplaybook_version = 1\n'
REST = b"started = 2026-01-02T00:00:00Z\n"

BROKEN = {
    "empty": b"",
    "cut": HEAD[:30],
    "half a value": HEAD + REST + b'texts = {a = "b',
    "no started": HEAD,
    "nul": HEAD + b"\0" * 100,
    "zeros": b"\0" * 4096,
    "utf-16": (HEAD + REST).decode().encode("utf-16"),
    "latin-1": HEAD + REST + b'texts = {a = "\xe9"}',
    "surrogate": HEAD + REST + b'texts = {a = "\xed\xa0\x80"}',
    "bare cr": (HEAD + REST).replace(b"\n", b"\r"),
    "twice": HEAD + HEAD + REST,
    "json": b'{"schema": 1}',
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "escapes": HEAD + REST + b'"\\u001b]0;x\\u0007\\u202e" = 1',
    "unknown key": HEAD + REST + b"other = 1",
    "long unknown key": HEAD + REST + b'"' + b"k" * 9000 + b'" = 1',
    "texts is a list": HEAD + REST + b"texts = [1]",
    "number for text": HEAD + REST + b"texts = {a = 1}",
    "date without zone": HEAD + b"started = 2026-01-02T00:00:00",
    "time for date": HEAD + b"started = 12:00:00",
    "year 0": HEAD + b"started = 0000-01-01T00:00:00Z",
    "huge schema": HEAD.replace(b"schema = 1", b"schema = " + b"9" * 4000) + REST,
    "huge generation": HEAD.replace(b"7", b"9" * 4000) + REST,
    "number of 5000 digits": HEAD.replace(b"version = 1", b"version = " + b"9" * 5000) + REST,
    "no schema": HEAD.replace(b"schema = 1", b"") + REST,
    "schema true": HEAD.replace(b"schema = 1", b"schema = true") + REST,
    "schema 0": HEAD.replace(b"schema = 1", b"schema = 0") + REST,
    "schema text": HEAD.replace(b"schema = 1", b'schema = "1"') + REST,
    "schema 1.5": HEAD.replace(b"schema = 1", b"schema = 1.5") + REST,
    "generation -1": HEAD.replace(b"7", b"-1") + REST,
    "generation table": HEAD.replace(b"7", b"{}") + REST,
    "dots": HEAD + b".".join([b"a"] * 30_000) + b" = 1",
    "dotted table": HEAD + b"[" + b".".join([b"a"] * 30_000) + b"]",
    "quoted dots": HEAD + b".".join([b'"a"'] * 30_000) + b" = 1",
    "dots in a table": HEAD + b"x = {" + b" . ".join([b"a"] * 30_000) + b" = 1}",
    "many dotted lines": b"".join(b"%s%d = 1\n" % (b"a." * 60, n) for n in range(2000)),
    "brackets": HEAD + b"x = " + b"[" * 100_000,
    "braces": HEAD + b"x = " + b"{a=" * 60_000,
    "tables": HEAD + b"".join(b"[[t%d]]\n" % n for n in range(100_000)),
    "dotted headings": HEAD + b"".join(b"[a%d.b.c.d.e.f.g.h]\n" % n for n in range(60_000)),
    "dotted names": HEAD + b"".join(b"a%d.b.c.d.e.f.g.h=1\n" % n for n in range(60_000)),
    "numbers": HEAD + b"x = [" + b"1," * 700_000 + b"]",
    "nested braces": HEAD + b"".join(b"a%d={b={b={b={}}}}\n" % n for n in range(50_000)),
    "too long": HEAD + REST + b"# " + b"x" * 1_600_000,
    "unclosed strings": HEAD + b'"\\' * 100_000,
    "unclosed long strings": HEAD + b'"""\\"""' * 30_000 + b"\\",
    "unclosed long strings on lines": HEAD + b'\\"""\n' * 40_000 + b"\\",
    "quotes": HEAD + b"'" * 200_000,
}


def case(folder: Path) -> Path:
    """A case that was saved twice, so that there is a save before."""
    store = Store(folder / "case.toml", ProgressCodec())
    store.open()
    store.save(GOOD)
    store.save(Progress(playbook="x", playbook_version=2, started=GOOD.started))
    store.close()
    return store.path


def assert_one_line(text: str) -> None:
    assert text
    assert text.isprintable()
    assert len(text) < 700


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_kept_and_the_save_before_goes_on(tmp_path, name):
    path = case(tmp_path)
    path.write_bytes(BROKEN[name])
    store = Store(path, ProgressCodec())
    start = time.process_time()
    found = store.open()
    assert (
        time.process_time() - start < 5
    )  # of the processor: what was promised, however busy it is
    assert (found.value, found.origin, found.read_only) == (GOOD, "previous", None)
    assert_one_line(found.message)
    [aside] = tmp_path.glob("case.toml.corrupt-*")
    assert aside.read_bytes() == BROKEN[name]
    store.close()


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + HEAD + REST, (HEAD + REST).replace(b"\n", b"\r\n"), REST + HEAD + b"# x"],
    ids=["byte order mark", "crlf", "edited"],
)
def test_what_an_editor_does_is_no_harm(tmp_path, data):
    path = tmp_path / "case.toml"
    path.write_bytes(data)
    store = Store(path, ProgressCodec())
    found = store.open()
    assert (found.value, found.origin, found.message) == (GOOD, "current", "")
    store.save(Progress(playbook="y", playbook_version=1, started=GOOD.started))
    store.close()
    assert path.with_name("case.toml.previous").read_bytes() == data


@pytest.mark.slow
def test_a_bomb_takes_no_memory(tmp_path):
    for name in (
        "dots",
        "quoted dots",
        "dots in a table",
        "many dotted lines",
        "dotted headings",
        "dotted names",
        "nested braces",
        "brackets",
        "tables",
    ):
        (tmp_path / name).write_bytes(BROKEN[name])
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(50_000_000)
    code = """if True:
        import resource, sys
        from pathlib import Path
        def peak():  # KB; ru_maxrss would count what the parent had before exec
            status = Path("/proc/self/status")
            if not status.exists():
                return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            return status.read_text().split("VmHWM:")[1].split()[0]
        from tui.journey.progress import ProgressCodec
        from tui.store import Store
        for path in sorted(Path(sys.argv[1]).iterdir()):
            print(Store(path, ProgressCodec()).peek().message)
        print(peak())
    """
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=5
    )
    *lines, peak = run.stdout.splitlines()
    assert run.stderr == ""
    assert len(lines) == 10
    assert all("can't be read" in line for line in lines)
    assert int(peak) < 150_000 * (1024 if sys.platform == "darwin" else 1)


def test_a_sparse_giant_is_set_aside_unread(tmp_path):
    path = case(tmp_path)
    os.truncate(path, 50_000_000)
    store = Store(path, ProgressCodec())
    assert "longer than 1536 KB" in store.open().message
    store.close()
    [aside] = tmp_path.glob("case.toml.corrupt-*")
    assert aside.stat().st_size == 50_000_000


def _symlink(path: Path) -> None:
    path.with_name("target").write_bytes(HEAD + REST)
    path.symlink_to(path.with_name("target"))


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's name is short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


PLACED = {
    "a symbolic link": _symlink,
    "a symbolic link (loose)": lambda path: path.symlink_to("nowhere"),
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a socket": _socket,
}


@pytest.mark.parametrize("which", ["case.toml", "case.toml.previous", "case.toml.lock"])
@pytest.mark.parametrize("what", PLACED)
def test_what_is_no_file_is_refused_with_its_path(tmp_path, what, which):
    path = tmp_path / which
    PLACED[what](path)
    before = sorted((p.name, p.lstat().st_mode, p.lstat().st_ino) for p in tmp_path.iterdir())
    with pytest.raises(StoreRefused, match=what.partition(" (")[0]) as refused:
        Store(tmp_path / "case.toml", ProgressCodec()).open()
    assert_one_line(str(refused.value))
    assert which in str(refused.value)
    assert (
        sorted((p.name, p.lstat().st_mode, p.lstat().st_ino) for p in tmp_path.iterdir()) == before
    )


@pytest.mark.parametrize("which", ["case.toml", "case.toml.previous", "case.toml.lock"])
@pytest.mark.parametrize("what", PLACED)
def test_what_was_put_in_our_place_meanwhile_stops_a_save(tmp_path, what, which):
    path = case(tmp_path)
    store = Store(path, ProgressCodec())
    store.open()
    (tmp_path / which).unlink()
    PLACED[what](tmp_path / which)
    before = untouched(tmp_path / which)
    with pytest.raises(SaveFailed, match=which) as failed:
        store.save(GOOD)
    assert_one_line(str(failed.value))
    assert untouched(tmp_path / which) == before
    target = tmp_path / "target"
    assert not target.exists() or target.read_bytes() == HEAD + REST
    store.close()


def test_a_device_is_refused_unopened():
    for device in ("/dev/null", "/dev/zero", "/dev/tty"):
        with pytest.raises(StoreRefused, match="a device"):
            Store(Path(device), ProgressCodec()).peek()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_left_alone(tmp_path):
    path = case(tmp_path)
    os.chown(path, 65534, 65534)
    data = path.read_bytes()
    with pytest.raises(StoreRefused, match="another user"):
        Store(path, ProgressCodec()).open()
    store = Store(path, ProgressCodec())
    assert path not in store.forget()
    assert path.read_bytes() == data


ODD = st.sampled_from(
    [b'"', b"'", b"\\", b"\n", b"[", b"]", b"{", b"}", b".", b"=", b"#", b"\0", b"\xff"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.one_of(ODD, st.just(HEAD), st.just(REST), st.binary(max_size=5))).map(b"".join),
        st.tuples(st.integers(0, 103), ODD).map(
            lambda p: (HEAD + REST)[: p[0]] + p[1] + (HEAD + REST)[p[0] :]
        ),
    )
)
def test_any_bytes_are_opened_or_set_aside_never_lost(tmp_path, data):
    path = tmp_path / "case.toml"
    path.write_bytes(data)
    store = Store(path, ProgressCodec())
    found = store.open()
    assert found.message.isprintable()
    assert data in [file.read_bytes() for file, _, _ in store.files()]
    store.forget()


@given(st.text(st.sampled_from("\"'\\\n\r#.[]{}=a1 ,"), max_size=40))
def test_the_look_before_parsing_refuses_nothing_that_is_small(text):
    import tomllib

    try:
        expected = tomllib.loads(text)
    except ValueError:
        return
    assume(text.count(".") <= 8)
    assert parse(text.encode()) == expected
