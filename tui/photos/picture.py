"""A photo's file opened with care: by what it begins with, capped by its header, decoded small.

JPEG is decoded at a half, a quarter or an eighth by the decoder itself (`draft`), so that a large
photo costs what a small one does.
"""

from __future__ import annotations

import warnings
from functools import cached_property
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tui.photos import kinds
from tui.photos.problem import PhotoProblem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

LARGEST_FILE = 30 * 2**20
"""Bytes; a phone's largest photos have some 25 MB."""
MOST_PIXELS = 60 * 10**6
"""By the picture's header, before anything is decoded; phones take 12 to 50 million."""
MOST_MEMORY = 250 * 10**6
"""Bytes that decoding may take, by the header."""
LONG_SIDE, SMALL_SIDE = 1600, 800
"""Pixels of the long side that the thresholds were measured at."""

BYTES_EACH = {"PNG": 4, "GIF": 5, "BMP": 4, "WEBP": 16, "HEIF": 8}
"""Bytes for each pixel while decoding at full size, as measured; a JPEG is decoded small."""
PALETTE = 4
"""Bytes for each pixel on top, to turn a palette's or one bit's pixels into colours."""
COEFFICIENT = 2
"""Bytes of each sample that a progressive JPEG keeps until its end (ITU-T T.81)."""

PLUGINS = {
    "JPEG": "PIL.JpegImagePlugin",
    "PNG": "PIL.PngImagePlugin",
    "WEBP": "PIL.WebPImagePlugin",
    "GIF": "PIL.GifImagePlugin",
    "BMP": "PIL.BmpImagePlugin",
    "HEIF": "pi_heif.HeifImagePlugin",
}
"""The decoders that are used, by Pillow's name of the format; no other is loaded."""

NO_HEIC = PhotoProblem(
    "no-heic",
    "This is a HEIC photo, as iPhones take. Set Settings, Camera, Formats to Most Compatible and"
    " take it again, or install sparekey[heic].",
)
DAMAGED = PhotoProblem(
    "damaged", "The picture is damaged or incomplete: copy it again, or take a new one."
)
TOO_MANY_PIXELS = PhotoProblem(
    "too-many-pixels", "The picture is too large to be opened here: take it at 12 to 50 megapixels."
)


class Picture:
    """A decoded photo, upright, and what its file says of it.

    `format` is Pillow's name, `width` and `height` are the full size, upright; `raw` is the opened
    file, for its metadata; `grey` tells whether it has no colour channels.
    """

    def __init__(self, raw: Image, image: Image, size: tuple[int, int], grey: bool) -> None:
        self.raw = raw
        self.format = "JPEG" if raw.format == "MPO" else str(raw.format)
        self.width, self.height = size
        self.grey = grey
        self._image = image

    @cached_property
    def plane(self) -> Image:
        """The picture in shades of grey (luma of ITU-R BT.601), long side at most 1600."""
        return _shrunk(self._image.convert("L"), LONG_SIDE)

    @cached_property
    def luminance(self) -> NDArray[np.float32]:
        """The shades of `plane`, 0 to 255."""
        import numpy

        return numpy.asarray(self.plane, dtype=numpy.float32)

    @cached_property
    def small(self) -> NDArray[np.uint8]:
        """The colours, 0 to 255, long side at most 800."""
        import numpy

        return numpy.asarray(_shrunk(self._image, SMALL_SIDE))


def opened(data: bytes) -> Picture:
    """Return the picture in a file's bytes; of several frames the first.

    Raises PhotoProblem: too-large, not-a-photo, no-heic, too-many-pixels, damaged; MemoryError.
    """
    if len(data) > LARGEST_FILE:
        raise PhotoProblem(
            "too-large", "The file is over 30 MB, too large to be opened: send a smaller photo."
        )
    kind = kinds.kind_of(data)
    if kind not in PLUGINS:
        raise PhotoProblem("not-a-photo", f"{kinds.words(data)}: give a photo as JPEG or PNG.")
    try:
        return _opened(data, kind)
    except (PhotoProblem, MemoryError):
        raise
    except Exception:  # decoders raise anything at all on damaged data
        raise DAMAGED from None


def _opened(data: bytes, kind: str) -> Picture:
    from PIL import Image

    _provide(kind)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd metadata is told by the checks, pixels are capped
        try:
            raw = Image.open(BytesIO(data), formats=(kind,))
        except Image.DecompressionBombError:
            raise TOO_MANY_PIXELS from None
        size = raw.size
        _check_size(raw, kind)
        raw.draft(None, _within(size, LONG_SIDE))
        raw.load()
        grey = raw.mode in ("1", "L", "LA") or raw.mode[0] in "IF"
        upright = _upright(_in_colours(raw), raw)
    turned = (upright.width < upright.height) != (raw.width < raw.height)
    return Picture(raw, upright, size[::-1] if turned else size, grey)


def _provide(kind: str) -> None:
    try:
        import_module(PLUGINS[kind])
    except ImportError:
        raise NO_HEIC from None


def _check_size(raw: Image, kind: str) -> None:
    """Refuse by the header what would take too much memory. Raises PhotoProblem."""
    pixels = raw.width * raw.height
    if pixels > MOST_PIXELS or pixels * _bytes_each(raw, kind) > MOST_MEMORY:
        raise TOO_MANY_PIXELS


def _bytes_each(raw: Any, kind: str) -> float:
    if kind != "JPEG":
        return BYTES_EACH[kind] + PALETTE * (raw.mode in ("1", "P", "PA"))
    if "progressive" not in raw.info:
        return 0
    samples: list[int] = [wide * high for _, wide, high, _ in raw.layer]
    return COEFFICIENT * sum(samples) / max(samples)


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Return `size`, no longer than `side` pixels, at least one each way."""
    share = min(1.0, side / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _shrunk(image: Image, side: int) -> Image:
    from PIL import Image

    size = _within(image.size, side)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=1.0)


def _in_colours(raw: Image) -> Image:
    """Return the picture in RGB: see-through ones on white, deep ones in 256 shades.

    What the decoder left large is made small, so that no copy of it is.
    """
    from PIL import Image

    image = raw
    if image.mode in ("1", "P", "PA"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.mode[0] in "IF":
        image = image.convert("F")
    if raw.format not in ("JPEG", "MPO"):
        image = _shrunk(image, LONG_SIDE)
    if image.mode == "F":
        image = image.point(lambda shade: shade * (1 / 257) + 0).convert("L")
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    colours = image.convert("RGBA")
    page = Image.new("RGBA", colours.size, "white")
    return Image.alpha_composite(page, colours).convert("RGB")


def _upright(image: Image, raw: Image) -> Image:
    """Turn the picture as its EXIF note says; a damaged note turns nothing."""
    from PIL import Image

    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    turn = turns.get(orientation(raw))
    return image if turn is None else image.transpose(turn)


def orientation(raw: Image) -> int:
    """Return how the camera was held: EXIF's tag 274, 1 where there is none or a damaged one."""
    try:
        value = raw.getexif().get(0x0112, 1)
    except Exception:  # Pillow names no errors for it
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1
