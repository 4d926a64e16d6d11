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
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import OptionList, TextArea

from tui.app import SpareKeyApp
from tui.commands.case import progress_of
from tui.forms.rows import Button, Option, Tick
from tui.journey.plan import StepPlan
from tui.journey.progress import ProgressCodec
from tui.playbooks import load
from tui.screens.form import Form
from tui.session import Session
from tui.store import Store
from tui.widgets.countdown import Countdown
from tui.widgets.lines import Lines

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=BERLIN)
BOOK = load(None)
BY_LOOK = {"[ ]": Tick, "[x]": Tick, "(": Option, "[ ": Button}
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
        """Press keys, one after the other, as the screen follows."""
        for key in keys:
            await self.rush(key)

    async def rush(self, *keys: str) -> None:
        """Press keys faster than the screen follows, then look."""
        for key in keys:
            event = events.Key(*_key(key))
            event.set_sender(self.app)
            self.app._driver.send_message(event)
        await self.quiet()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.quiet()

    async def tick(self, words: str) -> None:
        """Tick a row that is not ticked."""
        await self.stand_on(words, before="[ ]")
        await self.press("space")
        await self._scrolled()
        assert self.here().startswith("[x]"), f"not ticked: {self.here()!r}"

    async def untick(self, words: str) -> None:
        await self.stand_on(words, before="[x]")
        await self.press("space")
        assert self.here().startswith("[ ]"), f"still ticked: {self.here()!r}"

    async def tick_all(self) -> None:
        """Tick every row from here down that is not ticked."""
        form = self.app.screen.query_one(Form)
        places = form.places()
        keys: list[str] = []
        for place in places[places.index(form.here) :]:
            todo = isinstance(place.row, Tick) and not place.row.on
            keys += [*["space"] * todo, "down"]
        await self.rush(*keys)

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

    async def change(self, words: str, key: str) -> None:
        """Go to where it is changed: `[Change]`."""
        await self.stand_on(words)
        assert "[Change]" in self.here()
        await self.press(key)

    async def type(self, label: str, text: str) -> None:
        """Type into a field, key by key."""
        await self.stand_on(label)
        await self.rush(*text)

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
        while steps.highlighted is None:  # below the steps, once all is done
            await self.press("k")
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
        self.app.clear_notifications()
        distance = self._distance(words, before)
        if not distance and not self.here():  # the person paged away from the focus
            await self.press("down", "up")
        await self.rush(*["down" if distance > 0 else "up"] * abs(distance))
        await self._scrolled()
        for key in ("down", "up"):
            for _ in range(MOST_ROWS):
                here = self.here()
                if words in here and here.startswith(before):
                    return
                if not await self._moved(key):
                    break
        raise AssertionError(f"the arrow keys find no {before}{words!r} on\n{self.screen()}")

    def _distance(self, words: str, before: str) -> int:
        """How many rows down the words are; 0 where one has to look for them."""
        form = self._form()
        places, here = (form.places(), form.here) if form else ([], None)
        kinds = BY_LOOK.get(before, object)
        said = [
            index
            for index, place in enumerate(places)
            if words in str(place.row) and isinstance(place.row, kinds)
        ]
        return said[0] - places.index(here) if said and here in places else 0

    def _form(self) -> Form | None:
        return next(iter(self.app.screen.query(Form)), None)

    def _where(self) -> object:
        """What the person stands on, whatever it is."""
        form, focused = self._form(), self.app.screen.focused
        if form and form.here:
            return form.here.row.key
        return focused, getattr(focused, "at", None)

    async def _moved(self, key: str) -> bool:
        """Press an arrow; whether the focus went to another row."""
        focused, before = self.app.screen.focused, self._where()
        lines = focused.wrapped_document.height if isinstance(focused, TextArea) else 0
        for _ in range(lines + 1):
            await self.press(key)
            if self._where() != before:
                await self._scrolled()
                return True
        return False

    async def _scrolled(self) -> None:
        """Wait until what has the focus came into sight."""
        for _ in range(50):
            if self.here():
                return
            await self.quiet()
        raise AssertionError(f"{self.app.screen.focused} is out of sight on\n{self.screen()}")

    # What the person sees

    def rows(self, region: Region | None = None) -> list[str]:
        """Return the rows of the screen, or of a part of it; of a dialog only its own."""
        screen = self.app.screen
        screen._on_timer_update()
        if region is None and isinstance(screen, ModalScreen):
            region = screen.query("Vertical, VerticalScroll").first().region
        part = region or screen.region
        strips = screen._compositor.render_strips()[part.y : part.bottom]
        return [
            "".join(s.text for s in strip.crop(part.x, part.right)).rstrip() for strip in strips
        ]

    def screen(self, region: Region | None = None) -> str:
        return "\n".join(self.rows(region))

    def here(self) -> str:
        """Return the words in focus, as far as they are on the screen, without the cursor."""
        focused = self.app.screen.focused
        if focused is None:
            return ""
        lines = [line for line in self._inside(self._region(focused)) if line]
        return " ".join(lines).removeprefix("▸").strip()

    def _region(self, focused) -> Region:
        """Where the row in focus is on the screen."""
        form = self._form()
        if form and form.here:
            return form.region_of(form.here).translate(
                form.content_region.offset - form.scroll_offset
            )
        if isinstance(focused, Lines):
            return focused.region_at(focused.at).translate(focused.region.offset)
        return focused.region

    def _inside(self, region: Region) -> list[str]:
        seen = region.intersection(self._window())
        return [row.strip() for row in self.rows(seen)] if seen else []

    def _window(self) -> Region:
        """The part of the screen where rows can be seen."""
        focused = self.app.screen.focused
        form = focused.parent if focused is not None else None
        while form is not None and not getattr(form, "is_scrollable", False):
            form = form.parent
        return form.region if form is not None else self.app.screen.region

    async def sees(self, *wanted: str) -> None:
        """Find every one of these texts, if need be by paging up and down."""
        left = self._unseen(wanted)
        if left and isinstance(self.app.screen.focused, TextArea):
            await self.press("tab")  # a text area keeps the page keys to itself
        for key in ("pageup", "pagedown"):
            for _ in range(8):
                if not left:
                    return
                await self.press(key)
                left = self._unseen(left)
        if left:
            raise AssertionError(f"{left} nowhere on\n{self.screen()}")

    def _unseen(self, wanted) -> list[str]:
        """Return what is neither on the screen nor in a message over it."""
        over = [toast.region for toast in self.app.screen.query("Toast")]
        seen = [_plain(self.screen()), *(_plain(self.screen(region)) for region in over)]
        return [words for words in wanted if not any(_plain(words) in text for text in seen)]

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

    @property
    def has_left(self) -> bool:
        """Whether the window closes."""
        return self.app._exit

    # Seams

    async def quiet(self) -> None:
        """Wait until nothing is left to do at once: no message anywhere, nothing to draw.

        That is known when the loop has no task that could go on; asking every widget, as the pilot
        does, costs more than what the key did.
        """
        calm, loop = 0, asyncio.get_running_loop()
        while calm < 2 and self.app.is_running:
            await asyncio.sleep(0)
            if not loop._ready:
                self.app.screen._on_timer_update()
            calm = 0 if loop._ready else calm + 1

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
        await self.quiet()
        self._keep(name, pictures.take(self.app))


def _key(key: str) -> tuple[str, str | None]:
    if len(key) > 1:
        return key, None
    return (key if key.isalnum() else _character_to_key(key)), key


def _plain(text: str) -> str:
    return re.sub(r"[\s│▌▄▀█]+", " ", text)


@asynccontextmanager
async def window(
    path: Path, keep, clock: Clock, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Walk]:
    """Open the app on the case at `path`, as `sparekey` does."""
    store = Store(path, ProgressCodec())
    opened = store.open()
    progress = progress_of(opened, BOOK, store, clock())
    session = Session(BOOK, progress, clock, read_only=opened.read_only or "")
    app = SpareKeyApp(session, None if opened.read_only else store, message=opened.message)
    app.animation_level = "none"
    app.NOTIFICATION_TIMEOUT = 3600  # a message stays until the person goes on
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            walk = Walk(app, pilot, clock, keep)
            await walk.quiet()
            yield walk
            if app._saver is not None:
                await walk.saved()
                app.close_saver()
    finally:
        store.close()
