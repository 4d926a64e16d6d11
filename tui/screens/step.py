"""The screen of a step: its form, with the list of steps beside it where there is room."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.forms.pages import form
from tui.forms.rows import Field, Go
from tui.journey.actions import Wrote
from tui.screens.case_screen import CaseScreen
from tui.screens.form import Form
from tui.screens.messages import Answered, Did, LeftField, Typed, spare_key
from tui.screens.steps import StepList
from tui.widgets.head import Head
from tui.widgets.keys import Keys
from tui.widgets.still import still


class _Body(Horizontal):
    """The list of steps, and the form beside it."""

    virtual_size = still()


class StepScreen(CaseScreen):
    """One step at a time; going to another step changes the form in place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Continue", id="continue"),
        Binding("down,j", "move(1)", "Down", show=False, id="down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="page-down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="page-up"),
        Binding("tab", "leave_text", "To Continue", show=False, priority=True, id="to-continue"),
        Binding("escape", "leave", "All steps", id="hub"),
    ]

    form = getters.query_one(Form)
    list = getters.query_one(StepList)
    detail = getters.query_one("#detail", Static)

    def __init__(self, step_id: str) -> None:
        super().__init__()
        self.step_id = step_id
        self._said: str | None = None
        """What stands under the form."""

    def compose(self) -> ComposeResult:
        """Head, list and form, detail, keys."""
        yield Head()
        with _Body():
            yield StepList()
            yield Form()
        yield Static(id="detail")
        yield Keys()

    async def on_mount(self) -> None:
        """Draw the step; keep what depends on the time of day true."""
        self.watch(self, "focused", self._show_detail, init=False)
        self.watch(self.form, "standing", self._show_detail, init=False)
        await self.redraw()
        self.set_interval(30, self.redraw)

    async def uncover(self) -> None:
        """Draw what a tool over it has changed; the row it was opened from stays in sight."""
        await self.redraw()
        self.call_after_refresh(self.form.keep_in_sight)

    async def redraw(self) -> None:
        """Draw everything from the case as it is now."""
        app = spare_key(self)
        page = app.session.page(self.step_id)
        here, total = page.here, len(page.plan.steps)
        title = f"Step {here.number} of {total}: {here.step.title}"
        self.head.show(title, here.label, page.plan.progress)
        self.head.show_saved(app.saved)
        self.list.show(page.plan)
        self.list.stand_on(self.step_id)
        with app.batch_update():
            await self.form.show(self.step_id, form(page))
            self._show_detail()

    async def go_to(self, step_id: str) -> None:
        """Show another step."""
        self.step_id = step_id
        await self.redraw()

    def _show_detail(self) -> None:
        """Under the form: the reason and source of the row in focus."""
        here = self.form.here
        words = getattr(here.row, "detail", "") if here else ""
        if words != self._said:
            self._said = words
            self.detail.update(Content(words))
            self.detail.display = bool(words)

    @on(Did)
    async def did(self, message: Did) -> None:
        """Do what a row asks for."""
        message.stop()
        await spare_key(self).perform(message.does)

    @on(Typed)
    async def typed(self, message: Typed) -> None:
        """Keep what is typed; a key is taken out of the field at once."""
        message.stop()
        refused = spare_key(self).do(Wrote(message.field, message.text))
        await self.redraw()
        if refused:
            self.form.fill()

    async def undone(self) -> None:
        """Draw what was taken back, in the field where the person types too."""
        await self.redraw()
        self.form.fill()

    @on(Answered)
    async def answered(self, message: Answered) -> None:
        """Answer a question, and go on to what comes after it."""
        message.stop()
        await spare_key(self).perform(message.does)
        self.form.focus_after(message.key)

    @on(LeftField)
    def left_field(self, message: LeftField) -> None:
        """Save what was typed; enter goes on to the next row."""
        message.stop()
        spare_key(self).save_now()
        if message.entered:
            self.form.move(1)

    @on(StepList.Chosen)
    async def chosen(self, message: StepList.Chosen) -> None:
        """Go to a step of the list."""
        await spare_key(self).perform(Go(message.step_id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab is a shortcut in a text area only."""
        return action != "leave_text" or getattr(self.focused, "has_many_lines", False)

    async def action_go_on(self) -> None:
        """Go on to the next step that is open."""
        await spare_key(self).perform(Go("next"))

    def action_move(self, by: int) -> None:
        """Move the focus."""
        self.form.move(by)

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self.form.scroll_relative(y=by * max(1, self.form.size.height - 1), animate=False)

    def action_leave_text(self) -> None:
        """From a text area to Continue."""
        self.form.focus_key("continue")

    async def action_leave(self) -> None:
        """Leave the field; then the step."""
        here = self.form.here
        if here and isinstance(here.row, Field):
            self.set_focus(None)
        else:
            await spare_key(self).perform(Go("hub"))
