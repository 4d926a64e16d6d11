"""Reading a QR code in photos of 12 megapixels, beside zxing-cpp's own call on the same picture.

Decoding is measured apart: of a JPEG, the program decodes the brightness only. Each pair runs side
by side, in both orders, since the first of two finds memory cold: minimum, median, ratio of both.
Usage: python -m tests.bench.qr [RUNS]
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from itertools import chain

import zxingcpp
from PIL import Image

from tests.keys.qr_pictures import TEXT, twelve_megapixels
from tui.keys import grey, picture, qr

BAR = 1.15
"""Times zxing-cpp's own call: what reading after decoding may take."""
PAIRS = (
    ("decoded by Pillow alone", "decoded by SpareKey"),
    ("zxing-cpp, in grey", "SpareKey, in grey"),
    ("zxing-cpp, in colour", "SpareKey, in colour"),
    ("all by hand", "all by SpareKey"),
)
"""What is measured side by side."""


def by_hand(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def own_call(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image, zxingcpp.BarcodeFormat.QRCode)]


def works(data: bytes) -> dict[str, Callable[[], object]]:
    """What to do for each name in PAIRS."""
    shades, colours = picture.decoded(data), by_hand(data)
    todo = (
        lambda: by_hand(data),
        lambda: picture.decoded(data),
        lambda: own_call(shades),
        lambda: qr.codes(grey.planes(shades)),
        lambda: own_call(colours),
        lambda: qr.codes(grey.planes(colours)),
        lambda: own_call(by_hand(data)),
        lambda: qr.texts(data),
    )
    return dict(zip(chain.from_iterable(PAIRS), todo, strict=True))


def measured(data: bytes, runs: int) -> dict[str, list[float]]:
    """Milliseconds of each run, by name."""
    todo = works(data)
    times: dict[str, list[float]] = {name: [] for name in todo}
    for run in range(2 * runs):
        for pair in PAIRS:
            for name in pair if run % 2 else pair[::-1]:  # the first finds memory cold
                begun = time.perf_counter()
                found = todo[name]()
                times[name].append((time.perf_counter() - begun) * 1000)
                assert not isinstance(found, list) or found == [TEXT]
    return times


def report(times: dict[str, list[float]]) -> None:
    """Print a row for each name; ratios are of runs side by side, each order as often."""
    for beside, name in PAIRS:
        both = [a + b for a, b in zip(times[name][::2], times[name][1::2], strict=True)]
        others = [a + b for a, b in zip(times[beside][::2], times[beside][1::2], strict=True)]
        ratios = [a / b for a, b in zip(both, others, strict=True)]
        for row in (beside, name):
            print(
                f"  {row:<26}{min(times[row]):>8.1f}{statistics.median(times[row]):>8.1f}", end=""
            )
            print(
                f"{min(both) / min(others):>8.2f}{statistics.median(ratios):>8.2f}" * (row == name)
            )


def main() -> None:
    """Measure, and print a table in milliseconds."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    print(
        f"bar: {BAR} after decoding\n{'ms':<28}{'min':>8}{'median':>8}{'of mins':>8}{'median':>8}"
    )
    for share in (0.08, 0.045, 0.6):
        print(f"a code of {share:.1%}")
        report(measured(twelve_megapixels(share), runs))


if __name__ == "__main__":
    main()
