"""Files that are no photos, damaged ones and traps: one line each, no crash, no hang."""

import io
import os
import struct
import zlib
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import stuck
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tui.photos.examining import TOO_MUCH, PhotoJob
from tui.photos.findings import OPENS
from tui.photos.inspect import examine, inspect, job
from tui.photos.problem import PhotoProblem

TODAY = date(2026, 11, 22)


@cache
def made(format: str, size=(160, 120)) -> bytes:
    shades = np.random.default_rng(1).integers(0, 255, (*size[::-1], 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(shades).save(out, format)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, mode: int = 2, bits: int = 8) -> bytes:
    """A PNG that promises so many pixels and holds hardly any."""
    head = struct.pack(">IIBBBBB", width, height, bits, mode, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def told(data: bytes) -> str:
    """The message of a file that does not open: one printable line."""
    report = inspect(data, "id", TODAY)
    [one] = report.findings
    assert (one.check, one.level) == (OPENS, "problem")
    assert (report.checked, report.width, report.height) == ((OPENS,), 0, 0)
    assert one.message.isprintable()
    assert not report.opens
    return one.message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"not a picture at all", "not a picture"),
        (b"\xff\xd8\xff", "damaged"),
        (b"BM are the first letters of this text", "not a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(id) run\n", "PostScript"),
        (b"\xc5\xd0\xd3\xc6" + bytes(40), "PostScript"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04", "archive"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing"),
        (b"\0\0\0\x18ftypmp42", "film"),
        (b"\0\0\0\x18ftypavif", "AVIF"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "damaged"),
        (b"II*\0" + bytes(40), "TIFF"),
        (b"8BPS\0\1", "Photoshop"),
        (png(100_000, 100_000), "too large"),
        (png(9000, 7000), "too large"),
        (png(20_000, 2_500, mode=0, bits=1), "too large"),
        (png(400, 300), "damaged"),
        (made("JPEG") + bytes(31 * 2**20), "30 MB"),
    ],
)
def test_what_is_no_photo_is_said_in_a_line(data, word):
    assert word in told(data)


def test_without_the_extra_a_heic_photo_is_told_how_to_become_a_jpeg(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pi_heif.HeifImagePlugin", None)
    message = told(b"\0\0\0\x18ftypheic" + bytes(50))
    assert "Most Compatible" in message
    assert "sparekey[heic]" in message


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.98])
def test_a_picture_cut_off_does_not_open(format, share):
    data = made(format)
    assert "damaged or incomplete" in told(data[: int(len(data) * share)])


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "BMP"])
def test_a_single_pixel_is_checked_like_any_other(format):
    report = inspect(made(format, (1, 1)), "id", TODAY)
    assert report.opens
    assert (report.width, report.height) == (1, 1)
    assert not any("failed" in text for text in report.not_checked)


@pytest.mark.parametrize("size", [(1, 900), (900, 1), (30, 30), (3000, 2)])
def test_odd_shapes_are_checked(size):
    report = inspect(made("PNG", size), "id", TODAY)
    assert (report.width, report.height) == size
    assert not any("failed" in text for text in report.not_checked)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_checked(mode):
    image = (
        Image.new("I", (64, 48), 30_000) if mode == "I;16" else Image.new("RGB", (64, 48), "red")
    )
    out = io.BytesIO()
    image.convert(mode).save(out, "JPEG" if mode == "CMYK" else "PNG")
    report = inspect(out.getvalue(), "id", TODAY)
    assert report.opens
    assert not any("failed" in text for text in report.not_checked)


def test_a_photo_with_an_archive_behind_it_is_a_photo():
    data = made("JPEG")
    first, second = (inspect(one, "id", TODAY) for one in (data, data + b"PK\x03\x04" + bytes(99)))
    assert first.findings == second.findings


FORMATS = st.sampled_from(["JPEG", "PNG", "GIF", "BMP", "WEBP"])


@given(FORMATS, st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8))
def test_damage_never_raises(format, changes):
    data = bytearray(made(format, (40, 30)))
    for place, value in changes:
        data[place % len(data)] = value
    inspect(bytes(data), "id", TODAY)


@given(st.binary(max_size=60), st.booleans())
def test_damaged_metadata_never_raises(noise, little_endian):
    start = b"Exif\0\0" + (b"II*\0\x08\0\0\0" if little_endian else b"MM\0*\0\0\0\x08")
    part = start + noise
    data = made("JPEG", (40, 30))
    led = data[:2] + b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part + data[2:]
    assert inspect(led, "note", TODAY).opens


# Files


def test_what_is_no_file_is_said_in_a_line(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in ("pipe", "loop", "", "missing", "a\x1b[2J[b]b", "x" * 400):
        with pytest.raises(PhotoProblem) as caught:
            examine(tmp_path / path, "id", TODAY)
        assert caught.value.message.isprintable()
        assert "\x1b" not in caught.value.message


async def test_a_file_is_inspected_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "a\x1b[2J[b]b.jpg"
    path.write_bytes(made("JPEG"))
    report = await job(path, "note", TODAY).start().finished()
    assert report == inspect(made("JPEG"), "note", TODAY)


class Stuck(PhotoJob):
    """An examination that never ends by itself, with a short time limit."""

    function = staticmethod(stuck.sleeping)

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), "id", TODAY)
        _, *rest = self._call
        self._call = (self.function, *rest)


class Hungry(Stuck):
    function = staticmethod(stuck.hungry)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Stuck, Hungry])
async def test_one_that_takes_too_much_is_stopped_and_told(tmp_path, kind):
    path = tmp_path / "photo.jpg"
    path.write_bytes(made("JPEG"))
    report = kind(path).start().result()
    assert [one.message for one in report.findings] == [TOO_MUCH.message]
    assert report.sha256 == inspect(made("JPEG"), "id", TODAY).sha256
    assert await kind(path).start().finished() == report


@pytest.mark.slow
def test_the_largest_that_is_let_pass_fits_into_memory(tmp_path):
    out = io.BytesIO()
    Image.new("RGBA", (10_000, 6_000), "red").save(out, "PNG", compress_level=1)
    (tmp_path / "large.png").write_bytes(out.getvalue())
    assert examine(tmp_path / "large.png", "id", TODAY).opens
