"""A key that nobody else has, entered rightly and wrongly: not one byte of it may be left."""

from __future__ import annotations

import base64
import re
import secrets
from pathlib import Path

import pytest
from terminal_support import TYPING, progress_at, seed, terminal

from tui.playbooks import load

TOPICS = len(load(None).topics)


def canary() -> str:
    """A new key of 160 bits with a digit in every group."""
    key = base64.b32encode(secrets.token_bytes(20)).decode()
    return "".join(key[n : n + 3] + "2" for n in range(0, 32, 4))


def disguises(key: str) -> dict[str, bytes]:
    """Every form that the key may take."""
    raw = base64.b32decode(key)
    groups = [key[n : n + 4] for n in range(0, len(key), 4)]
    plain = {
        "base32": key,
        "spaced": " ".join(groups),
        "dashed": "-".join(groups),
        "half": key[:16],
        "other half": key[16:],
        "hex": raw.hex(),
        "base64": base64.b64encode(raw).decode().rstrip("="),
        "base64 of the text": base64.b64encode(key.encode()).decode().rstrip("=")[:-1],
        "hex of the text": key.encode().hex(),
        "reversed": key[::-1],
    }
    lower = {f"{name}, lower case": text.lower() for name, text in plain.items()}
    found = {name: text.encode() for name, text in (plain | lower).items()}
    return found | {"bytes": raw, "utf-16": key.encode("utf-16-le")}


def assert_nowhere(key: str, places: dict[str, bytes]) -> None:
    hits = [
        (place, name) for place, data in places.items() for name, form in disguises(key).items() if form in data
    ]  # fmt: skip
    assert hits == []


def files(home: Path) -> dict[str, bytes]:
    """Every file below the home, TMPDIR among them, and their names."""
    found = [path for path in home.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in found} | {
        "names": "\n".join(map(str, home.rglob("*"))).encode()
    }


def process(pid: int) -> dict[str, bytes]:
    """What other users may see of it."""
    try:
        return {"cmdline": Path(f"/proc/{pid}/cmdline").read_bytes()}
    except OSError:
        return {}


FORMS = {
    "typed": lambda window, key: window.press(*key),
    "pasted": lambda window, key: window.paste(key),
    "spaced": lambda window, key: window.paste(" ".join(key[n : n + 4] for n in range(0, 32, 4))),
    "link": lambda window, key: window.paste(f"otpauth://totp/x:y?secret={key}"),
}


OFTEN = {("typed", "quit"), ("pasted", "kill")}
CASES = [
    pytest.param(form, end, marks=() if (form, end) in OFTEN else pytest.mark.slow)
    for form in FORMS
    for end in ("quit", "kill")
]


@pytest.mark.slow
@pytest.mark.parametrize(("form", "end"), CASES)
def test_a_key_in_the_verify_tool_is_left_nowhere(tmp_path, form, end):
    key = canary()
    with terminal(tmp_path) as window:
        window.shows("Welcome", "saved ").press("f2").shows("Verify a key").settle()
        FORMS[form](window, key)
        window.shows("•" * 32)
        window.press("enter").shows("Well-formed: it can make codes")
        assert_nowhere(key, process(window.pid))
        window.press("1", "2", "3", "4", "5", "6", "enter").look(0.5)
        window.look(TYPING)
        window.press("\x11").end() if end == "quit" else window.kill()
    assert_nowhere(key, files(tmp_path) | {"output": window.output})


def wrong_field(window, key, pieces):
    """Enter the key in the field for the e-mail, where it is seen, in so many pieces."""
    window.shows("step 5, Write", "saved ").press("enter").shows("E-mail of the account").settle()
    window.press(*["down"] * TOPICS).shows("┃")
    size = len(key) // pieces
    for n in range(0, len(key), size):
        window.paste(key[n : n + size]).look(0.6 if pieces > 1 else 0.05)
    return window.shows("looks like")


@pytest.mark.parametrize(
    ("pieces", "soon"),
    [
        (1, False),
        (4, True),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in [(1, True), (4, False)]),
    ],
)
def test_a_key_in_the_wrong_field_is_taken_out_of_both_generations(tmp_path, pieces, soon):
    key = canary()
    seed(tmp_path, progress_at("request"))
    with terminal(tmp_path) as window:
        wrong_field(window, key, pieces)
        window.look(0.5 if soon else TYPING)
        window.press("x").look(0 if soon else TYPING)
        window.kill()
    kept = files(tmp_path)
    assert_nowhere(key, kept)
    parts = [key[n : n + 8].encode() for n in range(0, len(key), 8)]
    for data in kept.values():  # nor a part, saved before the key was known as one
        assert [part for part in parts if part in data] == []
    orders = set(re.findall(rb"\x1b\](\d+)", window.output))
    assert orders <= {b"22"}  # the pointer's shape; neither title nor clipboard


def test_the_search_would_find_it(tmp_path):
    key = canary()
    (tmp_path / "x").write_text(" ".join(key[n : n + 4] for n in range(0, 32, 4)).lower())
    with pytest.raises(AssertionError):
        assert_nowhere(key, files(tmp_path))
