"""Photos of documents that nobody owns: UTOPIA specimens (ICAO 9303) on tables, made from seeds.

A `Scene` says what is photographed and what went wrong; `picture` draws it, `jpeg` takes the photo.
Lengths that blur are in pixels of a photo 1600 wide, as the checks see it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDE = 1600
"""Pixels of the long side that `blur` and `motion` are told in."""
CARD = 85.6 / 53.98
"""Width by height of an ID-1 card (ISO/IEC 7810)."""
PLAIN = ("table", "paper", "dark", "cloth")
TEXTURED = ("wood", "weave", "stone")
LENS = (0.2, 0.5)
"""How soft a picture in focus is, in the pixels of `blur`."""
NAMES = ("ERIKSSON<<ANNA<MARIA", "MUSTER<<MAX", "OKAFOR<<JOY<ADA", "LINDGREN<<PER")


@dataclass(frozen=True)
class Scene:
    """One photo to be. `fill` is the card's share of the width, `crop` the share of it cut off."""

    seed: int
    size: tuple[int, int] = (1920, 1440)
    kind: str = "card"
    background: str = "table"
    fill: float = 0.6
    turn: float = 0.0
    """Degrees that the card lies askew."""
    blur: float = 0.0
    motion: tuple[float, float] = (0.0, 0.0)
    exposure: float = 1.0
    glare: float = 0.0
    """Width of the white patch, as a share of the card's."""
    crop: float = 0.0
    side: str = "left"
    """Where it is cut off."""
    grey: bool = False
    behind: float = 0.0
    """Blur of the card alone, before a sharp background."""


def scene(seed: int, textured: bool = False, **changes) -> Scene:
    """A scene as one person would take it: place, fill and turn drawn from the seed."""
    made = np.random.default_rng(seed)
    choices = TEXTURED if textured else PLAIN
    drawn = Scene(
        seed,
        background=choices[seed % len(choices)],
        fill=float(made.uniform(0.4, 0.8)),
        turn=float(made.uniform(-6, 6)),
        side=("left", "right", "top", "bottom")[seed % 4],
    )
    return replace(drawn, **changes)


def jpeg(wanted: Scene, quality: int = 92, **save) -> bytes:
    """The photo's file."""
    return encoded(picture(wanted), "JPEG", quality=quality, **save)


def encoded(image: Image.Image, format: str, **save) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **save)
    return out.getvalue()


def picture(wanted: Scene) -> Image.Image:
    """What the camera hands over."""
    made = np.random.default_rng((wanted.seed, 1))
    table = _background(wanted, made)
    layer, mask = _placed(wanted, made)
    lit = np.asarray(Image.composite(layer, table, mask), dtype=np.float32)
    lit *= _light(wanted, made)
    if wanted.glare:
        lit = np.maximum(lit, _glare(wanted, made, np.asarray(mask)))
    soft = float(np.hypot(wanted.blur, made.uniform(*LENS)))
    image = Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))
    image = _moved(_blurred(image, soft * _scale(wanted)), wanted.motion, _scale(wanted))
    lit = np.asarray(image) * np.float32(wanted.exposure)
    lit += 1.8 * made.standard_normal((*lit.shape[:2], 1), dtype=np.float32)
    image = Image.fromarray(np.clip(lit + 0.5, 0, 255).astype(np.uint8))
    return image.convert("L") if wanted.grey else image


def _scale(wanted: Scene) -> float:
    return max(wanted.size) / WIDE


def _blurred(image: Image.Image, sigma: float) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(sigma))


def _moved(image: Image.Image, motion, scale: float) -> Image.Image:
    """The hand moved, evenly, by so many pixels across and down."""
    radii = tuple(max(0.0, (length * scale - 1) / 2) for length in motion)
    return image.filter(ImageFilter.BoxBlur(radii))


# What lies on the table


def mrz(name: str, number: str, born: str, until: str) -> list[str]:
    """The three lines of a TD1 card of Utopia (ICAO 9303, part 5), check digits and all."""
    first = f"I<UTO{number}{check_digit(number)}".ljust(30, "<")
    born, until = born + check_digit(born), until + check_digit(until)
    second = f"{born}F{until}UTO".ljust(29, "<")
    whole = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    return [first, second + check_digit(whole), name.ljust(30, "<")]


def check_digit(text: str) -> str:
    """Weights 7, 3, 1; letters count from 10, `<` is 0 (ICAO 9303, part 3)."""
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    each = (max(values.find(char), 0) * (7, 3, 1)[i % 3] for i, char in enumerate(text))
    return str(sum(each) % 10)


def card(width: int, made) -> Image.Image:
    """A specimen card, so many pixels wide."""
    height = round(width / CARD)
    image = Image.fromarray(_guilloche(width, height, made))
    draw = ImageDraw.Draw(image)
    ink = (30, 30, 60)

    def write(x, y, text, size, fill=ink):
        draw.text((x * width, y * height), text, font=_font(size * height), fill=fill)

    number = "".join(made.choice(list("0123456789"), 9))
    name = NAMES[int(made.integers(len(NAMES)))]
    draw.rectangle((0, 0, width, 0.13 * height), fill=(60, 90, 150))
    write(0.03, 0.02, "UTOPIA   SPECIMEN   IDENTITY CARD", 0.085, (250, 250, 250))
    portrait = _portrait(round(0.27 * width), round(0.49 * height), made)
    image.paste(portrait, (round(0.04 * width), round(0.17 * height)))
    surname, _, given = name.partition("<<")
    lines = [("Surname", surname), ("Given names", given.replace("<", " ")), ("No.", number)]
    lines += [("Date of birth", "12 08 1974"), ("Date of expiry", "15 04 2032")]
    for i, (label, value) in enumerate(lines):
        write(0.36, 0.16 + i * 0.105, label, 0.036, (90, 60, 60))
        write(0.36, 0.195 + i * 0.105, value, 0.062)
    write(0.03, 0.685, "specimen of utopia " * 6, 0.022, (80, 80, 120))
    for row, line in enumerate(mrz(name, number, "740812", "320415")):
        for i, char in enumerate(line):
            write(0.035 + i * 0.0313, 0.73 + row * 0.083, char, 0.07, (15, 15, 15))
    return image


def note(width: int, height: int, made) -> Image.Image:
    """A page with a few lines of writing."""
    image = Image.new("RGB", (width, height), (238, 236, 228))
    draw = ImageDraw.Draw(image)
    lines = ("Crypto.com", "2FA Reset Request", "22 November 2026", "Anna Eriksson")
    for i, line in enumerate(lines):
        x, y = (0.08 + made.uniform(0, 0.05)) * width, (0.1 + 0.2 * i) * height
        draw.text((x, y), line, font=_font(0.13 * height), fill=(20, 30, 110))
    return image


def _font(size: float):
    return ImageFont.load_default(max(6, round(size)))


def _guilloche(width, height, made):
    """Fine wavy lines in two colours on a pale ground."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / width
    waves = np.zeros((height, width), np.float32)
    for _ in range(2):
        bend = 0.03 * np.sin(x * made.uniform(12, 25) + made.uniform(0, 6))
        waves += np.sin((y + bend) * 2 * np.pi * made.uniform(45, 80))
    ground = made.uniform(205, 235, 3).astype(np.float32)
    lines = (waves[..., None] > 0.9) * np.array([35, 20, 10], np.float32)
    return np.clip(ground - lines, 0, 255).astype(np.uint8)


def _portrait(width, height, made):
    image = Image.new("RGB", (width, height), (215, 220, 225))
    draw = ImageDraw.Draw(image)
    skin = tuple(int(value) for value in made.uniform((150, 110, 90), (230, 190, 170)))
    draw.ellipse((0.1 * width, 0.7 * height, 0.9 * width, 1.5 * height), fill=(70, 80, 110))
    draw.ellipse((0.25 * width, 0.15 * height, 0.75 * width, 0.8 * height), fill=skin)
    for eye in (0.4, 0.6):
        x, y = width * eye, height * 0.42
        draw.ellipse((x - width * 0.04, y - height * 0.02, x + width * 0.04, y + height * 0.02), 0)
    return image


def _placed(wanted: Scene, made):
    """The document on a layer of the frame's size, and where it is."""
    width = round(wanted.fill * wanted.size[0])
    item = note(width, round(width * 0.7), made) if wanted.kind == "note" else card(width, made)
    item = item.convert("RGBA").rotate(wanted.turn, Image.Resampling.BICUBIC, expand=True)
    if wanted.behind:
        item = item.filter(ImageFilter.GaussianBlur(wanted.behind * _scale(wanted)))
    layer = Image.new("RGBA", wanted.size)
    layer.paste(item, _corner(wanted, item.size, made))
    return layer.convert("RGB"), layer.getchannel("A")


def _corner(wanted: Scene, item, made):
    """Where the document lies: near the middle, or cut off by the share that is wanted."""
    x, y = ((frame - own) / 2 for frame, own in zip(wanted.size, item, strict=True))
    x += made.uniform(-0.15, 0.15) * max(x, 0)
    y += made.uniform(-0.15, 0.15) * max(y, 0)
    if wanted.crop:
        wide, high = wanted.size
        out = {"left": (-wanted.crop * item[0], y), "top": (x, -wanted.crop * item[1]),
               "right": (wide - (1 - wanted.crop) * item[0], y),
               "bottom": (x, high - (1 - wanted.crop) * item[1])}  # fmt: skip
        x, y = out[wanted.side]
    return round(x), round(y)


# What it lies on, and the light


def _background(wanted: Scene, made) -> Image.Image:
    wide, high = wanted.size
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32) / wide
    rough = _ROUGH[wanted.background](x, y, made)
    base = _BASE[wanted.background] + made.uniform(-8, 8, 3)
    return Image.fromarray(np.clip(base + rough[..., None], 0, 255).astype(np.uint8))


def _smooth(shape, made, cells: int):
    """Noise with `cells` hills across, between -1 and 1."""
    wide = cells, max(2, round(cells * shape[0] / shape[1]))
    coarse = Image.fromarray(made.uniform(-1, 1, wide[::-1]).astype(np.float32))
    return np.asarray(coarse.resize(shape[::-1], Image.Resampling.BICUBIC))


def _wood(x, y, made):
    rings = y * made.uniform(14, 30) + 1.5 * _smooth(x.shape, made, 4)
    grain = Image.fromarray(made.normal(0, 1, (x.shape[0] // 2, 40)).astype(np.float32))
    fine = np.asarray(grain.resize(x.shape[::-1], Image.Resampling.BICUBIC))
    return 26 * np.sin(2 * np.pi * rings) + 9 * fine


def _weave(x, y, made):
    count = made.uniform(80, 140)
    threads = np.sin(2 * np.pi * count * x) * np.sin(2 * np.pi * count * y)
    return 22 * threads + 10 * _smooth(x.shape, made, 60)


def _stone(x, y, made):
    return sum(40 / 1.5**i * _smooth(x.shape, made, 5 * 2**i) for i in range(6))


_ROUGH = {
    "table": lambda x, y, made: np.zeros_like(x),
    "paper": lambda x, y, made: 1.5 * _smooth(x.shape, made, 300),
    "dark": lambda x, y, made: 1.0 * _smooth(x.shape, made, 200),
    "cloth": lambda x, y, made: 2.0 * np.sin(2 * np.pi * 350 * x) + _smooth(x.shape, made, 8),
    "wood": _wood, "weave": _weave, "stone": _stone,
}  # fmt: skip
_BASE = {
    "table": (150, 140, 128), "paper": (190, 190, 186), "dark": (52, 54, 60),
    "cloth": (96, 110, 140), "wood": (150, 105, 70), "weave": (120, 120, 125),
    "stone": (130, 128, 124),
}  # fmt: skip


def _light(wanted: Scene, made):
    """A lamp to one side and the lens's vignette."""
    wide, high = wanted.size
    y, x = np.mgrid[-1 : 1 : high * 1j, -1 : 1 : wide * 1j].astype(np.float32)
    turn = made.uniform(0, 2 * np.pi)
    slope = made.uniform(0, 0.12) * (x * np.cos(turn) + y * np.sin(turn))
    return (1 + slope - made.uniform(0, 0.12) * (x * x + y * y))[..., None].astype(np.float32)


def _glare(wanted: Scene, made, mask):
    """A lamp's reflection somewhere on the card: an ellipse that clips, fading around it."""
    ys, xs = np.nonzero(mask > 0)
    width = wanted.fill * wanted.size[0]
    wide = wanted.glare * width / 2
    tall = wide * made.uniform(0.6, 1)
    x0, y0 = (np.quantile(v, made.uniform(0.3, 0.7)) for v in (xs, ys))
    y, x = np.ogrid[: mask.shape[0], : mask.shape[1]]
    away = np.sqrt(((x - x0) / wide) ** 2 + ((y - y0) / tall) ** 2).astype(np.float32)
    return (np.where(away < 1, 300, 300 - 260 * (away - 1)).clip(0, 300))[..., None]
