"""A picture written as JPEG or PNG, within a number of bytes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tui.photos.copying import jpeg_copy, png_copy
from tui.photos.copying.decode import no_longer, on_white
from tui.photos.copying.kinds import problem

if TYPE_CHECKING:
    from PIL.Image import Image

Table = list[int]

FINE = 95
"""Quality, by libjpeg's scale, of what was no JPEG before: 4:4:4, no loss that a person sees."""
COARSER = (90, 85)
"""Qualities tried before the picture is made smaller; at 85 fine print is still read as well."""
STEP, SHORTEST = 0.85, 1600
"""How much smaller each time, and the long side that is never gone below: 300 dpi for an ID."""
HALVED = {(1, 1): 0, (2, 1): 1, (2, 2): 2}
"""Pillow's numbers for sampling factors of the brightness: 4:4:4, 4:2:2, 4:2:0."""


class Way(NamedTuple):
    """How a JPEG is coded: quantisation tables by component, and Pillow's number of sampling."""

    tables: list[Table]
    sampling: int


def way_of(image: Image, turned: bool) -> Way:
    """Return how an opened JPEG was coded, its tables transposed where it is to lie down or stand.

    4:4:0 and sampling that Pillow can't write become the next finer.
    """
    layers: list[tuple[int, ...]] = getattr(image, "layer", [])
    tables: dict[int, Table] = getattr(image, "quantization", {})
    if len(layers) not in (1, 3) or not {layer[3] for layer in layers} <= tables.keys():
        return plain_way(FINE)
    chosen = [list(tables[layer[3]]) for layer in layers]
    across, down = layers[0][1:3]
    if turned:
        chosen = [_transposed(table) for table in chosen]
        across, down = down, across
    even = all(layer[1:3] == (1, 1) for layer in layers[1:]) and len(layers) == 3
    return Way(chosen, HALVED.get((across, down), 0) if even else 0)


def plain_way(quality: int) -> Way:
    """Return the usual tables of that quality, with full colour."""
    return Way(_standard(quality), 0)


def _transposed(table: Table) -> Table:
    return [table[8 * (place % 8) + place // 8] for place in range(64)]


@cache
def _standard(quality: int) -> list[Table]:
    """Return libjpeg's tables of a quality (T.81, annex K.1, scaled): brightness, then colour."""
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", quality=quality)
    tables = getattr(Image.open(file, formats=("JPEG",)), "quantization", {})
    return [list(tables[0]), list(tables[1])]


class Coded(NamedTuple):
    """A clean file, and whether the picture was made smaller or coarser so that it fits."""

    data: bytes
    suffix: Literal[".jpg", ".png"]
    smaller: bool = False


def coded(image: Image, way: Way, most_bytes: int, *, png: bool) -> Coded:
    """Return a clean file of at most `most_bytes`: with `png` a PNG if it fits, else a JPEG.

    Raises PhotoProblem: cannot-fit.
    """
    if png:
        data = png_copy.copied(png_copy.read(_saved(image, "PNG")), b"")
        if len(data) <= most_bytes:
            return Coded(data, ".png")
    data, smaller = _as_jpeg(on_white(image), way, most_bytes)
    return Coded(data, ".jpg", smaller)


def _as_jpeg(image: Image, way: Way, most_bytes: int) -> tuple[bytes, bool]:
    """Return a clean JPEG of at most `most_bytes`, and whether it had to be made smaller for that.

    First its tables are made coarser, but never finer than they were; then its sides shorter.
    """
    for smaller in _sizes(image):
        for tables in _steps(way.tables):
            data = _saved(smaller, "JPEG", qtables=tables, subsampling=way.sampling, optimize=True)
            data = jpeg_copy.copied(jpeg_copy.read(data), b"")
            if len(data) <= most_bytes:
                return data, smaller is not image or tables is not way.tables
    raise problem("cannot-fit")


def _steps(tables: list[Table]) -> Iterator[list[Table]]:
    yield tables
    for quality in COARSER:
        standard = [_standard(quality)[min(number, 1)] for number in range(len(tables))]
        yield [list(map(max, mine, plain)) for mine, plain in zip(tables, standard, strict=True)]


def _sizes(image: Image) -> Iterator[Image]:
    yield image
    long = max(image.size) * STEP
    while long >= SHORTEST:
        yield no_longer(image, round(long))
        long *= STEP


def _saved(image: Image, kind: str, **how: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()
