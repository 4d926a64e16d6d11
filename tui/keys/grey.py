"""Pictures as shades of grey, as they look on a page, and the changes that help to read them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PIL.Image import Image

QUIET = 20
"""Pixels of white put around a code that was cut out too closely."""
OUTLIERS = 1
"""Percent of the darkest and of the brightest pixels passed over when contrast is raised."""
DARK = 96
"""The brightest shade, of 255 and with contrast raised, that a dark page may have."""
MOST_PIXELS = 25 * 10**6
"""Of a picture that is read again and again; a larger one is halved first."""
MOST_DOUBLED, LONGEST_DOUBLED = 12.5 * 10**6, 32_000
"""Pixels of a picture that is doubled, and of its longer side (zxing-cpp takes up to 65,535)."""


def planes(image: Image) -> list[Image]:
    """Return the picture upright, in grey; a see-through one as on white, and as on black.

    A white code on nothing cannot be seen on white. Raises whatever Pillow does.
    """
    return [_upright(plane) for plane in _flat(image)]


def _flat(image: Image) -> list[Image]:
    if not image.has_transparency_data:
        return [_eight_bits(image)]
    colour = image.convert("RGBA")
    alpha, shades = colour.getchannel("A"), colour.convert("L")
    if alpha.getextrema() == (255, 255):
        return [shades]
    return [_on(page, shades, alpha) for page in (255, 0)]


def _on(page: int, shades: Image, alpha: Image) -> Image:
    from PIL import Image

    flat = Image.new("L", shades.size, page)
    flat.paste(shades, mask=alpha)
    return flat


def _eight_bits(image: Image) -> Image:
    """Return the picture in 256 shades; deeper ones are stretched, which Pillow would cut off."""
    if image.mode[0] not in "IF":
        return image if image.mode == "L" else image.convert("L")
    deep = image.convert("F")
    low, high = cast("tuple[float, float]", deep.getextrema())
    scale = 255 / ((high - low) or 1)
    return deep.point(lambda shade: shade * scale - low * scale).convert("L")


def _upright(plane: Image) -> Image:
    """Turn the picture as the camera was held; damaged notes on that are passed over."""
    from PIL import ImageOps

    with suppress(Exception):  # Pillow names no errors for it
        ImageOps.exif_transpose(plane, in_place=True)
    return plane


def within_reason(plane: Image) -> Image:
    """Return the picture, halved if it is so large that reading it again and again takes long."""
    return plane.reduce(2) if _pixels(plane) > MOST_PIXELS else plane


def _pixels(plane: Image) -> int:
    return plane.width * plane.height


def _bordered(plane: Image) -> Image:
    from PIL import ImageOps

    return ImageOps.expand(plane, border=QUIET, fill=255)


def _stretched(plane: Image) -> Image:
    from PIL import ImageOps

    return ImageOps.autocontrast(plane, cutoff=OUTLIERS)


def _doubled(plane: Image) -> Image:
    if _pixels(plane) > MOST_DOUBLED or max(plane.size) > LONGEST_DOUBLED:
        return plane
    return plane.resize((plane.width * 2, plane.height * 2))


def _halved(plane: Image) -> Image:
    return plane.reduce(2)


def _off_its_page(plane: Image) -> Image:
    """Return what is not dark around the edges: a code may run into a dark page."""
    bright = _stretched(plane).point(lambda shade: 255 * (shade > DARK))
    return _bordered(plane.crop(bright.getbbox()))


CHANGES = (_bordered, _stretched, _doubled, _halved, _off_its_page)
