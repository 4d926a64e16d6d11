"""Metadata written by hand from the formats' descriptions; each hides a canary.

Exif 2.32 and TIFF 6.0, IPTC-IIM 4.2 in Photoshop resources, XMP (ISO 16684-1), ICC.1:2022.
"""

from __future__ import annotations

import struct

CANARY = "Zq7-Canary-Maria-Lopez"


def canary(name: str = "") -> bytes:
    return (CANARY + name).encode()


def exif(
    order: str = ">",
    orientation: int | None = None,
    gps: bool = False,
    thumbnail: bytes = b"",
    own: bool = True,
    comment: bool = False,
    loop: bool = False,
) -> bytes:
    """A TIFF block: IFD0, Exif IFD, GPS IFD, IFD1. `own`: camera, serial number, owner, dates."""
    text = lambda value: (2, value + b"\0")  # noqa: E731
    first: dict[int, tuple[int, bytes]] = {}
    sub: dict[int, tuple[int, bytes]] = {}
    if own:
        first |= {0x010F: text(canary("-make")), 0x0110: text(canary("-model"))}
        first |= {0x0132: text(b"2026:01:02 03:04:05"), 0x013B: text(canary("-artist"))}
        sub |= {0xA431: text(canary("-serial")), 0x9003: text(b"2026:01:02 03:04:05")}
        sub |= {0x927C: (7, canary("-makernote")), 0xA430: text(canary("-owner"))}
    if comment:
        sub[0x9286] = (7, b"ASCII\0\0\0" + canary("-comment"))
        first[0x9C9C] = (1, (CANARY + "-xp").encode("utf-16-le") + b"\0\0")
    if orientation:
        first[0x0112] = (3, struct.pack(order + "H", orientation))
    there: dict[int, tuple[int, bytes]] = {}
    if gps:
        degrees = struct.pack(order + "6I", 48, 1, 51, 1, 2971, 100)
        there = {
            0: (1, b"\2\3\0\0"),
            1: text(b"N"),
            2: (5, degrees),
            3: text(b"E"),
            4: (5, degrees),
        }
        there[27] = (7, b"ASCII\0\0\0" + canary("-gps"))
    return _tiff(order, first, sub, there, thumbnail, loop)


SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}


def _tiff(order, first, sub, there, thumbnail, loop):
    data = bytearray((b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8))
    pointers = [tag for tag, body in ((0x8769, sub), (0x8825, there)) if body]
    head = len(data)
    ends = _directory(data, order, first | {tag: (4, bytes(4)) for tag in pointers})
    for tag, body in ((0x8769, sub), (0x8825, there)):
        if body:
            _point(data, order, head, tag, len(data))
            _directory(data, order, body)
    if thumbnail:
        struct.pack_into(order + "I", data, ends, len(data))
        at = len(data)
        long = lambda number: (4, struct.pack(order + "I", number))  # noqa: E731
        _directory(
            data,
            order,
            {
                0x0103: (3, struct.pack(order + "H", 6)),
                0x0201: long(0),
                0x0202: long(len(thumbnail)),
            },
        )
        _point(data, order, at, 0x0201, len(data))
        data += thumbnail
    elif loop:
        struct.pack_into(order + "I", data, ends, 8)
    return bytes(data)


def _directory(data, order, entries):
    """Append a directory and its values; return where its pointer to the next one lies."""
    start = len(data)
    data += struct.pack(order + "H", len(entries)) + bytes(12 * len(entries) + 4)
    for place, (tag, (kind, value)) in enumerate(sorted(entries.items())):
        count = len(value) // SIZES[kind]
        at = start + 2 + 12 * place
        if len(value) <= 4:
            struct.pack_into(order + "HHI4s", data, at, tag, kind, count, value)
        else:
            struct.pack_into(order + "HHII", data, at, tag, kind, count, len(data))
            data += value + bytes(len(value) % 2)
    return start + 2 + 12 * len(entries)


def _point(data, order, directory, tag, target):
    count = struct.unpack_from(order + "H", data, directory)[0]
    for at in range(directory + 2, directory + 2 + 12 * count, 12):
        if struct.unpack_from(order + "H", data, at)[0] == tag:
            struct.pack_into(order + "I", data, at + 8, target)


def xmp(place: bool = False) -> bytes:
    where = ' exif:GPSLatitude="48,51.5N"' if place else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
        f'{where} dc:source="{CANARY}-xmp"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def iptc() -> bytes:
    """A Photoshop resource 0x0404 with By-line and City."""
    fields = b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(canary())) + canary() for number in (80, 90)
    )
    return b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(fields)) + fields


def _desc(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enUS", len(encoded), 28) + encoded


def _xyz(*numbers: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(number * 65536) for number in numbers))


SRGB_TABLE = [
    round(65535 * (at / 12.92 if at <= 0.04045 else ((at + 0.055) / 1.055) ** 2.4))
    for at in (number / 1023 for number in range(1024))
]
CURVES = {
    "table": b"curv\0\0\0\0" + struct.pack(">I1024H", 1024, *SRGB_TABLE),
    "para": b"para\0\0\0\0\0\3\0\0"
    + struct.pack(">5i", *(round(65536 * n) for n in (2.4, 0.947867, 0.052133, 0.077399, 0.04045))),
    "2.2": b"curv\0\0\0\0" + struct.pack(">IH", 1, 563),
    "1.8": b"curv\0\0\0\0" + struct.pack(">IH", 1, 0x01CD),
}
D50_PRIMARIES = {
    "sRGB": ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)),
    "P3": ((0.5151, 0.2412, -0.0010), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)),
    "Adobe": ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)),
    "ProPhoto": ((0.7977, 0.2880, 0.0), (0.1352, 0.7119, 0.0), (0.0313, 0.0001, 0.8249)),
}


def icc(space: str, curve: str, colours: bytes = b"RGB ") -> bytes:
    """A display profile with the canary in its description, copyright, a private tag and model."""
    tags = {
        b"desc": _desc(CANARY + "-description"),
        b"cprt": _desc(CANARY + "-copyright"),
        b"wtpt": _xyz(0.9642, 1, 0.8249),
        b"PRIV": b"text\0\0\0\0" + canary("-private") + b"\0",
        b"calt": b"dtim\0\0\0\0" + struct.pack(">6H", 2026, 1, 2, 3, 4, 5),
    }
    if colours == b"GRAY":
        tags[b"kTRC"] = CURVES[curve]
    else:
        for sign, primary in zip(b"rgb", D50_PRIMARIES[space], strict=True):
            tags |= {
                bytes((sign,)) + b"XYZ": _xyz(*primary),
                bytes((sign,)) + b"TRC": CURVES[curve],
            }
    table, body = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        value += bytes(-len(value) % 4)
        table += struct.pack(">4sII", name, 132 + 12 * len(tags) + len(body), len(value))
        body += value
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQI3i4s44x",
        *(128 + len(table + body), b"Zq7-", 0x04300000, b"mntr", colours, b"XYZ "),
        *(2026, 1, 2, 3, 4, 5, b"acsp", b"APPL", 0, b"Zq7-", b"Cana", 0, 1, 63190, 65536, 54061),
        b"Zq7-",
    )
    return header + table + body
