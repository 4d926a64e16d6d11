"""A photo decoded by Pillow, upright and in sRGB: what re-encoding starts from."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from tui.photos.copying import colours, exif, words
from tui.photos.copying.kinds import DECODERS, check_size, problem

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

SELF_TURNING = frozenset({"TIFF", "HEIF"})
"""Kinds whose decoder turns the picture upright itself."""

CONVERTED = "colours converted from {} to sRGB"
LEFT_OUT = "a broken colour profile left out"


class Opened(NamedTuple):
    """A picture opened and not yet decoded, and what its file holds besides it."""

    image: Image
    orientation: int
    profile: bytes | None
    holds: set[str]
    several: bool


def opened(data: bytes, kind: str) -> Opened:
    """Open the first picture of a file, its size checked by the header.

    Raises PhotoProblem: too-large, no-heic; OSError.
    """
    from PIL import Image

    try:
        import_module(DECODERS[kind])
    except ImportError:
        raise problem("no-heic") from None
    try:
        image = Image.open(BytesIO(data), formats=(kind,))
    except Image.DecompressionBombError:
        raise problem("too-large") from None
    check_size(*image.size)
    block = data if kind == "TIFF" else _bytes(image, "exif").removeprefix(b"Exif\0\0")
    found = exif.read(block)
    profile = _bytes(image, "icc_profile") or None
    return Opened(image, found.orientation, profile, found.holds | _holds(image), _several(image))


def _bytes(image: Image, name: str) -> bytes:
    value = image.info.get(name)
    return value if isinstance(value, bytes) else b""


def _holds(image: Image) -> set[str]:
    found = words.in_xmp(_bytes(image, "xmp")) if image.info.get("xmp") else set()
    return found | {words.COMMENTS} if image.info.get("comment") else found


def _several(image: Image) -> bool:
    try:
        image.seek(1)
    except EOFError:
        return False
    finally:
        image.seek(0)
    return True


def decoded(image: Image) -> Image:
    """Return it decoded, as L, RGB, RGBA or CMYK; its profile and comments are forgotten.

    Raises OSError where a part of the picture is missing.
    """
    image.load()
    plain = _plain(image)
    plain.info.clear()
    return plain


def _plain(image: Image) -> Image:
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("1", "L", "F"):
        return image.convert("L")
    return image if image.mode in ("RGB", "CMYK") else image.convert("RGB")


def in_srgb(image: Image, profile: bytes | None) -> tuple[Image, str]:
    """Return the picture in grey or sRGB, with or without transparency, and what was done to it.

    A profile that isn't for such pixels is no profile: everyone's decoder ignores it.
    """
    fits = {"L": b"GRAY", "CMYK": b"CMYK"}.get(image.mode, b"RGB ")
    if profile and colours.colours_of(profile) == fits:
        name = colours.known(profile) or ("CMYK" if image.mode == "CMYK" else "its own profile")
        if name != colours.SRGB:
            made = _converted(image, profile)
            return made or _assumed(image), CONVERTED.format(name) if made else LEFT_OUT
    return _assumed(image), CONVERTED.format("CMYK") if image.mode == "CMYK" else ""


def _assumed(image: Image) -> Image:
    return image.convert("RGB") if image.mode == "CMYK" else image


def _converted(image: Image, profile: bytes) -> Image | None:
    """Return the picture by littleCMS, None where it makes nothing of the profile."""
    from PIL import ImageCms

    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC  # keeps the colours that both spaces have
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        ours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(image, theirs, ours, intent, mode)
    except (ImageCms.PyCMSError, OSError):
        return None
    assert made
    made.info.clear()
    return made.convert("L") if image.mode == "L" else made


def upright(image: Image, orientation: int) -> Image:
    """Return the picture turned and mirrored as its orientation (1 to 8) says."""
    from PIL.Image import Transpose

    ways: dict[int, Transpose] = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(ways[orientation]) if orientation in ways else image


def no_longer(image: Image, longest: int) -> Image:
    """Return the picture with its long side at most `longest` pixels."""
    from PIL.Image import Resampling

    if max(image.size) <= longest:
        return image
    scale = longest / max(image.size)
    width, height = (max(1, round(side * scale)) for side in image.size)
    return image.resize((width, height), Resampling.LANCZOS)


def is_see_through(image: Image) -> bool:
    """Tell whether any pixel lets the background through."""
    return image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)


def on_white(image: Image) -> Image:
    """Return a picture with transparency laid on white; any other as it is."""
    from PIL import Image as Images

    if image.mode != "RGBA":
        return image
    page = Images.new("RGB", image.size, "white")
    page.paste(image, mask=image.getchannel("A"))
    return page
