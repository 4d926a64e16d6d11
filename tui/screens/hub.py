"""The hub: every step with its status, and what is next."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from tui.forms.finish import finish, summary
from tui.forms.rows import Go
from tui.journey.plan import Plan
from tui.screens.case_screen import CaseScreen
from tui.screens.form import Form
from tui.screens.messages import Did, spare_key
from tui.screens.steps import StepList
from tui.widgets.head import Head
from tui.widgets.keys import Keys


class HubScreen(CaseScreen):
    """All steps; enter continues with the next thing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="up"),
    ]

    list = getters.query_one(StepList)
    form = getters.query_one(Form)
    detail = getters.query_one("#detail", Static)
    summary = getters.query_one("#summary", Static)
    _plan: Plan | None = None
    _said = ""
    """What stands under the list."""
    _next = ""
    """The step that was preselected; another one is, once something else comes next."""

    def compose(self) -> ComposeResult:
        """Head, summary, steps, what to do at the end, keys."""
        yield Head()
        yield Static(id="summary")
        yield StepList()
        yield Form()
        yield Static(id="detail")
        yield Keys()

    async def on_mount(self) -> None:
        """Draw it; keep what depends on the time of day true."""
        self.form.display = False
        self.set_focus(self.list)
        await self.redraw()
        self.set_interval(30, self.redraw)

    def stand_on_next(self) -> None:
        """Preselect the next thing to do."""
        if self._next:
            self.list.stand_on(self._next)
        self.set_focus(self.list)

    async def redraw(self) -> None:
        """Draw everything from the case as it is now."""
        app = spare_key(self)
        page = app.session.page(app.session.playbook.steps[0].id)
        counted = f"{page.plan.done} of {page.plan.counted} done"
        self.head.show(f"SpareKey: {app.session.playbook.name}", counted, page.plan.progress)
        self.head.show_saved(app.saved)
        self._plan = page.plan
        self.summary.update(Content(summary(page.plan)))
        self.list.show(page.plan)
        before, self._next = self._next, page.plan.next.step.id if page.plan.next else ""
        if self._next != before:
            self.stand_on_next()
        finishing = page.plan.finished and not self.form.display
        self.form.display = page.plan.finished
        await self.form.show("finish", tuple(finish(page)))
        if finishing:
            self.form.focus_first()
        self._show_why()

    @on(OptionList.OptionHighlighted)
    def _show_why(self) -> None:
        """Under the list: why the step stands as it does."""
        index = self.list.highlighted
        if index is not None and self._plan is not None:
            step = self._plan.steps[index]
            words = ": ".join(filter(None, (step.label, step.why)))
            if words != self._said:
                self._said = words
                self.detail.update(Content(words))
            self.detail.display = bool(step.why)

    @on(Did)
    async def did(self, message: Did) -> None:
        """Do what a row asks for."""
        message.stop()
        await spare_key(self).perform(message.does)

    @on(StepList.Chosen)
    async def chosen(self, message: StepList.Chosen) -> None:
        """Open a step."""
        message.stop()
        await spare_key(self).perform(Go(message.step_id))

    def action_move(self, by: int) -> None:
        """Move in the list, and on to what there is to do at the end."""
        first, here = next(iter(self.form.places()), None), self.form.here
        if self.focused is not self.list and not (by < 0 and here == first):
            self.form.move(by)
        elif self.focused is not self.list:
            self.list.enter_from_below()
        elif by > 0 and self.list.at_end and first is not None:
            self.form.stand_on(first)
        elif by > 0 and not self.list.at_end:
            self.list.action_cursor_down()
        elif by < 0:
            self.list.action_cursor_up()
