"""SpareKey in a real pseudo-terminal, with an emulator that draws and answers as a terminal does."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import sys
import termios
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyte
from pty_child import WAIT, Child, WarmChild

from tui.journey.actions import (
    Accepted,
    Action,
    Checked,
    Chose,
    Dated,
    GotOutcome,
    Sent,
    Ticked,
    act,
    begin,
)
from tui.journey.case import Case
from tui.journey.documents import readiness
from tui.journey.plan import plan
from tui.journey.progress import Progress, ProgressCodec, mark
from tui.journey.schema import Playbook
from tui.playbooks import load
from tui.store import Store

ROOT = Path(__file__).parent.parent
LINUX = sys.platform == "linux"
TYPING = 1.0
"""Seconds until typed text is on the disk: the pause of 0.25, and room for a busy computer."""

ANSWERS = {
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}
"""What a terminal says when asked where the cursor is, what it is, and what it can do."""
_QUERY = re.compile(b"|".join(map(re.escape, ANSWERS)))
_PRIVATE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]")
_CUT = re.compile(rb"\x1b(?:\[[<>=?0-9;$]*)?\Z")

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
}


def environment(home: Path, **changes: str) -> dict[str, str]:
    """The environment of a person with that home, and nothing of ours."""
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    return {
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TZ": "UTC",
    } | changes


class Terminal:
    """One window: what the program writes is kept and drawn; keys go in."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        code: str = "",
        size: tuple[int, int] = (24, 80),
        before: tuple[str, ...] = (),
        cold: bool = False,
        **changes: str,
    ) -> None:
        """`code` runs instead of the module, `before` is a program to run it under.

        It is a fork of a process that has its modules (`warm_start`), unless `cold`, or under
        another program, or in an environment with `changes`.
        """
        self.output = b""
        self.screen = pyte.Screen(size[1], size[0])
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self._text: tuple[object, str] = (None, "")
        what = ["-c", code] if code else ["-m", "tui"]
        command = [*before, sys.executable, *what, *arguments]
        variables = environment(home, **changes)
        near, far = pty.openpty()
        try:
            termios.tcsetwinsize(far, size)
            if LINUX and not (cold or before or changes):
                self.child: Child = WarmChild(near, far, code, arguments, home, variables)
            else:
                self.child = Child(near, far, command, home, variables)
        finally:
            os.close(far)

    @property
    def pid(self) -> int:
        return self.child.pid

    @property
    def text(self) -> str:
        """What the screen shows."""
        state = (len(self.output), self.screen.lines, self.screen.columns)
        if self._text[0] != state:
            rows = (self.screen.buffer[row] for row in range(self.screen.lines))
            columns = range(self.screen.columns)
            lines = ("".join([row[at].data for at in columns]).rstrip() for row in rows)
            self._text = state, "\n".join(lines)
        return self._text[1]

    @property
    def words(self) -> str:
        """The same as running words, however they are wrapped and framed."""
        return " ".join(self.text.replace("▌", " ").split())

    def look(self, seconds: float = 0.0) -> bool:
        """Draw what comes within that time; False at the end of the output."""
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            data = self.child.read(min(0.05, max(0.0, left)))
            if data == b"":
                return False
            if data:
                self._take(data)
            if left <= 0:
                return True

    def _take(self, data: bytes) -> None:
        self.output += data
        for query in _QUERY.findall(data):
            self.child.send(ANSWERS[query])
        data = self._rest + data
        cut = _CUT.search(data)
        data, self._rest = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
        self._stream.feed(_PRIVATE.sub(b"", data))

    def until(self, done: Callable[[], object], what: str = "") -> Terminal:
        """Go on drawing until that is so."""
        end = time.monotonic() + WAIT
        alive, seen = True, -1
        while len(self.output) == seen or not done():
            seen = len(self.output)
            assert alive, f"ended before {what}: {self.text}"
            assert time.monotonic() < end, f"waited in vain for {what}:\n{self.text}"
            alive = self.look(0.02)
        return self

    def shows(self, *words: str) -> Terminal:
        """Wait until the screen shows all of these words."""
        return self.until(
            lambda: all(one in self.text or one in self.words for one in words), repr(words)
        )

    def press(self, *keys: str) -> Terminal:
        """Press keys, by name or as text."""
        for key in keys:
            self.child.send(KEYS.get(key, key))
            self.look(0.01)
        return self

    def paste(self, text: str) -> Terminal:
        """Paste as a terminal does, in brackets."""
        self.child.send(f"\x1b[200~{text}\x1b[201~")
        return self

    def resize(self, rows: int, columns: int) -> None:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        termios.tcsetwinsize(self.child.terminal, (rows, columns))

    def signal(self, number: int) -> Terminal:
        """Send a signal."""
        os.kill(self.pid, number)
        return self

    def drain(self) -> None:
        """Draw everything up to the end of the output."""
        end = time.monotonic() + WAIT
        while self.look(0.05):
            assert time.monotonic() < end, f"does not end:\n{self.text}"

    def settle(self) -> Terminal:
        """Draw until it sleeps: nothing to draw, nothing to do, and no time used meanwhile."""
        calm, before = 0, None
        end = time.monotonic() + WAIT
        while calm < 3:
            assert time.monotonic() < end, f"does not come to rest:\n{self.text}"
            alive = self.look(0.012)
            now = (len(self.output), self.child.activity())
            calm = calm + 1 if now == before and now[1] is not False and alive else 0
            before = now
        return self

    def keeps(self, home: Path, done: Callable[[Progress], object]) -> Terminal:
        """Wait until that is so of what the disk has."""
        return self.until(lambda: done(on_disk(home)), "what is on the disk")

    def end(self) -> int:
        """Wait for the end; its exit status, or minus the signal."""
        self.drain()
        return self.child.wait()[0]

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.child.kill()
        self.end()

    def hang_up(self) -> tuple[int, float]:
        """Close the terminal itself; return the exit status, and the seconds of CPU used in all."""
        self.child.hang_up()
        return self.child.wait()

    @property
    def modes(self) -> list:
        """The settings of the terminal's line (termios)."""
        return termios.tcgetattr(self.child.terminal)


@contextlib.contextmanager
def terminal(home: Path, *arguments: str, **more: object) -> Iterator[Terminal]:
    """A window that is gone afterwards, whatever happened."""
    window = Terminal(home, *arguments, **more)  # type: ignore[arg-type]
    try:
        yield window
    finally:
        window.child.kill()
        window.child.wait()
        window.child.hang_up()


def case_file(home: Path) -> Path:
    """Where the case is kept."""
    return home / ".local" / "share" / "sparekey" / "crypto-com.toml"


def on_disk(home: Path) -> Progress:
    """The progress as the disk has it; nothing is changed."""
    found = Store(case_file(home), ProgressCodec()).peek()
    assert found.value is not None, found.message
    assert found.origin == "current", found.message
    return found.value


def seed(home: Path, progress: Progress) -> Progress:
    """Save the progress as the app does."""
    store = Store(case_file(home), ProgressCodec())
    store.open()
    store.save(progress)
    store.close()
    return progress


STEPS = tuple(step.id for step in load(None).steps)


def progress_at(step: str, now: datetime | None = None, book: Playbook | None = None) -> Progress:
    """The progress of someone for whom that step is next; "" for one who is finished."""
    book, now = book or load(None), now or datetime.now(UTC)
    progress = act(
        Case(book, begin(book.id, book.version, now), now),
        Chose("situation", book.situations[0].id),
    )
    for _ in range(40):
        case = Case(book, progress, now)
        following = plan(case).next
        if (following.step.id if following else "") == step:
            return progress
        assert following, step
        for action in _finishing(case, following.step.kind, following.step.id):
            progress = act(Case(book, progress, now), action)
    raise AssertionError(step)


def _finishing(case: Case, kind: str, step: str) -> list[Action]:
    """Everything that the step asks for."""
    book = case.playbook
    ticks = [Ticked(mark("task", step, task.id)) for task in case.tasks(book.step(step))]
    more: dict[str, list[Action]] = {
        "situation": [Chose("product", one.id) for one in book.products[:1]],
        "saved-key": [Ticked(mark("nothing-saved"))],
        "way-in": [Chose("way-in", way.id) for way in book.ways_in if way.request][:1],
        "documents": _papers(case),
        "send": [Sent(case.now, book.channels[0].id, "4711")],
        "review": [GotOutcome("approved")],
        "new-2fa": [
            Checked("key", "match"),
            Accepted(),
            *(Chose("authenticator", one.id) for one in book.authenticators[:1]),
        ],
        "prevention": [
            Dated("drill", case.today.replace(day=1, year=case.today.year + 1)),
            *(Ticked(mark("copy", one.id)) for one in book.copies),
        ],
    }
    return [*ticks, *more.get(kind, []), Ticked(mark("done", step))]


def _papers(case: Case) -> list[Action]:
    found = readiness(case)
    assert found is not None
    actions: list[Action] = []
    for document in (item.document for item in found.items):
        actions += [Ticked(mark("criterion", document.id, one.id)) for one in document.criterion]
        if document.stale_after_days is not None:
            actions.append(Dated(f"{document.id}/date", case.today))
    return actions
