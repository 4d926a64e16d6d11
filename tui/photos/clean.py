"""A copy of a photo that shows the same and tells nothing else: bytes to bytes, no file touched.

A JPEG or PNG is rebuilt part by part from an allow-list, its coded pixels untouched. It is decoded
and coded again only where it lies on its side, is too large, has unusual colours, is damaged, or is
of another kind. Nothing is ever sharpened, cropped, brightened or written over it, and no Exif is
written. Exif's orientation counts, as in browsers; XMP's doesn't.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Literal

import msgspec

from tui.photos.copying import words
from tui.photos.copying.kinds import NAMES, problem
from tui.photos.copying.source import Source, read
from tui.photos.copying.verify import is_clean
from tui.photos.problem import PhotoProblem

if TYPE_CHECKING:
    from tui.photos.copying.encode import Coded

Suffix = Literal[".jpg", ".png"]

TURNED, SMALLER, REBUILT = "turned upright", "made smaller", "rebuilt from its pixels"
MEMORY = 2 * 1024**3
"""Bytes of address space that a process making copies may take, decoded at full size."""
ON_WHITE, FIRST = "see-through parts made white", "only the first of its pictures"


class Cleaned(msgspec.Struct, frozen=True):
    """A clean copy, what was left behind, and what had to be changed, both in a person's words.

    `pixels_identical`: it decodes to the very pixels of the original.
    """

    data: bytes
    suffix: Suffix
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    pixels_identical: bool


def cleaned(data: bytes, *, most_bytes: int = 4_000_000, longest: int = 4096) -> Cleaned:
    """Return a clean copy of a photo, of at most `most_bytes`, its long side at most `longest`.

    That a JPEG's coded data is whole isn't seen here: open it fully first (`tui.photos.picture`).
    Decoding takes up to some 650 MB and seconds at 60 megapixels: run it in a `tui.work.Job`.
    Raises PhotoProblem: too-large, not-picture, no-heic, damaged, cannot-fit,
    not-clean.
    """
    try:
        source = read(data)
        made = _untouched(source, most_bytes, longest)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata does not matter here
            made = made or _again(source, most_bytes, longest)
    except PhotoProblem:
        raise
    except Exception:  # decoders raise anything at all on damaged data
        raise problem("damaged") from None
    return _proved(made)


def neutral_name(document: str, side: str, number: int, suffix: str) -> str:
    """Return a file name that tells nothing of the original: "id-front.jpg", "note-2.jpg".

    `side` may be empty. `number` counts photos of the same thing, from 1; the first shows none.
    """
    said = [document, side, str(number) if number > 1 else ""]
    parts = (re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")[:40] for part in said)
    return ("-".join(filter(None, parts)) or "photo") + suffix


def _proved(made: Cleaned) -> Cleaned:
    """Return it if an independent walk finds nothing in it but a picture."""
    if not is_clean(made.data, made.suffix):
        raise problem("not-clean")
    return made


def _untouched(source: Source, most_bytes: int, longest: int) -> Cleaned | None:
    """Return the lossless copy, if there is one and it will do."""
    fits = max(source.size) <= longest and source.copy and len(source.copy) <= most_bytes
    if not fits or not source.copy or source.orientation != 1 or source.converts:
        return None
    suffix: Suffix = ".png" if source.kind == "PNG" else ".jpg"
    changed = (FIRST,) if source.several else ()
    return Cleaned(source.copy, suffix, words.ordered(source.holds), changed, True)


def _again(source: Source, most_bytes: int, longest: int) -> Cleaned:
    """Return a copy that was decoded, changed as need be, and coded again."""
    from tui.photos.copying import decode, encode

    opened = decode.opened(source.copy or source.data, source.kind)
    orientation = source.orientation or opened.orientation
    way = encode.way_of(opened.image, turned=orientation >= 5)
    image = decode.decoded(opened.image)
    shrinks = max(image.size) > longest
    image = decode.no_longer(image, longest)
    image, done = decode.in_srgb(image, source.profile or opened.profile)
    if source.kind not in decode.SELF_TURNING:
        image = decode.upright(image, orientation)
    png = source.kind == "PNG" and (shrinks or len(source.copy or b"") <= most_bytes)
    coded = encode.coded(image, way, most_bytes, png=png)
    changed = {
        TURNED: orientation != 1,
        SMALLER: shrinks or coded.smaller,
        done: done,
        f"{NAMES.get(source.kind, source.kind)} saved as JPEG": _is_another(source, coded),
        ON_WHITE: coded.suffix == ".jpg" and decode.is_see_through(image),
        FIRST: source.several or opened.several,
        REBUILT: source.kind in ("JPEG", "PNG") and not source.copy,
    }
    said = tuple(word for word, true in changed.items() if true)
    holds = words.ordered(source.holds | opened.holds)
    return Cleaned(coded.data, coded.suffix, holds, said, False)


def _is_another(source: Source, coded: Coded) -> bool:
    return source.kind != "JPEG" and coded.suffix == ".jpg"
