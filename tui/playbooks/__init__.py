"""The playbooks: one file an exchange, content only."""

from __future__ import annotations

from pathlib import Path

from tui.journey.playbook import PlaybookError, parse, read
from tui.journey.schema import Playbook
from tui.store.errors import StoreError, named
from tui.store.outside import read_document

BUILT_IN = Path(__file__).with_name("crypto-com.toml")


def load(path: Path | None = None) -> Playbook:
    """Return the playbook in a file, or the built-in one.

    Raises `StoreError`, one line that names the file and, where it can, the field.
    """
    try:
        return parse(read_document(path)) if path else read(read_document(BUILT_IN))
    except PlaybookError as error:
        raise StoreError(f"{named(path or BUILT_IN)}: {error}") from None
