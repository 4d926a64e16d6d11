"""How often each photo check finds what it should, and what it costs beside Pillow alone.

Made pictures (tests/photos/specimens.py): the thresholds were set on even seeds, odd ones are
reported, with 95 % Wilson intervals. Real telephones do worse. "Pillow" is its own reduced decode
of the same file in the same run, in colour, long side 1600: `draft`, `load`, `resize`.
Usage: python tests/bench/photos.py [PICTURES] [PROCESSES] [CHECK]   (40 of each, 2, every check)
"""

import io
import math
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1] / "photos")]

import specimens  # noqa: E402

from tui.photos.findings import summary  # noqa: E402
from tui.photos.inspect import examine, inspect  # noqa: E402

TODAY = date(2026, 11, 22)
FOUND, UNTOLD, CLEAR = "found", "cannot tell", "clear"

GROUPS = (
    # check, what is done, changes, backgrounds (False plain, True patterned), target
    ("blur", "in focus", {}, (False, True), "found <= 5 %"),
    ("blur", "sigma 0.5", {"blur": 0.5}, (False, True), "found <= 5 %"),
    ("blur", "sigma 1.2", {"blur": 1.2}, (False, True), ""),
    ("blur", "sigma 1.6", {"blur": 1.6}, (False, True), ""),
    ("blur", "sigma 2.5", {"blur": 2.5}, (False, True), "found >= 98 %"),
    ("blur", "sigma 4", {"blur": 4.0}, (False, True), "found >= 98 %"),
    ("blur", "motion 8 across", {"motion": (8, 0)}, (False, True), "found >= 98 %"),
    ("blur", "motion 8 down", {"motion": (0, 8)}, (False, True), "found >= 98 %"),
    ("blur", "motion 14 across", {"motion": (14, 0)}, (False, True), "found >= 98 %"),
    ("blur", "motion 14 down", {"motion": (0, 14)}, (False, True), "found >= 98 %"),
    ("blur", "in focus, darkened to 0.3", {"exposure": 0.3}, (False, True), "found <= 5 %"),
    ("blur", "in focus, darkened to 0.15", {"exposure": 0.15}, (False, True), "found <= 5 %"),
    ("blur", "sigma 2.5, darkened to 0.3", {"blur": 2.5, "exposure": 0.3}, (False, True), ""),
    ("blur", "sigma 2.5, background sharp", {"behind": 2.5}, (False, True), ""),
    ("light", "exposure 1", {}, (False,), "found <= 5 %"),
    ("light", "exposure 0.15", {"exposure": 0.15}, (False, True), ""),
    ("light", "exposure 0.3", {"exposure": 0.3}, (False, True), ""),
    ("light", "exposure 0.6", {"exposure": 0.6}, (False, True), ""),
    ("light", "exposure 1.6", {"exposure": 1.6}, (False, True), ""),
    ("light", "exposure 2.6", {"exposure": 2.6}, (False, True), ""),
    ("glare", "none", {}, (False, True), "found <= 5 %"),
    ("glare", "5 % of the card", {"glare": 0.05}, (False, True), ""),
    ("glare", "8 %", {"glare": 0.08}, (False, True), ""),
    ("glare", "12 %", {"glare": 0.12}, (False, True), "found >= 90 %"),
    ("glare", "20 %", {"glare": 0.2}, (False, True), "found >= 90 %"),
    ("edge", "whole, plain", {}, (False,), "found <= 5 %"),
    ("edge", "5 % cut off, plain", {"crop": 0.05}, (False,), "clear <= 2 %"),
    ("edge", "20 %, plain", {"crop": 0.2}, (False,), "clear <= 2 %"),
    ("edge", "30 %, plain", {"crop": 0.3}, (False,), "clear <= 2 %"),
    ("edge", "whole, patterned", {}, (True,), "found <= 5 %"),
    ("edge", "5 % cut off, patterned", {"crop": 0.05}, (True,), "clear <= 2 %"),
    ("edge", "20 %, patterned", {"crop": 0.2}, (True,), "clear <= 2 %"),
    ("edge", "30 %, patterned", {"crop": 0.3}, (True,), "clear <= 2 %"),
    ("grey", "colour", {}, (False, True), "found <= 5 %"),
    ("grey", "grey", {"grey": True}, (False, True), ""),
)


def levels(job):
    """What each check says of one picture: its level, where it found something."""
    changes, textured, seed = job
    made = specimens.scene(seed, textured, **dict(changes))
    report = inspect(specimens.jpeg(made), "id", TODAY)
    assert {check for check, *_ in GROUPS} <= set(report.checked)
    return {one.check: one.level for one in report.findings}


def told(check, changes, backgrounds, count, pool, seen):
    """What one check says of so many pictures; each picture is made and inspected once."""
    size = (1920, 1440) if check == "blur" else (1200, 900)  # the others look at 800 pixels
    changes = {"size": size, **changes}
    jobs = [
        (tuple(changes.items()), backgrounds[i % len(backgrounds)], 2 * i + 1) for i in range(count)
    ]
    missing = [job for job in jobs if job not in seen]
    seen.update(zip(missing, pool.map(levels, missing, chunksize=2), strict=True))
    words = {None: CLEAR, "ask": UNTOLD}
    return [words.get(seen[job].get(check), FOUND) for job in jobs]


def wilson(hits, tries, z=1.96):
    """The interval of a share, in per cent (Wilson 1927)."""
    share, part = hits / tries, z * z / tries
    middle, half = share + part / 2, z * math.sqrt(share * (1 - share) / tries + part / tries / 4)
    return 100 * (middle - half) / (1 + part), 100 * (middle + half) / (1 + part)


def rates(count, processes, only):
    """Print for each check and strength how often it found, could not tell, or found nothing."""
    print(f"{'check':<7}{'picture':<29}{'n':>4}", end="")
    print("".join(f"{name:>13} {'95 %':^11}" for name in (FOUND, UNTOLD, CLEAR)), " target")
    seen = {}
    with ProcessPoolExecutor(processes) as pool:
        for check, name, changes, backgrounds, target in GROUPS:
            if only not in (None, check):
                continue
            answers = told(check, changes, backgrounds, count, pool, seen)
            print(f"{check:<7}{name:<29}{count:>4}", end="")
            for kind in (FOUND, UNTOLD, CLEAR):
                hits = answers.count(kind)
                low, high = wilson(hits, count)
                print(f"{100 * hits / count:>11.1f} % {low:>5.1f}–{high:<5.1f}", end="")
            print(f"  {target}", flush=True)


PEAK = "[print(line.split()[1]) for line in open('/proc/self/status') if 'VmHWM' in line]"
ALONE = """
import sys; from PIL import Image
image = Image.open(sys.argv[1]); image.draft(None, (1600, 1200)); image.load()
image.resize((1600, 1200))
"""
WHOLE = """
import sys; sys.path.insert(0, sys.argv[2]); from datetime import date; from pathlib import Path
from tui.photos.inspect import inspect
inspect(Path(sys.argv[1]).read_bytes(), "id", date(2026, 11, 22))
"""


def peak(code, *arguments):
    """The most memory, in MB, that a process of its own takes."""
    done = subprocess.run(
        [sys.executable, "-c", code + PEAK, *map(str, arguments)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(done.stdout) / 1024


def alone(data):
    image = Image.open(io.BytesIO(data))
    image.draft(None, (1600, 1200))
    image.load()
    return image.resize((1600, 1200))


def took(function, *arguments):
    begun = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - begun


def costs(folder, rounds=9):
    """Print time and memory for large photos, and their ratio to Pillow's."""
    print(f"\n{'':<34}{'Pillow':>9}{'inspect':>9}{'ratio':>7}{'in a job':>10}   ms", end="")
    print(f"{'Pillow':>10}{'inspect':>9}   MB at most")
    for name, size in (("12 MP", (4032, 3024)), ("48 MP", (8064, 6048))):
        for textured in (False, True):
            path = Path(folder) / f"{name}-{textured}.jpg"
            path.write_bytes(specimens.jpeg(specimens.scene(3, textured, size=size), 90))
            data = path.read_bytes()
            inspect(data, "id", TODAY)
            pairs = [(took(alone, data), took(inspect, data, "id", TODAY)) for _ in range(rounds)]
            job = statistics.median(took(examine, path, "id", TODAY) for _ in range(3))
            first, second = (statistics.median(one) * 1000 for one in zip(*pairs, strict=True))
            ratio = statistics.median(b / a for a, b in pairs)
            title = f"{name}, {'patterned' if textured else 'plain'}, {len(data) / 1e6:.1f} MB"
            print(f"{title:<34}{first:>9.0f}{second:>9.0f}{ratio:>7.1f}{job * 1000:>10.0f}", end="")
            print(f"{peak(ALONE, path):>15.0f}{peak(WHOLE, path, HERE.parents[2]):>9.0f}")
    print(f"(<= 3 times, <= 120 MB)   {summary(inspect(data, 'id', TODAY))}")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    rates(count, processes, sys.argv[3] if len(sys.argv) > 3 else None)
    with tempfile.TemporaryDirectory() as folder:
        costs(folder)
