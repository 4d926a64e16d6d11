"""The verify tool: a key or link, what it holds, and whether another device agrees."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.forms.rows import Button, Confirm, Does, Local, Option, Row, Text
from tui.journey.actions import Checked
from tui.journey.case import Case
from tui.keys import codes, match
from tui.keys.entry import Entry
from tui.keys.problem import KeyProblem
from tui.keys.read import Reading, read
from tui.screens.form import Form
from tui.screens.messages import Did, spare_key
from tui.widgets.head import Head
from tui.widgets.keys import Keys
from tui.widgets.secret import SecretInput

ASK_KEY = (
    "Type or paste the key, or an otpauth:// link, and press enter. It stays hidden, "
    "and is forgotten when you leave."
)
ASK_CODE = "Type the code that the other device shows now, and press enter to compare."
EXPLAIN = (
    "Three different things: a key is well-formed (it can make codes), it matches a device (same "
    "codes), it is accepted (you got in with its code). Only the last proves access."
)
EXPOSED = (
    "This computer is remote, shared or run as root: whoever controls it can see the code. Show it?"
)


def exposed(case: Case) -> bool:
    """Whether others may well be able to see this screen: remote, root, or the person said so."""
    return "SSH_CONNECTION" in os.environ or os.geteuid() == 0 or case.ticked("borrowed")


class VerifyScreen(Screen[None]):
    """Reads a key, shows what it holds, compares it with a code; the key is dropped on leaving."""

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
    key_input = getters.query_one("#key", SecretInput)
    code_input = getters.query_one("#code", Input)

    def __init__(self) -> None:
        super().__init__()
        self._reading = Reading(None)
        self._entry: Entry | None = None
        self._verdict = ""
        self._matched = False
        self._showing = False
        self._typed_at: float | None = None

    def compose(self) -> ComposeResult:
        """Head, what to enter, the field, what was found, keys."""
        yield Head()
        yield Static(id="prompt")
        yield SecretInput("key or otpauth link", id="key")
        yield Input(id="code", compact=True, max_length=32, placeholder="123 456")
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
        """Let go of the key."""
        self._forget()

    async def redraw(self) -> None:
        """Draw what is known of the key."""
        app = spare_key(self)
        self.head.show("Verify a key", "", app.session.plan().progress)
        self.head.show_saved(app.saved)
        asking = self._entry is None
        self.key_input.display = asking and not self._reading.usable
        self.code_input.display = not asking
        self.prompt.update(Content(ASK_KEY if asking else ASK_CODE))
        self.prompt.display = asking != bool(self._reading.usable) or not asking
        await self.form.show("verify", tuple(self._rows()))

    def ask(self) -> None:
        """Focus the field that is asked for."""
        (self.key_input if self._entry is None else self.code_input).focus()

    def _rows(self) -> Iterator[Row]:
        for index, problem in enumerate(self._reading.problems):
            yield Text(key=f"problem-{index}", text=problem.message, style="warning")
        if self._reading.usable and self._entry is None:
            yield from self._choices()
        elif self._entry is not None:
            yield from self._found(self._entry)
        yield Text(key="explain", text=EXPLAIN, style="note")

    def _choices(self) -> Iterator[Row]:
        yield Text(key="which", text="Which account is it?", style="heading")
        for index, entry in enumerate(self._reading.usable):
            does = Local(f"choose {index}")
            yield Option(
                key=f"entry-{index}", question="entry", text=entry.title, on=False, does=does
            )

    def _found(self, entry: Entry) -> Iterator[Row]:
        yield Text(key="account", text=f"Account: {entry.title}", style="heading")
        yield Text(key="formed", text="Well-formed: it can make codes.", style="good")
        yield Text(key="settings", text=f"Settings: {entry.settings}")
        yield Text(key="strength", text=f"Strength: {entry.strength}")
        for index, note in enumerate(entry.notes):
            yield Text(key=f"note-{index}", text=note, style="warning")
        if self._verdict:
            yield Text(
                key="verdict", text=self._verdict, style="good" if self._matched else "warning"
            )
        if self._showing:
            yield Text(key="code", text=self._code(entry), style="heading")
        label = "Hide its code" if self._showing else "Show its code"
        yield Button(key="show", label=label, does=self._show())
        yield Button(key="another", label="Check another key", does=Local("another"))

    def _show(self) -> Does:
        if not self._showing and exposed(spare_key(self).session.case()):
            return Confirm(EXPOSED, "Yes, show the code", Local("show"))
        return Local("show")

    def _code(self, entry: Entry) -> str:
        now = self._now()
        code = codes.code(entry, now)
        middle = (len(code) + 1) // 2
        left = int(codes.remaining(entry, now))
        return f"Its code now: {code[:middle]} {code[middle:]}   new in {left} s"

    def _now(self) -> float:
        return spare_key(self).session.clock().timestamp()

    async def _tick(self) -> None:
        if self._showing and self._entry is not None:
            await self.redraw()

    @on(Input.Submitted, "#key")
    async def submitted_key(self, event: Input.Submitted) -> None:
        """Read the key."""
        event.stop()
        self._reading = read(self.key_input.take())
        if len(self._reading.usable) == 1:
            self._choose(0)
        await self.redraw()
        if self._reading.usable and self._entry is None:
            self.form.focus_first()
        else:
            self.ask()

    def _choose(self, index: int) -> None:
        self._entry = self._reading.usable[index]
        spare_key(self).do(Checked(self._reading.format or "key", "well-formed"))

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
        if self._entry is None:
            return
        try:
            verdict = self._compare(self._entry, event.value)
        except KeyProblem as problem:
            self._verdict, self._matched = problem.message, False
        else:
            self._verdict, self._matched = match.describe(verdict), verdict.steps is not None
            spare_key(self).do(Checked(self._reading.format or "key", verdict.kind))
            self.code_input.value = ""
        await self.redraw()

    def _compare(self, entry: Entry, code: str) -> match.Verdict:
        """Return the better verdict of the moments when typing began and ended."""
        now = self._now()
        found = [match.compare(entry, code, at) for at in (self._typed_at or now, now)]
        return min(found, key=lambda verdict: 99 if verdict.steps is None else abs(verdict.steps))

    @on(Did)
    async def did(self, message: Did) -> None:
        """Do what a row asks for."""
        message.stop()
        await spare_key(self).perform(message.does)

    async def do_local(self, name: str) -> None:
        """Do what only this screen can do."""
        what, _, index = name.partition(" ")
        if what == "choose":
            self._choose(int(index))
        elif what == "show":
            self._showing = not self._showing
        elif what == "another":
            self._forget()
        await self.redraw()
        if what != "show":
            self.ask()

    def _forget(self) -> None:
        self._reading, self._entry = Reading(None), None
        self._verdict, self._matched, self._showing = "", False, False
        self._typed_at = None

    def action_move(self, by: int) -> None:
        """Move between the field and the rows."""
        field = self.key_input if self._entry is None else self.code_input
        if self.focused is field and by > 0:
            self.form.focus_first()
        elif by < 0 and self.form.focus_rows()[:1] == [self.focused] and field.display:
            field.focus()
        else:
            self.form.move(by)

    def action_leave(self) -> None:
        """Leave the field; then the tool."""
        if isinstance(self.focused, Input):
            self.form.focus_first()
            if isinstance(self.focused, Input):
                self.set_focus(None)
        else:
            self.dismiss()
