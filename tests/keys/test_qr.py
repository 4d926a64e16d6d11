import importlib.util
import io
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageOps

from tui.keys import picture, qr
from tui.keys.problem import KeyProblem

from .qr_pictures import KINDS, TEXT, code, made, on, png, saved

HEIC = Path(__file__).with_name("qr.heic")
"""A code of segno's in HEVC, written by pillow-heif (the decoder that is used here cannot)."""
HEIC_TEXT = (
    "otpauth://totp/Crypto.com:me%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    "&issuer=Crypto.com"
)
has_heif = importlib.util.find_spec("pi_heif") is not None
MOST_UNREAD = 2
"""Of the 37 kinds. Blur of 6 pixels leaves nothing of a module of 8: no reader known reads it."""


def read(kind: str) -> bool:
    texts, data = made(kind)
    try:
        return qr.texts(data) == texts
    except KeyProblem as problem:
        assert problem.code == "no-qr"
        return False


def test_pictures_as_people_have_them_are_read(capsys):
    unread = [kind for kind in KINDS if not read(kind)]
    with capsys.disabled():
        print(f"\n{len(KINDS) - len(unread)} of {len(KINDS)} kinds read; not: {unread}")
    assert len(KINDS) == 37
    assert len(unread) <= MOST_UNREAD, unread


KIND_OF_FILE = {
    "PNG": {},
    "JPEG": {"quality": 70},
    "JPEG progressive": {"progressive": True},
    "MPO": {"save_all": True, "append_images": [Image.new("RGB", (99, 99))]},
    "WEBP": {"lossless": True},
    "GIF": {},
    "BMP": {},
    "TIFF": {},
    "TIFF deflate": {"compression": "tiff_adobe_deflate"},
    "TIFF group4": {"compression": "group4"},
}
MODES = {"PNG": ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"], "JPEG": ["L", "RGB", "CMYK"]}
MODES |= {"TIFF": ["L", "RGB", "RGBA", "I;16", "F"], "TIFF group4": ["1"], "MPO": ["RGB"]}


@pytest.mark.parametrize("kind", KIND_OF_FILE)
def test_every_kind_of_file_is_read(kind):
    for mode in MODES.get(kind, ["L", "RGB"]):
        image = code(unit=5)
        image = in_16_bits(image) if mode == "I;16" else image.convert(mode)
        data = saved(image, kind.split()[0], **KIND_OF_FILE[kind])
        assert qr.is_picture(data)
        assert qr.texts(data) == [TEXT], mode


def in_16_bits(image: Image.Image) -> Image.Image:
    """Shades from 10,000 to 40,000: above 255, where Pillow cuts them off."""
    return Image.frombytes(
        "I;16",
        image.size,
        b"".join((40000 if p else 10000).to_bytes(2, "little") for p in image.tobytes()),
    )


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF"])
def test_the_first_frame_counts(kind):
    frames = [code(f"{TEXT}&frame={number}").convert("RGB") for number in range(3)]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    assert qr.texts(data) == [f"{TEXT}&frame=0"]


@pytest.mark.slow
@pytest.mark.skipif(not has_heif, reason="the extra heic is not installed")
def test_an_iphones_photo_is_read():
    data = HEIC.read_bytes()
    assert qr.is_picture(data)
    assert qr.texts(data) == [HEIC_TEXT]


def test_without_the_extra_an_iphones_photo_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pi_heif.HeifImagePlugin", None)
    with pytest.raises(KeyProblem) as caught:
        qr.texts(HEIC.read_bytes())
    assert caught.value.code == "no-heic"
    assert "sparekey[heic]" in caught.value.message


def test_what_is_no_picture():
    for data in (
        b"",
        b"BM",
        b"BM is how this note begins, and it is text",
        b"RIFF....WAVE",
        b"GIF9",
    ):
        assert not qr.is_picture(data)
    for data in (b"\0\0\0\x18ftypisom" + bytes(99), b"%!PS-Adobe-3.0 EPSF-3.0", TEXT.encode()):
        assert not qr.is_picture(data)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "shift-jis"])
def test_every_character_set_of_byte_mode(encoding):
    text = (
        "otpauth://totp/日本語のカナ?secret=JBSWY3DPEHPK3PXP"
        if encoding == "shift-jis"
        else "Größe"
    )
    data = text.encode(encoding)
    for mode in ("byte", None):
        made = segno.make_qr(data if mode else text, mode=mode, encoding=None if mode else encoding)
        file = io.BytesIO()
        made.save(file, kind="png", scale=5, border=4)
        assert qr.texts(file.getvalue()) == [text], mode


def test_what_each_code_holds_once_in_reading_order():
    texts = [f"{TEXT}&n={number}" for number in range(4)]
    random.Random(2).shuffle(texts)
    images = [code(text, unit=4) for text in texts]
    page = Image.new("L", (900, 700), 255)
    on(
        page,
        (images[0], 20, 40),
        (images[1], 330, 10),
        (images[0], 620, 30),
        (images[2], 30, 330),
        (images[3], 400, 390),
    )
    assert qr.texts(png(page)) == texts
    assert qr.texts(png(page.rotate(180))) == [texts[3], texts[2], texts[0], texts[1]]


def test_a_picture_that_hides_its_alpha():
    """A screenshot is opaque RGBA; a code in transparent pixels is not there for people either."""
    opaque = code().convert("RGBA")
    assert qr.texts(png(opaque)) == [TEXT]
    opaque.putalpha(0)
    with pytest.raises(KeyProblem, match="No QR code"):
        qr.texts(png(opaque))


def test_all_ways_to_hold_a_camera():
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        assert qr.texts(saved(code(unit=4), "JPEG", exif=exif)) == [TEXT]


def test_damaged_notes_on_the_camera_do_not_matter():
    data = saved(code(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xffnot exif at all")
    assert qr.texts(data) == [TEXT]


def test_no_code_says_how_to_take_it():
    for image in (
        Image.new("L", (1, 1)),
        Image.new("RGB", (300, 2)),
        ImageOps.invert(Image.new("L", (500, 500))),
    ):
        with pytest.raises(KeyProblem) as caught:
            qr.texts(png(image))
        assert caught.value.code == "no-qr"
        assert "closer" in caught.value.message


@pytest.mark.skipif(shutil.which("qrencode") is None, reason="qrencode is not installed")
@pytest.mark.parametrize("level", "LMQH")
def test_what_qrencode_writes(level):
    command = ["qrencode", "-l", level, "-s", "4", "-o", "-"]
    data = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=True).stdout
    assert qr.texts(data) == [TEXT]


@pytest.mark.slow
def test_small_codes_in_large_photos():
    """Half of all that show two pixels a module or more; printed by size."""
    for unit in (2, 2.5, 3, 4):
        shrunk = code().resize((round(57 * unit),) * 2, Image.Resampling.LANCZOS)
        page = Image.new("L", (8160, 6120), 120)
        assert qr.texts(saved(on(page, (shrunk, 5000, 3000)), "JPEG", quality=90)) == [TEXT], unit


def test_reading_loads_nothing_before_it_is_asked():
    script = (
        "import sys, tui.keys.qr, tui.keys.draw;"
        "print([m for m in ('PIL', 'zxingcpp', 'numpy', 'textual') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout == "[]\n"


def test_only_the_decoder_of_its_kind_is_loaded():
    script = (
        "import sys; from tui.keys import picture; picture.decoded(sys.stdin.buffer.read());"
        "print([m for m in ('Eps', 'Tiff', 'WebP', 'Pdf') if f'PIL.{m}ImagePlugin' in sys.modules])"
    )
    data = png(code())
    out = subprocess.run(
        [sys.executable, "-c", script], input=data, capture_output=True, check=True
    )
    assert out.stdout == b"[]\n"
    assert set(picture.MAGIC.values()) <= set(picture.KINDS)
