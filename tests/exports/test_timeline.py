"""The timeline: in order, in words, and with nothing in it that is a secret or that is obeyed."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from terminal_support import progress_at

from tui.exports.making import make
from tui.exports.timeline import markdown, timeline
from tui.journey.case import Case
from tui.journey.progress import Event, Round
from tui.playbooks import load

BOOK = load(None)
NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRITTEN = {
    "bare": KEY,
    "lower": KEY.lower(),
    "groups": " ".join(KEY[at : at + 4] for at in range(0, 32, 4)),
    "dashes": "-".join(KEY[at : at + 4] for at in range(0, 32, 4)),
    "in words": f"they wrote {KEY}, twice",
    "address": f"otpauth://totp/x?secret={KEY}",
    "full width": "".join(chr(ord(char) + 0xFEE0) for char in KEY),
    "zero width": "\u200b".join(KEY),
    "a second line": f"fine\n{KEY}",
    "seed": " ".join(["abandon"] * 11 + ["about"]),
}
HOSTILE = "\x1b]52;c;eA==\x07\x9b2J [/] *bold* <b>|`_x_` # \u202e\u2028\ud800 end"


def told(words: str) -> Case:
    """A case with these words in every field that a timeline could show."""
    named = {"selfie": words, words: "blur"}
    heard = {"outcome_at": NOW, "words": words}
    first = Round(NOW, words, words, outcome="rejected", named=named, **heard)
    second = Round(NOW, words, words, outcome="other", **heard)
    events = (Event(NOW, "noted", words), Event(NOW, words, words), Event(NOW, "outcome", words))
    progress = replace(
        progress_at("review", NOW),
        rounds=(first, second),
        events=events,
        texts=dict.fromkeys(("email", "details", "story", "message", "asked"), words),
    )
    return Case(BOOK, progress, NOW)


def both(case: Case) -> list[str]:
    return [make(kind, case, "A4").decode() for kind in ("md", "json")]


@pytest.mark.parametrize("how", WRITTEN)
def test_what_looks_like_a_key_is_left_out_of_every_field(how):
    for text in both(told(WRITTEN[how])):
        letters = re.sub(r"[^A-Z2-7]", "", unicodedata.normalize("NFKC", text).upper())
        assert KEY not in letters
        assert KEY[:12] not in letters
        assert "abandon" not in text
        assert text.count("left out: it looks like") >= 10


@settings(max_examples=6)
@given(st.text(max_size=40).map(lambda text: text + HOSTILE))
def test_nothing_is_left_that_a_terminal_obeys(words):
    for text in both(told(words)):
        assert text.replace("\n", "").isprintable()
    for line in markdown(told(words)):
        assert not re.search(r"(?<!\\)(?:\\\\)*[`*\[\]<>|_!]", line), line


def test_what_was_added_by_hand_stands_at_its_own_time():
    berlin = timezone(timedelta(hours=1))
    events = (
        Event(NOW, "started"),
        Event(NOW + timedelta(hours=2), "sent", "round 1"),
        Event((NOW + timedelta(hours=1)).astimezone(berlin), "noted", "They telephoned."),
        Event(NOW - timedelta(days=1), "noted", "The phone was stolen."),
    )
    case = Case(BOOK, replace(progress_at("review", NOW), events=events), NOW)
    found = timeline(case)["events"]
    assert [(one["title"], one["detail"]) for one in found] == [
        ("Noted", "The phone was stolen."),
        ("Case begun", ""),
        ("Noted", "They telephoned."),
        ("Request sent", "round 1"),
    ]
    assert found[2]["at"] == "2026-11-22T16:05:00+01:00"
    lines = [line for line in markdown(case) if line.startswith("- 2026")]
    assert lines[0] == "- 2026-11-21 14:05 +0000 Noted: The phone was stolen."
    assert lines[2] == "- 2026-11-22 15:05 +0000 Noted: They telephoned."


def test_a_round_is_told_in_words():
    named = {"note": "blur", "asked-x": "own words"}
    one = Round(
        NOW,
        "live-chat",
        "CS-1042",
        outcome="rejected",
        outcome_at=NOW + timedelta(hours=30),
        words="Try again.\nPlease.",
        named=named,
    )
    case = Case(BOOK, replace(progress_at("review", NOW), rounds=(one,)), NOW)
    lines = list(markdown(case))
    note = next(d.title for d in BOOK.profiles[0].document if d.id == "note")
    blur = next(reason.text for reason in BOOK.reasons if reason.id == "blur")
    assert lines[lines.index("## Round 1") + 2 :] == [
        "- Sent: 2026-11-22 14:05 +0000",
        "- Where: In-app Live Chat",
        "- Case number: CS-1042",
        "- Answer: rejected, 2026-11-23 20:05 +0000",
        f"- Asked for again: {note} ({blur})",
        "- Asked for again: asked-x (own words)",
        "- In their words: Try again. Please.",
    ]
    (found,) = timeline(case)["rounds"]
    assert found["named"] == named
    assert found["words"] == "Try again. Please."
