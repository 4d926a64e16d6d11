"""One person at one case: what they did, undone where they wish, and saved as they go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from msgspec.structs import replace

from tui import known_files
from tui.forms.rows import Page
from tui.journey.actions import Action, Wrote, act, undo
from tui.journey.actions.base import with_entry
from tui.journey.case import Case
from tui.journey.plan import Plan, plan
from tui.journey.progress import Progress
from tui.journey.schema import Playbook
from tui.text import key_like

KEY_IN_TEXT = (
    "That looks like {what}, so the field was emptied and nothing of it is kept. "
    "To check a key, use Verify."
)
UNDO_LIMIT = 200


class Keeper(Protocol):
    """Who saves; `tui.saver.Saver` is one."""

    def put(self, value: Progress, *, typing: bool = False, purge: bool = False) -> None:
        """Save the value soon."""


class Session:
    """Holds the progress; every change of it goes through `do`."""

    def __init__(
        self,
        playbook: Playbook,
        progress: Progress,
        clock: Callable[[], datetime],
        keeper: Keeper | None = None,
        *,
        read_only: str = "",
    ) -> None:
        """`keeper` saves every change; `read_only` says why nothing can be changed, if so."""
        self.playbook = playbook
        self.progress = progress
        self.clock = clock
        self.keeper = keeper
        self.read_only = read_only
        self.first_start = not progress.choices
        self._earlier: list[tuple[Progress, str]] = []
        self._case = self._case_now()
        """The case of which everything shown was last derived."""

    def case(self) -> Case:
        """Return the case as it is now, to the minute.

        It is the same one, with all that was derived of it, until something changes.
        """
        now = self._case_now()
        if now.progress is not self._case.progress or _minute(now) != _minute(self._case):
            self._case = now
        return self._case

    def _case_now(self) -> Case:
        return Case(self.playbook, self.progress, self.clock())

    def plan(self) -> Plan:
        """Return where everything stands now, to the minute."""
        return plan(self.case())

    def page(self, step_id: str) -> Page:
        """Return what the form of that step is derived from."""
        case = self.case()
        whole = plan(case)
        gone = known_files.absent(self.progress)
        return Page(case, whole, whole.of(step_id), self.first_start, gone)

    def left_behind(self) -> str:
        """Return what is said of the files that were made, when the case is forgotten."""
        return known_files.left_behind(self.progress)

    def do(self, action: Action) -> str:
        """Apply an action and save; return what the person must be told, or an empty text.

        A text that looks like a key is emptied instead, in both generations.
        """
        if self.read_only:
            return self.read_only
        if isinstance(action, Wrote) and (what := key_like(action.text)):
            self._purge(action.field)
            return KEY_IN_TEXT.format(what=what)
        after = act(self._case_now(), action)
        if after != self.progress:
            if action.can_undo:
                self._remember(action)
            self._set(after, typing=isinstance(action, Wrote))
        return ""

    def undo(self) -> bool:
        """Take the last change of this session back; whether there was one."""
        if not self._earlier:
            return False
        earlier, _ = self._earlier.pop()
        self._set(undo(self.clock(), self.progress, earlier))
        return True

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._earlier)

    def _remember(self, action: Action) -> None:
        """Keep the state before; typing in one field counts as one change."""
        field = action.field if isinstance(action, Wrote) else ""
        if not (field and self._earlier and self._earlier[-1][1] == field):
            self._earlier = [*self._earlier[1 - UNDO_LIMIT :], (self.progress, field)]

    def _set(self, progress: Progress, *, typing: bool = False, purge: bool = False) -> None:
        self.progress = progress
        if self.keeper:
            self.keeper.put(progress, typing=typing, purge=purge)

    def _purge(self, field: str) -> None:
        """Empty a field everywhere: now, in what undo could bring back, in both generations."""
        self._earlier = [(_without(earlier, field), name) for earlier, name in self._earlier]
        self._set(_without(self.progress, field), purge=True)


def _minute(case: Case) -> str:
    return case.now.isoformat(timespec="minutes")


def _without(progress: Progress, field: str) -> Progress:
    """Return the progress without that text, also where an answer taken back would put it back."""
    rounds = tuple(
        replace(
            one, reopened=replace(one.reopened, texts=with_entry(one.reopened.texts, field, ""))
        )
        if one.reopened
        else one
        for one in progress.rounds
    )
    return replace(progress, texts=with_entry(progress.texts, field, ""), rounds=rounds)
