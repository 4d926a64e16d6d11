"""Which screen comes first; only that one is imported before it is drawn."""

from __future__ import annotations

from tui.screens.case_screen import CaseScreen
from tui.session import Session


def first_screen(session: Session) -> CaseScreen:
    """Return the hub, or at the very first start the first step."""
    if session.first_start:
        from tui.screens.step import StepScreen

        return StepScreen(session.playbook.steps[0].id)
    from tui.screens.hub import HubScreen

    return HubScreen()
