"""Each check finds its own fault in a made photo, and nothing in a good one."""

import io
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import specimens
from PIL import Image, PngImagePlugin

from tui.photos.checks.file import jpeg_quality
from tui.photos.inspect import inspect

TODAY = date(2026, 11, 22)
GOOD = specimens.scene(3, size=(1600, 1200), fill=0.6, side="left")


@cache
def photo(**changes) -> Image.Image:
    return specimens.picture(replace(GOOD, **changes))


@cache
def half(**changes) -> Image.Image:
    """Large enough for the checks of light, colour and the border; it blurs half as much."""
    return photo(size=(800, 600), **changes)


@cache
def little(**changes) -> Image.Image:
    """For what the file says."""
    return half(**changes).resize((240, 180))


def found(data: bytes | Image.Image, kind="id", **save) -> dict[str, tuple[str, str]]:
    """The findings by check: level and value."""
    if isinstance(data, Image.Image):
        data = specimens.encoded(data, "JPEG", quality=94, **save)
    report = inspect(data, kind, TODAY)
    assert not any("failed" in text for text in report.not_checked)
    for one in report.findings:
        assert all((one.value, one.threshold, one.rule, one.message, one.retake))
    return {one.check: (one.level, one.value) for one in report.findings}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["id", "selfie", "note"])
def test_nothing_is_found_in_a_good_photo(kind):
    assert found(photo(), kind) == {}


@pytest.mark.parametrize(
    ("changes", "check", "level", "word"),
    [
        ({"blur": 5.0}, "blur", "problem", "soft"),
        ({"behind": 6.0, "background": "stone"}, "blur", "problem", "soft"),
        ({"exposure": 0.2}, "light", "problem", "brightness"),
        ({"exposure": 2.6}, "light", "problem", "brightness"),
        ({"glare": 0.2}, "glare", "check", "middle"),
        ({"crop": 0.2}, "edge", "check", "left"),
        ({"crop": 0.05, "side": "bottom"}, "edge", "check", "bottom"),
        ({"background": "weave"}, "edge", "ask", "pattern"),
        ({"crop": 0.2, "background": "wood"}, "edge", "ask", "pattern"),
        ({"grey": True}, "grey", "problem", "no colour"),
    ],
)
def test_each_fault_is_found(changes, check, level, word):
    told = found(half(**changes))
    assert told[check][0] == level
    assert word in told[check][1]


def test_a_good_photo_darkened_is_not_called_blurred():
    assert "blur" not in found(half(exposure=0.3))


def test_grey_saved_in_colour_is_grey_and_a_note_may_be():
    grey = half(grey=True).convert("RGB")
    assert found(grey.resize((240, 180)))["grey"][0] == "problem"
    assert "grey" not in found(grey.resize((240, 180)), "note")


def test_what_is_not_of_an_id_is_not_asked_of_it():
    assert {"edge", "glare"} <= set(found(half(glare=0.2, crop=0.2)))
    for kind in ("selfie", "note"):
        assert not {"edge", "glare", "grey"} & set(found(half(glare=0.2, crop=0.2), kind))


def test_an_empty_table_is_not_called_blurred_but_asked():
    made = np.random.default_rng(1).normal(120, 2, (1200, 1600, 3)).astype(np.uint8)
    assert found(Image.fromarray(made))["blur"][0] == "ask"


@pytest.mark.parametrize(
    ("mean", "level"),
    [(39, "problem"), (41, "check"), (59, "check"), (61, None), (189, None), (191, "check"),
     (214, "check"), (216, "problem")],
)  # fmt: skip
def test_light_is_the_mean_of_all_shades(mean, level):
    plane = np.full((120, 160, 3), mean - 35, np.uint8)
    plane[60:] = mean + 35
    data = specimens.encoded(Image.fromarray(plane), "PNG")
    assert found(data).get("light", (None,))[0] == level


def test_a_pale_picture_lacks_contrast():
    plane = np.full((120, 160, 3), 110, np.uint8)
    plane[60:] = 160
    assert found(specimens.encoded(Image.fromarray(plane), "PNG"))["light"][0] == "check"


@pytest.mark.parametrize(
    ("long", "level"), [(600, "problem"), (800, "check"), (1599, "check"), (1600, None)]
)
def test_a_small_picture_is_told(long, level):
    told = found(photo().resize((long, long * 3 // 4)))
    assert told.get("pixels", (None,))[0] == level


def test_the_file_s_length_is_compared():
    data = specimens.encoded(photo(), "JPEG", quality=94)
    assert "bytes" not in found(data)
    assert found(data + bytes(5_000_000))["bytes"] == ("check", f"{(len(data) + 5e6) / 1e6:.1f} MB")
    assert found(specimens.encoded(photo(), "JPEG", quality=15))["bytes"][0] == "check"


@pytest.mark.parametrize("quality", range(20, 101, 8))
def test_jpeg_quality_is_the_one_it_was_saved_with(quality):
    data = specimens.encoded(Image.new("RGB", (16, 16)), "JPEG", quality=quality)
    assert abs(jpeg_quality(Image.open(io.BytesIO(data)).quantization[0]) - quality) <= 1


def test_strong_compression_is_told():
    assert found(specimens.encoded(little(), "JPEG", quality=60))["quality"][0] == "check"


@pytest.mark.parametrize(
    ("format", "level"),
    [("PNG", "check"), ("WEBP", "problem"), ("BMP", "problem"), ("GIF", "problem")],
)
def test_other_formats_are_told(format, level):
    assert found(specimens.encoded(little(), format))["format"][0] == level


def test_a_heic_photo_is_opened_where_the_extra_is_there():
    pytest.importorskip("pi_heif")
    told = found((Path(__file__).parents[1] / "keys" / "qr.heic").read_bytes())
    assert told["format"] == ("check", "HEIC")
    assert "opens" not in told


def test_a_moving_picture_is_told():
    frames = [little(), little(blur=2.5)]
    data = specimens.encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert found(data)["opens"][0] == "check"


# What the file says


def exif(tags=(), inner=(), place=()):
    made = Image.Exif()
    made.update(dict(tags))
    made.get_ifd(0x8769).update(dict(inner))
    made.get_ifd(0x8825).update(dict(place))
    return {"exif": made}


def test_a_picture_on_its_side_is_turned_before_it_is_checked():
    lying = little(crop=0.2).transpose(Image.Transpose.ROTATE_90)
    told = found(lying, **exif({0x0112: 6}))
    assert told["rotation"][0] == "check"
    assert told["edge"][1].endswith(": left")
    data = specimens.encoded(lying, "JPEG", **exif({0x0112: 6}))
    report = inspect(data, "id", TODAY)
    assert (report.width, report.height) == (240, 180)


@pytest.mark.parametrize("value", [0, 1, 9, 77])
def test_an_orientation_that_says_nothing_turns_nothing(value):
    assert "rotation" not in found(little(), **exif({0x0112: value}))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"place": {1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 0.0, 0.0)}}, "the place"),
        ({"inner": {0xA431: "12345"}}, "serial numbers"),
        ({"inner": {0xA435: "12345"}}, "serial numbers"),
        ({"inner": {0xA430: "Anna"}}, "the owner's name"),
        ({"tags": {0x013B: "Anna"}}, "the owner's name"),
    ],
)
def test_what_is_private_is_told_and_never_shown(parts, words):
    told = found(little(), **exif(**parts))
    assert told["metadata"] == ("check", words)


def test_xmp_comments_and_films_are_told():
    xmp = b"<x:xmpmeta><dc:creator>Anna</dc:creator><aux:SerialNumber>1</aux:SerialNumber>"
    data = specimens.encoded(little(), "JPEG", quality=94, xmp=xmp, comment=b"Anna")
    told = found(data + b"\0\0\0\x18ftypmp42")
    assert told["metadata"][1] == "serial numbers, the owner's name, a comment, a short film"


def test_nothing_is_private_in_the_camera_s_name():
    assert "metadata" not in found(little(), **exif({0x010F: "Maker", 0x0110: "Model"}))


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
def test_what_exiftool_writes_is_read(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(specimens.encoded(little(), "JPEG", quality=94))
    subprocess.run(
        ["exiftool", "-q", "-overwrite_original", "-GPSLatitude=52.5", "-GPSLatitudeRef=N",
         "-GPSLongitude=13.4", "-GPSLongitudeRef=E", "-EXIF:SerialNumber=A1", "-IPTC:By-line=Anna",
         "-DateTimeOriginal=2026:11:18 10:00:00", "-UserComment=Screenshot", "-Orientation#=3",
         str(path)], check=True,
    )  # fmt: skip
    told = found(path.read_bytes(), "selfie")
    assert told["metadata"][1] == "the place, serial numbers, the owner's name"
    assert told["date"] == ("check", "taken on 2026-11-18")
    assert told["screenshot"][0] == "problem"
    assert told["rotation"][1] == "EXIF orientation 3"
    assert "Anna" not in json.dumps(told)


@pytest.mark.parametrize(
    ("taken", "level"),
    [("2026:11:22", None), ("2026:11:20", None), ("2026:11:19", "check"), ("2026:11:23", None),
     ("2026:11:25", "check"), ("0000:00:00", None), ("yesterday", None)],
)  # fmt: skip
def test_a_note_of_another_day_is_told(taken, level):
    noted = exif(inner={0x9003: f"{taken} 10:00:00"})
    assert found(little(), "note", **noted).get("date", (None,))[0] == level
    assert "date" not in found(little(), "id", **noted)


def test_a_photo_without_a_date_is_not_said_to_be_of_today():
    report = inspect(specimens.encoded(little(), "JPEG", quality=94), "note", TODAY)
    assert "date" not in report.checked
    assert any("taken" in text for text in report.not_checked)


def test_a_screen_s_size_and_format_look_like_a_screenshot():
    tall = little().resize((640, 1136))
    assert found(specimens.encoded(tall, "PNG", compress_level=1))["screenshot"][0] == "check"
    assert "screenshot" not in found(tall)
    assert "screenshot" not in found(
        specimens.encoded(little().resize((641, 1136)), "PNG", compress_level=1)
    )
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Anna")
    noted = specimens.encoded(little(), "PNG", compress_level=1, pnginfo=text)
    assert found(noted)["metadata"][1] == "the owner's name"
