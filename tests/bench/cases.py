"""The cases of the benches: one under way, the same with a long past, and a very long playbook."""

import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import tomli_w
from msgspec.structs import replace

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

from terminal_support import progress_at, seed  # noqa: E402

from tui.forms.pages import form  # noqa: E402
from tui.journey.actions import begin  # noqa: E402
from tui.journey.progress import Event, mark  # noqa: E402
from tui.playbooks import BUILT_IN, load  # noqa: E402
from tui.session import Session  # noqa: E402

EVENTS = 5_000
STEPS = 200


def under_way(
    home: Path, step: str = "documents", events: int = 0, book: Path | None = None
) -> str:
    """Save a case for which that step is next, with so many events before; its home."""
    home.mkdir(exist_ok=True)
    progress = progress_at(step)
    if book:
        progress = replace(progress, ticks=progress.ticks | _copies_done(book))
    now = datetime.now(UTC)
    past = tuple(
        Event(now - timedelta(minutes=number), "ticked", f"number {number}")
        for number in range(events, 0, -1)
    )
    seed(home, replace(progress, events=(*past, *progress.events)))
    return str(home)


def long_playbook(folder: Path) -> Path:
    """The built-in playbook with copies of one step, so that it has 200."""
    book = tomllib.loads(BUILT_IN.read_text())
    model = next(step for step in book["step"] if step["kind"] == "support")
    at = book["step"].index(model) + 1
    copies = range(STEPS - len(book["step"]))
    book["step"][at:at] = [{**model, "id": f"support-{number}"} for number in copies]
    path = folder / "long.toml"
    path.write_text(tomli_w.dumps(book))
    return path


def _copies_done(path: Path) -> frozenset[str]:
    """The marks of every copied step: its tasks, and that it is done."""
    copies = [step for step in load(path).steps if step.id.startswith("support-")]
    tasks = (mark("task", step.id, task.id) for step in copies for task in step.task)
    return frozenset({*tasks, *(mark("done", step.id) for step in copies)})


def rows_of(step: str, at: str = "") -> int:
    """How many rows that step has for someone who stands at `at`, at the first start if empty."""
    book, now = load(None), datetime.now(UTC)
    session = Session(book, progress_at(at or book.steps[0].id), lambda: now)
    if not at:
        session = Session(book, begin(book.id, book.version, now), lambda: now)
    return len(form(session.page(step)))
