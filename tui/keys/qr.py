"""Reading the QR codes in a picture, with what helps against bad ones tried in turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from tui.keys import grey, picture
from tui.keys.problem import KeyProblem

if TYPE_CHECKING:
    from PIL.Image import Image

NO_CODE = (
    "No QR code was found in this picture: take it straight and closer, all four edges on it, in"
    " good light without glare; a screenshot is best."
)


def is_picture(data: bytes) -> bool:
    """Tell by its first bytes whether `data` is a PNG, JPEG, WebP, GIF, BMP, TIFF or HEIC."""
    return picture.kind_of(data) is not None


def texts(data: bytes) -> list[str]:
    """Return the text of every QR code in the picture, each once, in reading order.

    Raises KeyProblem: too-large, not-picture, no-heic, bad-picture, no-qr.
    """
    return codes(_planes(data))


def codes(planes: list[Image]) -> list[str]:
    """Return the texts in a picture's planes (see grey); the first look that finds any ends it.

    The list is used up: large planes in it give way to smaller ones. Raises KeyProblem: no-qr.
    """
    for found in _looks(planes):
        if found:
            return found
    raise KeyProblem("no-qr", NO_CODE)


def _planes(data: bytes) -> list[Image]:
    """Return the picture in grey; in colour it is gone by then, four times as large."""
    image = picture.decoded(data)
    try:
        return grey.planes(image)
    except Exception:  # broken palettes and the like come to light only now
        raise picture.problem("bad-picture") from None


def _looks(planes: list[Image]) -> Iterator[list[str]]:
    """Yield what is found in the picture as it is, then in every change of it."""
    for plane in planes:
        yield _scan(plane, "LocalAverage")
    planes[:] = map(grey.within_reason, planes)
    for change in grey.CHANGES:
        for plane in planes:
            yield from _both(change(plane))


def _both(plane: Image) -> Iterator[list[str]]:
    """Yield what is found with a threshold for every neighbourhood, then with one for all."""
    yield _scan(plane, "LocalAverage")
    yield _scan(plane, "GlobalHistogram")


def _scan(plane: Image, binarizer: str) -> list[str]:
    """Return the texts that zxing-cpp finds.

    Plain text, not bytes: the code's character set is known to zxing alone (ISO/IEC 18004 says
    Latin-1, apps write UTF-8 and Shift-JIS).
    """
    import zxingcpp

    found = zxingcpp.read_barcodes(
        memoryview(plane.tobytes()).cast("B", (plane.height, plane.width)),
        formats=cast(Any, zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=getattr(zxingcpp.Binarizer, binarizer),
    )
    return list(dict.fromkeys(code.text for code in _in_reading_order(found) if code.text))


def _in_reading_order(found: list[Any]) -> list[Any]:
    """Return the codes by rows, from the left; one that begins above a row's middle is in it."""
    rows: list[list[Any]] = []
    for code in sorted(found, key=_top):
        if rows and _top(code) < _middle(rows[-1][0]):
            rows[-1].append(code)
        else:
            rows.append([code])
    return [code for row in rows for code in sorted(row, key=_left)]


def _top(code: Any) -> int:
    return min(y for _, y in _corners(code))


def _middle(code: Any) -> float:
    return sum(y for _, y in _corners(code)) / 4


def _left(code: Any) -> int:
    return min(x for x, _ in _corners(code))


def _corners(code: Any) -> list[tuple[int, int]]:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return [(corner.x, corner.y) for corner in corners]
