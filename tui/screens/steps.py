"""The list of steps with their statuses: the hub's body, and the side of a wide step."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui import symbols
from tui.journey.plan import Plan, Status, StepPlan

COLUMN = 34
"""Cells before a status."""
ROOMY = 56
"""Cells from which the statuses stand there in words."""


class StepList(OptionList):
    """Every step: symbol, number, title, status, and why where there is something to say."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Continue", id="open")]

    class Chosen(Message):
        """The person chose a step."""

        def __init__(self, step_id: str) -> None:
            self.step_id = step_id
            super().__init__()

    def __init__(self) -> None:
        super().__init__(compact=True, markup=False)
        self._plan: Plan | None = None
        self._drawn: tuple[str, ...] = ()

    def show(self, plan: Plan) -> None:
        """Draw the steps; statuses in words too, where there is room."""
        self._plan = plan
        roomy = self.size.width >= ROOMY
        lines = [self._line(step, roomy) for step in plan.steps]
        drawn = tuple(line.plain for line in lines)
        if drawn == self._drawn:
            return
        self._drawn, stood = drawn, self.highlighted
        options = zip(plan.steps, lines, strict=True)
        self.set_options(Option(line, id=step.step.id) for step, line in options)
        self.highlighted = stood

    def stand_on(self, step_id: str) -> None:
        """Highlight a step."""
        self.highlighted = self.get_option_index(step_id)

    def _line(self, step: StepPlan, roomy: bool) -> Content:
        line = f"{_SYMBOLS[step.status]} {step.number:>2} {step.step.title}"
        return Content(f"{line:<{COLUMN}}  {step.label}" if roomy else line)

    def on_resize(self) -> None:
        """Draw with the room that there is now."""
        if self._plan is not None:
            self.show(self._plan)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which was chosen."""
        event.stop()
        self.post_message(self.Chosen(str(event.option_id)))


_SYMBOLS = {
    Status.NOT_STARTED: symbols.OPEN,
    Status.IN_PROGRESS: symbols.CURRENT,
    Status.DONE: symbols.DONE,
    Status.BLOCKED: symbols.BLOCKED,
    Status.ATTENTION: symbols.ATTENTION,
    Status.WAITING: symbols.WAITING,
    Status.NOT_NEEDED: symbols.NOT_NEEDED,
}
