"""The app: theme, keys, signals, which screen; it owns the session and what saves it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui import settings
from tui.forms.finish import FORGET
from tui.forms.rows import Does
from tui.journey.actions import Action, Ticked
from tui.journey.plan import Status
from tui.journey.progress import Progress, mark
from tui.safe_app import SafeApp
from tui.saver import Saver
from tui.screens.hub import HubScreen
from tui.screens.perform import perform
from tui.screens.step import StepScreen
from tui.screens.themes import THEMES, TITLES
from tui.session import Session
from tui.store import Store, StoreError

KEY_NAMES = {"enter": "enter", "up": "up", "down": "down", "left": "left", "right": "right"}


class SpareKeyApp(SafeApp):
    """Shows the hub and the steps; every change goes through `do`. Returns a last line to print."""

    CSS_PATH = "app.tcss"
    TITLE = "SpareKey"
    # From 110 columns on the list of steps stands beside the step.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ctrl+z", "undo", "Undo", id="undo"),
        Binding("v,f2", "verify", "Verify a key", id="verify"),
        Binding("question_mark,f1", "help", "Help", id="help"),
        Binding("q", "leave", "Save and quit", id="quit"),
        Binding("ctrl+q,ctrl+c", "leave", "Save and quit", show=False, priority=True, id="leave"),
    ]

    def __init__(
        self, session: Session, store: Store[Progress] | None = None, *, message: str = ""
    ) -> None:
        """`store` saves the session; without one nothing is saved. `message` is shown at first."""
        super().__init__()
        self.session = session
        self.saved = "not saved: read-only" if store is None else ""
        self._store = store
        self._saver: Saver[Progress] | None = None
        self._message = message
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = settings.remembered_theme()

    async def on_mount(self) -> None:
        """Start saving, mind the signals and the terminal, show the first screen."""
        if self._store is not None:
            self._saver = Saver(self._store, self._report_from_saver)
            self.session.keeper = self._saver
            self._saver.put(self.session.progress)
        self.mind_the_terminal()
        first = self.session.playbook.steps[0].id
        await self.push_screen(StepScreen(first) if self.session.first_start else HubScreen())
        if self._message:
            self.say(self._message)

    def do(self, action: Action) -> str:
        """Apply an action; return and show what the person must be told, if anything."""
        problem = self.session.do(action)
        if problem:
            self.say(problem)
        return problem

    async def perform(self, does: Does) -> None:
        """Do what a row asks for."""
        await perform(self, does)

    async def redraw(self) -> None:
        """Draw the screen from the case as it is now."""
        if isinstance(self.screen, StepScreen | HubScreen):
            await self.screen.redraw()

    async def go(self, where: str) -> None:
        """Go to the hub, to the next open step, or to a step by id, if it can be opened.

        A switch is not awaited: the screen that goes may be the one that asks for it.
        """
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

    def save_now(self) -> None:
        """Do not wait for the pause after typing."""
        if self._saver is not None:
            self._saver.hurry()

    def _report_from_saver(self, problem: str) -> None:
        self.call_later(self._show_saved, problem)  # thread-safe, and does not wait

    def _show_saved(self, problem: str) -> None:
        self.saved = problem.replace("Not saved", "NOT SAVED", 1) if problem else self._saved_at()
        for screen in self.screen_stack:
            if isinstance(screen, StepScreen | HubScreen):
                screen.head.show_saved(self.saved)

    def _saved_at(self) -> str:
        return f"saved {self.session.clock():%H:%M}"

    async def action_undo(self) -> None:
        """Take the last change back."""
        if self.session.undo():
            self.say("Taken back.")
            await self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer undo only where there is something to take back, and a tool only outside it."""
        if action == "verify":
            return not getattr(self.screen, "is_verify_tool", False)
        return action != "undo" or self.session.can_undo

    async def action_verify(self) -> None:
        """Open the verify tool."""
        from tui.screens.verify import VerifyScreen

        await self.push_screen(VerifyScreen())

    def action_help(self) -> None:
        """Show what the keys do here."""
        from tui.screens.dialogs import HelpScreen
        from tui.screens.help import help_words

        book = self.session.playbook
        step = book.step(self.screen.step_id) if isinstance(self.screen, StepScreen) else None
        self.push_screen(HelpScreen(help_words(self.screen, book, step)))

    async def action_press_key(self, key: str) -> None:
        """Press a key for a click on the bottom row."""
        self.simulate_key(key.split(",", maxsplit=1)[0])

    def get_key_display(self, binding: Binding) -> str:
        """Return a key's name in words that every terminal can show."""
        return KEY_NAMES.get(binding.key) or super().get_key_display(binding)

    def action_nothing(self) -> None:
        """For keys that a widget handles itself."""

    def action_leave(self) -> None:
        """Save and quit."""
        self.leave()

    def close_saver(self) -> None:
        """Bring everything to the disk, and end the saving."""
        saver, self._saver, self.session.keeper = self._saver, None, None
        if saver:
            saver.close()

    def forget(self) -> None:
        """Remove everything kept of this case, then quit."""
        self.close_saver()
        try:
            removed = self._store.forget() if self._store else []
            self.exit(f"Removed {len(removed)} files. Nothing of this case is kept.")
        except StoreError as error:
            self.exit(str(error), return_code=2)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's own commands."""
        for name, title in TITLES.items():
            yield SystemCommand(f"Theme: {title}", "Remembered", partial(self._use, name))
        yield SystemCommand("Verify a key", "Open the tool", self.action_verify)
        yield SystemCommand("Help", "What the keys do here", self.action_help)
        yield SystemCommand("Save and quit", "Everything is kept", self.action_leave)
        own = self.session.case().ticked("borrowed")
        yield SystemCommand(
            "This is my own computer" if own else "This computer is shared or borrowed",
            "SpareKey warns before it shows a code on a shared one",
            partial(self._borrowed, not own),
        )
        yield SystemCommand("Forget everything", "Asks first", partial(self.perform, FORGET))

    async def _borrowed(self, on: bool) -> None:
        self.do(Ticked(mark("borrowed"), on))
        await self.redraw()

    def _use(self, theme: str) -> None:
        self.theme = theme
        settings.remember_theme(theme)
