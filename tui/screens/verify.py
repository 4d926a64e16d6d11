"""The verify tool: a key, a link or a backup; what it holds, and whether a device agrees."""

from __future__ import annotations

import os
from collections.abc import Coroutine, Iterator
from typing import ClassVar, Literal, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.forms.rows import Row
from tui.journey.actions import Checked
from tui.journey.case import Case
from tui.journey.progress import CheckResult
from tui.keys import repair
from tui.keys.entry import Entry
from tui.keys.links import looks_like_key
from tui.keys.read import read_bytes
from tui.keys.reading import Reading
from tui.problem import Problem
from tui.screens import verify_rows
from tui.screens.form import Form
from tui.screens.messages import Did, spare_key
from tui.source import bytes_of, dropped
from tui.verifying import Verification
from tui.widgets.head import Head
from tui.widgets.keys import Keys
from tui.widgets.secret import CodeInput, SecretInput
from tui.work import Job, report

T = TypeVar("T")
Stage = Literal["ask", "password", "working", "choose", "code"]

PROMPTS: dict[Stage, str] = {
    "ask": "Type or paste the key, or an otpauth:// link, and press enter. It stays hidden, and is "
    "forgotten when you leave. Or name a file: a backup, an export, a picture of a QR code.",
    "password": "It is encrypted. Type its password and press enter.",
    "working": "",
    "choose": "Type a part of the name to search.",
    "code": "Type the code that the other device shows now, and press enter to compare.",
}
SECOND = "Now the second backup: type or paste its key, or name its file."
FIELDS: dict[Stage, tuple[str, ...]] = {
    "ask": ("key", "path"),
    "password": ("password",),
    "working": (),
    "choose": ("search",),
    "code": ("code",),
}
MEMORY = 3 * 1024**3
"""Bytes that opening a backup may take: Argon2's cap of 2 GiB, and room to breathe."""


def exposed(case: Case) -> bool:
    """Whether others may well be able to see this screen: remote, root, or the person said so."""
    return "SSH_CONNECTION" in os.environ or os.geteuid() == 0 or case.ticked("borrowed")


class VerifyScreen(Screen[None]):
    """Reads a key, shows what it holds, compares it with codes; the key is dropped on leaving."""

    ALLOW_SELECT = False
    is_verify_tool = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="up"),
        Binding("escape", "leave", "Close", id="close"),
    ]

    head = getters.query_one(Head)
    form = getters.query_one(Form)
    prompt = getters.query_one("#prompt", Static)

    def __init__(self) -> None:
        super().__init__()
        self._found = Verification()
        self._second: Verification | None = None
        self._working: tuple[str, int, int] | None = None
        self._data = b""
        self._showing = False
        self._typed_at: float | None = None

    def compose(self) -> ComposeResult:
        """Head, what to enter, the fields, what was found, keys."""
        yield Head()
        yield Static(id="prompt")
        yield SecretInput("key or otpauth link", id="key")
        yield Input(id="path", compact=True, max_length=4096, placeholder="file, or drop it here")
        yield SecretInput("password", id="password")
        yield Input(id="search", compact=True, max_length=100, placeholder="part of the name")
        yield CodeInput(id="code", compact=True, max_length=4096, placeholder="123 456")
        yield Form()
        yield Keys()

    async def on_mount(self) -> None:
        """Ask for the key; tick the code's countdown."""
        await self.redraw()
        self.ask()
        self.set_interval(0.5, self._tick)

    async def on_screen_resume(self) -> None:
        """Draw the screen; a dialog over it may have just closed."""
        if self.is_mounted:
            await self.redraw()

    def on_unmount(self) -> None:
        """Let go of the key, and of the work on it."""
        self._forget()

    @property
    def _current(self) -> Verification:
        """What is being read: the second backup while one is asked for."""
        return self._second or self._found

    @property
    def stage(self) -> Stage:
        """What is asked for now."""
        found = self._current
        if self._working is not None:
            return "working"
        if found.reading.locked:
            return "password"
        if found is self._second:
            return "ask"
        if found.entry is None and found.reading.usable:
            return "choose"
        return "code" if found.entry or found.mistyped else "ask"

    async def redraw(self) -> None:
        """Draw what is known of the key."""
        app, stage = spare_key(self), self.stage
        self.head.show("Verify a key", "", app.session.plan().progress)
        self.head.show_saved(app.saved)
        for field in self.query(Input):
            field.display = field.id in FIELDS[stage]
        self.prompt.update(Content(self._prompt(stage)))
        self.prompt.display = stage != "working"
        await self.form.show("verify", tuple(self._rows(stage)))

    def _prompt(self, stage: Stage) -> str:
        return SECOND if self._second and stage == "ask" else PROMPTS[stage]

    def _rows(self, stage: Stage) -> Iterator[Row]:
        found = self._current
        if self._working is not None:
            yield from verify_rows.working(*self._working)
            return
        yield from verify_rows.problems(found)
        if stage == "password":
            yield from verify_rows.locked(found)
        elif stage == "choose":
            search = self.query_one("#search", Input).value
            yield from verify_rows.choices(found, search, self._likely())
        elif stage == "code":
            warn = exposed(spare_key(self).session.case())
            yield from verify_rows.account(found, self._now(), showing=self._showing, exposed=warn)
        elif self._second:
            yield from verify_rows.back()
        yield from verify_rows.asking()

    def _likely(self) -> str:
        return spare_key(self).session.playbook.name

    def ask(self) -> None:
        """Focus what is asked for."""
        fields = FIELDS[self.stage]
        if fields and self.stage != "choose":
            self.query_one(f"#{fields[0]}", Input).focus()
        else:
            self.form.focus_first()

    def _now(self) -> float:
        return spare_key(self).session.clock().timestamp()

    async def _tick(self) -> None:
        if self._showing and self._found.entry is not None:
            await self.redraw()

    @on(Input.Submitted, "#key")
    async def submitted_key(self, event: Input.Submitted) -> None:
        """Read the key."""
        event.stop()
        await self._take_text(self.query_one("#key", SecretInput).take())

    async def _take_text(self, text: str) -> None:
        fresh = Verification()
        fresh.take_text(text)
        await self._taken(fresh)

    @on(Input.Submitted, "#path")
    async def submitted_path(self, event: Input.Submitted) -> None:
        """Open the file; a key that was put here instead is taken, and hidden."""
        event.stop()
        text = event.value
        with self.prevent(Input.Changed):
            event.input.value = ""
        path = dropped(text)
        if looks_like_key(text) and not os.path.lexists(path):
            await self._take_text(text)
            return
        try:
            self._data = bytes_of(path)
        except Problem as problem:
            self._current.problem = problem.message
            await self.redraw()
        else:
            self._open(None)

    @on(Input.Submitted, "#password")
    async def submitted_password(self, event: Input.Submitted) -> None:
        """Open the encrypted file."""
        event.stop()
        self._open(self.query_one("#password", SecretInput).take())

    def _open(self, password: str | None) -> None:
        """Read the file in a process of its own: it may take time, and memory."""
        self._start(self._opened(Job(read_bytes, self._data, password, memory=MEMORY)))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self.run_worker(work, exclusive=True, exit_on_error=False)

    async def _opened(self, job: Job[Reading]) -> None:
        fresh = Verification()
        try:
            fresh.take(await self._finished("Opening the file", job))
        except Problem as problem:
            fresh.problem = problem.message
        await self._taken(fresh)

    async def _finished(self, title: str, job: Job[T]) -> T:
        """Wait for the job, with its progress on the screen. Raises `Problem`."""
        self._working = (title, 0, 0)
        await self.redraw()
        try:
            job.start()
            return await job.finished(lambda done, total: self._progress(title, done, total))
        finally:
            self._working = None

    def _progress(self, title: str, done: int, total: int) -> None:
        self._working = (title, done, total)
        self.call_later(self.redraw)

    async def _taken(self, fresh: Verification) -> None:
        """Go on with what was read: the key itself, or the second backup."""
        if not fresh.reading.locked:
            self._data = b""
        if self._second is None:
            self._found = fresh
            if fresh.entry:
                self._tell("well-formed")
        elif fresh.reading.usable:
            self._found.other, self._second = fresh.reading, None
        else:
            self._second = fresh
        await self.redraw()
        self.ask()

    def _tell(self, result: CheckResult) -> None:
        """Keep the date, the kind of source, and what was shown."""
        spare_key(self).do(Checked(self._found.reading.format or "key", result))

    @on(Input.Changed, "#search")
    async def searching(self, event: Input.Changed) -> None:
        """List what the search finds."""
        event.stop()
        await self.redraw()

    @on(Input.Changed, "#code")
    def typing_code(self, event: Input.Changed) -> None:
        """Note when the code was begun: the device showed it then."""
        if not event.value:
            self._typed_at = None
        elif self._typed_at is None:
            self._typed_at = self._now()

    @on(Input.Submitted, "#code")
    async def submitted_code(self, event: Input.Submitted) -> None:
        """Compare the code with the key."""
        event.stop()
        if looks_like_key(event.value):
            event.input.value = ""
            await self._take_text(event.value)
            return
        found, now = self._found, self._now()
        found.problem = ""
        try:
            found.add_code(event.value, (self._typed_at or now, now))
        except Problem as problem:
            found.problem = problem.message
        else:
            self.query_one("#code", Input).value = ""
            if found.verdict:
                self._tell(found.verdict.kind)
        await self.redraw()

    async def _search(self) -> None:
        """Look for a typing error by the codes given so far."""
        found = self._found
        entry = found.entry or Entry(key=b"")
        job = Job(
            repair.search, found.text, found.shown, entry.algorithm, entry.period, progress=report
        )
        try:
            found.outcome = await self._finished("Looking for a typing error", job)
        except Problem as problem:
            found.problem = problem.message
        await self.redraw()
        self.ask()

    @on(Did)
    async def did(self, message: Did) -> None:
        """Do what a row asks for."""
        message.stop()
        await spare_key(self).perform(message.does)

    async def do_local(self, name: str) -> None:
        """Do what only this screen can do."""
        what, _, index = name.partition(" ")
        match what:
            case "choose":
                self._found.entry = self._found.reading.usable[int(index)]
                self._tell("well-formed")
            case "show":
                self._showing = not self._showing
            case "phone":
                self._show_on_phone()
            case "compare":
                self._second = Verification()
            case "back":
                self._second = None
            case "search":
                self._start(self._search())
            case "cancel":
                self.workers.cancel_node(self)
                self._working = None
            case "accept" if self._found.suggestion:
                self._found.accept(self._found.suggestion)
                self._tell("match")
            case "another":
                self._forget()
        await self.redraw()
        if what not in ("show", "phone", "search"):
            self.ask()

    def _show_on_phone(self) -> None:
        from tui.screens.phone import PhoneScreen

        if self._found.entry is not None:
            self.app.push_screen(PhoneScreen(self._found.entry))

    def _forget(self) -> None:
        self._found.forget()
        self._second, self._data, self._showing, self._typed_at = None, b"", False, None
        for field in self.query(Input):
            field.value = ""

    def action_move(self, by: int) -> None:
        """Move between the fields and the rows."""
        fields = [self.query_one(f"#{name}", Input) for name in FIELDS[self.stage]]
        chain: list[Widget] = [*fields, *self.form.focus_rows()]
        at = chain.index(self.focused) + by if self.focused in chain else 0
        if 0 <= at < len(chain):
            chain[at].focus()

    def action_leave(self) -> None:
        """Leave the field; then the tool."""
        if isinstance(self.focused, Input):
            self.set_focus(None)
            self.form.focus_first()
        else:
            self.dismiss()
