"""Hostile words in every place that words come from, on every step: shown, never obeyed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import timedelta

import pytest
import tomli_w
from cli_support import sparekey
from msgspec.structs import replace
from terminal_support import ROOT, STEPS, case_file, progress_at, seed, terminal

from tui.journey.progress import Check, Event, Progress, Round

CORPUS = {
    "escapes": "A\x1b[2J\x1b[31m\x1bcB\x1b]0;PWNED\x07C\x1b]52;c;UFdORUQ=\x1b\\D\x1bP1$r\x1b\\E",
    "c1": "A\x9b2J\x9d0;PWNED\x9cB\x85C\x8fD",
    "markup": "[/] [/bold] [@click=app.leave]x[/] [@click='app.forget']y[/] [bold [[ ]] \\[/ [$v]",
    "bidi": "A\u202egnp.exe\u202c\u2066x\u2069\u200b\ufeff\xad\u2028B\u2029C\U000e0041",
    "zalgo": "Z" + "\u0300\u0316\u0489" * 80 + "a\u20dd" * 30 + "\u0300start",
    "wide": "漢字" * 90 + "👨‍👩‍👧‍👦🏳️‍🌈" * 20,
    "nul and friends": "A\0B\x7fC\bD\tE\rF\nG\x0cH",
}
OURS = re.compile(r"\x1b\[[?<>=]?[0-9;]*\$?[mHhlupn]|\x1b\]22;[a-z]+\x07|\x1b\[c")
"""What Textual itself writes: styles, places, modes, its questions, the pointer's shape."""


def assert_tame(output: bytes) -> None:
    """Beside Textual's own sequences the output holds nothing that a terminal obeys."""
    rest = OURS.sub("", output.decode("utf-8"))
    assert "\x1b" not in rest, re.findall("\x1b.{0,20}", rest)[:5]
    bad = {char for char in rest if unicodedata.category(char) in ("Cc", "Zl", "Zp")} - {"\r", "\n"}
    assert bad == set()
    assert not set(rest) & set("\u202e\u202c\u2066\u2069\ufeff\U000e0041")


ALL = " ".join(words[:60] for words in CORPUS.values())
"""Something of each, short enough for any place."""
KINDS = [pytest.param(words, id=kind, marks=pytest.mark.slow) for kind, words in CORPUS.items()]


def hostile(words: str, step: str) -> Progress:
    """Progress with those words wherever a file may hold words."""
    name, base = words[:250], progress_at(step)
    now = base.started
    fields = ("email", "details", "story", "message", "asked", "account-name", "id/name",
              "sent-1/case", "sent-1/when", "sent-2/case", "answer-1", "asked-1", name)  # fmt: skip
    rounds = tuple(
        replace(one, sent=now - timedelta(hours=1), channel=name, case=name, words=words,
                named={name: name, "id": name}, documents=(name,))
        for one in base.rounds
    )  # fmt: skip
    return replace(
        base,
        ticks=base.ticks | {name, f"task/{name}", f"criterion/id/{name}", f"again/1/{name}"},
        texts=dict.fromkeys(fields, words),
        choices=base.choices | {name: name, "topic": name, "id/kind": name},
        ways_failed=frozenset({name}),
        rounds=rounds or (Round(now, name, name, (name,), words=words),) * (step == "review"),
        checks=(*base.checks, Check(now, name, "match")),
        events=(*base.events, Event(now, name, words)),
    )


def visit(window) -> None:
    """Open every step, to its end."""
    window.shows("SpareKey: ", "aved").settle()
    for number in range(len(STEPS)):
        window.press(*["k"] * 10, *["j"] * number).look(0.05)
        window.press("enter").look(0.15)
        if "SpareKey: " not in window.text:
            window.press("\x1b[6~", "\x1b[6~", "down", "down").look(0.25)
            for _ in range(3):
                window.press("escape").look(0.15)
                if "SpareKey: " in window.text:
                    break
    window.press("\x11")
    assert window.end() == 0, window.text


@pytest.mark.parametrize("words", [pytest.param(ALL, id="all"), *KINDS])
@pytest.mark.slow  # a walk through every step; the labels and the playbook below are the quick ones
@pytest.mark.parametrize("step", ["review", "prevention"])
def test_words_of_a_progress_file_are_shown_tamely_on_every_step(tmp_path, words, step):
    seed(tmp_path, hostile(words, step))
    with terminal(tmp_path) as window:
        visit(window)
        assert_tame(window.output)
    for command in (["status"], ["export"], ["paths"], ["status", "--json"]):
        done = sparekey(tmp_path, *command)
        assert_tame((done.stdout + done.stderr).encode())


WORDS = {"title", "text", "intro", "why", "hint", "needs", "mend", "about", "phrase", "name"}


def test_a_story_of_several_lines_is_shown_before_sending(tmp_path):
    seed(tmp_path, replace(progress_at("send"), texts={"story": "one\ntwo\n\nthree"}))
    with terminal(tmp_path) as window:
        window.shows("step 7, Check").press("enter").shows("Step 7 of 10", "What you wrote: one")
        window.press("\x11")
        assert window.end() == 0


def poisoned(value, words, key=""):
    """A playbook with those words at the end of every text to read."""
    if isinstance(value, dict):
        return {name: poisoned(one, words, name) for name, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, words, key) for one in value]
    return f"{value} {words}" if key in WORDS and isinstance(value, str) else value


def poison(folder, words):
    """Write our own playbook with those words in it."""
    book = tomllib.loads((ROOT / "tui" / "playbooks" / "crypto-com.toml").read_text())
    (folder / "book.toml").write_text(tomli_w.dumps(poisoned(book, words[:100])))


@pytest.mark.slow
@pytest.mark.parametrize("words", CORPUS.values(), ids=CORPUS)
def test_words_of_a_playbook_are_refused_or_printed_tamely(tmp_path, words):
    poison(tmp_path, words)
    for command in ("status", "export"):
        done = sparekey(tmp_path, command, "--playbook", "book.toml")
        assert_tame((done.stdout + done.stderr).encode())
        assert (done.returncode, done.stderr.count("\n")) in ((0, 0), (2, 1))


@pytest.mark.slow
@pytest.mark.parametrize("words", [ALL, *CORPUS.values()], ids=["all", *CORPUS])
def test_words_of_a_playbook_are_refused_or_shown_tamely(tmp_path, words):
    poison(tmp_path, words)
    seed(tmp_path, progress_at("review"))
    with terminal(tmp_path, "--playbook", "book.toml", size=(30, 120)) as window:
        visit(window)
        assert_tame(window.output)


@pytest.mark.parametrize("words", [pytest.param(ALL, id="all"), *KINDS])
def test_labels_of_a_key_are_shown_tamely(tmp_path, words):
    label = "".join(f"%{byte:02x}" for byte in words.encode())
    link = f"otpauth://totp/{label}:{label}?secret=MFRGGZDFMZTWQ2LK&issuer={label}"
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").press("f2").shows("Verify a key").settle()
        window.paste(link).press("enter").shows("Well-formed").settle()
        window.press("\x11")
        assert window.end() == 0
        assert_tame(window.output)
    done = sparekey(tmp_path, "verify", "-", given=link)
    assert done.returncode == 0
    assert_tame(done.stdout.encode())


@pytest.mark.slow
def test_names_of_files_are_shown_tamely(tmp_path):
    name = "\x1b]0;PWNED\x07[bold]\u202e.toml"
    for command in ([], ["status"], ["paths"], ["export"]):
        done = sparekey(tmp_path, *command, "--progress", name)
        assert_tame((done.stdout + done.stderr).encode())
    (tmp_path / name).write_bytes(b"broken")
    with terminal(tmp_path, "--progress", name) as window:
        window.shows("can't be read").settle()
        window.press("\x11")
        assert window.end() == 0
        assert_tame(window.output)
    assert not case_file(tmp_path).exists()


def test_a_path_that_is_markup_is_only_shown(tmp_path):
    (tmp_path / "[").mkdir()
    (tmp_path / "[" / "].toml").write_bytes(b"broken")
    with terminal(tmp_path, "--progress", "[/].toml", size=(40, 100)) as window:
        window.shows("can't be read", "[/].toml").press("\x11")
        assert window.end() == 0
