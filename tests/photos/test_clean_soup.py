"""Random and damaged files: a problem in one line or a bare picture, never anything else."""

from __future__ import annotations

import io
import zlib
from importlib.util import find_spec

import made_jpegs
import made_others
import made_pngs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_blocks import CANARY, canary
from made_jpegs import BASE, segment
from PIL import Image

from tui.photos.clean import cleaned
from tui.photos.copying.verify import is_clean
from tui.photos.problem import PhotoProblem
from tui.problem import Problem
from tui.work import Job

CORPUS = [*made_jpegs.everything().values(), *made_jpegs.damaged().values()]
CORPUS += [*made_pngs.everything().values(), *made_pngs.damaged().values()]
OTHERS = list(made_others.everything().values())


def pieces(data: bytes) -> list[bytes]:
    """The segments of a plain JPEG of one scan, the scan with its data."""
    found, at = [], 2
    while data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        found.append(data[at:end])
        at = end
    return [*found, data[at:-2]]


PIECES = pieces(BASE)
STRAY = st.builds(
    segment,
    st.integers(0xC0, 0xFE),
    st.binary(max_size=40).map(lambda body: body + canary()) | st.just(canary()),
)
APP = st.builds(
    segment, st.integers(0xE0, 0xEF) | st.just(0xFE), st.binary(max_size=9).map(canary().__add__)
)
SOUP = st.lists(st.sampled_from(PIECES) | STRAY | st.binary(max_size=3), max_size=12)
MUTATION = st.tuples(st.integers(0, 2**20), st.integers(0, 40), st.binary(max_size=12))


def bare(data: bytes, suffix: str) -> None:
    """See by yet another walk that only allowed parts are there, and that it opens."""
    names = jpeg_names(data) if suffix == ".jpg" else png_names(data)
    assert names <= {0xDB, 0xC4, 0xC0, 0xC1, 0xC2, 0xDD, 0xDA, 0xE0, 0xEE, 0xE2} or names <= {
        b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"sRGB", b"gAMA", b"cHRM", b"cICP", b"iCCP", b"IEND",
    }  # fmt: skip
    assert Image.open(io.BytesIO(data)).size > (0, 0)


def jpeg_names(data: bytes) -> set[int]:
    names, at = set(), 2
    while data[at : at + 2] != b"\xff\xd9":
        assert data[at] == 0xFF
        names.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        while data[at] != 0xFF or data[at + 1] in (0, *range(0xD0, 0xD8)):
            at += 1
    assert at + 2 == len(data)
    return names


def png_names(data: bytes) -> set[bytes]:
    names, at = set(), 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        names.add(data[at + 4 : at + 8])
        assert (
            zlib.crc32(data[at + 4 : at + 8 + size]).to_bytes(4)
            == data[at + 8 + size : at + 12 + size]
        )
        at += 12 + size
    assert at == len(data)
    return names


def tried(data: bytes) -> bytes:
    try:
        copy = cleaned(data)
    except PhotoProblem as problem:
        assert "\n" not in problem.message
        return b""
    bare(copy.data, copy.suffix)
    return copy.data


@given(SOUP, st.binary(max_size=20))
def test_soups_of_segments(soup, after):
    made = tried(b"\xff\xd8\xff" + b"".join(soup)[1:] + b"\xff\xd9" + after)
    assert canary() not in made


@given(st.lists(st.tuples(st.integers(0, 9), APP | st.sampled_from(PIECES[:-1])), max_size=9))
def test_a_picture_among_anything(strays):
    order = list(PIECES)
    for at, stray in strays:
        order.insert(at % len(PIECES), stray)
    made = tried(b"\xff\xd8" + b"".join(order) + b"\xff\xd9")
    assert canary() not in made


@given(st.permutations([*PIECES, segment(0xFE, canary()), segment(0xE1, b"Exif\0\0" + canary())]))
def test_segments_in_any_order(order):
    made = tried(b"\xff\xd8" + b"".join(order) + b"\xff\xd9")
    assert canary() not in made


def mutated(data: bytes, changes) -> bytes:
    for at, cut, put in changes:
        at %= len(data) + 1
        data = data[:at] + put + data[at + cut % 9 :]
    return data


@given(st.sampled_from(CORPUS), st.lists(MUTATION, min_size=1, max_size=4))
def test_damaged_jpegs_and_pngs(data, changes):
    tried(mutated(data, changes))


@given(st.sampled_from(OTHERS), st.lists(MUTATION, min_size=1, max_size=3))
def test_damaged_files_of_other_kinds(data, changes):
    made = tried(mutated(data, changes))
    assert CANARY.encode() not in made


@pytest.mark.skipif(not find_spec("pi_heif"), reason="pi_heif is not installed")
def test_a_heic_photo_that_kills_its_decoder():
    """pi_heif 1.4 reads an item's type as UTF-8: another byte there ends the process."""
    deadly = made_others.heic().replace(b"\0Exif\0", b"\0\xa3xif\0", 1)
    with pytest.raises(Problem) as caught:
        Job(cleaned, deadly).start().result()
    assert "\n" not in caught.value.message


@given(
    st.sampled_from([b"tRNS", b"PLTE", b"sRGB", b"gAMA", b"cHRM", b"cICP", b"iCCP", b"IDAT"]),
    st.binary(max_size=60) | st.just(canary()),
)
def test_chunks_of_any_contents(kind, body):
    made = tried(made_pngs.rgb(made_pngs.chunk(kind, body)))
    assert canary() not in made


@pytest.mark.parametrize("number", range(8))
def test_the_second_look_sees_what_slipped_through(number):
    """The walk that proves a copy, on files that are not clean."""
    stray = [
        made_jpegs.led(segment(0xFE, canary())),
        made_jpegs.led(segment(0xE1, canary())),
        BASE + b"\0",
        BASE[:-2],
        made_jpegs.led(segment(0xE2, b"ICC_PROFILE\0\1\1" + canary())),
        BASE.replace(b"JFIF\0\1\1\0", b"JFIF\0\1\1\7"),
        BASE[:-2] + b"\xff\xfe\0\4ab" + BASE[-2:],
        made_jpegs.led(segment(0xDB, b"\0" + bytes(64) + canary())),
    ][number]
    assert not is_clean(stray, ".jpg")
    assert is_clean(BASE, ".jpg")


@pytest.mark.parametrize("name", sorted(set(made_pngs.everything()) - {"png plain"}))
def test_the_second_look_sees_what_slipped_through_of_a_png(name):
    copy = cleaned(made_pngs.everything()[name])
    assert is_clean(copy.data, ".png")
    assert (
        not is_clean(made_pngs.everything()[name], ".png")
        or copy.data == made_pngs.everything()[name]
    )
