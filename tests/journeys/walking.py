"""A person at the app: finds rows by their words, moves by the arrow keys, reads the screen."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pictures
from textual import events
from textual.geometry import Offset, Region
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import OptionList, TextArea

from tui.app import SpareKeyApp
from tui.journey.actions import begin
from tui.journey.plan import StepPlan
from tui.journey.progress import ProgressCodec
from tui.playbooks import load
from tui.screens.rows import FieldRow
from tui.session import Session
from tui.store import Store
from tui.widgets.countdown import Countdown

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=BERLIN)
BOOK = load(None)
ROWS = ("TickRow", "OptionRow", "AskRow", "ButtonRow", "AddressRow", "FieldRow")
MOST_ROWS = 60
"""More rows than any step has."""


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = MONDAY_NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now = (self.now.astimezone(ZoneInfo("UTC")) + timedelta(**time)).astimezone(BERLIN)


class Walk:
    """One window of the app, and the person before it."""

    def __init__(self, app: SpareKeyApp, pilot: Pilot, clock: Clock, keep) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self._keep = keep
        self._seen_saved: object = None

    # What the person does

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.quiet()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.quiet()

    async def tick(self, words: str) -> None:
        """Tick a row that is not ticked."""
        await self.stand_on(words, before="[ ]")
        await self.press("space")
        assert self.here().startswith("[x]"), f"not ticked: {self.here()!r}"

    async def untick(self, words: str) -> None:
        await self.stand_on(words, before="[x]")
        await self.press("space")
        assert self.here().startswith("[ ]"), f"still ticked: {self.here()!r}"

    async def tick_all(self) -> None:
        """Tick every row from here down that is not ticked."""
        for _ in range(MOST_ROWS):
            if self.here().startswith("[ ]"):
                await self.press("space")
            if not await self._moved("down"):
                return

    async def choose(self, words: str) -> None:
        """Choose an answer; the focus stays on it."""
        await self.stand_on(words, before="(")
        await self.press("space")

    async def answer(self, question: str, answer: str) -> None:
        """Answer a question that is asked on one line."""
        await self.stand_on(question)
        for _ in range(4):
            if re.search(rf"\(•\) {answer}(  |$)", self.here()):
                return
            await self.press("right")
        raise AssertionError(f"{question!r} has no answer {answer!r}: {self.here()!r}")

    async def push(self, label: str) -> None:
        """Press a button."""
        await self.stand_on(label, before="[ ")
        await self.press("enter")

    async def change(self, words: str) -> None:
        """Take the one answer of a row: `[Change]`."""
        await self.stand_on(words)
        await self.press("space")

    async def type(self, label: str, text: str) -> None:
        """Type into a field, key by key."""
        await self.stand_on(label)
        await self.press(*text)

    async def write(self, label: str, text: str) -> None:
        """Paste into a field."""
        await self.stand_on(label)
        await self.paste(text)

    async def go_on(self) -> None:
        """Press Continue, wherever it is."""
        await self.push("Continue")

    async def open(self, title: str) -> None:
        """Open a step from the hub."""
        steps = self.app.screen.query_one(OptionList)
        for key in ("j", "k"):
            for _ in self.plan.steps:
                if title in str(steps.highlighted_option.prompt):
                    await self.press("enter")
                    return
                await self.press(key)
        raise AssertionError(f"no step {title!r} on\n{self.screen()}")

    async def say(self, answer: str) -> None:
        """Answer a dialog."""
        assert isinstance(self.app.screen, ModalScreen), self.screen()
        for _ in range(3):
            if answer in self.here():
                await self.press("enter")
                return
            await self.press("down")
        raise AssertionError(f"the dialog has no {answer!r}:\n{self.screen()}")

    async def click(self, words: str) -> None:
        """Click on the first of these words that is on the screen."""
        for y, row in enumerate(self.rows()):
            if (x := row.find(words)) >= 0:
                await self.pilot.click(offset=Offset(x, y))
                await self.quiet()
                return
        raise AssertionError(f"{words!r} is not on the screen:\n{self.screen()}")

    async def wait(self, **time: float) -> None:
        """Let time pass; the screen follows at once, which else it does every second or 30."""
        await self.saved()
        self.clock.forward(**time)
        await self.app.redraw()
        self.app.screen.query(Countdown).refresh()
        await self.quiet()

    # Moving about

    async def stand_on(self, words: str, *, before: str = "") -> None:
        """Move the focus to the row with these words, by the arrow keys alone."""
        for key in ("up", "down") if self._is_above(words) else ("down", "up"):
            for _ in range(MOST_ROWS):
                here = self.here()
                if words in here and here.startswith(before):
                    return
                if not await self._moved(key):
                    break
        raise AssertionError(f"the arrow keys find no {before}{words!r} on\n{self.screen()}")

    async def _moved(self, key: str) -> bool:
        """Press an arrow; whether the focus went to another row."""
        before = self.app.screen.focused
        lines = before.wrapped_document.height if isinstance(before, TextArea) else 0
        for _ in range(lines + 1):
            await self.press(key)
            if self.app.screen.focused is not before:
                await self._scrolled()
                return True
        return False

    async def _scrolled(self) -> None:
        """Wait until what has the focus came into sight."""
        for _ in range(50):
            if self.here():
                return
            await self.pilot.pause()
        raise AssertionError(f"{self.app.screen.focused} is out of sight on\n{self.screen()}")

    def _is_above(self, words: str) -> bool:
        """Whether the words stand above the focus; who knows that goes up first."""
        focused = self.app.screen.focused
        rows = [node.row for node in self.app.screen.query(", ".join(ROWS)).results()]
        here = getattr(focused, "row", None) or getattr(focused and focused.parent, "row", None)
        said = [index for index, row in enumerate(rows) if words in str(row)]
        return here in rows and bool(said) and said[-1] < rows.index(here)

    # What the person sees

    def rows(self) -> list[str]:
        """Return the rows of the screen."""
        self.app.screen._on_timer_update()
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    def screen(self) -> str:
        return "\n".join(self.rows())

    def here(self) -> str:
        """Return the words in focus, as far as they are on the screen, without the cursor."""
        focused = self.app.screen.focused
        if focused is None:
            return ""
        row = focused.parent if isinstance(focused.parent, FieldRow) else focused
        lines = [line for line in self._inside(row.region) if line]
        return " ".join(lines).removeprefix("▸").strip()

    def _inside(self, region: Region) -> list[str]:
        seen = region.intersection(self._window())
        rows = self.rows()[seen.y : seen.bottom]
        return [row[seen.x : seen.right].strip() for row in rows]

    def _window(self) -> Region:
        """The part of the screen where rows can be seen."""
        focused = self.app.screen.focused
        form = focused.parent if focused is not None else None
        while form is not None and not getattr(form, "is_scrollable", False):
            form = form.parent
        return form.region if form is not None else self.app.screen.region

    async def sees(self, *wanted: str) -> None:
        """Find every one of these texts, if need be by paging down and up."""
        left = self._unseen(wanted)
        for key in ("pageup", "pagedown"):
            for _ in range(8):
                if not left:
                    return
                await self.press(key)
                left = self._unseen(left)
        if left:
            raise AssertionError(f"{left} nowhere on\n{self.screen()}")

    def _unseen(self, wanted) -> list[str]:
        seen = _plain(self.screen())
        return [words for words in wanted if _plain(words) not in seen]

    def lacks(self, *unwanted: str) -> None:
        """Make sure that none of these is on the screen now."""
        assert self._unseen(unwanted) == list(unwanted), self.screen()

    @property
    def plan(self):
        return self.app.session.plan()

    def step(self, step_id: str) -> StepPlan:
        return self.plan.of(step_id)

    def status(self, step_id: str) -> str:
        return self.step(step_id).label

    @property
    def progress(self):
        return self.app.session.progress

    # Seams

    async def quiet(self) -> None:
        """Wait until no message is left anywhere."""
        calm = 0
        while calm < 2:
            await self.pilot._wait_for_screen()
            if not self.app.is_running:
                return
            nodes = [self.app, *self.app.screen.walk_children(with_self=True)]
            calm = 0 if any(node.message_queue_size for node in nodes) else calm + 1

    async def saved(self) -> None:
        """Wait until the screen says that everything so far is saved."""
        saver, progress = self.app._saver, self.app.session.progress
        if saver is None or progress is self._seen_saved:
            return
        assert await asyncio.to_thread(saver.flush)
        for _ in range(500):
            if self.app.saved == f"saved {self.clock():%H:%M}":
                self._seen_saved = progress
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"never saved: {self.app.saved!r}")

    async def picture(self, name: str, *, toasts: bool = False) -> None:
        """Hold the screen against the picture that is kept."""
        await self.saved()
        if not toasts:
            self.app.clear_notifications()
        await self.pilot.pause()
        await self.quiet()
        self._keep(name, pictures.take(self.app))


def _plain(text: str) -> str:
    return re.sub(r"[\s│▄▀█]+", " ", text)


@asynccontextmanager
async def window(
    path: Path | None, keep, clock: Clock, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Walk]:
    """Open the app on the case at `path`, as `sparekey` does; None: a case that is not saved."""
    store = Store(path, ProgressCodec()) if path else None
    opened = store.open() if store else None
    found = opened.value if opened else None
    progress = found or begin(BOOK.id, BOOK.version, clock())
    writable = store if opened and opened.read_only is None else None
    app = SpareKeyApp(
        Session(BOOK, progress, clock), writable, message=opened.message if opened else ""
    )
    app.animation_level = "none"
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            walk = Walk(app, pilot, clock, keep)
            await walk.quiet()
            yield walk
            if app._saver is not None:
                await walk.saved()
                app._close_saver()
    finally:
        if store:
            store.close()
