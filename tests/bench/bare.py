"""The floors: bare Textual apps, and one of as many widgets as a step, made of Textual's own."""

import sys

READY = b"READY"
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("READY")
Bare().run()
"""
TICKING = """
from textual.app import App
from textual.widgets import Static
from time import monotonic
class Ticking(App):
    def compose(self):
        yield Static("READY")
    def on_mount(self):
        self.set_interval(1, self.tick)
    def tick(self):
        self.query_one(Static).update(f"READY {monotonic():.0f}")
Ticking().run()
"""
PAGES = """
import sys
from textual.app import App
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
class Row(Static, can_focus=True):
    on = False
    BINDINGS = [Binding("space", "tick")]
    def action_tick(self):
        self.on = not self.on
        self.update(f"[{'x' * self.on or ' '}] A line of words to read or to choose".replace("[", "\\\\["))
class Pages(App):
    AUTO_FOCUS = "Row"
    BINDINGS = [Binding("enter", "turn")]
    CSS = "Row, Static { height: auto } OptionList { display: none } Row:focus { background: blue }"
    page = 1
    rows = [int(number) for number in sys.argv[1:]]
    def compose(self):
        yield Static("Page 1 of 9\\nhead", id="head")
        with Horizontal():
            yield OptionList()
            with VerticalScroll(can_focus=False):
                yield from self.lines()
        yield Static("READY")
        yield Static("keys")
    def lines(self):
        for number in range(self.rows[self.page - 1]):
            yield Row(f"A line of words to read or to choose, number {number}")
    async def action_turn(self):
        self.page = 3 - self.page
        self.query_one("#head").update(f"Page {self.page} of 9\\nhead")
        body = self.query_one(VerticalScroll)
        with self.batch_update():
            await body.remove_children()
            await body.mount_all(self.lines())
        body.children[-1].focus(scroll_visible=False)
Pages().run()
"""


def floor(code: str, *arguments: object) -> list[str]:
    """The command that runs one."""
    return [sys.executable, "-c", code, *map(str, arguments)]
