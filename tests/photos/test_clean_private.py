"""Nothing private is left in a clean copy, and nothing else is missing: over a hundred builds."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import warnings
import zlib
from functools import cache
from importlib.util import find_spec

import made_jpegs
import made_others
import made_pngs
import numpy as np
import pytest
from made_blocks import CANARY, canary, exif, icc
from made_jpegs import BASE, chunks, exif_segment, led, picture, saved, segment
from PIL import Image

from tui.photos.clean import Cleaned, cleaned

LOSSLESS = {
    **made_jpegs.everything(),
    **made_pngs.everything(),
    "profile sRGB": led(*chunks(icc("sRGB", "table"), 60_000)),
    "profile sRGB, parametric": led(*chunks(icc("sRGB", "para"), 60_000)),
    "profile Display P3": led(*chunks(icc("P3", "para"), 60_000)),
    "profile Adobe RGB": led(*chunks(icc("Adobe", "2.2"), 60_000)),
    "profile in pieces": led(*chunks(icc("P3", "table"), 500)),
    "profile, a piece missing": led(*chunks(icc("P3", "table"), 500, skip=2)),
    "profile of grey for colours": led(*chunks(icc("", "table", b"GRAY"), 60_000)),
    "profile of grey": led(
        *chunks(icc("", "table", b"GRAY"), 60_000), base=saved(picture(mode="L"))
    ),
    "profile, no such thing": led(*chunks(canary() * 9, 60_000)),
}
HEIC = {"heic": made_others.heic()} if find_spec("pi_heif") else {}
CHANGED = {
    **HEIC,
    **made_jpegs.damaged(),
    **made_pngs.damaged(),
    **made_others.everything(),
    "lying down": led(exif_segment(orientation=6, gps=True)),
    "png lying down": saved(picture(), "PNG", exif=exif(orientation=8, gps=True)),
    "profile of wide colours": led(*chunks(icc("ProPhoto", "1.8"), 60_000)),
    "profile of dark grey": led(
        *chunks(icc("", "1.8", b"GRAY"), 60_000), base=saved(picture(mode="L"))
    ),
    "png profile of wide colours": made_pngs.rgb(made_pngs.profile(icc("ProPhoto", "1.8"))),
    "several at once": led(
        exif_segment(orientation=3, gps=True, thumbnail=made_jpegs.thumbnail()),
        segment(0xFE, canary()),
        *chunks(icc("P3", "para"), 60_000),
    )
    + canary(),
}
SHOWN_BY_EXIFTOOL = {
    "ExifTool": {"ExifToolVersion"},
    "File": {"FileType", "FileTypeExtension", "MIMEType", "ImageWidth", "ImageHeight", "EncodingProcess", "BitsPerSample", "ColorComponents", "YCbCrSubSampling"},
    "JFIF": {"JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"},
    "Adobe": {"DCTEncodeVersion", "APP14Flags0", "APP14Flags1", "ColorTransform"},
    "PNG": {"ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace", "SRGBRendering", "Gamma", "Palette", "Transparency", "ProfileName", "WhitePointX", "WhitePointY", "RedX", "RedY", "GreenX", "GreenY", "BlueX", "BlueY"},
    "Composite": {"ImageSize", "Megapixels"},
}  # fmt: skip
SHOWN_OF_PROFILES = {
    "ProfileDateTime": "2000:01:01 00:00:00",
    "ProfileCopyright": "Public domain",
    "DeviceManufacturer": "",
    "DeviceModel": "",
    "ProfileCreator": "",
    "ProfileID": 0,
}

ALL = LOSSLESS | CHANGED


@cache
def copy_of(name: str) -> Cleaned:
    return cleaned(ALL[name])


def hidden_in(data: bytes) -> list[str]:
    """Where the canary is: as it is, in UTF-16, in hexadecimal, or packed by zlib at any place."""
    forms = {form: CANARY.encode(form) for form in ("ascii", "utf-16-le", "utf-16-be")}
    forms["hexadecimal"] = canary().hex().encode()
    found = [name for name, form in forms.items() if form in data]
    for start in re.finditer(rb"[\x08\x18\x28\x38\x48\x58\x68\x78].", data, re.DOTALL):
        if int.from_bytes(start[0]) % 31 == 0:
            inflater = zlib.decompressobj()
            try:
                inside = inflater.decompress(data[start.start() :], 100_000)
            except zlib.error:
                continue
            found += [f"zlib: {name}" for name, form in forms.items() if form in inside]
    return found


def test_many_different_builds():
    assert len(set(ALL.values())) >= 120


def test_the_canary_is_in_nearly_every_original():
    bare = {name for name, data in ALL.items() if not hidden_in(data)}
    assert bare == {"plain", "png plain", "png time", "png Windows gamma", "png animated"}


@pytest.mark.parametrize("name", ALL)
def test_no_canary_in_the_copy(name):
    assert not hidden_in(copy_of(name).data)


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_pixels_are_the_same(name):
    copy = copy_of(name)
    assert copy.pixels_identical
    assert copy.suffix == (".png" if name.startswith("png") else ".jpg")
    before, after = decoded(LOSSLESS[name]), decoded(copy.data)
    assert before.mode == after.mode
    assert np.array_equal(np.asarray(before), np.asarray(after))
    if before.mode == "P":
        assert np.array_equal(before.convert("RGBA"), after.convert("RGBA"))


@pytest.mark.parametrize("name", CHANGED)
def test_what_is_changed_is_said(name):
    assert not copy_of(name).pixels_identical
    assert copy_of(name).changed


@pytest.mark.parametrize("name", ALL)
def test_a_copy_of_the_copy_is_the_copy(name):
    again = cleaned(copy_of(name).data)
    assert again.data == copy_of(name).data
    assert (again.changed, again.pixels_identical) == ((), True)


def decoded(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of broken Exif
        image = Image.open(io.BytesIO(data))
        image.load()
        return image


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
def test_exiftool_finds_nothing_private(tmp_path):
    copies = {name: copy_of(name) for name in ALL}
    files = {
        name: f"{number:03}{copy.suffix}" for number, (name, copy) in enumerate(copies.items())
    }
    for name, file in files.items():
        (tmp_path / file).write_bytes(copy_of(name).data)
    (tmp_path / "original.jpg").write_bytes(LOSSLESS["exif, big-endian"])
    found = {one.pop("SourceFile"): one for one in exiftool(tmp_path)}
    assert "GPS:GPSLatitude" in found.pop("original.jpg")
    assert {
        name: unexpected(found[file]) for name, file in files.items() if unexpected(found[file])
    } == {}
    assert len(found) == len(files)


def exiftool(folder) -> list[dict[str, object]]:
    options = [
        "-json",
        "-G1",
        "-a",
        "-u",
        "-U",
        "-ee3",
        "-api",
        "largefilesupport=1",
        "-api",
        "requestall=0",
        "--System:all",
    ]
    run = subprocess.run(
        ["exiftool", "-config", "", *options, "."], cwd=folder, capture_output=True, check=False
    )
    told = json.loads(run.stdout)
    for one in told:
        one["SourceFile"] = one["SourceFile"].removeprefix("./")
    return told


def unexpected(tags: dict[str, object]) -> list[str]:
    odd = []
    for tag, value in tags.items():
        group, _, name = tag.partition(":")
        if group.startswith("ICC"):
            if SHOWN_OF_PROFILES.get(name, value) != value or CANARY[:4] in str(value):
                odd.append(f"{tag}={value}")
        elif name not in SHOWN_BY_EXIFTOOL.get(group, ()):
            odd.append(f"{tag}={value}")
    return odd


SAID = {
    "exif, place only": "place (GPS)",
    "exif, upright": "camera and serial number",
    "exif, thumbnail": "a thumbnail",
    "xmp": "place (GPS)",
    "comment": "comments",
    "iptc": "captions (IPTC)",
    "content credentials": "content credentials (C2PA)",
    "jfif thumbnail": "a thumbnail",
    "jfxx thumbnail": "a thumbnail",
    "after the end: text": "data after the picture's end",
    "after the end: mpo": "further pictures in the file",
    "APP7 of an app": "other hidden data",
    "profile Display P3": "notes in its colour profile",
    "png exif": "place (GPS)",
    "png iTXt, packed": "comments",
    "png time": "date and time",
    "png animated": "further pictures in the file",
    "png private chunk": "other hidden data",
    "png after the end: text": "data after the picture's end",
    "webp": "place (GPS)",
    "tiff, big-endian": "names of its owner or author",
    "gif, comment": "comments",
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_left_behind_is_said(name):
    assert SAID[name] in copy_of(name).removed


def test_nothing_is_said_of_a_bare_picture():
    assert copy_of("plain").removed == copy_of("png plain").removed == ()
    assert copy_of("plain").data == BASE


@pytest.mark.skipif(not HEIC, reason="pi_heif is not installed")
def test_of_a_heic_photo_the_place_stays_behind():
    copy = copy_of("heic")
    assert copy.changed == ("HEIC saved as JPEG",)
    assert {"place (GPS)", "camera and serial number", "editing history (XMP)"} <= {*copy.removed}
    assert decoded(copy.data).size == (270, 270)
