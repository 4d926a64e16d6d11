"""`sparekey photo` as a person or a script meets it."""

import io
import json
import os
import stat

import numpy as np
import pytest
from cli_support import AT, KEY, assert_refused, sparekey
from PIL import Image, ImageDraw

from tui import cli

NAME = "Anna Eriksson"


def photo(**save) -> bytes:
    """A large picture with sharp edges on a plain ground, which breaks no rule."""
    image = Image.new("RGB", (1640, 1200), (150, 140, 120))
    draw = ImageDraw.Draw(image)
    made = np.random.default_rng(1)
    draw.rectangle((300, 250, 1340, 950), fill=(205, 215, 230))
    for _ in range(300):
        x, y = made.integers(320, 1250), made.integers(270, 920)
        draw.rectangle((x, y, x + made.integers(5, 60), y + 12), fill=(40, 30, 60))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=96, **save)
    return out.getvalue()


GOOD = photo()


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command line in this process; return status, output, errors."""

    def _run(data, *arguments):
        path = tmp_path / "photo.jpg"
        if data is not None:
            path.write_bytes(data)
        status = cli.run(["photo", str(path), "--at", AT, *arguments])
        out, err = capsys.readouterr()
        assert err.count("\n") == (1 if status == 2 else 0)
        return status, out, err

    return _run


def test_nothing_found_is_said_with_what_was_not_checked(run):
    status, out, _ = run(GOOD, "--as", "id")
    assert status == 0
    assert "13 things checked, nothing found" in out
    assert "1640 × 1200 pixels" in out
    assert "authentic" in out
    assert "accepted" not in out


def test_each_finding_says_what_whose_rule_and_what_to_do(run):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = NAME
    status, out, _ = run(photo(exif=exif), "--as", "id")
    assert status == 1
    assert "2 for you to look at" in out
    assert "Check (may be rejected): It lies on its side" in out
    assert "Wanted: 1 (upright) (published by Kraken and Prembly: upright)" in out
    assert "Send the clean copy" in out
    assert NAME not in out


def test_json_has_exactly_the_promised_shape(run):
    exif = Image.Exif()
    exif[0x0112] = 3
    status, out, _ = run(photo(exif=exif), "--as", "note", "--json")
    told = json.loads(out)
    assert status == 1
    assert set(told) == {"as", "findings", "checked", "not_checked"}
    assert told["as"] == "note"
    [one] = told["findings"]
    fields = ["check", "level", "value", "threshold", "rule", "message", "retake"]
    assert list(one) == fields
    assert (one["check"], one["level"]) == ("rotation", "check")
    assert told["checked"] == [
        "opens", "format", "bytes", "pixels", "rotation", "metadata", "light", "blur", "quality",
        "screenshot",
    ]  # fmt: skip
    assert all(isinstance(text, str) for text in told["not_checked"])


@pytest.mark.parametrize("data", [b"", b"no picture", GOOD[: len(GOOD) // 2], None])
def test_what_cannot_be_read_is_one_line_and_status_2(run, data):
    status, out, err = run(data, "--as", "id")
    assert (status, out) == (2, "")
    status, out, again = run(data, "--as", "id", "--json")
    told = json.loads(out)
    assert (status, again) == (2, err)
    assert [(one["check"], one["level"]) for one in told["findings"]] == [("opens", "problem")]
    assert told["checked"] == ["opens"]


def test_today_is_the_day_of_the_clock(run):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:22 09:00:00"
    data = photo(exif=exif)
    assert run(data, "--as", "selfie")[0] == 0
    status, out, _ = run(data, "--as", "selfie", "--at", "2026-11-26T12:00")
    assert status == 1
    assert "taken on 2026-11-22" in out


def test_a_clean_copy_is_written_once_and_only_there(run, tmp_path):
    exif = Image.Exif()
    exif[0x013B] = NAME
    data, copy = photo(exif=exif), tmp_path / "copy.jpg"
    status, out, _ = run(data, "--as", "id", "--clean", str(copy))
    assert status == 1
    assert f"Clean copy: {copy} (JPEG" in out
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert NAME.encode() not in copy.read_bytes()
    pixels = [np.asarray(Image.open(io.BytesIO(one))) for one in (data, copy.read_bytes())]
    assert (pixels[0] == pixels[1]).all()
    assert (tmp_path / "photo.jpg").read_bytes() == data
    written = copy.read_bytes()
    status, out, err = run(data, "--as", "id", "--clean", str(copy))
    assert (status, out) == (2, "")
    assert "exists already" in err
    assert copy.read_bytes() == written


def test_no_clean_copy_of_what_does_not_open(run, tmp_path):
    copy = tmp_path / "copy.jpg"
    assert run(b"no picture", "--as", "id", "--clean", str(copy))[0] == 2
    assert not copy.exists()


def test_a_key_as_an_argument_is_refused_and_not_repeated(run, tmp_path, capsys):
    for arguments in ((KEY, "--as", "id"), (str(tmp_path), "--as", "id", "--clean", KEY.lower())):
        assert cli.run(["photo", *arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "looks like a key" in err
        assert err.count("\n") == 1
        assert KEY[:8].lower() not in err.lower()


def test_in_a_process_of_its_own(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(GOOD)
    os.mkfifo(tmp_path / "pipe")
    assert sparekey(tmp_path, "photo", "photo.jpg", "--as", "id").returncode == 0
    assert_refused(sparekey(tmp_path, "photo", "pipe", "--as", "id"), "not a file")
    assert_refused(sparekey(tmp_path, "photo", "photo.jpg"), "--as")
