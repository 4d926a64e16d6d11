"""JPEG files of every build, put together by hand (ITU-T T.81 annex B, T.871, CIPA DC-007)."""

from __future__ import annotations

import io
import struct
import zlib

from made_blocks import CANARY, canary, exif, iptc, xmp
from PIL import Image

GREY, COLOUR = "L", "RGB"


def picture(size=(96, 64), mode=COLOUR) -> Image.Image:
    """A calm picture with soft colours and some edges, the same every time."""
    width, height = size
    across = Image.linear_gradient("L").resize(size)
    down = across.transpose(Image.Transpose.ROTATE_90).resize(size)
    round_ = Image.radial_gradient("L").resize(size)
    made = Image.merge("RGB", (across, down.point(lambda v: 60 + v // 2), round_))
    made.paste((200, 40, 30), (width // 8, height // 8, width // 3, height // 2))
    made.paste((20, 30, 90), (width // 2, height // 2, width - 9, height - 7))
    return made.convert(mode)


def saved(image: Image.Image, kind="JPEG", **how) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


BASE = saved(picture(), quality=88)


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def led(*segments: bytes, base: bytes = BASE) -> bytes:
    """`base` with segments right after its SOI."""
    return base[:2] + b"".join(segments) + base[2:]


def before(marker: int, added: bytes, base: bytes = BASE) -> bytes:
    """`base` with bytes before its first segment of that marker."""
    at = 2
    while base[at + 1] != marker:
        at += 2 + int.from_bytes(base[at + 2 : at + 4], "big")
    return base[:at] + added + base[at:]


def chunks(profile: bytes, size: int, skip: int = 0) -> list[bytes]:
    """APP2 segments of a profile, last first; `skip` leaves out the one of that number."""
    cut = [profile[at : at + size] for at in range(0, len(profile), size)]
    made = [
        segment(0xE2, b"ICC_PROFILE\0" + bytes((number, len(cut))) + piece)
        for number, piece in enumerate(cut, 1)
        if number != skip
    ]
    return made[::-1]


def exif_segment(**how) -> bytes:
    return segment(0xE1, b"Exif\0\0" + exif(**how))


def thumbnail() -> bytes:
    """A small JPEG with a place of its own."""
    return led(exif_segment(gps=True), base=saved(picture((16, 16))))


def extended_xmp() -> bytes:
    body = b"A" * 32 + struct.pack(">II", len(xmp()), 0) + xmp()
    return segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + body)


def multi_picture() -> bytes:
    """An MPO of two pictures: the index (CIPA DC-007, 5.2) points at the one after the end."""
    second = led(exif_segment(gps=True), segment(0xFE, canary("-second")))

    def index(first: int, offset: int) -> bytes:
        head = b"MPF\0MM\0*" + struct.pack(">IH", 8, 3)
        head += struct.pack(">HHI4s", 0xB000, 7, 4, b"0100")
        head += struct.pack(">HHII", 0xB001, 4, 1, 2) + struct.pack(">HHII", 0xB002, 7, 32, 50)
        entries = struct.pack(">IIIHH", 0x030000, first, 0, 0, 0)
        entries += struct.pack(">IIIHH", 0, len(second), offset, 0, 0)
        return segment(0xE2, head + bytes(4) + entries)

    length = len(led(index(0, 0)))
    return led(index(length, length - 10)) + second


def motion_photo() -> bytes:
    box = lambda kind, body: struct.pack(">I4s", len(body) + 8, kind) + body  # noqa: E731
    video = box(b"ftyp", b"mp42\0\0\0\0mp42isom") + box(
        b"mdat", b"\xff\xd8\xff" + canary() + b"\xff\xda" * 9
    )
    return led(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp())) + video


def archived() -> bytes:
    return BASE + b"PK\3\4" + zlib.compress(canary() * 3)


# A baseline coder of flat blocks: DC differences and an end of block, three lone scans -----------

DC_CODES = bytes([0, 0, 0, 12] + [0] * 12) + bytes(range(12))
AC_CODES = bytes([1] + [0] * 15) + b"\0"


def separate_scans(side=4, interval=0, fill=b"", tail=b"") -> bytes:
    """A picture of side x side flat blocks, each colour in a scan of its own."""
    made = b"\xff\xd8" + segment(0xDB, b"\0" + b"\x10" * 64)
    size = 8 * side
    frame = struct.pack(">BHHB", 8, size, size, 3) + b"\1\x11\0\2\x11\0\3\x11\0"
    made += fill + segment(0xC0, frame)
    made += segment(0xC4, b"\0" + DC_CODES) + segment(0xC4, b"\x10" + AC_CODES)
    if interval:
        made += segment(0xDD, struct.pack(">H", interval))
    for component in (1, 2, 3):
        made += fill + segment(0xDA, bytes((1, component, 0, 0, 63, 0)))
        made += _flat(side * side, interval, component) + tail
    return made + fill + b"\xff\xd9"


def _flat(blocks: int, interval: int, seed: int) -> bytes:
    coded, bits, last, restarts = b"", "", 0, 0
    for block in range(blocks):
        if interval and block and block % interval == 0:
            coded += _packed(bits) + bytes((0xFF, 0xD0 + restarts % 8))
            bits, last, restarts = "", 0, restarts + 1
        value = (block * 7 * seed) % 61 - 30
        step, last = value - last, value
        size = abs(step).bit_length()
        amount = step if step > 0 else step + (1 << size) - 1
        bits += f"{size:04b}" + (f"{amount:0{size}b}" if size else "") + "0"
    return coded + _packed(bits)


def _packed(bits: str) -> bytes:
    bits += "1" * (-len(bits) % 8)
    packed = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    return packed.replace(b"\xff", b"\xff\0")


def hidden_in_tables() -> dict[str, bytes]:
    secret = (canary() * 9)[:64]
    codes = bytes(15) + bytes((64,))
    return {
        "an unused quantisation table": before(0xC0, segment(0xDB, b"\3" + secret)),
        "a quantisation table replaced": led(segment(0xDB, b"\0" + secret)),
        "an unused Huffman table": before(0xDA, segment(0xC4, b"\3" + codes + secret)),
        "a longer restart segment": before(0xDA, segment(0xDD, b"\0\0" + canary())),
        "a longer scan header": before(0xDA, segment(0xDA, canary())),
        "text after the last block": BASE[:-2] + canary() + b"\xff\xd9",
        "text and restarts after the last block": BASE[:-2]
        + b"\xff\xd0"
        + canary()
        + b"\0\xff\xd9",
    }


def everything() -> dict[str, bytes]:
    """Files by name that a lossless copy can be made of."""
    progressive = saved(picture(), quality=85, progressive=True)
    made = {
        "plain": BASE,
        "comment": led(segment(0xFE, canary())),
        "comments": led(segment(0xFE, canary("-1")), segment(0xFE, CANARY.encode("utf-16-le"))),
        "comment before the frame": before(0xC0, segment(0xFE, canary())),
        "comment before the scan": before(0xDA, segment(0xFE, canary())),
        "exif, little-endian": led(exif_segment(order="<", gps=True, comment=True)),
        "exif, big-endian": led(exif_segment(order=">", gps=True, comment=True)),
        "exif, upright": led(exif_segment(orientation=1)),
        "exif, place only": led(exif_segment(own=False, gps=True)),
        "exif, thumbnail": led(exif_segment(thumbnail=thumbnail())),
        "exif, loop": led(exif_segment(loop=True)),
        "exif, cut short": led(segment(0xE1, b"Exif\0\0" + exif()[:60] + canary())),
        "exif, twice": led(exif_segment(own=False), exif_segment(gps=True)),
        "exif, after a comment": led(segment(0xFE, canary()), exif_segment(gps=True)),
        "xmp": led(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(place=True))),
        "xmp, extended": led(extended_xmp()),
        "iptc": led(segment(0xED, iptc())),
        "flashpix": led(segment(0xE2, b"FPXR\0\0" + canary())),
        "content credentials": led(segment(0xEB, b"JP\0\1\0\0\0\1" + b"\0\0\0\x40jumb" + canary())),
        "adobe, longer": led(segment(0xEE, b"Adobe\0\x64\0\0\0\0\1" + canary())),
        "jfif thumbnail": led(segment(0xE0, b"JFIF\0\1\1\1\0\x48\0\x48\3\3" + (canary() * 2)[:27])),
        "jfxx thumbnail": led(segment(0xE0, b"JFXX\0\x10" + thumbnail())),
        "after the end: text": BASE + canary(),
        "after the end: zip": archived(),
        "after the end: jpeg": BASE + led(segment(0xFE, canary())),
        "after the end: mpo": multi_picture(),
        "after the end: video": motion_photo(),
        "after the end: utf-16": BASE + CANARY.encode("utf-16-be"),
        "fill bytes": led(
            b"\xff\xff\xff" + segment(0xFE, canary()), base=before(0xC0, b"\xff" * 5)
        ),
        "progressive": led(segment(0xFE, canary()), base=progressive),
        "progressive, comment between scans": before(0xDA, segment(0xFE, canary()), progressive),
        "restart markers": led(
            segment(0xFE, canary()), base=saved(picture(), restart_marker_blocks=3)
        ),
        "progressive, restart markers, odd size": led(
            segment(0xFE, canary()),
            base=saved(picture((97, 61)), progressive=True, restart_marker_blocks=3),
        ),
        "optimised": led(exif_segment(gps=True), base=saved(picture(), optimize=True)),
        "grey": led(exif_segment(gps=True), base=saved(picture(mode=GREY))),
        "full colour": led(exif_segment(gps=True), base=saved(picture(), subsampling=0)),
        "half colour": led(exif_segment(gps=True), base=saved(picture(), subsampling=1)),
        "odd size": led(exif_segment(gps=True), base=saved(picture((97, 61)))),
        "cmyk": led(segment(0xFE, canary()), base=saved(picture(mode="CMYK"))),
        "rgb": led(segment(0xFE, canary()), base=saved(picture(), keep_rgb=True)),
        "separate scans": separate_scans() + canary(),
        "separate scans, restart markers": separate_scans(interval=3, fill=b"\xff\xff") + canary(),
        "many comments": led(*[segment(0xFE, canary(str(n))) for n in range(300)]),
    }
    for number in range(16):
        made[f"APP{number} of an app"] = led(segment(0xE0 + number, b"App\0" + canary()))
    return made | {name: data for name, data in hidden_in_tables().items() if "table" in name}


def damaged() -> dict[str, bytes]:
    """Files by name that decode, but stray from their format: they are rebuilt from pixels."""
    hidden = {name: data for name, data in hidden_in_tables().items() if "after" in name}
    return hidden | {
        "text between segments": before(0xDB, b"\0" + canary()),
        "a scan that is no such thing": before(0xC0, b"\0\0" + canary()),
        "restart markers nobody asked for": before(
            0xDA,
            segment(0xFE, canary()) + segment(0xDD, b"\0\0"),
            saved(picture(), restart_marker_blocks=3),
        ),
    }
