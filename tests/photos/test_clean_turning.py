"""Turned upright, made smaller, converted: what re-encoding does to a picture, by numbers."""

from __future__ import annotations

import io

import numpy as np
import pytest
from made_blocks import exif, icc
from made_jpegs import chunks, exif_segment, led, picture, saved
from made_others import tiff
from PIL import Image, ImageCms, ImageOps

from tui.photos.clean import cleaned

ALIGNED = (208, 160)  # both sides whole multiples of 16, as of every phone's camera


def psnr(one: Image.Image, other: Image.Image) -> float:
    """Peak signal to noise, in decibels; the same size and mode are part of it."""
    assert (one.size, one.mode) == (other.size, other.mode)
    wrong = np.mean((np.asarray(one, np.float64) - np.asarray(other, np.float64)) ** 2)
    return 99.0 if wrong == 0 else float(10 * np.log10(255**2 / wrong))


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def card(size=ALIGNED, mode="RGB") -> Image.Image:
    """The calm picture with grain as a sensor's, its colours as pale as most of the world's."""
    grain = np.random.default_rng(7).normal(0, 3, (size[1], size[0], 1))
    calm = Image.blend(picture(size, "L").convert("RGB"), picture(size), 0.3)
    pixels = np.clip(np.asarray(calm, float) * 0.8 + 25 + grain, 0, 255)
    return Image.fromarray(pixels.astype(np.uint8)).convert(mode)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("how", [{}, {"subsampling": 0}, {"subsampling": 1}, {"progressive": True}])
def test_jpeg_upright(orientation, how):
    original = led(exif_segment(orientation=orientation), base=saved(card(), quality=88, **how))
    copy = cleaned(original)
    assert copy.changed == (("turned upright",) if orientation > 1 else ())
    expected = ImageOps.exif_transpose(decoded(original))
    assert psnr(decoded(copy.data), expected) >= (52 if orientation > 1 else 99)
    assert len(copy.data) < 1.25 * len(original)


@pytest.mark.parametrize("orientation", [3, 6])
def test_jpeg_keeps_its_tables_and_sampling(orientation):
    tables = [[1 + (place * 3) % 90 for place in range(64)], [2 + place for place in range(64)]]
    original = led(exif_segment(orientation=orientation), base=saved(card(), qtables=tables))
    copy = decoded(cleaned(original).data)
    if orientation == 6:
        tables = [np.reshape(table, (8, 8)).T.flatten().tolist() for table in tables]
    assert [copy.quantization[0], copy.quantization[1]] == tables
    assert [layer[1:3] for layer in copy.layer] == [(2, 2), (1, 1), (1, 1)]
    assert "progressive" not in copy.info


@pytest.mark.parametrize("orientation", range(2, 9))
def test_grey_jpeg_stays_grey(orientation):
    original = led(exif_segment(orientation=orientation), base=saved(card(mode="L"), quality=85))
    copy = decoded(cleaned(original).data)
    assert psnr(copy, ImageOps.exif_transpose(decoded(original))) >= 46


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_upright(kind, orientation):
    original = saved(
        card(),
        kind,
        exif=exif(orientation=orientation),
        **{"WEBP": {"lossless": True}}.get(kind, {}),
    )
    copy = cleaned(original)
    assert copy.changed[0] == "turned upright"
    expected = ImageOps.exif_transpose(decoded(original))
    assert psnr(decoded(copy.data), expected) >= {"PNG": 99, "WEBP": 38}[kind]


@pytest.mark.parametrize("orientation", range(2, 9))
def test_tiff_upright(orientation):
    turned, plain = cleaned(tiff(orientation=orientation)), decoded(tiff())
    assert "turned upright" in turned.changed
    plain.getexif()[0x0112] = orientation
    assert psnr(decoded(turned.data), ImageOps.exif_transpose(plain)) >= 38


def test_the_thumbnails_orientation_is_not_the_pictures():
    block = bytearray(exif(own=False, orientation=1, thumbnail=b"x"))
    second = int.from_bytes(block[8 + 2 + 12 : 8 + 2 + 12 + 4], "big")
    block[second + 2 : second + 14] = bytes.fromhex("011200030000000100060000")
    assert "turned upright" not in cleaned(saved(card(), exif=b"Exif\0\0" + bytes(block))).changed


def test_transparent_png_stays_so_when_turned():
    clear = card()
    clear.putalpha(card(mode="L"))
    copy = cleaned(saved(clear, "PNG", exif=exif(orientation=6)))
    assert copy.suffix == ".png"
    assert psnr(decoded(copy.data), clear.transpose(Image.Transpose.ROTATE_270)) == 99


def test_too_long_becomes_smaller_and_keeps_its_shape():
    original = saved(card((640, 480)), quality=90)
    copy = cleaned(original, longest=320)
    assert copy.changed == ("made smaller",)
    expected = decoded(original).resize((320, 240), Image.Resampling.BICUBIC)
    assert psnr(decoded(copy.data), expected) >= 34


def test_too_heavy_becomes_coarser_then_smaller():
    heavy = saved(card((2000, 400)), quality=98, subsampling=0)
    coarser = cleaned(heavy, most_bytes=len(heavy) // 2)
    assert (coarser.changed, decoded(coarser.data).size) == (("made smaller",), (2000, 400))
    assert len(coarser.data) <= len(heavy) // 2
    least = len(saved(decoded(heavy), quality=85, subsampling=0, optimize=True))
    smaller = cleaned(heavy, most_bytes=least * 4 // 5)
    assert 1600 <= decoded(smaller.data).width < 2000


def test_a_heavy_png_becomes_a_jpeg_on_white():
    noise = np.random.default_rng(3).integers(0, 256, (60, 80, 4), np.uint8)
    noise[:, :, 3] = 0
    copy = cleaned(saved(Image.fromarray(noise), "PNG"), most_bytes=10_000)
    assert copy.suffix == ".jpg"
    assert copy.changed == ("PNG saved as JPEG", "see-through parts made white")
    assert decoded(copy.data).getextrema() == ((255, 255),) * 3


P3_RED, P3_SKIN = (255, 0, 0), (200, 150, 120)


@pytest.mark.parametrize(
    ("space", "curve", "said"),
    [
        ("P3", "para", "Display P3"),
        ("Adobe", "2.2", "Adobe RGB"),
        ("ProPhoto", "1.8", "its own profile"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_colours_are_converted_to_srgb(space, curve, said, kind):
    flat = Image.new("RGB", (32, 32), P3_SKIN)
    flat.paste((90, 120, 180), (0, 0, 16, 32))
    how = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}
    block = b"Exif\0\0" * (kind == "JPEG") + exif(orientation=3)
    original = saved(flat, kind, icc_profile=icc(space, curve), exif=block, **how)
    copy = cleaned(original)
    assert f"colours converted from {said} to sRGB" in copy.changed
    assert "icc_profile" not in decoded(copy.data).info
    # littleCMS itself, told the same profile, is the oracle.
    theirs = ImageCms.ImageCmsProfile(io.BytesIO(icc(space, curve)))
    expected = ImageCms.profileToProfile(flat, theirs, ImageCms.createProfile("sRGB"), 1)
    assert psnr(decoded(copy.data), expected.transpose(Image.Transpose.ROTATE_180)) >= 42


@pytest.mark.parametrize(("space", "curve"), [("P3", "para"), ("P3", "table"), ("Adobe", "2.2")])
def test_our_profile_shows_the_same_colours(space, curve):
    """Through littleCMS, a cube of colours by the camera's profile and by the one we put there."""
    steps = np.linspace(0, 255, 9).astype(np.uint8)
    cube = Image.fromarray(np.array(np.meshgrid(steps, steps, steps)).T.reshape(27, 27, 3).copy())
    copy = cleaned(led(*chunks(icc(space, curve), 60_000)))
    assert copy.pixels_identical
    ours = decoded(copy.data).info["icc_profile"]
    assert ours != icc(space, curve)
    srgb = ImageCms.createProfile("sRGB")
    one, two = (
        np.asarray(
            ImageCms.profileToProfile(cube, ImageCms.ImageCmsProfile(io.BytesIO(data)), srgb, 1),
            int,
        )
        for data in (icc(space, curve), ours)
    )
    assert np.abs(one - two).max() <= 2


def test_a_profile_with_a_table_is_not_taken_for_its_matrix():
    profile = icc("sRGB", "para").replace(b"PRIV", b"A2B0", 1)  # and a table it isn't
    copy = cleaned(saved(card(), icc_profile=profile))
    assert copy.changed == ("a broken colour profile left out",)


def test_cmyk_jpeg_with_a_profile_no_one_can_read_is_copied_as_it_is():
    copy = cleaned(saved(card(mode="CMYK"), icc_profile=b"nothing" * 40))
    assert copy.pixels_identical
    assert decoded(copy.data).mode == "CMYK"
