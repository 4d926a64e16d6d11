"""What a file is by its first bytes, whatever it is called."""

from __future__ import annotations

MAGIC = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"8BPS", "Photoshop"),
    (b"PK\x03\x04", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\x1aE\xdf\xa3", "film"),
)
BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})
"""Lengths of the header that follows a BMP's first 14 bytes: "BM" alone begins many a text."""
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""What follows `ftyp` at byte 4 in HEIC pictures (ISO/IEC 23008-12, annex B)."""
AVIF_BRANDS = frozenset({b"avif", b"avis"})

WORDS = {
    None: "This is not a picture",
    "TIFF": "This is a TIFF picture",
    "PDF": "This is a PDF document",
    "PostScript": "This is a PostScript document, whatever its name says",
    "Photoshop": "This is a Photoshop document",
    "archive": "This is an archive or an office document",
    "JPEG XL": "This is a JPEG XL picture",
    "JPEG 2000": "This is a JPEG 2000 picture",
    "AVIF": "This is an AVIF picture",
    "SVG": "This is a drawing or a web page",
    "film": "This is a film",
}


def kind_of(data: bytes) -> str | None:
    """Return what `data` begins as: a picture format by Pillow's name, another name, or None."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _boxed(data[8:12])
    if data[:2] == b"BM":
        return "BMP" if int.from_bytes(data[14:18], "little") in BMP_HEADERS else None
    if data.lstrip()[:1] == b"<":
        return "SVG"
    return next((kind for magic, kind in MAGIC if data.startswith(magic)), None)


def _boxed(brand: bytes) -> str:
    if brand in HEIC_BRANDS:
        return "HEIF"
    return "AVIF" if brand in AVIF_BRANDS else "film"


def words(data: bytes) -> str:
    """Return what a file is that is no photo to check, as the beginning of a sentence."""
    return "The file is empty" if not data else WORDS[kind_of(data)]
