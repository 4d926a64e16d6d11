"""Progress on disk: whole or not at all, one window at a time, nothing ever thrown away."""

from tui.store.errors import SaveFailed, StoreError, StoreRefused
from tui.store.folder import default_folder
from tui.store.generations import Codec
from tui.store.store import Opened, Store

__all__ = [
    "Codec",
    "Opened",
    "SaveFailed",
    "Store",
    "StoreError",
    "StoreRefused",
    "default_folder",
]
