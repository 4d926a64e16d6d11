"""The words of the help: made from the bindings of the screen and the sources of its step."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.screen import Screen

from tui.forms.rows import says
from tui.journey.schema import Playbook, Step
from tui.promise import PROMISE


def help_words(screen: Screen[object], playbook: Playbook, step: Step | None) -> Content:
    """Return the help for a screen; `step` is the one that it shows, if any."""
    parts = [Content.styled("Keys", "bold"), *_keys(screen)]
    if step is not None and (sources := list(_sources(playbook, step))):
        parts += [Content(""), Content.styled("Sources of this step", "bold"), *sources]
    parts += [Content(""), Content.styled("The promise", "bold"), Content(PROMISE)]
    return Content("\n").join(parts)


def _keys(screen: Screen[object]) -> Iterator[Content]:
    """Every key of ours that does something now (ours have ids), those of one action together."""
    rows: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not active.enabled or not binding.id:
            continue
        keys = rows.setdefault(binding.tooltip or binding.description, [])
        if (key := screen.app.get_key_display(binding)) not in keys:
            keys.append(key)
    for description, keys in rows.items():
        yield Content.assemble((f"{' '.join(keys):<14}", "bold"), f" {description}")


def _sources(playbook: Playbook, step: Step) -> Iterator[Content]:
    """Each source that the step's words name, once."""
    names = [
        *(task.source for task in step.task),
        *(note.source for note in step.note),
        *(address.source for address in step.address),
    ]
    for name in dict.fromkeys(filter(None, names)):
        if source := playbook.source(name):
            said = says(playbook, name)
            yield Content(f"{said[:1].upper()}{said[1:]}: {source.title} (read {source.read_on})")
            yield Content(f"  {source.address}")
