"""A person's picture: which kinds, how large, decoded by the one decoder of its kind."""

from __future__ import annotations

import warnings
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from tui.keys.problem import KeyProblem

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 50 * 2**20
"""Bytes; larger files are refused before anything is done with them."""
MOST_PIXELS = 2**30 // 4 // 3
"""Some 89 million, by the picture's header: Pillow's own limit, here whatever it is set to."""
LONGEST_SIDE = 65_000
"""Pixels; zxing-cpp takes up to 65,535, and a border is put around."""
MOST_MEMORY = 198 * 10**6
"""Bytes that a picture may take, so that the whole program stays below 300 MB."""

KINDS = {
    "PNG": ("PIL.PngImagePlugin", 4),
    "JPEG": ("PIL.JpegImagePlugin", 3),
    "GIF": ("PIL.GifImagePlugin", 4),
    "BMP": ("PIL.BmpImagePlugin", 4),
    "TIFF": ("PIL.TiffImagePlugin", 5),
    "WEBP": ("PIL.WebPImagePlugin", 16),
    "HEIF": ("pi_heif.HeifImagePlugin", 8),
}
"""Pillow's names of the kinds, with the decoder of each (HEIF's is in the extra `heic`) and the
bytes for each pixel at its peak, as measured: four for colour, what libwebp and libheif copy; of a
JPEG only the brightness is decoded, but scanning takes three."""
SEE_THROUGH, PROGRESSIVE = 4, 5
"""Bytes for each pixel on top: for flattening, and for the coefficients of a progressive JPEG."""

MAGIC = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
PHOTO_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""What follows `ftyp` at byte 4 in HEIC pictures (ISO/IEC 23008-12, annex B)."""

BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})
"""Lengths of the header that follows a BMP's first 14 bytes: "BM" alone begins many a text."""

PROBLEMS = {
    "too-large": "This picture is too large: cut out the part with the QR code, and give that.",
    "not-picture": "This is not a picture that can be read: give a PNG or JPEG of the QR code.",
    "no-heic": "This is a HEIC photo, as iPhones take: install sparekey[heic], or take it as JPEG"
    " (Settings, Camera, Formats, Most Compatible).",
    "bad-picture": "This picture is damaged or incomplete: copy it again, or take a new one.",
}


def kind_of(data: bytes) -> str | None:
    """Return Pillow's name of the kind of picture that `data` begins as, None if it is none."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return "HEIF" if data[8:12] in PHOTO_BRANDS else None
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") not in BMP_HEADERS:
        return None
    return next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), None)


def decoded(data: bytes) -> Image:
    """Return the picture, decoded; of several frames the first.

    Raises KeyProblem: too-large, not-picture, no-heic, bad-picture.
    """
    if len(data) > LARGEST_FILE:
        raise problem("too-large")
    kind = kind_of(data)
    if kind is None:
        raise problem("not-picture")
    try:
        return _decoded(data, kind)
    except KeyProblem:
        raise
    except Exception:  # decoders raise anything at all on damaged data
        raise problem("bad-picture") from None


def problem(code: str) -> KeyProblem:
    """Return the problem of that code."""
    return KeyProblem(code, PROBLEMS[code])


def _decoded(data: bytes, kind: str) -> Image:
    from PIL import Image

    _provide(kind)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd metadata does not matter here
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(data), formats=(kind,))
            _check_size(image, kind)
            image.draft("L", image.size)
            image.load()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
            raise problem("too-large") from None
    return image


def _provide(kind: str) -> None:
    try:
        import_module(KINDS[kind][0])
    except ImportError:
        raise problem("no-heic") from None


def _check_size(image: Image, kind: str) -> None:
    """Refuse by the header what would take too much memory. Raises KeyProblem: too-large."""
    each = KINDS[kind][1] + SEE_THROUGH * image.has_transparency_data
    each += PROGRESSIVE * ("progressive" in image.info)
    pixels = image.width * image.height
    long = max(image.size) > LONGEST_SIDE
    if long or pixels > MOST_PIXELS or pixels * each > MOST_MEMORY:
        raise problem("too-large")
