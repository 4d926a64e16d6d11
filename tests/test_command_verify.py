"""`sparekey verify` as a person or a script meets it."""

import argparse
import io
import json
import os
import resource
from datetime import UTC, datetime

import pytest
from PIL import Image

from tui.commands import verify
from tui.keys import codes
from tui.keys.base32 import decode
from tui.keys.entry import Entry

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LINK = f"otpauth://totp/Crypto.com:me%40example.com?secret={KEY}&issuer=Crypto.com"
OTHER = "otpauth://totp/Site:me?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK&digits=8"
AT = 1_700_000_010
ENTRY = Entry(key=decode(KEY)[0])


def code_at(offset: int) -> str:
    return codes.code(ENTRY, AT + offset)


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on a text (saved to a file) or on a path; return status, output, errors."""

    def _run(text=None, *, path=None, **changes):
        if text is not None:
            path = tmp_path / "saved.txt"
            path.write_text(text)
        options = argparse.Namespace(
            file=str(path) if path else None, code=[], against=None, password_file=None,
            show_code=False, json=False,
            clock=lambda: datetime.fromtimestamp(AT, UTC),
        )  # fmt: skip
        vars(options).update(changes)
        status = verify.run(options)
        out, err = capsys.readouterr()
        assert KEY not in (out + err).upper()
        assert "Traceback" not in err
        return status, out, err

    return _run


@pytest.fixture
def read_json(run):
    def _run(*args, **changes):
        status, out, _ = run(*args, json=True, **changes)
        return status, json.loads(out)

    return _run


def test_a_saved_link_is_described_and_nothing_is_claimed(run):
    status, out, err = run(LINK)
    assert (status, err) == (0, "")
    assert "Crypto.com · me@example.com" in out
    assert "6 digits every 30 seconds, SHA1" in out
    assert "160 bits" in out
    assert "Well-formed: yes" in out
    assert "Matches a device: not compared" in out
    assert "Only signing in proves that it is accepted" in out
    assert code_at(0) not in out


@pytest.mark.parametrize(
    ("offset", "status", "verdict", "words"),
    [
        (0, 0, "match", "Match: "),
        (-30, 0, "match", "Match: "),
        (90, 0, "clock", "90–120 seconds ahead"),
        (-90, 0, "clock", "60–90 seconds behind"),
        (4000, 1, "no-match", "No match"),
    ],
)
def test_a_code_of_another_device(run, read_json, offset, status, verdict, words):
    got, out, err = run(LINK, code=[code_at(offset)])
    assert (got, err) == (status, "")
    assert words in out
    assert f"Matches a device: {'no' if status else 'yes'}" in out
    got, report = read_json(LINK, code=[code_at(offset)])
    assert (got, report["entries"][0]["verdict"]) == (status, verdict)
    interval = report["entries"][0]["clock_offset"]
    assert (interval is None) is (verdict == "no-match")
    assert interval is None or interval[0] <= offset < interval[1]


def test_one_entry_has_to_match_every_code(run):
    assert run(LINK, code=[code_at(-30), code_at(0)])[0] == 0
    assert run(LINK, code=[code_at(0), code_at(4000)])[0] == 1
    assert run(f"{OTHER}\n{LINK}", code=[code_at(0)])[0] == 0


def test_json_has_exactly_the_promised_shape(read_json):
    status, report = read_json(LINK)
    assert status == 0
    assert report == {
        "format": "uri",
        "entries": [
            {
                "issuer": "Crypto.com",
                "account": "me@example.com",
                "type": "totp",
                "algorithm": "SHA1",
                "digits": 6,
                "period": 30,
                "key_bits": 160,
                "verdict": "unchecked",
                "clock_offset": None,
                "notes": [],
                "code": None,
            }
        ],
        "problems": [],
        "same_key": None,
    }


def test_the_code_is_shown_only_on_request(run, read_json):
    assert f"Code now: {code_at(0)}, for 30 more seconds" in run(LINK, show_code=True)[1]
    assert read_json(LINK, show_code=True)[1]["entries"][0]["code"] == code_at(0)


def test_a_typed_key_comes_from_standard_input(run, read_json, monkeypatch):
    for stdin in (KEY.lower(), LINK, f"{KEY[:16]}\n{KEY[16:]}\n"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status, report = read_json(file="-")
        assert status == 0
        assert report["format"] == ("uri" if stdin == LINK else "key")


def test_without_a_file_it_asks_unseen(run, monkeypatch):
    monkeypatch.setattr("tui.commands.ask.unseen", lambda prompt: KEY)
    status, out, _ = run()
    assert status == 0
    assert "typed key" in out


def test_codes_are_compared_with_the_moment_before_the_key_was_asked_for(run, monkeypatch):
    now = [AT]
    monkeypatch.setattr("tui.commands.ask.unseen", lambda prompt: now.append(AT + 300) or KEY)
    status, out, _ = run(
        code=[code_at(0)], show_code=True, clock=lambda: datetime.fromtimestamp(now[-1], UTC)
    )
    assert status == 0
    assert "Match: " in out
    assert f"Code now: {code_at(300)}" in out


def test_without_a_file_and_a_terminal_it_says_what_to_do(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    status, out, err = run()
    assert (status, out) == (2, "")
    assert "name a file, or -" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("given", [KEY, KEY.lower(), "jbsw y3dp ehpk 3pxp", KEY[:-1] + "1", LINK])
@pytest.mark.parametrize("place", ["file", "against"])
def test_a_key_as_an_argument_is_refused_and_not_repeated(run, tmp_path, given, place):
    saved = tmp_path / "saved.txt"
    saved.write_text(LINK)
    status, out, err = run(**{"file": str(saved), place: given})
    assert (status, out) == (2, "")
    assert "history" in err
    assert err.count("\n") == 1
    assert given[:6].lower() not in err.lower() or given == LINK
    assert given[:8] not in err


def test_a_second_backup_is_compared(run, read_json, tmp_path):
    second = tmp_path / "second.txt"
    second.write_text(f"{KEY[:4]} {KEY[4:]}")
    assert read_json(LINK, against=str(second))[1]["same_key"] is True
    status, out, _ = run(LINK, against=str(second))
    assert status == 0
    assert "The second backup holds the same key, with the same settings." in out
    status, report = read_json(OTHER, against=str(second))
    assert (status, report["same_key"]) == (1, False)
    # The matching account is not the one that the second backup holds.
    other = codes.code(Entry(key=decode("MFRGGZDFMZTWQ2LK" * 2)[0], digits=8), AT)
    assert run(f"{LINK}\n{OTHER}", against=str(second), code=[other])[0] == 1


def test_other_settings_of_the_same_key_are_said(run, tmp_path):
    second = tmp_path / "second.txt"
    second.write_text(LINK + "&period=60")
    status, out, _ = run(LINK, against=str(second))
    assert status == 0
    assert "other settings: 6 digits every 60 seconds" in out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (KEY[:-1] + "1", "illegal-character"),
        (KEY + "A", "impossible-length"),
        ("otpauth-migration://offline?data=CgoKCg", "bad-export"),
        ('{"version": 1}', "unknown-json"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_status_2(run, read_json, tmp_path, text, code):
    status, out, err = run(text)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    status, report = read_json(text)
    assert (status, report["format"], report["entries"]) == (2, None, [])
    assert [problem["code"] for problem in report["problems"]] == [code]
    second = tmp_path / "second.txt"
    second.write_text(text)
    status, _, err = run(LINK, against=str(second))
    assert status == 2
    assert err.startswith("The second backup: ")


def test_counter_based_keys_are_named_and_are_status_2(run, read_json):
    link = LINK.replace("totp", "hotp") + "&counter=3"
    status, out, err = run(link, code=["123456"], show_code=True)
    assert status == 2
    assert "HOTP" in out
    assert "Well-formed: no time-based key" in out
    assert "no time-based" in err
    (entry,) = read_json(link)[1]["entries"]
    assert (entry["type"], entry["verdict"], entry["code"]) == ("hotp", "unchecked", None)


def test_a_bad_code_is_refused_and_not_repeated(run):
    status, _, err = run(LINK, code=["hunter2"])
    assert status == 2
    assert "hunter2" not in err


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo", "forbidden", "nul"])
def test_what_is_no_readable_file_is_one_line(run, tmp_path, kind):
    path = tmp_path / "it"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "forbidden":
        if os.geteuid() == 0:
            pytest.skip("root may read everything")
        path.touch(0)
    status, out, err = run(path=f"{path}\0" if kind == "nul" else path)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


WRONG = KEY[:9] + "1" + KEY[10:]
"""The key with a sign that no key has as its tenth."""


def test_a_mistyped_key_is_searched_by_the_codes(run, read_json):
    status, report = read_json(WRONG, code=[code_at(0)])
    assert (status, report["format"], report["same_key"]) == (1, None, None)
    (entry,) = report["entries"]
    assert entry["verdict"] == "typo"
    assert entry["key_bits"] is None, "what cannot be read has no length yet"
    assert (entry["algorithm"], entry["digits"], entry["period"]) == ("SHA1", 6, 30)
    assert (entry["clock_offset"], entry["code"]) == (None, None)
    assert "wrong keys" in entry["notes"][0]
    assert "Look at character 10." in entry["notes"][1]
    assert [problem["code"] for problem in report["problems"]] == ["illegal-character"]
    status, out, err = run(WRONG, code=[code_at(0), code_at(-30)])
    assert (status, err) == (1, "")
    assert "two codes agree" in out
    assert "Well-formed: no, not as it is written" in out
    assert KEY[9] not in out.partition("Look at")[2].partition("\n")[0].split()


@pytest.mark.slow
def test_a_mistyped_key_that_no_code_explains_is_no_account(run, read_json):
    much = "1" + KEY[7:16] + "0" + KEY[:14] + "8" + KEY[20:25]
    status, report = read_json(much, code=["000001", "000002"])
    assert (status, report["entries"], report["same_key"]) == (2, [], None)
    assert [problem["code"] for problem in report["problems"]] == ["illegal-character"]
    assert run(much, code=["000001", "000002"])[1] == ""


def test_one_readable_character_misread_is_a_typo_of_that_account(read_json):
    status, report = read_json("JBSWV3DP" + KEY[8:], code=[code_at(0), code_at(30)])
    (entry,) = report["entries"]
    assert (status, entry["verdict"], entry["key_bits"]) == (1, "typo", 160)


def test_a_clock_hours_off_takes_two_codes(read_json):
    far = 5 * 3600 + 17 * 60
    assert read_json(LINK, code=[code_at(far)])[1]["entries"][0]["verdict"] == "no-match"
    status, report = read_json(LINK, code=[code_at(far), code_at(far + 30)])
    (entry,) = report["entries"]
    assert (status, entry["verdict"]) == (0, "clock")
    assert entry["clock_offset"][0] <= far + 30 < entry["clock_offset"][1]


def test_other_settings_are_found(read_json):
    other = Entry(key=ENTRY.key, algorithm="SHA256")
    status, report = read_json(LINK, code=[codes.code(other, AT), codes.code(other, AT - 30)])
    assert (status, report["entries"][0]["verdict"]) == (1, "settings")
    assert "SHA256 instead of SHA1" in report["entries"][0]["notes"][0]


@pytest.mark.slow
def test_a_picture_that_is_made_to_take_long_is_answered_in_one_line(run, tmp_path):
    """Finder patterns side by side, 40,000 of them: the reader tries what they may be part of."""
    finder = Image.new("L", (18, 18), 255)
    for edge, shade in ((2, 0), (4, 255), (6, 0)):
        finder.paste(shade, (edge, edge, 18 - edge, 18 - edge))
    page = Image.new("L", (3600, 3600), 255)
    for place in range(200 * 200):
        page.paste(finder, (18 * (place % 200), 18 * (place // 200)))
    path = tmp_path / "tiled.png"
    page.resize((1800, 1800)).save(path)
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    status, out, err = run(path=path)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "takes too long" in err
    assert ended.ru_utime - begun.ru_utime < 6


def test_hostile_names_reach_no_terminal_raw(run):
    link = f"otpauth://totp/%1b%5d52%3bc%3bUFdORUQ%3d%1b%5c%0a?secret={KEY}&issuer=%E2%80%AEevil%07"
    _, out, _ = run(link)
    assert not set(out) & set("\x1b\x07\u202e")


def test_before_1970_is_one_line(run):
    status, _, err = run(LINK, show_code=True, clock=lambda: datetime.fromtimestamp(-5, UTC))
    assert status == 2
    assert "1970" in err
