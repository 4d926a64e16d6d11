"""A disk that makes trouble under a live app, of every kind that can be made here; and mends."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from terminal_support import Terminal, case_file
from trials_live import change, kept, wait_for

MOUNT = ("mount", "-t", "tmpfs", "-o", "size=128k,nr_inodes=12,mode=700", "tmpfs")
"""A disk with room for a case, and for little else."""


def run(*command: str | Path) -> bool:
    """Run a command of the system; whether it worked."""
    found = shutil.which(str(command[0]))
    return bool(found) and subprocess.run(command, capture_output=True).returncode == 0


@contextlib.contextmanager
def small_disk(home: Path) -> Iterator[bool]:
    """A small disk in the place of the case's folder; whether it could be mounted."""
    folder = case_file(home).parent
    folder.mkdir(parents=True, exist_ok=True)
    mounted = run(*MOUNT, folder)
    try:
        yield mounted
    finally:
        if mounted:
            run("umount", "-l", folder)


@dataclass(frozen=True)
class Trouble:
    """How it is made and mended, and what the screen says of it."""

    name: str
    words: str
    folder: Path

    def begin(self) -> bool:
        """Make it; whether that can be done here."""
        return bool(getattr(self, "_" + self.name.replace(" ", "_").replace("-", "_"))(True))

    def end(self) -> None:
        """Mend it."""
        getattr(self, "_" + self.name.replace(" ", "_").replace("-", "_"))(False)

    def _full(self, on: bool) -> bool:
        filler = self.folder / "filler"
        if not on:
            filler.unlink()
            return True
        with contextlib.suppress(OSError), filler.open("wb", 0) as file:
            while file.write(bytes(512)):
                pass
        return True

    def _no_inodes(self, on: bool) -> bool:
        taken = [self.folder / f"inode-{n}" for n in range(64)]
        for one in taken:
            with contextlib.suppress(OSError):
                one.touch() if on else one.unlink()
        return True

    def _read_only(self, on: bool) -> bool:
        return run("mount", "-o", f"remount,{'ro' if on else 'rw'}", self.folder)

    def _immutable(self, on: bool) -> bool:
        return run("chattr", "+i" if on else "-i", self.folder)

    def _no_permission(self, on: bool) -> bool:
        self.folder.chmod(0o500 if on else 0o700)
        return True

    def _a_file_instead(self, on: bool) -> bool:
        return self._instead(on, lambda: self.folder.write_text("not a folder"))

    def _a_loose_link_instead(self, on: bool) -> bool:
        return self._instead(on, lambda: self.folder.symlink_to("nowhere"))

    def _a_pipe_for_the_case(self, on: bool) -> bool:
        return self._for_the_case(on, os.mkfifo)

    def _a_link_for_the_case(self, on: bool) -> bool:
        return self._for_the_case(on, lambda path: path.symlink_to("/etc/hostname"))

    def _for_the_case(self, on: bool, make: object) -> bool:
        path, aside = self.folder / "crypto-com.toml", self.folder / "aside"
        if on:
            path.rename(aside)
            make(path)  # type: ignore[operator]
        else:
            path.unlink()
            aside.rename(path)
        return True

    def _instead(self, on: bool, make: object) -> bool:
        aside = self.folder.with_name("aside")
        if on:
            self.folder.rename(aside)
            make()  # type: ignore[operator]
        else:
            self.folder.unlink()
            aside.rename(self.folder)
        return True


def on_a_small_disk(folder: Path) -> list[Trouble]:
    """What can happen to a disk of its own."""
    return [
        Trouble("full", "NOT SAVED: the disk is full", folder),
        Trouble("no inodes", "NOT SAVED: the disk is full", folder),
        Trouble("read-only", "NOT SAVED: the disk is read-only", folder),
    ]


def in_a_folder(folder: Path) -> list[Trouble]:
    """What can happen to a folder."""
    return [
        Trouble("immutable", "NOT SAVED: it is not permitted", folder),
        Trouble("a file instead", "NOT SAVED", folder),
        Trouble("a loose link instead", "NOT SAVED", folder),
        Trouble("a pipe for the case", "NOT SAVED", folder),
        Trouble("a link for the case", "NOT SAVED", folder),
    ]


def lived_through(window: Terminal, home: Path, trouble: Trouble) -> str:
    """Change something during the trouble and after it; return what went wrong, if anything.

    It is said in its words; help still opens; what was done stays on the screen; and is saved by
    itself once the trouble is over.
    """
    before = kept(home)
    if not trouble.begin():
        return ""
    try:
        change(window)
        if not wait_for(lambda: trouble.words in window.words, window):
            return f"{trouble.name}: not said:\n{window.text}"
        window.press("f1")
        if not wait_for(lambda: "Keys" in window.text, window):
            return f"{trouble.name}: no help:\n{window.text}"
        window.press("escape")
        if not wait_for(lambda: window.text.count("(•) nothing") == before + 1, window):
            return f"{trouble.name}: the change is gone:\n{window.text}"
    finally:
        trouble.end()
    saved = wait_for(lambda: kept(home) == before + 1 and "NOT SAVED" not in window.text, window)
    return "" if saved else f"{trouble.name}: never saved:\n{window.text}"
