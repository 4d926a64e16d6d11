"""WebP, TIFF, GIF, BMP and HEIC files with canaries (RIFF, TIFF 6.0, GIF89a, ISO/IEC 14496-12, 23008-12)."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from made_blocks import CANARY, _directory, canary, exif, icc, xmp
from made_jpegs import picture, saved
from PIL import Image

QR = Path(__file__).parents[1] / "keys" / "qr.heic"


def webp(**how) -> bytes:
    """A WebP by Pillow, with Exif and XMP chunks put in by hand."""
    bare = saved(picture(), "WEBP", **how)
    body = bare[12:]
    flags = struct.pack("<I", 0x08 | 0x04) + struct.pack("<I", 95)[:3] + struct.pack("<I", 63)[:3]
    if body[:4] == b"VP8X":
        flags = bytes((body[8] | 0x0C,)) + body[9:18]
        body = body[18:]
    chunks = _riff(b"VP8X", flags) + body + _riff(b"EXIF", exif(gps=True)) + _riff(b"XMP ", xmp())
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


def _riff(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def tiff(order: str = "<", orientation: int = 1) -> bytes:
    """An uncompressed RGB picture of 40 x 30, the pixels at byte 8."""
    pixels = picture((40, 30)).tobytes()
    short = lambda *n: (3, struct.pack(f"{order}{len(n)}H", *n))  # noqa: E731
    long = lambda n: (4, struct.pack(order + "I", n))  # noqa: E731
    data = bytearray(
        (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8 + len(pixels)) + pixels
    )
    entries = {
        0x100: short(40),
        0x101: short(30),
        0x102: short(8, 8, 8),
        0x103: short(1),
        0x106: short(2),
    }
    entries |= {
        0x111: long(8),
        0x112: short(orientation),
        0x115: short(3),
        0x116: short(30),
        0x117: long(len(pixels)),
    }
    entries |= {
        0x10F: (2, canary("-make") + b"\0"),
        0x13B: (2, canary("-artist") + b"\0"),
        0x2BC: (1, xmp()),
    }
    _directory(data, order, entries)
    return bytes(data)


def heic(place: bool = True) -> bytes:
    """The coded picture of tests/keys/qr.heic in a new container, with Exif and XMP items."""
    old = QR.read_bytes()
    start = old.index(b"iprp") - 4
    properties = old[start : start + int.from_bytes(old[start : start + 4], "big")]
    coded = old[old.index(b"mdat") + 4 :]
    items = [coded, b"\0\0\0\6Exif\0\0" + exif(gps=place), xmp(place)]
    kinds = [b"hvc1\0", b"Exif\0", b"mime\0application/rdf+xml\0"]
    infos = b"".join(
        _full(b"infe", 2, struct.pack(">HH", number, 0) + kind + b"\0"[: len(kind) == 5])
        for number, kind in enumerate(kinds, 1)
    )
    refs = b"".join(_box(b"cdsc", struct.pack(">HHH", number, 1, 1)) for number in (2, 3))

    def meta(first: int) -> bytes:
        places, at = b"", first
        for number, item in enumerate(items, 1):
            places += struct.pack(">HHHII", number, 0, 1, at, len(item))
            at += len(item)
        return _full(
            b"meta",
            0,
            _full(b"hdlr", 0, bytes(4) + b"pict" + bytes(13))
            + _full(b"pitm", 0, struct.pack(">H", 1))
            + _full(b"iloc", 0, b"\x44\0" + struct.pack(">H", len(items)) + places)
            + _full(b"iinf", 0, struct.pack(">H", len(items)) + infos)
            + _full(b"iref", 0, refs)
            + properties,
        )

    head = _box(b"ftyp", b"heic\0\0\0\0mif1heic")
    first = len(head) + len(meta(0)) + 8
    return head + meta(first) + _box(b"mdat", b"".join(items))


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def _full(kind: bytes, version: int, body: bytes) -> bytes:
    return _box(kind, struct.pack(">I", version << 24) + body)


def everything() -> dict[str, bytes]:
    """Files by name that become JPEGs."""
    clear = picture()
    clear.putalpha(picture(mode="L"))
    grey16 = Image.fromarray(np.asarray(picture(mode="L")).astype(np.uint16) * 257)
    others = [picture().transpose(Image.Transpose.ROTATE_180)]
    return {
        "webp": webp(quality=90),
        "webp, lossless": webp(lossless=True),
        "webp, see-through": saved(
            clear, "WEBP", exif=b"Exif\0\0" + exif(gps=True), icc_profile=icc("sRGB", "para")
        ),
        "webp, animated": saved(picture(), "WEBP", save_all=True, append_images=others, xmp=xmp()),
        "tiff, little-endian": tiff("<"),
        "tiff, big-endian": tiff(">"),
        "tiff, packed": saved(picture(), "TIFF", compression="tiff_lzw", artist=CANARY),
        "tiff, cmyk": saved(picture(mode="CMYK"), "TIFF", artist=CANARY),
        "tiff, sixteen bits": saved(grey16, "TIFF", description=CANARY),
        "tiff, pages": saved(
            picture(), "TIFF", save_all=True, append_images=others, description=CANARY
        ),
        "gif, comment": saved(picture().quantize(64), "GIF", comment=canary()),
        "gif, animated": saved(
            picture().quantize(64),
            "GIF",
            save_all=True,
            append_images=[others[0].quantize(64)],
            comment=canary(),
        ),
        "bmp, text after": saved(picture(), "BMP") + canary(),
        "bmp, 8 bits": saved(picture(mode="P"), "BMP") + canary(),
    }
