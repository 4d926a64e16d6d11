"""The checks of a photo, in their order: one function each, and a line here.

A check takes a `Photo` and returns what it found, nothing where all is well, or in words why it
could not be made.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from tui.photos.checks import border, file, light, origin, sharpness
from tui.photos.checks.photo import Photo
from tui.photos.findings import OPENS, Finding, Kind

Outcome = tuple[Finding, ...] | str

EVERY: tuple[Kind, ...] = ("selfie", "id", "note")


class Check(Struct, frozen=True):
    """A check by its id, and the kinds of photo that it is made of."""

    id: str
    run: Callable[[Photo], Outcome]
    kinds: tuple[Kind, ...] = EVERY


CHECKS = (
    Check(OPENS, file.opens),
    Check("format", file.format_of),
    Check("bytes", file.size_of),
    Check("pixels", file.pixels),
    Check("rotation", origin.rotation),
    Check("metadata", origin.metadata),
    Check("grey", light.grey, ("id",)),
    Check("light", light.light),
    Check("blur", sharpness.blur),
    Check("glare", light.glare, ("id",)),
    Check("edge", border.edge, ("id",)),
    Check("quality", file.quality),
    Check("screenshot", origin.screenshot),
    Check("date", origin.date_taken, ("selfie", "note")),
)
