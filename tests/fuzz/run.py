"""Fuzz every parser for its share of the time, and print one table.

Usage: python tests/fuzz/run.py [SECONDS in all] [TARGET]...
What breaks a parser is kept under tests/fuzz/regressions, where a normal test goes through it.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fuzz_seeds import seeds
from fuzz_targets import TARGETS

HERE = Path(__file__).parent
REGRESSIONS = HERE / "regressions"
PATIENCE, MEMORY = 5, 1024
"""Seconds and MB that one input may take."""
EXECUTED = re.compile(r"stat::number_of_executed_units: *(\d+)")


def fuzz(target: str, seconds: float) -> tuple[int, list[Path]]:
    """Fuzz one target; return how many inputs were tried, and those that broke it."""
    kept = REGRESSIONS / target
    before = set(kept.glob("*"))
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(seeds(target)):
            (Path(folder) / f"seed-{number}").write_bytes(data)
        kept.mkdir(parents=True, exist_ok=True)
        options = [
            *(f"-max_total_time={max(1, round(seconds))}", f"-timeout={PATIENCE}"),
            *(f"-rss_limit_mb={MEMORY}", "-print_final_stats=1", f"-artifact_prefix={kept}/"),
        ]
        done = subprocess.run(
            [sys.executable, str(HERE / "one.py"), target, folder, *options],
            capture_output=True, text=True, errors="replace",
        )  # fmt: skip
    found = sorted(set(kept.glob("*")) - before)
    if not any(kept.iterdir()):
        kept.rmdir()
    executed = EXECUTED.search(done.stderr)
    if done.returncode and not found:
        raise SystemExit(f"{target} ended with {done.returncode}: {done.stderr[-2000:]}")
    return int(executed[1]) if executed else 0, found


def main() -> None:
    """Go through the targets."""
    if not importlib.util.find_spec("atheris"):
        raise SystemExit("Fuzzing needs atheris: pip install 'sparekey[fuzz]' (make fuzz does).")
    share = float(sys.argv[1] if len(sys.argv) > 1 else 300) / len(sys.argv[2:] or TARGETS)
    total, broken = 0, []
    print(f"{'what':<24}{'runs':>10}{'violations':>12}{'seconds':>9}")
    for target in sys.argv[2:] or TARGETS:
        begun = time.monotonic()
        runs, found = fuzz(target, share)
        print(f"{target:<24}{runs:>10}{len(found):>12}{time.monotonic() - begun:>9.0f}", flush=True)
        total, broken = total + runs, broken + found
    print(f"{'all parsers':<24}{total:>10}{len(broken):>12}")
    for path in broken:
        print(path)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
