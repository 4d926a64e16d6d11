"""An app whose session is saved as it changes, and which says so on every screen."""

from __future__ import annotations

from tui.journey.progress import Progress
from tui.safe_app import SafeApp
from tui.saver import Saver
from tui.screens.case_screen import CaseScreen
from tui.session import Session
from tui.store import Store, StoreError
from tui.widgets.head import Head


class SavingApp(SafeApp):
    """Holds the session and what saves it."""

    def __init__(self, session: Session, store: Store[Progress] | None) -> None:
        """`store` saves the session; without one nothing is saved."""
        super().__init__()
        self.session = session
        self.saved = "not saved: read-only" if store is None else ""
        self._store = store
        self._saver: Saver[Progress] | None = None

    def open_saver(self) -> None:
        """Save every change from now on."""
        if self._store is not None:
            self._saver = Saver(self._store, self._report_from_saver)
            self.session.keeper = self._saver

    def save_all(self) -> None:
        """Save the session as it is, though it has not changed."""
        if self._saver is not None:
            self._saver.put(self.session.progress)

    def save_now(self) -> None:
        """Do not wait for the pause after typing."""
        if self._saver is not None:
            self._saver.hurry()

    def close_saver(self) -> None:
        """Bring everything to the disk, and end the saving."""
        saver, self._saver, self.session.keeper = self._saver, None, None
        if saver:
            saver.close()

    def forget(self) -> None:
        """Remove everything kept of this case, then quit; say which files made remain."""
        self.close_saver()
        try:
            removed = self._store.forget() if self._store else []
            self.exit(f"Removed {len(removed)} files. {self.session.left_behind()}")
        except StoreError as error:
            self.exit(str(error), return_code=2)

    def _report_from_saver(self, problem: str) -> None:
        self.call_later(self._show_saved, problem)  # thread-safe, and does not wait

    def _show_saved(self, problem: str) -> None:
        at = f"saved {self.session.clock():%H:%M}"
        self.saved = problem.replace("Not saved", "NOT SAVED", 1) if problem else at
        for screen in self.screen_stack:
            if isinstance(screen, CaseScreen):
                for head in screen.query(Head):  # none yet on one that is being opened
                    head.show_saved(self.saved)
