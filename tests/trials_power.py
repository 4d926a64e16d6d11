"""The power cut while a case is saved, on a file system of its own; what is there afterwards.

The file system is shut down as xfstests does it (`EXT4_IOC_SHUTDOWN` and `XFS_IOC_GOINGDOWN`, the
same number, with "no log flush"): whatever it has not brought to the disk is gone.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from store_support import store_at

SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2
SIZE = 400 << 20
"""Bytes of the disk: the least that XFS takes, and then some; the file is sparse."""


class PowerDisk:
    """A file system in a file, mounted on a folder."""

    def __init__(self, kind: str, folder: Path) -> None:
        self._image, self.mount = folder / f"{kind}.img", folder / "disk"
        self.mount.mkdir()
        with self._image.open("wb") as file:
            file.truncate(SIZE)
        force = "-F" if kind == "ext4" else "-f"
        self._run(f"mkfs.{kind}", "-q", force, str(self._image))
        self._run("mount", "-o", "loop", str(self._image), str(self.mount))

    def cut(self) -> None:
        """Cut the power, and start again."""
        handle = os.open(self.mount, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(handle)
        self._run("umount", str(self.mount))
        self._run("mount", "-o", "loop", str(self._image), str(self.mount))

    @staticmethod
    def _run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True)


@contextlib.contextmanager
def power_disk(kind: str) -> Iterator[PowerDisk | str]:
    """A disk of that kind, or why there can't be one here."""
    if not shutil.which(f"mkfs.{kind}"):
        yield f"mkfs.{kind} is not installed"
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            disk = PowerDisk(kind, folder)
        except (subprocess.CalledProcessError, OSError) as error:
            yield f"a disk can't be mounted here ({getattr(error, 'stderr', error)!r})"
            return
        try:
            yield disk
        finally:
            subprocess.run(["umount", "-l", str(folder / "disk")], capture_output=True)


def first_save(disk: PowerDisk, number: int) -> str:
    """Save a new case in a new folder, cut the power; return what is missing, if anything."""
    path = disk.mount / f"new-{number}" / "deeper" / "case.toml"
    store = store_at(path)
    store.open()
    store.save({"note": "first" * 800})
    store.close()
    disk.cut()
    return _differs(path, "first" * 800)


def next_saves(disk: PowerDisk, number: int, saves: int, *, purge: bool = False) -> str:
    """Save a case again and again, cut the power; return what is wrong, if anything.

    With `purge` nothing of the saves before may be left in either generation.
    """
    path = disk.mount / f"case-{number}" / "case.toml"
    store = store_at(path)
    store.open()
    for save in range(saves):
        store.save({"note": f"secret-{save} " * 900})
    if purge:
        store.save({"note": "clean"}, also_previous=True)
    store.close()
    disk.cut()
    if not purge:
        return _differs(path, f"secret-{saves - 1} " * 900)
    left = [file.name for file in path.parent.iterdir() if b"secret" in file.read_bytes()]
    return f"the secret is in {left}" if left else _differs(path, "clean")


def _differs(path: Path, note: str) -> str:
    found = store_at(path).peek()
    if found.value == {"note": note} and found.origin == "current":
        return ""
    return f"{found.origin}: {str(found.value)[:40]} {found.message}"
