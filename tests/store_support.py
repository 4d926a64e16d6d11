"""What the tests of the store share: a plain codec, an ordinary user, another process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tui.store import Opened, Store

NOBODY = 65534
ROOT = Path(__file__).parent.parent


class Notes:
    """A codec for `{"note": text, …}`; a note that is no text is an error."""

    version = 3

    def dump(self, value):
        return value

    def load(self, document):
        if not isinstance(document.get("note", ""), str):
            raise ValueError("note: expected text")
        return document


def store_at(path: Path) -> Store:
    return Store(path, Notes())


def saved(path: Path, *notes: str) -> Path:
    """A case at `path`, closed, saved once for each note."""
    store = store_at(path)
    store.open()
    for note in notes:
        store.save({"note": note})
    store.close()
    return path


def opened(path: Path) -> Opened:
    """What a new window finds; it is closed again."""
    store = store_at(path)
    found = store.open()
    store.close()
    return found


def untouched(path: Path) -> tuple[int, ...]:
    """What stays the same of a file until it is changed, whoever reads it meanwhile."""
    found = path.lstat()
    return (*found[:7], found.st_mtime_ns, found.st_ctime_ns)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` but locks, by name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.suffix != ".lock"
    }


def assert_one_line(text: str) -> None:
    assert text
    assert text.isprintable()
    assert "Traceback" not in text
    assert len(text) < 700


@contextmanager
def ordinary_user() -> Iterator[Path]:
    """A folder of a user whom permissions bind; root steps down for as long."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    try:
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        if not os.access(folder, os.W_OK, effective_ids=True):
            pytest.skip("an ordinary user can't reach the folder for temporary files")
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def window(path: Path, code: str = "") -> Iterator[subprocess.Popen[str]]:
    """Another process that has the case at `path` open, until it is killed."""
    script = (
        "import sys; from pathlib import Path; from store_support import store_at\n"
        "store = store_at(Path(sys.argv[1])); store.open()\n"
        f"{code}\nprint('ready', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    with process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def environment() -> dict[str, str]:
    """The environment of a process that imports the project and these helpers."""
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    return {
        **os.environ,
        "PYTHONPATH": paths,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }
