"""What the hub says above and below the steps."""

from __future__ import annotations

from collections.abc import Iterator

from tui.forms.after import made_files
from tui.forms.rows import Button, Confirm, Forget, Page, Quit, Row, Text
from tui.journey.plan import Plan, Status

FORGET = Confirm(
    "Remove everything that SpareKey kept of this case? This can't be undone.",
    "Yes, remove it",
    Forget(),
)


def summary(plan: Plan) -> str:
    """Return where the whole journey stands, in one or two lines."""
    if plan.finished:
        return "You are finished."
    step = plan.next
    if step is None:
        return "Nothing can be done now."
    lead = "Waiting" if step.status is Status.WAITING else "Next"
    lines = [f"{lead}: step {step.number}, {step.step.title}"]
    if plan.gathers and plan.readiness and plan.readiness.total:
        lines.append(f"Documents: {plan.readiness.ready} of {plan.readiness.total} ready")
    return "\n".join(lines)


def finish(page: Page) -> Iterator[Row]:
    """What to do with what is kept, once everything is done."""
    if not page.plan.finished:
        return
    yield from made_files(page)
    drill = page.case.date_of("drill")
    yield Text(key="choice", text="What should become of your progress on this computer?")
    yield Button(
        key="forget",
        label="Forget everything",
        does=FORGET,
    )
    yield Button(
        key="keep",
        label=f"Keep it for the drill on {drill}" if drill else "Keep it",
        does=Quit(),
        primary=True,
    )
