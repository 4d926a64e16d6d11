"""What every check looks at."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from tui.photos.findings import Kind
from tui.photos.metadata import Metadata
from tui.photos.picture import Picture

ESTIMATE = "our estimate"
MEASURED = "our estimate, from measurements"


class Photo(Struct, frozen=True):
    """A photo that was opened: its file's length in bytes, its picture, its metadata, today."""

    kind: Kind
    size: int
    picture: Picture
    metadata: Metadata
    today: date
