"""The link tool: whose an address or a sender is, and what a message leads to and asks for."""

from __future__ import annotations

from collections.abc import Iterator

from textual import getters, on
from textual.actions import SkipAction
from textual.events import Key, Paste
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from tui.forms.rows import Row
from tui.linking import key_in, meant, read, shown
from tui.links.check import LONGEST
from tui.links.message import Message as ReadMessage
from tui.links.verdict import Checked
from tui.screens import link_rows
from tui.screens.messages import spare_key
from tui.screens.tool import ToolScreen

PROMPT = (
    "Paste or type a link, an address, a sender, or a whole message, and press enter. Nothing is "
    "opened."
)


class LinkScreen(ToolScreen):
    """Takes a text, says what is known of it; all of it is dropped on leaving."""

    TITLE = "Check a link or a message"

    pasted = getters.query_one("#pasted", TextArea)

    def __init__(self) -> None:
        super().__init__()
        self._result: Checked | ReadMessage | None = None
        self._key = ""
        """What looked like a key, in a few words, after it was taken out."""

    def inputs(self) -> Iterator[Widget]:
        """Yield the one field."""
        yield _Pasted(id="pasted", compact=True, tab_behavior="focus")

    def fields(self) -> tuple[str, ...]:
        """Return none: the field is no `Input`, and always there."""
        return ()

    def words(self) -> str:
        """Return what to enter, while nothing is checked."""
        return "" if self._result else PROMPT

    def rows(self) -> Iterator[Row]:
        """Yield what is known of the text."""
        if self._key:
            yield from link_rows.taken_out(self._key)
        if self._result is None:
            yield from link_rows.asking()
        else:
            yield from link_rows.found(self._result, self._hosts)

    @property
    def _hosts(self) -> tuple[str, ...]:
        return spare_key(self).session.playbook.hosts

    def ask(self) -> None:
        """Go to the field, or where something was found, to that."""
        if self._result is None:
            self.pasted.focus()
        else:
            self.form.scroll_home(animate=False, immediate=True)
            self.form.focus_first()

    async def do_local(self, name: str) -> None:
        """Check the text, or begin anew."""
        if name == "check":
            await self._check()
        elif name == "another":
            self._empty()
            await self._show(None)

    @on(TextArea.Changed)
    async def changed(self, event: TextArea.Changed) -> None:
        """What was said of the text before is no longer said."""
        event.stop()
        if self._key or self._result:
            self._key, self._result = "", None
            self.remove_class("-checked")
            await self.redraw()

    async def on_entered(self) -> None:
        """Check on enter."""
        await self._check()

    async def on_key_pasted(self, message: KeyPasted) -> None:
        """Say why a paste was not taken."""
        await self._take_out(message.why)

    async def _take_out(self, why: str) -> None:
        self._empty()
        self._key = why
        await self._show(None)

    async def _check(self) -> None:
        text = meant(self.pasted.text)
        if why := key_in(text):
            await self._take_out(why)
        elif text.strip():
            self._key = ""
            self.pasted.move_cursor((0, 0))
            await self._show(read(text, self._hosts))
        else:
            self.pasted.focus()

    async def _show(self, result: Checked | ReadMessage | None) -> None:
        self._result = result
        self.set_class(result is not None, "-checked")
        await self.redraw()
        self.ask()

    def _empty(self) -> None:
        self._key = ""
        with self.prevent(TextArea.Changed):
            self.pasted.load_text("")

    def on_unmount(self) -> None:
        """Let go of the text."""
        self._result = None

    def action_move(self, by: int) -> None:
        """Move between the field and the rows."""
        self.form.move_in([self.pasted, *self.form.places()], by)

    def action_leave(self) -> None:
        """Leave the field; then the tool."""
        if self.focused is self.pasted:
            self.form.focus_first()
        else:
            self.dismiss()


class Entered(Message):
    """The person pressed enter."""


class KeyPasted(Message):
    """What was pasted looks like a key; `why` in a few words, never the text."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__()


class _Pasted(TextArea):
    """Several lines to paste; enter checks, the arrow keys leave it at both ends."""

    async def _on_key(self, event: Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(Entered())
        else:
            await super()._on_key(event)

    async def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        if why := key_in(event.text):
            self.post_message(KeyPasted(why))
        else:
            self.insert(shown(event.text)[: max(0, LONGEST - len(self.text))])

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down; from the end on to the rows."""
        before = self.cursor_location
        super().action_cursor_down(select)
        if self.cursor_location == before:
            raise SkipAction

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up; nothing is above the field."""
        before = self.cursor_location
        super().action_cursor_up(select)
        if self.cursor_location == before:
            raise SkipAction
