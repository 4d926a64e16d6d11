"""Pictures made to do harm: each answered with a problem in words, quickly and in little memory."""

import random
import struct
import subprocess
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tui.keys import picture, qr
from tui.keys.problem import KeyProblem

from .qr_pictures import code, png, saved

MEGABYTES, SECONDS = 300, 5
KINDS = {
    "PNG": {},
    "JPEG": {},
    "WEBP": {"lossless": True},
    "GIF": {},
    "BMP": {},
    "TIFF": {"compression": "tiff_lzw"},
}

EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(x) run showpage\n"


def problem(data: bytes) -> str:
    with pytest.raises(KeyProblem) as caught:
        qr.texts(data)
    assert "\n" not in caught.value.message
    return caught.value.code


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, data: bytes, *more: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    ends = (b"".join(more), chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(ends)


def squeezed(size: int) -> bytes:
    packer = zlib.compressobj(9)
    block = bytes(2**20)
    return b"".join([*(packer.compress(block) for _ in range(size // 2**20)), packer.flush()])


BOMBS = {
    "60,000 pixels square": (lambda: png_of(60000, 60000, squeezed(2**24)), "too-large"),
    "2³¹ pixels square": (lambda: png_of(2**31 - 1, 2**31 - 1, b""), "too-large"),
    "just under Pillow's limit": (lambda: png_of(9400, 9400, squeezed(2**28)), "too-large"),
    "a long comment": (
        lambda: png_of(9, 9, b"", chunk(b"zTXt", b"x\0\0" + squeezed(2**27))),
        "bad-picture",
    ),
    "a long colour profile": (
        lambda: png_of(9, 9, b"", chunk(b"iCCP", b"x\0\0" + squeezed(2**27))),
        "bad-picture",
    ),
    "GIF of 65,535 square": (
        lambda: b"GIF89a" + b"\xff" * 4 + bytes(9) + b",",
        "bad-picture|too-large",
    ),
    "BMP of 2³⁰ square": (
        lambda: b"BM" + bytes(12) + struct.pack("<IiiHHI", 40, 2**30, 2**30, 1, 24, 0) + bytes(20),
        "too-large",
    ),
    "JPEG of 65,500 square": (
        lambda: saved(Image.new("L", (8, 8)), "JPEG").replace(
            b"\x08\0\x08\0\x08", b"\x08\xff\xdc\xff\xdc"
        ),
        "too-large",
    ),
    "a ribbon": (lambda: png(Image.new("1", (100_000, 1))), "too-large"),
    "more than 50 MiB": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50 * 2**20), "too-large"),
}
"""How each is made, and what may be said of it."""
IN_ITSELF = """
import re, sys, time
from pathlib import Path
from tui.keys import qr
from tui.keys.problem import KeyProblem
data = sys.stdin.buffer.read()
begun, code = time.monotonic(), "read"
try:
    qr.texts(data)
except KeyProblem as problem:
    code = problem.code
status = Path("/proc/self/status")  # where there is one: getrusage counts the parent's memory too
peak = re.search(r"VmHWM:\\s*(\\d+) kB", status.read_text())[1] if status.exists() else 0
print(code, time.monotonic() - begun, int(peak) / 1024)
"""


def measured(data: bytes) -> tuple[str, float, float]:
    """The code of the problem, the seconds and the megabytes of a process that reads `data`."""
    command = [sys.executable, "-c", IN_ITSELF]
    out = subprocess.run(command, input=data, capture_output=True, check=True, timeout=60).stdout
    code, seconds, peak = out.decode().split()
    return code, float(seconds), float(peak)


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs(bomb):
    made, codes = BOMBS[bomb]
    code, seconds, peak = measured(made())
    assert code in codes.split("|")
    assert (seconds < SECONDS, peak < MEGABYTES) == (True, True), (seconds, peak)


@pytest.mark.slow
@pytest.mark.parametrize("kind", picture.KINDS)
def test_the_largest_that_is_let_in_takes_no_more(kind):
    """Just below the limit of its kind: time and memory to say that there is no code."""
    side = int((picture.MOST_MEMORY / picture.KINDS[kind][1]) ** 0.5) - 1
    if kind == "HEIF":
        pytest.skip("no encoder here")
    Image.MAX_IMAGE_PIXELS, limit = None, Image.MAX_IMAGE_PIXELS
    data = saved(Image.new("RGB", (side, side), (90, 20, 200)), kind, **KINDS[kind])
    Image.MAX_IMAGE_PIXELS = limit
    code, seconds, peak = measured(data)
    assert code in ("no-qr", "too-large")
    assert (seconds < SECONDS, peak < MEGABYTES) == (True, True), (seconds, peak)


@pytest.mark.parametrize("kind", KINDS)
def test_cut_short(kind):
    whole = saved(code(unit=2).convert("RGB"), kind, **KINDS[kind])
    for share in (0.01, 0.1, 0.5, 0.9):
        assert problem(whole[: int(len(whole) * share)]) in ("bad-picture", "not-picture")


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_changed_at_random(kind):
    whole = saved(code(unit=2), kind, **KINDS[kind])
    chance = random.Random(4)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(min(len(data), chance.choice((60, 400, 10**6))))] = (
                chance.randrange(256)
            )
        answers(bytes(data))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(picture.MAGIC)), st.binary(max_size=300))
def test_any_bytes_behind_a_magic(magic, rest):
    answers(magic + rest)


def answers(data: bytes) -> None:
    try:
        texts = qr.texts(data)
    except KeyProblem as caught:
        assert caught.code in {*picture.PROBLEMS, "no-qr"}
    else:
        assert all(texts)


@pytest.mark.parametrize("magic", [b"", *picture.MAGIC, b"RIFF\0\0\0\0WEBP", b"\xc5\xd0\xd3\xc6"])
def test_postscript_never_runs(magic, monkeypatch, tmp_path):
    """Whatever it is dressed as; a Ghostscript that is found would leave a file."""
    trace = tmp_path / "ran"
    for name in ("gs", "gswin64c"):
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\ntouch {trace}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert problem(magic + EPS) in ("not-picture", "bad-picture")
    assert not trace.exists()


def test_two_files_in_one():
    """What it begins as is what it is: a tail of another kind is not looked at."""
    hidden = code()
    assert problem(png(Image.new("L", (50, 50))) + saved(hidden, "JPEG")) == "no-qr"
    assert problem(b"GIF89a" + png(hidden)) in ("bad-picture", "too-large")
    assert problem(b"PK\3\4" + png(hidden)) == "not-picture"
    assert qr.texts(png(hidden) + EPS) == qr.texts(png(hidden))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(64_990, 1), (1, 64_990), (33_000, 20), (31_999, 390)])
def test_ribbons(size):
    assert problem(png(Image.new("1", size))) == "no-qr"


def test_nothing_and_next_to_nothing():
    assert problem(b"") == "not-picture"
    assert problem(png(Image.new("L", (1, 1)))) == "no-qr"
    assert problem(png_of(0, 9, b"")) == "bad-picture"
    for magic in picture.MAGIC:
        assert problem(magic) in ("bad-picture", "not-picture")


def test_the_problem_names_nothing_of_the_picture(capfd):
    data = png_of(9, 9, b"", chunk(b"tEXt", b"secret\0JBSWY3DPEHPK3PXP"))
    with pytest.raises(KeyProblem) as caught:
        qr.texts(data)
    assert "JBSWY3DP" not in caught.value.message
    assert capfd.readouterr() == ("", "")
