"""The form on paper, as poppler renders it and as its content stream draws it."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from datetime import date
from itertools import combinations, pairwise

import pytest

from tui.exports.paper import usual_paper
from tui.exports.recovery_form import recovery_form

TODAY = date(2026, 11, 22)
POINT = 25.4 / 72
"""Millimetres."""
SIZES = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
NAMES = ["Crypto.com", "W" * 40, "Société Générale", "Биржа", "\x1b[2J(]\\) Tj\u202e", ""]

needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("pdftotext")), reason="poppler is not installed"
)


@pytest.fixture(params=SIZES)
def paper(request):
    return request.param


def drawn(data: bytes) -> str:
    """What the page's content stream says."""
    (stream,) = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return zlib.decompress(stream).decode("latin-1")


def numbers(data: bytes, pattern: str) -> list[tuple[float, ...]]:
    """Every place where that is drawn, in millimetres."""
    found = re.findall(pattern.replace("N", r"(-?[\d.]+)"), drawn(data))
    return [tuple(float(number) * POINT for number in one) for one in found]


def boxes(data: bytes) -> list[tuple[float, ...]]:
    return [(x, y, wide, abs(high)) for x, y, wide, high in numbers(data, "N N N N re S")]


def lines(data: bytes) -> list[tuple[float, ...]]:
    return numbers(data, "N N m N N l S")


def poppler(tool: str, data: bytes, *options: str) -> bytes:
    done = subprocess.run([tool, *options], input=data, capture_output=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def words_of(data: bytes) -> list[tuple[float, float, float, float, str]]:
    """Every word and where it stands: left, top, right, bottom in millimetres."""
    page = poppler("pdftotext", data, "-bbox", "-", "-").decode()
    found = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', page)
    return [(*(float(number) * POINT for number in one[:4]), one[4]) for one in found]


@needs_poppler
def test_it_is_one_page_of_that_paper(paper):
    data = recovery_form("Crypto.com", paper=paper, today=TODAY)
    pictures = poppler("pdftoppm", data, "-r", "25.4", "-gray", "-")  # one pixel a millimetre
    heads = re.findall(rb"P5\n(\d+) (\d+)\n255\n", pictures)
    assert [tuple(map(int, head)) for head in heads] == [
        tuple(pytest.approx(side, abs=1) for side in SIZES[paper])
    ]


@needs_poppler
@pytest.mark.parametrize("name", NAMES[:2])
def test_every_word_is_inside_the_margins_and_none_over_another(paper, name):
    data = recovery_form(name, paper=paper, today=TODAY)
    wide, high = SIZES[paper]
    words = words_of(data)
    assert len(words) > 150
    for left, top, right, bottom, word in words:
        assert 15 < left < right < wide - 15, word
        assert 15 < top < bottom < high - 13, word
    for one, other in combinations(words, 2):
        apart = one[2] <= other[0] or other[2] <= one[0]
        over = min(one[3], other[3]) - max(one[1], other[1])
        assert apart or over < 1.0, (one, other)  # the boxes of lines touch, their letters don't


@needs_poppler
def test_it_says_what_one_needs_and_holds_no_key(paper):
    data = recovery_form("Crypto.com", paper=paper, today=TODAY)
    words = " ".join(poppler("pdftotext", data, "-", "-").decode().split())
    for wanted in (
        "Crypto.com", "E-mail", "TOTP", "SHA-1", "Digits", "30 s", "Other copies", "Tried",
        "Who may open this sheet", "no 0, 1, 8 or 9", "A to Z and the digits 2 to 7",
        "enter a setup key", "date and time to automatic", "sparekey verify", "2026-11-22",
        "holds no key until you write it", "Keep it away from the phone",
    ):  # fmt: skip
        assert wanted in words, words
    assert not re.search(r"[A-Z2-7]{8}|(?:\b[A-Z2-7]{4}\b ){3}|otpauth|@", words)


def test_a_key_of_64_characters_has_its_boxes(paper):
    data = recovery_form("Crypto.com", paper=paper, today=TODAY)
    key = [box for box in boxes(data) if box[2] >= 6 and box[3] >= 6]
    assert len(key) == 64 > 52
    rows = sorted({box[1] for box in key}, reverse=True)
    assert [sum(box[1] == row for box in key) for row in rows] == [16, 16, 16, 16]
    for row in rows:
        ends = sorted((x, x + wide) for x, y, wide, _ in key if y == row)
        gaps = [after[0] - before[1] for before, after in pairwise(ends)]
        wide = [gap > 3 for gap in gaps]
        assert wide == [place % 4 == 0 for place in range(1, 16)], "groups of four"
    ticks = [box for box in boxes(data) if box not in key]
    assert len(ticks) == 4 + 2 * 3
    assert all(min(box[2:]) >= 3.5 for box in ticks)


def test_hands_have_room(paper):
    """No line to write on is nearer than 8 mm below another, or shorter than 12 mm."""
    data = recovery_form("Crypto.com", paper=paper, today=TODAY)
    rules = lines(data)
    assert len(rules) > 15
    for left, y, right, end_y in rules:
        assert y == end_y
        assert right - left >= 12
        assert 15 < left < right < SIZES[paper][0] - 15
    for one, other in combinations(rules, 2):
        beside = one[2] <= other[0] or other[2] <= one[0]
        assert beside or abs(one[1] - other[1]) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_the_bytes_are_the_same_each_time_and_tell_nothing_of_this_computer(
    paper, name, monkeypatch
):
    first = recovery_form(name, paper=paper, today=TODAY)
    monkeypatch.setenv("USER", "canary")
    monkeypatch.setenv("HOME", "/home/canary")
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    monkeypatch.setattr("time.time", lambda: 1.0)
    assert recovery_form(name, paper=paper, today=TODAY) == first
    assert first != recovery_form(name, paper=paper, today=date(2026, 11, 23))
    told = dict(
        re.findall(rb"/(Title|Producer|Author|Creator|CreationDate|ModDate) \((.*?)\)", first)
    )
    assert told == {
        b"Title": b"2FA recovery sheet",
        b"Producer": b"SpareKey",
        b"CreationDate": b"D:20261122000000Z",
    }


def test_a_name_that_the_font_lacks_is_left_to_the_hand(paper):
    empty = recovery_form("", paper=paper, today=TODAY)
    assert recovery_form("Биржа", paper=paper, today=TODAY) == empty
    assert "(Soci\xe9t\xe9)" in drawn(recovery_form("Société", paper=paper, today=TODAY))


@pytest.mark.parametrize(
    ("environment", "usual"),
    [
        ({}, "A4"),
        ({"LANG": "C.UTF-8"}, "A4"),
        ({"LANG": "en_US.UTF-8"}, "Letter"),
        ({"LANG": "de_DE.UTF-8@euro"}, "A4"),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, "A4"),
        ({"LANG": "de_DE", "LC_PAPER": "de_DE", "LC_ALL": "es_MX"}, "Letter"),
        ({"LANG": "en_US", "LC_ALL": ""}, "Letter"),
    ],
)
def test_the_paper_is_that_of_the_locale(environment, usual):
    assert usual_paper(environment) == usual
