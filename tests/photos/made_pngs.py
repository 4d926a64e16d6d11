"""PNG files of every build, put together by hand (PNG, third edition)."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from made_blocks import CANARY, canary, exif, icc, xmp
from made_jpegs import picture, saved

SIGNATURE = b"\x89PNG\r\n\x1a\n"
ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(header: tuple[int, ...], lines: bytes, *before: bytes, after=b"", pieces=1) -> bytes:
    """A file of IHDR (width, height, depth, colour, interlaced), chunks, and the lines packed."""
    packed = zlib.compress(lines)
    width, height, depth, colour, interlaced = header
    made = SIGNATURE + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    )
    made += b"".join(before)
    size = -(-len(packed) // pieces)
    for at in range(0, len(packed), size):
        made += chunk(b"IDAT", packed[at : at + size])
    return made + after + chunk(b"IEND", b"")


def lines(pixels: np.ndarray) -> bytes:
    """Rows of bytes, each led in by filter 0."""
    rows = pixels.reshape(pixels.shape[0], -1)
    return b"".join(b"\0" + row.tobytes() for row in rows)


PIXELS = np.asarray(picture((40, 30)))
WIDE, HIGH = 40, 30
PLAIN = (WIDE, HIGH, 8, 2, 0)
LINES = lines(PIXELS)


def rgb(*before: bytes, **how) -> bytes:
    return png(PLAIN, LINES, *before, **how)


def profile(data: bytes) -> bytes:
    return chunk(b"iCCP", canary()[:40] + b"\0\0" + zlib.compress(data))


def interlaced(pixels: np.ndarray) -> bytes:
    passes = [pixels[top::down, left::across] for left, top, across, down in ADAM7]
    packed = b"".join(lines(one) for one in passes if one.size)
    return png(
        (pixels.shape[1], pixels.shape[0], 8, 0, 1), packed, chunk(b"tEXt", b"a\0" + canary())
    )


def compressed_text() -> bytes:
    return b"Comment\0\0" + zlib.compress(canary())


def international(packed: bool) -> bytes:
    text = zlib.compress(canary()) if packed else canary()
    return b"Title\0" + bytes((packed, 0)) + b"\0\0" + text


def animated() -> bytes:
    control = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, WIDE, HIGH, 0, 0, 1, 10, 0, 0))
    other = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 1, WIDE, HIGH, 0, 0, 1, 10, 0, 0))
    frame = chunk(b"fdAT", struct.pack(">I", 2) + zlib.compress(lines(255 - PIXELS)))
    return rgb(chunk(b"acTL", struct.pack(">II", 2, 0)), control, after=other + frame)


def everything() -> dict[str, bytes]:
    """Files by name that a lossless copy can be made of."""
    grey = np.asarray(picture((40, 30), "L"))
    bits = b"".join(b"\0" + bytes((0xA5, 0x5A, row)) for row in range(20))
    indexed = (np.arange(WIDE * HIGH) % 7).astype(np.uint8).reshape(HIGH, WIDE)
    clear = np.dstack([PIXELS, grey])
    palette = chunk(b"PLTE", bytes(range(21)))
    note = chunk(b"tEXt", b"Author\0" + canary())
    return {
        "png plain": rgb(),
        "png tEXt": rgb(note),
        "png tEXt after the pixels": rgb(after=note),
        "png zTXt": rgb(chunk(b"zTXt", compressed_text())),
        "png iTXt": rgb(chunk(b"iTXt", international(False))),
        "png iTXt, packed": rgb(chunk(b"iTXt", international(True))),
        "png xmp": rgb(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(place=True))),
        "png exif": rgb(chunk(b"eXIf", exif(gps=True, comment=True))),
        "png exif, little-endian, after": rgb(after=chunk(b"eXIf", exif(order="<", gps=True))),
        "png time": rgb(chunk(b"tIME", struct.pack(">HBBBBB", 2026, 1, 2, 3, 4, 5))),
        "png raw profile": rgb(
            chunk(
                b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(exif(gps=True).hex().encode())
            )
        ),
        "png private chunk": rgb(chunk(b"prVt", canary())),
        "png credentials": rgb(chunk(b"caBX", b"\0\0\0\x40jumb" + canary())),
        "png suggested palette": rgb(chunk(b"sPLT", canary() + b"\0\x08" + bytes(6))),
        "png Windows gamma": rgb(
            chunk(b"gAMA", struct.pack(">I", 45455)),
            chunk(b"sRGB", b"\0"),
            chunk(b"pHYs", struct.pack(">IIB", 3780, 3780, 1)),
        ),
        "png chromaticities": rgb(
            chunk(
                b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
            ),
            chunk(b"gAMA", struct.pack(">I", 45455)),
            note,
        ),
        "png longer gamma": rgb(chunk(b"prvt", b"x"), chunk(b"sRGB", b"\0" + canary())),
        "png sRGB profile": rgb(profile(icc("sRGB", "table"))),
        "png Display P3": rgb(profile(icc("P3", "para"))),
        "png broken profile": rgb(
            chunk(b"iCCP", canary() + b"\0\0" + zlib.compress(icc("P3", "para"))[:99])
        ),
        "png after the end: text": rgb() + canary(),
        "png after the end: earlier picture": rgb() + rgb(note)[16:],
        "png after the end: utf-16": rgb() + CANARY.encode("utf-16-le"),
        "png in pieces": rgb(note, pieces=9),
        "png animated": animated(),
        "png interlaced": interlaced(grey),
        "png interlaced, tiny": interlaced(grey[:2, :3]),
        "png grey": png((WIDE, HIGH, 8, 0, 0), lines(grey), note),
        "png grey and clear": png(
            (WIDE, HIGH, 8, 4, 0), lines(np.dstack([grey, 255 - grey])), note
        ),
        "png grey, sixteen bits": png((WIDE, HIGH, 16, 0, 0), lines(np.dstack([grey, grey])), note),
        "png colour, sixteen bits": png(
            (WIDE, HIGH, 16, 2, 0), lines(np.repeat(PIXELS, 2, axis=1).reshape(HIGH, -1)), note
        ),
        "png one bit": png((22, 20, 1, 0, 0), bits, note),
        "png indexed": png((WIDE, HIGH, 8, 3, 0), lines(indexed), palette, note),
        "png indexed and clear": png(
            (WIDE, HIGH, 8, 3, 0), lines(indexed), palette, chunk(b"tRNS", b"\0\x80\xff"), note
        ),
        "png one colour clear": rgb(chunk(b"tRNS", struct.pack(">3H", 200, 40, 30)), note),
        "png see-through": png((WIDE, HIGH, 8, 6, 0), lines(clear), note),
        "png by Pillow": saved(picture(), "PNG", exif=exif(gps=True), optimize=True),
    }


def damaged() -> dict[str, bytes]:
    """Files by name whose pixels can be had, but not chunk by chunk."""
    return {
        "png text in the packed pixels": png(PLAIN, LINES + canary()),
        "png one byte too many": png(PLAIN, LINES + b"Z", chunk(b"tEXt", b"a\0" + canary())),
        "png critical chunk of its own": rgb(chunk(b"CgBI", canary())),
        "png text behind the packed pixels": rgb(after=chunk(b"IDAT", canary())),
    }
