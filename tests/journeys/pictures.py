"""Pictures of the screen: kept as SVG, the same on every run; what differs is told in words."""

from __future__ import annotations

import difflib
import html
import re
from pathlib import Path

from syrupy.data import SnapshotCollections
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App

FOLDER = Path(__file__).parents[2] / "snapshots"
_ID = re.compile(r"terminal-\d+-")
_TEXT = re.compile(r'<text [^>]*?x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>')
_CELL = 12.2
"""Width of a cell in the pictures that rich exports."""


class Picture(SingleFileSnapshotExtension):
    """Keeps a picture at `snapshots/<module>/<name>.svg`."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT

    @classmethod
    def dirname(cls, *, test_location):
        return str(FOLDER / test_location.basename.removeprefix("test_"))

    @classmethod
    def get_snapshot_name(cls, *, test_location, index=0):
        return str(index)

    @classmethod
    def write_snapshot(cls, *, snapshot_location, snapshots, name_order=None):
        """Write it; the name is the picture's, so it need not hold the test's."""
        path = Path(snapshot_location)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(snapshots[-1][0], encoding="utf-8")

    def discover_snapshots(self, **_):
        """Leave the search for unused pictures to `test_every_picture_is_of_a_test`."""
        return SnapshotCollections()


def take(app: App) -> str:
    """Return the screen as SVG, without what changes from run to run."""
    svg = _ID.sub("", app.export_screenshot(simplify=True))
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)  # else rsvg-convert moves text


def words(svg: str) -> list[str]:
    """Return the rows of text in a picture."""
    rows: dict[float, str] = {}
    for x, y, text in _TEXT.findall(svg):
        plain = html.unescape(text).replace("\xa0", " ")
        before = rows.get(float(y), "")
        rows[float(y)] = f"{before:<{round(float(x) / _CELL)}}{plain}"
    return [rows[y].rstrip() for y in sorted(rows)]


def difference(kept: str, now: str) -> str:
    """Return the rows of text that differ, or that only the look does."""
    rows = difflib.unified_diff(words(kept), words(now), "kept", "now", lineterm="", n=0)
    return "\n".join(rows) or "The words are the same; colours or styles differ."


def compare(snapshot, name: str, folder: str, svg: str) -> None:
    """Hold the picture against the one that is kept; leave the new one beside it if it differs."""
    path = FOLDER / folder / f"{name}.svg"
    actual = path.with_suffix(".actual.svg")
    if snapshot(name=name) == svg:
        actual.unlink(missing_ok=True)
        return
    actual.parent.mkdir(parents=True, exist_ok=True)
    actual.write_text(svg, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    raise AssertionError(f"{path.name} differs, see {actual.name}:\n{difference(kept, svg)}")
