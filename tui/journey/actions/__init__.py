"""What a person can do, each a small value; applying one gives the new progress.

An action that does not fit the case leaves the progress as it is, so any sequence is safe.
"""

from tui.journey.actions.answers import (
    Accepted,
    Checked,
    Chose,
    Dated,
    KeyTried,
    Looked,
    Noted,
    Ticked,
    WayTried,
    Wrote,
)
from tui.journey.actions.base import Action, act, begin, undo
from tui.journey.actions.filing import Attached, Detached, FileGone, MadeFile
from tui.journey.actions.rounds import Corrected, GotOutcome, Sent, TookBack

__all__ = [
    "Accepted",
    "Action",
    "Attached",
    "Checked",
    "Chose",
    "Corrected",
    "Dated",
    "Detached",
    "FileGone",
    "GotOutcome",
    "KeyTried",
    "Looked",
    "MadeFile",
    "Noted",
    "Sent",
    "Ticked",
    "TookBack",
    "WayTried",
    "Wrote",
    "act",
    "begin",
    "undo",
]
