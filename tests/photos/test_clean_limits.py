"""What can't or mustn't be copied is refused in one line; names tell nothing."""

from __future__ import annotations

import struct
import subprocess
import sys
import tracemalloc
import zlib

import made_jpegs
import made_pngs
import pytest
from made_blocks import canary
from made_jpegs import BASE, before, led, picture, saved, segment
from made_pngs import SIGNATURE, chunk
from PIL import Image

from tui.photos.clean import cleaned, neutral_name
from tui.photos.problem import PhotoProblem

SIDE = 60_000
FRAME = BASE.index(b"\xff\xc0")


def huge_jpeg() -> bytes:
    return BASE[: FRAME + 5] + struct.pack(">HH", 20_000, 20_000) + BASE[FRAME + 9 :]


def header(width: int, height: int) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


def huge(kind: str) -> bytes:
    """A small file of one pixel whose header claims 10,000 x 10,000: no bomb to Pillow."""
    data = bytearray(saved(Image.new("RGB", (1, 1)), kind))
    if kind == "GIF":
        data[6:10] = struct.pack("<HH", 10_000, 10_000)
    elif kind == "BMP":
        data[18:26] = struct.pack("<ii", 10_000, 10_000)
    elif kind == "TIFF":
        order = "<" if data[:2] == b"II" else ">"
        first = struct.unpack_from(order + "I", data, 4)[0]
        for at in (first + 2, first + 14):
            struct.pack_into(order + "HHI", data, at, 0x100 + (at > first + 2), 4, 1)
            struct.pack_into(order + "I", data, at + 8, 10_000)
    elif kind == "WEBP":
        start = data.index(b"\x9d\x01\x2a") + 3
        data[start : start + 4] = struct.pack("<HH", 10_000, 10_000)
    return bytes(data)


REFUSED = {
    "nothing": (b"", "not-picture"),
    "text": (canary(), "not-picture"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not-picture"),
    "pdf": (b"%PDF-1.7\n", "not-picture"),
    "over 30 MB": (BASE + bytes(30 * 2**20), "too-large"),
    "jpeg of 400 megapixels": (huge_jpeg(), "too-large"),
    "png of 3600 megapixels": (
        SIGNATURE + header(SIDE, SIDE) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b""),
        "too-large",
    ),
    "png of one line too long": (SIGNATURE + header(90_000, 1) + chunk(b"IEND", b""), "too-large"),
    **{f"{kind} of many megapixels": (huge(kind), "too-large") for kind in ("GIF", "BMP", "TIFF", "WEBP")},
    "jpeg of its start": (b"\xff\xd8\xff", "damaged"),
    "jpeg cut in half": (BASE[: len(BASE) // 2], "damaged"),
    "jpeg cut in its head": (BASE[:99], "damaged"),
    "jpeg without a frame": (led(segment(0xFE, canary()), base=b"\xff\xd8\xff\xd9"), "damaged"),
    "jpeg without tables": (BASE[:20] + BASE[FRAME:], "damaged"),
    "jpeg of twelve bits": (BASE[: FRAME + 4] + b"\x0c" + BASE[FRAME + 5 :], "damaged"),
    "jpeg of no height": (BASE[: FRAME + 5] + b"\0\0" + BASE[FRAME + 7 :], "damaged"),
    "jpeg with a scan header of text": (before(0xDA, segment(0xDA, canary())), "damaged"),
    "jpeg of ever more segments": (
        b"\xff\xd8" + segment(0xFE, b"") * 100_000, "damaged",
    ),
    "png of its start": (SIGNATURE, "damaged"),
    "png with a wrong check": (made_pngs.rgb()[:-20] + b"\0" + made_pngs.rgb()[-19:], "damaged"),
    "png of no width": (SIGNATURE + header(0, 5) + chunk(b"IEND", b""), "damaged"),
    "png without pixels": (SIGNATURE + header(5, 5) + chunk(b"IEND", b""), "damaged"),
    "webp cut short": (saved(picture(), "WEBP")[:99], "damaged"),
    "heic of nothing": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + canary(), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_line(name):
    data, code = REFUSED[name]
    with pytest.raises(PhotoProblem) as caught:
        cleaned(data)
    assert caught.value.code == code
    assert caught.value.__cause__ is None
    assert "\n" not in caught.value.message
    assert canary().decode() not in caught.value.message


def test_a_size_that_cannot_be_met():
    with pytest.raises(PhotoProblem, match="size limit") as caught:
        cleaned(BASE, most_bytes=500)
    assert caught.value.code == "cannot-fit"


def test_without_the_heic_decoder(monkeypatch):
    monkeypatch.setitem(sys.modules, "pi_heif.HeifImagePlugin", None)
    with pytest.raises(PhotoProblem) as caught:
        cleaned(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    assert caught.value.code == "no-heic"


def test_a_bomb_of_packed_pixels_is_not_unpacked():
    bomb = made_pngs.png(made_pngs.PLAIN, made_pngs.LINES + bytes(20 * 10**6))
    tracemalloc.start()
    copy = cleaned(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert copy.changed == ("rebuilt from its pixels",)
    assert peak < 5 * 10**6


def test_a_bomb_in_a_colour_profile_is_not_unpacked():
    bomb = made_pngs.rgb(chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(20 * 10**6))))
    assert cleaned(bomb).pixels_identical


def test_a_jpeg_is_never_decoded_where_it_need_not_be():
    run = "import sys; from tui.photos.clean import cleaned; cleaned(sys.stdin.buffer.read()); assert 'PIL' not in sys.modules"
    data = made_jpegs.everything()["exif, thumbnail"]
    subprocess.run([sys.executable, "-c", run], input=data, check=True)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (("id", "front", 1, ".jpg"), "id-front.jpg"),
        (("selfie", "", 1, ".jpg"), "selfie.jpg"),
        (("note", "", 2, ".png"), "note-2.png"),
        (("../../etc/Passwd", "\x1b[2J", 0, ".jpg"), "etc-passwd-2j.jpg"),
        (("", "", 3, ".jpg"), "3.jpg"),
        (("😀", "", 1, ".jpg"), "photo.jpg"),
        (("x" * 300, "y", 1, ".jpg"), "x" * 40 + "-y.jpg"),
    ],
)
def test_neutral_names(asked, name):
    assert neutral_name(*asked) == name
