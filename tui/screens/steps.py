"""The list of steps with their statuses: the hub's body, and the side of a wide step."""

from __future__ import annotations

from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
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
        self._said: tuple[str, ...] = ()
        self._stands_on = ""

    def show(self, plan: Plan) -> None:
        """Draw the steps, if there is room for them; statuses in words too, where there is more."""
        self._plan = plan
        if not self.display:
            return
        roomy = self.size.width >= ROOMY
        lines = tuple(_line(step, roomy) for step in plan.steps)
        if lines == self._said:
            return
        self._said, stood = lines, self.highlighted
        self.set_options(
            Option(f"  {line}", id=step.step.id)
            for step, line in zip(plan.steps, lines, strict=True)
        )
        self.highlighted = stood
        self._draw_cursor()

    def _draw_cursor(self) -> None:
        """Put the cursor before the line in focus, so that it shows without colour."""
        drawn = self._said if self.option_count else ()
        for index, line in enumerate(drawn):
            here = index == self.highlighted and self.has_focus
            text = f"{symbols.CURSOR if here else ' '} {line}"
            if str(self.get_option_at_index(index).prompt) != text:
                self.replace_option_prompt_at_index(index, text)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the cursor."""
        super().watch_highlighted(highlighted)
        self._draw_cursor()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the cursor with the focus."""
        super().watch_has_focus(has_focus)
        self._draw_cursor()

    @property
    def at_end(self) -> bool:
        """Whether the last step is highlighted."""
        return self.highlighted == len(self._said) - 1

    def enter_from_below(self) -> None:
        """Take the focus, on the last step unless one is highlighted."""
        if self.highlighted is None:
            self.highlighted = len(self._said) - 1
        self.focus()

    def action_cursor_down(self) -> None:
        """Move down; below the last step the screen's own arrow keys come next."""
        if self.at_end:
            raise SkipAction
        super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Move up; the first step is the end."""
        if self.highlighted:
            super().action_cursor_up()

    def stand_on(self, step_id: str) -> None:
        """Highlight a step, once the steps are drawn."""
        self._stands_on = step_id
        if self.option_count:
            self.highlighted = self.get_option_index(step_id)

    def on_resize(self) -> None:
        """Draw with the room that there is now."""
        if self._plan is None:
            return
        fresh = not self.option_count
        self.show(self._plan)
        if fresh:
            self.stand_on(self._stands_on)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which was chosen."""
        event.stop()
        self.post_message(self.Chosen(str(event.option_id)))


def _line(step: StepPlan, roomy: bool) -> str:
    line = f"{_SYMBOLS[step.status]} {step.number:>2} {step.step.title}"
    return f"{line:<{COLUMN}}  {step.label}" if roomy else line


_SYMBOLS = {
    Status.NOT_STARTED: symbols.OPEN,
    Status.IN_PROGRESS: symbols.CURRENT,
    Status.DONE: symbols.DONE,
    Status.BLOCKED: symbols.BLOCKED,
    Status.ATTENTION: symbols.ATTENTION,
    Status.WAITING: symbols.WAITING,
    Status.NOT_NEEDED: symbols.NOT_NEEDED,
}
