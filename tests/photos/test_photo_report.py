"""What a report holds, and how the checks are put together."""

import subprocess
import sys
from datetime import date
from hashlib import sha256

import pytest
import specimens

from tui.photos.checks import CHECKS
from tui.photos.findings import NOT_CHECKED, QUESTIONS, Finding, Report, summary
from tui.photos.inspect import inspect

IDS = (
    "opens format bytes pixels rotation metadata grey light blur glare edge quality screenshot date"
)


def report(*levels: str, checked: int = 9) -> Report:
    findings = tuple(Finding("light", level, "", "", "", "", "") for level in levels)
    return Report("id", findings, ("light",) * checked, (), 0, "", 0, 0)


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ((), "9 things checked, nothing found"),
        (("problem", "ask", "check"), "9 things checked, 1 problem, 2 for you to look at"),
        (("problem", "problem"), "9 things checked, 2 problems"),
        (("ask",), "9 things checked, 1 for you to look at"),
    ],
)
def test_the_summary_counts_and_promises_nothing(levels, words):
    assert summary(report(*levels)) == words


def test_the_checks_have_the_ids_that_are_promised():
    assert [check.id for check in CHECKS] == IDS.split()


@pytest.mark.parametrize("kind", ["selfie", "id", "note"])
def test_a_report_says_what_was_and_what_was_not_checked(kind):
    data = specimens.jpeg(specimens.scene(1, size=(200, 150)))
    told = inspect(data, kind, date(2026, 11, 22))
    assert (told.kind, told.size, told.sha256) == (kind, len(data), sha256(data).hexdigest())
    assert (told.width, told.height) == (200, 150)
    assert {*NOT_CHECKED, *QUESTIONS[kind]} <= set(told.not_checked)
    assert set(told.checked) <= set(IDS.split())
    assert {one.check for one in told.findings} <= set(told.checked)
    words = str((told, summary(told))).lower()
    assert "accepted" not in words.replace("may be rejected", "")


@pytest.mark.parametrize("module", ["findings", "inspect", "problem"])
def test_the_app_side_needs_neither_pillow_nor_numpy(module):
    code = (
        f"import sys, tui.photos.{module}; print({{'PIL', 'numpy', 'asyncio'}} & {{*sys.modules}})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
