"""The verify tool: a key, a link or a backup; what it holds, and whether a device agrees."""

from __future__ import annotations

import os
from collections.abc import Iterator

from textual import on
from textual.widgets import Input

from tui.forms.rows import Row
from tui.journey.actions import Checked
from tui.journey.case import Case
from tui.journey.progress import CheckResult
from tui.keys import repair
from tui.keys.corrections import Outcome
from tui.keys.links import looks_like_key
from tui.keys.reading import Reading
from tui.problem import Problem
from tui.screens import verify_rows
from tui.screens.messages import spare_key
from tui.screens.tool import ToolScreen
from tui.screens.verify_rows import Look, Stage
from tui.source import bytes_of, dropped
from tui.verifying import Verification, opening
from tui.widgets.secret import CodeInput, SecretInput, forget_drawn
from tui.work import Job, report

FIELDS: dict[Stage, tuple[str, ...]] = {
    "ask": ("key", "path"),
    "password": ("password",),
    "choose": ("search",),
    "code": ("code",),
}


def exposed(case: Case) -> bool:
    """Whether others may well be able to see this screen: remote, root, or the person said so."""
    return "SSH_CONNECTION" in os.environ or os.geteuid() == 0 or case.ticked("borrowed")


class VerifyScreen(ToolScreen):
    """Reads a key, shows what it holds, compares it with codes; the key is dropped on leaving."""

    ALLOW_SELECT = False
    TITLE = "Verify a key"

    def __init__(self) -> None:
        super().__init__()
        self._found = Verification()
        self._second: Verification | None = None
        self._data = b""
        self._showing = False
        self._typed_at: float | None = None

    def inputs(self) -> Iterator[Input]:
        """Yield the fields: what to read, its password, which account, the code to compare."""
        yield SecretInput("key or otpauth link", id="key")
        yield Input(id="path", compact=True, max_length=4096, placeholder="file, or drop it here")
        yield SecretInput("password", id="password")
        yield Input(id="search", compact=True, max_length=100, placeholder="part of the name")
        yield CodeInput(id="code", compact=True, max_length=4096, placeholder="123 456")

    async def on_mount(self) -> None:
        """Keep the countdown of the code true."""
        self.set_interval(0.5, self._tick)

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
        if found.reading.locked:
            return "password"
        if found is self._second:
            return "ask"
        if found.entry is None and found.reading.usable:
            return "choose"
        return "code" if found.entry or found.mistyped else "ask"

    def fields(self) -> tuple[str, ...]:
        """Return what to type now."""
        return FIELDS[self.stage]

    def words(self) -> str:
        """Say what to type now."""
        return verify_rows.prompt(self.stage, second=bool(self._second))

    def rows(self) -> Iterator[Row]:
        """Yield what is known of the key."""
        session, search = spare_key(self).session, self.query_one("#search", Input).value
        warn, now = exposed(session.case()), self._now()
        look = Look(session.playbook.name, search, now, showing=self._showing, exposed=warn)
        yield from verify_rows.rows(self.stage, self._current, look, second=bool(self._second))

    def ask(self) -> None:
        """Focus what is asked for; among accounts, the likeliest."""
        self.form.focus_first() if self.stage == "choose" else super().ask()

    def _now(self) -> float:
        return spare_key(self).session.clock().timestamp()

    async def _tick(self) -> None:
        if self._showing and self._found.entry is not None:
            await self.redraw()

    @on(Input.Submitted, "#key")
    async def submitted_key(self, event: Input.Submitted) -> None:
        """Read the key."""
        event.stop()
        text = self.query_one("#key", SecretInput).take()
        if self._asks("key"):
            await self._take_text(text)

    def _asks(self, field: str) -> bool:
        """Whether a field is asked for now; a second enter may come too late."""
        return not self.working and field in self.fields()

    async def _take_text(self, text: str) -> None:
        fresh = Verification()
        fresh.take_text(text)
        await self._taken(fresh)

    @on(Input.Submitted, "#path")
    async def submitted_path(self, event: Input.Submitted) -> None:
        """Open the file; a key that was put here instead is taken, and hidden."""
        event.stop()
        if not self._asks("path"):
            return
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
    def submitted_password(self, event: Input.Submitted) -> None:
        """Open the encrypted file."""
        event.stop()
        password = self.query_one("#password", SecretInput).take()
        if self._asks("password"):
            self._open(password)

    def _open(self, password: str | None) -> None:
        """Read the file in a process of its own: it may take time, and memory."""
        self.work("Opening the file", opening(self._data, password), self._opened)

    async def _opened(self, end: Reading | Problem) -> None:
        fresh = Verification()
        if isinstance(end, Problem):
            fresh.problem = end.message
        else:
            fresh.take(end)
        await self._taken(fresh)

    async def _taken(self, fresh: Verification) -> None:
        """Go on with what was read: the key itself, or the second backup."""
        if not fresh.reading.locked:
            self._data = b""
        if self._second is None:
            self._found = fresh
            if fresh.entry:
                self._tell("well-formed")
        else:
            self._second = None if self._found.compare_with(fresh) else fresh
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

    @on(Input.Submitted, "#search")
    def searched(self, event: Input.Submitted) -> None:
        """Go to the first account that was found."""
        event.stop()
        self.form.focus_first()

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
        if not self._asks("code"):
            return
        if looks_like_key(event.value):
            event.input.value = ""
            await self._take_text(event.value)
            return
        again = self._found.mistyped or self._found.outcome is not None
        if self._compared(event.value):
            event.input.value = ""
            if again and self._found.repairable:
                self._search()
        await self.redraw()

    def _compared(self, code: str) -> bool:
        """Compare with a code; tell whether it was one at all."""
        found, now = self._found, self._now()
        found.problem = ""
        try:
            found.add_code(code, (self._typed_at or now, now))
        except Problem as problem:
            found.problem = problem.message
            return False
        if found.verdict:
            self._tell(found.verdict.kind)
        return True

    def _search(self) -> None:
        """Look for a typing error by the codes given so far."""
        job = Job(repair.search, *self._found.clues, progress=report)
        self.work("Looking for a typing error", job, self._searched)

    async def _searched(self, end: Outcome | Problem) -> None:
        """Show the typing errors that explain the codes given so far."""
        if isinstance(end, Problem):
            self._found.problem = end.message
        else:
            self._found.outcome = end
        await self.redraw()
        self.ask()

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
                self._second, self._data = None, b""
            case "accounts":
                self._showing = False
                self._found.take(self._found.reading)
            case "search":
                self._search()
            case "accept" if self._found.suggestion:
                self._found.accept(self._found.suggestion)
                self._tell("match")
            case "use" if self._found.settled:
                self._found.use(self._found.settled)
                self._tell("match")
            case "another":
                self._forget()
        await super().do_local(name)
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
        forget_drawn()
