"""Every parser with real samples, cut ones, and everything that has ever broken it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz_seeds import seeds
from fuzz_targets import TARGETS

REGRESSIONS = Path(__file__).parent / "regressions"
FOUND = sorted(REGRESSIONS.glob("*/*"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_broke_a_parser_breaks_it_no_more(path):
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", [name for name in TARGETS if not name.startswith("backup-")])
def test_real_samples_whole_and_cut_keep_every_word(target):
    for data in seeds(target)[:8]:
        TARGETS[target](data)
        for part in range(1, 8):
            TARGETS[target](data[: len(data) * part // 8])


def test_every_format_of_a_backup_is_fuzzed():
    from tui.keys.backups import formats

    names = {one.__name__.rpartition(".")[2] for one in formats.FORMATS}
    assert {f"backup-{name}" for name in names} <= set(TARGETS)
