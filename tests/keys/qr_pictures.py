"""Pictures of QR codes as people have them: 37 kinds, made here from fixed seeds.

Codes come from segno, which shares nothing with the reader. One unit is a module's pixels.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import cache

import segno
from PIL import Image, ImageDraw, ImageFilter, ImageOps

TEXT = (
    "otpauth://totp/Crypto.com:me%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    "&issuer=Crypto.com&algorithm=SHA1&digits=6&period=30"
)
Grey = tuple[int, int]


def code(text: str = TEXT, unit: int = 8, quiet: int = 4, shades: Grey = (0, 255), **make: object):
    """A code in `shades` (dark, light), by default version 8-M, with a quiet zone in modules."""
    matrix = _matrix(text, **{"version": 8, "error": "m", "boost_error": False} | make)
    rows = [bytes(shades[not module] for module in row) for row in matrix]
    small = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    small = ImageOps.expand(small, quiet, shades[1])
    return small.resize((small.width * unit, small.height * unit), Image.Resampling.NEAREST)


@cache
def _matrix(text: str, **make: object) -> tuple[bytearray, ...]:
    return segno.make(text, **make).matrix


def png(image: Image.Image, **how: object) -> bytes:
    return saved(image, "PNG", **{"compress_level": 1} | how)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def noise(size: tuple[int, int], low: int, high: int, grain: int = 10) -> Image.Image:
    """Spots of about `grain` pixels in random shades from `low` to `high`."""
    small = (size[0] // grain + 1, size[1] // grain + 1)
    shades = bytes(low + (high - low) * level // 256 for level in range(256))
    spots = random.Random(3).randbytes(small[0] * small[1]).translate(shades)
    return Image.frombytes("L", small, spots).resize(size, Image.Resampling.BICUBIC)


def on(page: Image.Image, *placed: tuple[Image.Image, int, int]) -> Image.Image:
    for image, left, top in placed:
        page.paste(image, (left, top))
    return page


def turned_away(image: Image.Image, turn: float) -> Image.Image:
    """Seen from the left: the right edge is 1 + turn times as far away as the left one."""
    width, height = image.size
    bend = turn / width
    bicubic, perspective = Image.Resampling.BICUBIC, Image.Transform.PERSPECTIVE
    seen = (1 + turn, 0, 0, bend * height / 2, 1, 0, bend, 0)
    return image.transform(image.size, perspective, seen, bicubic).rotate(8, bicubic, fillcolor=90)


def photo(image: Image.Image, turn: float, blur: float, size: tuple[int, int]) -> bytes:
    """A phone's photo of a code on a screen: tilted, not quite sharp, grainy, shaded, JPEG."""
    page = on(
        Image.new("L", size, 90),
        (image, (size[0] - image.width) // 2, (size[1] - image.height) // 2),
    )
    page = turned_away(page, turn).filter(ImageFilter.GaussianBlur(blur))
    page = Image.blend(page, noise(size, 40, 215, 3), 0.12)
    shade = Image.linear_gradient("L").resize(size).point(lambda level: level // 3)
    dimmed = Image.composite(Image.new("L", size, 0), page, shade)
    return saved(dimmed.convert("RGB"), "JPEG", quality=80)


def twelve_megapixels(share: float) -> bytes:
    """A photo of 4000 by 3000 pixels; the code takes that share of its width (60 %: its height)."""
    page = noise((4000, 3000), 60, 200, 40)
    side = round((3000 if share > 0.5 else 4000) * share)
    shrunk = code().resize((side, side), Image.Resampling.LANCZOS)
    photo = ImageOps.colorize(on(page, (shrunk, 1500, 900)), "#000020", "#fffff0")
    return saved(photo, "JPEG", quality=85)


def rotated(degrees: float) -> bytes:
    return png(code().rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255))


def blurred(sigma: float) -> bytes:
    return png(code().filter(ImageFilter.GaussianBlur(sigma)))


def white_on_nothing() -> bytes:
    ink = ImageOps.invert(code())
    clear = Image.new("RGBA", ink.size, (255, 255, 255, 0))
    clear.putalpha(ink)
    return png(clear)


def six() -> tuple[list[str], bytes]:
    texts = [f"{TEXT}&n={number}" for number in range(6)]
    page = Image.new("L", (1500, 1050), 255)
    for number, text in enumerate(texts):
        page.paste(
            code(text, unit=7),
            (500 * (number % 3) + 9 * number, 500 * (number // 3) + 11 * number % 30),
        )
    return texts, png(page)


def export(version: int) -> tuple[str, Image.Image]:
    """A Google export that fills a code of that version, at 8 pixels a module."""
    room = {16: 586, 20: 858, 23: 1091, 26: 1367}[
        version
    ]  # bytes at level L (ISO/IEC 18004 table 7)
    head = "otpauth-migration://offline?data="
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    text = head + "".join(random.Random(version).choices(letters, k=room - len(head)))
    return text, code(text, unit=8, version=version, error="l", mode="byte")


def exported(version: int) -> tuple[list[str], bytes]:
    text, image = export(version)
    return [text], png(image)


def exported_photo(unit: float, blur: float, size: tuple[int, int]) -> tuple[list[str], bytes]:
    text, image = export(26)
    side = round(image.width / 8 * unit)
    return [text], photo(image.resize((side, side), Image.Resampling.LANCZOS), 0.2, blur, size)


def screenshot() -> bytes:
    """3840 by 2160 pixels of windows and lines of text, the code in one of them."""
    page = Image.new("RGB", (3840, 2160), (32, 60, 90))
    draw, chance = ImageDraw.Draw(page), random.Random(5)
    draw.rectangle((300, 200, 3300, 1900), (250, 250, 250))
    for top in range(260, 1850, 40):
        for left in range(340, 1800, 60):
            draw.rectangle((left, top, left + chance.randrange(10, 50), top + 18), (40, 40, 40))
    return png(on(page, (code(unit=5).convert("RGB"), 2300, 700)))


def damaged() -> bytes:
    image = code()
    draw = ImageDraw.Draw(image)
    draw.line((0, 300, 456, 250), 255, 10)
    draw.ellipse((150, 320, 225, 395), 0)
    draw.ellipse((270, 130, 320, 190), 255)
    return png(image)


def with_logo() -> bytes:
    image = code(version=12, error="h").convert("RGB")
    middle, half = image.width // 2, image.width // 11
    ImageDraw.Draw(image).rectangle(
        (middle - half, middle - half, middle + half, middle + half), (200, 30, 60)
    )
    return png(image)


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise
    return saved(code().rotate(90, expand=True), "JPEG", exif=exif)


def dark_on_dark() -> bytes:
    return png(on(Image.new("L", (700, 700), 0), (code(quiet=0), 150, 150)))


Made = bytes | tuple[str | list[str], bytes]
KINDS: dict[str, Callable[[], Made]] = {
    **{
        f"{unit} px a module": lambda unit=unit: png(code(unit=unit)) for unit in (1, 2, 3, 4, 6, 8)
    },
    "no quiet zone": lambda: png(code(quiet=0)),
    **{f"turned by {angle}°": lambda angle=angle: rotated(angle) for angle in (7, 30, 45)},
    **{f"blur of {sigma} px": lambda sigma=sigma: blurred(sigma) for sigma in (2, 4, 6)},
    "contrast of 50 levels": lambda: png(code(shades=(103, 153))),
    "contrast of 15 levels": lambda: png(code(shades=(120, 135))),
    "inverted": lambda: png(ImageOps.invert(code())),
    "inverted on a dark page": lambda: png(
        on(Image.new("L", (1200, 900), 18), (code(shades=(230, 18), quiet=0), 400, 250))
    ),
    "white on transparent": white_on_nothing,
    "photo from the side": lambda: photo(code(unit=14), 0.4, 1.5, (1600, 1200)),
    "photo from far aside": lambda: photo(code(unit=14), 1.2, 1.5, (1600, 1200)),
    **{
        f"12 MP, code of {part:.1%}": lambda part=part: twelve_megapixels(part)
        for part in (0.08, 0.045, 0.6)
    },
    "six codes": six,
    **{
        f"export, version {version}": lambda version=version: exported(version)
        for version in (16, 20, 23, 26)
    },
    "export, photo of 3000 × 2250": lambda: exported_photo(12, 2, (3000, 2250)),
    "export, soft photo of 1600 × 1200": lambda: exported_photo(7, 1.5, (1600, 1200)),
    "screenshot of 3840 × 2160": screenshot,
    "damaged": damaged,
    "with a logo": with_logo,
    "in colour": lambda: png(ImageOps.colorize(code(), "#1a237e", "#fff176")),
    "mirrored": lambda: png(ImageOps.mirror(code())),
    "turned by EXIF": turned,
    "dark page, no quiet zone": dark_on_dark,
}


def made(kind: str) -> tuple[list[str], bytes]:
    """The texts in a picture of that kind, in reading order, and the picture."""
    what = KINDS[kind]()
    return what if isinstance(what, tuple) else ([TEXT], what)
