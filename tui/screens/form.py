"""The body of a step: rows drawn by a few widgets, changed in place as the case changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from typing import ClassVar, NamedTuple, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.reactive import Reactive, var
from textual.widget import Widget

from tui.forms.rows import Button, Countdown, Field, Option, Row, Sheet, Text, Tick
from tui.screens.case_screen import CaseScreen
from tui.screens.messages import Mistyped
from tui.screens.part import Part
from tui.symbols import ATTENTION
from tui.widgets.gone import forget_gone_widgets
from tui.widgets.still import still

T = TypeVar("T")

WIDGETS = (Field, Sheet, Countdown)
"""The kinds of rows that are widgets of their own; all others are lines of text."""


class Place(NamedTuple):
    """A row to stand on, and the part that draws it and has the focus there."""

    part: Part
    row: Row


class Form(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Shows rows; the same key keeps its place, the focus and what is being typed.

    Rows that follow each other are lines of one widget; fields are widgets of their own.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "tab(1)", "Next", show=False),
        Binding("shift+tab", "tab(-1)", "Before", show=False),
    ]
    virtual_size = still()
    show_vertical_scrollbar = Reactive(False, layout=True, repaint=False)
    """As in Textual 8.2, but what the scrollbar pushes aside is not painted once more."""
    standing: var[Row | None] = var(None)
    """The row that one came to stand on last."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._parts: dict[str, Part] = {}
        self._problems: dict[str, str] = {}
        """What is wrong with what was typed in a field, by its key."""
        self._step = ""
        self._arrived = False
        """Whether the step was just opened, and the person has not moved yet."""

    async def show(self, step_id: str, rows: Sequence[Row]) -> None:
        """Draw the rows of a step; another step starts at its top, focus on what is to do."""
        if step_id != self._step:
            await self._begin(step_id, rows)
        else:
            await self._change(rows)

    async def _begin(self, step_id: str, rows: Sequence[Row]) -> None:
        """Show another step; nothing is painted until it is scrolled to where it begins."""
        self._step, self._problems = step_id, {}
        screen = self.screen
        assert isinstance(screen, CaseScreen)
        screen.hold_picture()
        with self.app.batch_update():
            gone = await self._draw(rows, anew=True)
            self.scroll_home(animate=False, immediate=True)
            self._arrived = True
            found = self._go_first()
            await self._remove(gone)
        screen.show_picture(partial(self._reveal, found))

    async def _change(self, rows: Sequence[Row]) -> None:
        """Change what is shown; the person stays on the row where they are, if it is there."""
        before = self.here
        with self.app.batch_update():
            gone = await self._draw(rows)
            if before is not None:
                self._stay_on(before)
            await self._remove(gone)

    def _stay_on(self, before: Place) -> None:
        """Stand on the row where the person was, or on the first that is to do."""
        place = self._place(before.row.key)
        if place is None:
            self.focus_first()
        elif place.part is not before.part:
            self._go(place)

    async def _draw(self, rows: Sequence[Row], *, anew: bool = False) -> list[Part]:
        """Update what stays, mount what is new where it belongs; return what is to be removed.

        With `anew` fields are other ones, though their keys be the same.
        """
        shown: dict[str, Part] = {}
        for key, group in _groups(_with_words(rows, self._problems)):
            part = self._parts.get(key)
            if part is None or (anew and not _is_lines(group)):
                part = _part(group, first=not shown)
            else:
                part.show_rows(group)
            shown[key] = part
        gone = [part for key, part in self._parts.items() if shown.get(key) is not part]
        self._rows, self._parts = rows, shown
        await self._mount(list(shown.values()))
        return gone

    async def _remove(self, gone: Sequence[Part]) -> None:
        """Remove parts, once the focus is elsewhere: else Textual moves it, and scrolls there."""
        if gone:
            await self.remove_children(gone)
            forget_gone_widgets()

    async def _mount(self, parts: Sequence[Part]) -> None:
        """Mount those that are new, each where it belongs; all that follow each other at once."""
        last: Part | None = None
        for is_new, run in groupby(parts, lambda part: part.parent is None):
            these = list(run)
            if is_new and last:
                await self.mount(*these, after=last)
            elif is_new:
                await self.mount(*these, before=0)
            last = these[-1]

    async def on_mistyped(self, message: Mistyped) -> None:
        """Say under the field what is wrong, until it is right."""
        message.stop()
        if self._problems.get(message.key, "") != message.problem:
            self._problems[message.key] = message.problem
            await self._change(self._rows)

    def places(self) -> list[Place]:
        """Return where one can stand, in order."""
        return [Place(part, row) for part in self._parts.values() for row in part.live_rows]

    def _place(self, key: str) -> Place | None:
        return next((place for place in self.places() if place.row.key == key), None)

    @property
    def here(self) -> Place | None:
        """Where the person stands; None while something else has the focus."""
        for part in self._parts.values():
            if part is self.screen.focused and part.stood_on is not None:
                return Place(part, part.stood_on)
        return None

    def stood(self) -> None:
        """Show the keys of the row, and tell who watches where the person stands."""
        self.refresh_bindings()
        self.standing = self.here.row if self.here else None

    def focus_first(self) -> None:
        """Stand on the first row that is still to do: an answer, a tick missing, or the end."""
        self.call_after_refresh(self._reveal, self._go_first())

    def _go_first(self) -> Place | None:
        places = self.places()
        if not places:
            return None
        found = _first_to_do(places) or places[0]
        self._go(found)
        return found

    def _go(self, place: Place) -> None:
        """Stand there; the screen follows later."""
        place.part.go_to(place.row)
        self.screen.set_focus(place.part, scroll_visible=False)
        self.stood()

    def region_of(self, place: Place) -> Region:
        """Return where a row is in all that is scrolled; a field with its words around it."""
        names = (place.row.key, *(f"{place.row.key} {name}" for name in ("label", "hint")))
        found = (part.regions_of(names) for part in self._parts.values())
        return Region.from_union([*chain.from_iterable(found)])

    def _reveal(self, place: Place | None) -> None:
        """Show the row without hiding the words above it, as far as both fit.

        Where nothing is left but to go on, at the end of a long page, the page begins at its top;
        enter goes on from there too.
        """
        if place is None or not self.is_attached or self.here != place:
            return
        region = self.region_of(place)
        if region.bottom <= self.size.height:
            return
        if isinstance(place.row, Button):
            self._go(self.places()[0])
        else:
            self.scroll_to_region(region, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Keep the focus in sight when the room shrinks, as it does for the words below."""
        here = self.here
        if here is None:
            return
        if self._arrived:
            self.call_after_refresh(self._reveal, here)
        else:
            self.call_after_refresh(self.keep_in_sight)

    def keep_in_sight(self) -> None:
        """Scroll to where the person stands by now; the form may have gone meanwhile."""
        here = self.here if self.is_attached else None
        if here is not None:
            self.scroll_to_region(self.region_of(here), animate=False, immediate=True)

    def move(self, by: int) -> None:
        """Move up or down by that many rows; it stops at both ends."""
        self._arrived = False
        if places := self.places():
            self.move_in(places, by)

    def move_in(self, chain: Sequence[Widget | Place], by: int) -> None:
        """Move from where the person is to that place on in the chain; it stops at both ends."""
        there = self._beside(chain, by)
        if there is None:
            self.scroll_home() if by < 0 else self.scroll_end()
        elif isinstance(there, Place):
            self.stand_on(there)
        else:
            there.focus()

    def _beside(self, chain: Sequence[T], by: int) -> T | None:
        """What is that many places on; the first where the person is elsewhere; None beyond."""
        here = self.here or self.screen.focused
        at = chain.index(here) + by if here in chain else 0
        return chain[at] if 0 <= at < len(chain) else None

    def action_tab(self, by: int) -> None:
        """Go to the next row; from the last one to whatever comes next on the screen."""
        if there := self._beside(self.places(), by):
            self.stand_on(there)
            return
        for part in self._parts.values():
            if part.live_rows:
                part.go_to(part.live_rows[0 if by > 0 else -1])
        self.screen.focus_next() if by > 0 else self.screen.focus_previous()

    def focus_after(self, key: str) -> None:
        """Stand on what comes after the question that the answer of that key belongs to."""
        places = self.places()
        keys = [place.row.key for place in places]
        if key in keys:
            rest = places[keys.index(key) :]
            self.stand_on(_first_to_do(rest) or rest[0])

    def stand_on(self, place: Place) -> None:
        """Stand on a row; keys may come faster than the screen scrolls, so it follows the last."""
        self._arrived = False
        self._go(place)
        self.call_after_refresh(self.keep_in_sight)

    def focus_key(self, key: str) -> None:
        """Stand on the row of that key, if it is there."""
        if place := self._place(key):
            self.stand_on(place)

    def fill(self) -> None:
        """Show what the case holds in every field, in the one where the person types too."""
        for part in self._parts.values():
            part.fill()


def _with_words(rows: Sequence[Row], problems: Mapping[str, str]) -> Iterator[Row]:
    """Yield the rows, those around a field too: its label, and the hint or what is wrong."""
    for row in rows:
        if not isinstance(row, Field):
            yield row
            continue
        yield Text(key=f"{row.key} label", text=row.label, style="label")
        yield row
        if wrong := problems.get(row.key) or row.problem:
            yield Text(key=f"{row.key} hint", text=f"{ATTENTION} {wrong}", style="hint")
        elif row.hint:
            yield Text(key=f"{row.key} hint", text=row.hint, style="hint")


def _groups(rows: Iterable[Row]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield the rows of every widget, and its key: that of its row, or of the row before it."""
    before = ""
    for key, group in groupby(rows, lambda row: row.key if isinstance(row, WIDGETS) else ""):
        yield key or f"after {before}", tuple(group)
        before = key


def _is_lines(group: Sequence[Row]) -> bool:
    return not isinstance(group[0], WIDGETS)


def _part(group: Sequence[Row], *, first: bool) -> Part:
    """Return the widget that draws these rows; each kind is imported when the first is drawn."""
    row = group[0]
    if isinstance(row, Field):
        from tui.screens.fields import ManyLines, OneLine

        return ManyLines(row) if row.kind == "lines" else OneLine(row)
    if isinstance(row, Countdown):
        from tui.screens.window import CountdownRow

        return CountdownRow(row)
    if isinstance(row, Sheet):
        from tui.screens.sheet import SheetRow

        return SheetRow(row)
    from tui.screens.rows import Rows

    return Rows(group, first=first)


def _first_to_do(places: Sequence[Place]) -> Place | None:
    """Return the first tick that is missing, the first question without an answer, or the end."""
    rows = [place.row for place in places]
    answered = {row.question for row in rows if isinstance(row, Option) and row.on}
    for place in places:
        match place.row:
            case Tick() as row if not (row.on or row.locked or row.later):
                return place
            case Option(question=question) if question not in answered:
                return place
            case Button(primary=True):
                return place
    return None
