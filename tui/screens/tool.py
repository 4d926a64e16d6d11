"""What the screens of the tools share: head, prompt, fields, rows, keys, and slow work."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import ClassVar, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.forms.rows import Button, Local, Row, Text
from tui.problem import Problem
from tui.screens.case_screen import CaseScreen
from tui.screens.form import Form
from tui.screens.messages import Answered, Did, spare_key
from tui.symbols import bar
from tui.widgets.head import Head
from tui.widgets.keys import Keys
from tui.work import Job

T = TypeVar("T")

BAR = 20
"""Cells of the progress bar of slow work."""


class Working:
    """Slow work: what it does, and how far it is. `total` is 0 where that is not known."""

    def __init__(self, title: str) -> None:
        self.title, self.done, self.total = title, 0, 0

    def rows(self) -> Iterator[Row]:
        """Yield what is being done, and the way out of it."""
        share = self.done / self.total if self.total else 0.0
        far = f"  {bar(share, BAR)} {int(100 * share)} %" if self.total else "…"
        yield Text(key="working", text=f"{self.title}{far}")
        yield Button(key="cancel", label="Cancel", does=Local("cancel"))


class ToolScreen(CaseScreen):
    """A tool over any screen: fields to fill in, rows that tell what was found.

    A tool says its `TITLE`, its `inputs`, and, as they are now, `fields`, `words` and `rows`; it
    does what its rows ask for in `do_local`. Nothing but `redraw` draws.
    """

    is_tool = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="page-up"),
        Binding("escape", "leave", "Close", id="close"),
    ]

    form = getters.query_one(Form)
    prompt = getters.query_one("#prompt", Static)

    def __init__(self) -> None:
        super().__init__()
        self.working: Working | None = None
        self._drawing = asyncio.Lock()

    def inputs(self) -> Iterator[Widget]:
        """Yield every field that the tool may ask for, each with an id."""
        raise NotImplementedError

    def fields(self) -> tuple[str, ...]:
        """Return the ids of the fields that are asked for now."""
        raise NotImplementedError

    def words(self) -> str:
        """Return the words over the fields, empty for none."""
        raise NotImplementedError

    def rows(self) -> Iterator[Row]:
        """Yield what is known now."""
        raise NotImplementedError

    async def do_local(self, name: str) -> None:
        """Do what only this screen can do; `cancel` stops the slow work."""
        if name == "cancel":
            self.stop_work()
        await self.redraw()

    def compose(self) -> ComposeResult:
        """Head, what to enter, the fields, what was found, keys."""
        yield Head()
        yield Static(id="prompt")
        yield from self.inputs()
        yield Form()
        yield Keys()

    async def on_mount(self) -> None:
        """Draw it, and go to what is asked first."""
        await self.redraw()
        self.ask()

    async def redraw(self) -> None:
        """Draw everything as it is known now; one at a time, whoever asks for it."""
        async with self._drawing:
            app, asked = spare_key(self), () if self.working else self.fields()
            self.head.show(self.title or "", "", app.session.plan().progress)
            self.head.show_saved(app.saved)
            for field in self.query(Input):
                field.display = field.id in asked
            words = "" if self.working else self.words()
            self.prompt.update(Content(words))
            self.prompt.display = bool(words)
            rows = self.working.rows() if self.working else self.rows()
            await self.form.show("tool", tuple(rows))

    def ask(self) -> None:
        """Focus the first field that is asked for, or else what there is to do."""
        fields = () if self.working else self.fields()
        if fields:
            self.query_one(f"#{fields[0]}", Input).focus()
        else:
            self.form.focus_first()

    def work(self, title: str, job: Job[T], then: Callable[[T | Problem], Awaitable[None]]) -> None:
        """Show how far the job is, with a way to stop it; then call `then` with its end.

        Stopped, `then` is not called. Another job, or leaving the screen, stops it too.
        """
        self.working = working = Working(title)
        self.run_worker(self._wait(working, job, then), exclusive=True, exit_on_error=False)
        self.call_later(self._drawn_anew)

    def stop_work(self) -> None:
        """Stop the slow work; its process is killed."""
        self.working = None
        self.workers.cancel_node(self)

    async def _wait(
        self, working: Working, job: Job[T], then: Callable[[T | Problem], Awaitable[None]]
    ) -> None:
        """Wait for the job beside the screen. It draws nothing: it may be stopped at any time."""
        end: T | Problem
        try:
            end = await job.start().finished(partial(self._progress, working))
        except Problem as problem:
            end = problem
        if self.working is working:
            self.working = None
            self.call_later(then, end)

    def _progress(self, working: Working, done: int, total: int) -> None:
        working.done, working.total = done, total
        self.call_later(self.redraw)

    async def _drawn_anew(self) -> None:
        await self.redraw()
        self.ask()

    @on(Did)
    @on(Answered)
    async def did(self, message: Did | Answered) -> None:
        """Do what a row asks for."""
        message.stop()
        await spare_key(self).perform(message.does)

    def action_move(self, by: int) -> None:
        """Move between the fields and the rows."""
        fields = [field for field in self.query(Input) if field.display]
        self.form.move_in([*fields, *self.form.places()], by)

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self.form.scroll_relative(y=by * max(1, self.form.size.height - 1), animate=False)

    def action_leave(self) -> None:
        """Leave the field; then the tool."""
        if isinstance(self.focused, Input):
            self.set_focus(None)
            self.form.focus_first()
        else:
            self.dismiss()
