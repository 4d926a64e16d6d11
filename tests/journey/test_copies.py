"""Copies of the key: the single loss that takes all, what to add, and drills."""

from __future__ import annotations

import pytest
from cases import DAY, NOW, Person, book

from tui.journey import copies
from tui.journey.actions import Checked, Noted

BOOK = book(
    loss=[{"id": name, "text": name} for name in ("fire", "cloud", "theft")],
    copy=[
        {"id": "paper", "text": "Paper", "lost_with": ["fire"]},
        {"id": "safe", "text": "Safe", "lost_with": ["fire", "theft"]},
        *(
            {"id": n, "text": n, "lost_with": ["cloud"], "asks": "Which inbox?", "apart": "cloud"}
            for n in ("drive", "vault")
        ),
    ],
)


def person(*there: str) -> Person:
    someone = Person(BOOK).answer()
    for name in there:
        someone.tick("copy", name)
    return someone


def fatal(someone: Person) -> list[str]:
    return [one.id for one in copies.fatal(someone.case)]


def further(someone: Person) -> list[str]:
    return [one.id for one in copies.worth_adding(someone.case)]


@pytest.mark.parametrize(
    ("there", "taken_by", "add"),
    [
        ((), [], ["paper", "safe", "drive", "vault"]),
        (("paper",), ["fire"], ["drive", "vault"]),
        (("paper", "safe"), ["fire"], ["drive", "vault"]),
        (("paper", "drive"), [], ["safe", "vault"]),
        (("safe",), ["fire", "theft"], ["drive", "vault"]),
    ],
)
def test_one_loss_takes_every_copy_or_none_does(there, taken_by, add) -> None:
    assert fatal(person(*there)) == taken_by
    assert further(person(*there)) == add


def test_two_clouds_behind_one_inbox_are_lost_together() -> None:
    someone = person("drive", "vault")
    assert fatal(someone) == ["cloud"]
    assert fatal(someone.write("copy/drive", "maria@example.com ")) == ["cloud"]  # not known yet
    someone.write("copy/vault", "Maria@example.com")
    assert fatal(someone) == ["cloud"]
    assert fatal(someone.write("copy/vault", "work@example.com")) == []


def test_a_drill_is_done_with_the_verify_tool_and_asks_for_the_next_date() -> None:
    someone = person("paper").date("drill", NOW.date() + 30 * DAY)
    assert someone.do(Checked("key", "match")).status("prevention") == "Done"
    assert copies.drill_done(someone.case) is None
    someone.wait(days=31)
    assert someone.plan.of("prevention").why == f"the drill was due on {NOW.date() + 30 * DAY}"
    someone.do(Checked("key", "well-formed"))
    assert copies.drill_done(someone.case) is None
    someone.do(Checked("aegis", "clock"))
    assert someone.status("prevention") == "Needs attention"
    assert "set the date of the next" in someone.plan.of("prevention").why
    assert someone.date("drill", someone.now.date() + 180 * DAY).status("prevention") == "Done"
    assert copies.tried(someone.case) == (NOW.date(), NOW.date() + 31 * DAY)


def test_what_happened_is_noted_with_its_own_time() -> None:
    someone = person().write("noted", "They called").write("noted-when", "2026-11-20 10:00")
    before = someone.progress
    someone.do(Noted(NOW - 3 * DAY, "They called"))
    last = someone.progress.events[-1]
    assert (last.at, last.what, last.detail) == (NOW - 3 * DAY, "noted", "They called")
    assert not {"noted", "noted-when"} & set(someone.progress.texts)
    for at, words in ((NOW + DAY, "to come"), (NOW, "  ")):
        assert Person(BOOK).do(Noted(at, words)).progress.events[1:] == ()
    assert before.events == someone.progress.events[:-1]
