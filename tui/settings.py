"""What is remembered of the look, in a file of its own; never anything of the case."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tui.store.errors import StoreError
from tui.store.outside import read_document, write_new

THEMES = ("sparekey-dark", "sparekey-light", "sparekey-contrast")


def settings_file() -> Path:
    """Return where the settings are; raises `OSError` or `RuntimeError` without a home."""
    from platformdirs import user_config_path

    return user_config_path("sparekey", appauthor=False) / "settings.toml"


def remembered_theme() -> str:
    """Return the theme chosen before, or the default one."""
    with suppress(StoreError, OSError, RuntimeError):
        name = read_document(settings_file()).get("theme")
        if name in THEMES:
            return str(name)
    return THEMES[0]


def remember_theme(name: str) -> None:
    """Keep the choice; where that can't be done, the choice holds for this session only."""
    with suppress(StoreError, OSError, RuntimeError):
        path = settings_file()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_suffix(".tmp")
        beside.unlink(missing_ok=True)
        write_new(beside, f'theme = "{name}"\n').replace(path)
