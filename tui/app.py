"""The app: theme, keys, signals, which screen; what each key does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui import settings
from tui.forms.rows import Does
from tui.journey.actions import Action
from tui.journey.plan import Status
from tui.journey.progress import Progress
from tui.quick_app import SEEN, started
from tui.saving_app import SavingApp
from tui.screens.case_screen import CaseScreen
from tui.screens.first import first_screen
from tui.screens.themes import THEMES
from tui.session import Session
from tui.store import Store
from tui.widgets.keys import KeyedApp


class SpareKeyApp(KeyedApp, SavingApp):
    """Shows the hub and the steps; every change goes through `do`. Returns a last line to print."""

    CSS_PATH = "app.tcss"
    TITLE = "SpareKey"
    # From 110 columns on the list of steps stands beside the step.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ctrl+z", "undo", "Undo", id="undo"),
        Binding("v,f2", "tool('verify')", "Verify a key", id="verify"),
        Binding("l,f3", "tool('link')", "Check a link or a message", show=False, id="link"),
        Binding("question_mark,f1", "help", "Help", id="help"),
        Binding("q", "leave", "Save and quit", id="quit"),
        Binding("ctrl+q,ctrl+c", "leave", "Save and quit", show=False, priority=True, id="leave"),
    ]

    def __init__(
        self, session: Session, store: Store[Progress] | None = None, *, message: str = ""
    ) -> None:
        """`store` saves the session; without one nothing is saved. `message` is shown at first."""
        super().__init__(session, store)
        self._message = message
        for theme in THEMES:
            self.register_theme(theme)
        self.begin_with_theme(settings.remembered_theme())

    def get_default_screen(self) -> Screen[None]:
        """Begin with the hub, or at the very first start with the first step."""
        screen = first_screen(self.session)
        screen._push_result_callback(self, None)  # Textual 8.2 can't switch from it without
        return screen

    def on_mount(self) -> None:
        """Mind the signals and the terminal; save once the first screen is there."""
        self.open_saver()
        self.mind_the_terminal()
        self.set_timer(SEEN, self._first_seen)
        if self._message:
            self.say(self._message)

    def _first_seen(self) -> None:
        """The person reads the first screen: time for what it did not need."""
        from tui.forms.pages import MODULES

        self.save_all()
        started("screens.step", "screens.fields", "screens.hub", "screens.perform", *MODULES)

    def do(self, action: Action) -> str:
        """Apply an action; return and show what the person must be told, if anything."""
        could_undo = self.session.can_undo
        problem = self.session.do(action)
        if self.session.can_undo != could_undo:
            self.refresh_bindings()
        if problem:
            self.say(problem)
        return problem

    async def perform(self, does: Does) -> None:
        """Do what a row asks for."""
        from tui.screens.perform import perform

        await perform(self, does)

    async def redraw(self) -> None:
        """Draw the screen from the case as it is now."""
        if isinstance(self.screen, CaseScreen):
            await self.screen.redraw()

    async def go(self, where: str) -> None:
        """Go to the hub, to the next open step, or to a step by id, if it can be opened.

        A switch is not awaited: the screen that goes may be the one that asks for it. What it asks
        for after that, by keys that came too fast, is not done: nobody has seen the other one yet.
        """
        if not self.screen.is_mounted:
            return
        from tui.screens.hub import HubScreen
        from tui.screens.step import StepScreen

        if where == "next" and isinstance(self.screen, StepScreen):
            plan, here = self.session.plan(), self.screen.step_id
            after = plan.after(here) or plan.kept_shut_by(here)
            where = after.step.id if after else "hub"
        self.save_now()
        if where == "hub":
            self.session.first_start = False
            self.switch_screen(HubScreen())
            return
        step = self.session.plan().of(where)
        if step.status is Status.BLOCKED:
            self.say(f"{step.label}: {step.why}")
        elif isinstance(self.screen, StepScreen):
            await self.screen.go_to(where)
        else:
            self.switch_screen(StepScreen(where))

    def say(self, words: str) -> None:
        """Show a line for a moment."""
        self.notify(words, markup=False)

    async def action_undo(self) -> None:
        """Take the last change back."""
        if self.session.undo():
            self.say("Taken back.")
            self.refresh_bindings()
            if isinstance(self.screen, CaseScreen):
                await self.screen.undone()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer undo only where there is something to take back; in a tool no other tool."""
        if action in ("tool", "undo") and getattr(self.screen, "is_tool", False):
            return False
        return action != "undo" or self.session.can_undo

    async def action_tool(self, name: str, about: str = "") -> None:
        """Open a tool, perhaps about something."""
        from tui.screens.tools import screen_of

        await self.push_screen(screen_of(name, about))

    def action_help(self) -> None:
        """Show what the keys do here."""
        from tui.screens.dialogs import HelpScreen
        from tui.screens.help import help_words

        book = self.session.playbook
        step = book.step(getattr(self.screen, "step_id", ""))
        self.push_screen(HelpScreen(help_words(self.screen, book, step)))

    def action_nothing(self) -> None:
        """For keys that a widget handles itself."""

    def action_leave(self) -> None:
        """Save and quit."""
        self.leave()

    def action_command_palette(self) -> None:
        """Open the palette."""
        from tui.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's own commands."""
        from tui.screens.palette import commands

        return commands(self)
