"""Letting go of what widgets drew, once they are gone."""

from __future__ import annotations

from textual._styles_cache import StylesCache


def forget_gone_widgets() -> None:
    """Drop the lines that Textual keeps of widgets that are gone, a shown code among them.

    Textual 8.2 caches two colours by widget (`StylesCache.get_inner_outer`, 1,024 of them), and so
    holds on to each widget's lines: some 40 KB a step change.
    """
    StylesCache.get_inner_outer.cache_clear()
