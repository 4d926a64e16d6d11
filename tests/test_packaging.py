"""The wheel holds all that is needed, and what it installs runs."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from terminal_support import ROOT, environment

import tui

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (importlib.util.find_spec("build") and importlib.util.find_spec("hatchling")),
        reason="build or hatchling is not installed",
    ),
]

NEEDED = {
    "tui/__main__.py",
    "tui/app.tcss",
    "tui/py.typed",
    "tui/playbooks/crypto-com.toml",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy so that nothing is left in the tree."""
    folder = tmp_path_factory.mktemp("build")
    for name in ("tui", "pyproject.toml", "README.md", "LICENSE"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = (folder / "out").glob("*.whl")
    return found


def test_the_wheel_holds_all_that_is_needed_and_no_test(wheel):
    assert wheel.name == f"sparekey-{tui.__version__}-py3-none-any.whl"
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names >= NEEDED
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names} == {
        "tui",
        f"sparekey-{tui.__version__}.dist-info",
    }
    assert not [name for name in names if "__pycache__" in name or "test" in name.lower()]
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "tui").rglob("*.py")}
    assert modules <= names


def test_what_is_installed_runs(wheel, tmp_path):
    place = tmp_path / "venv"
    venv.create(place, with_pip=False)
    library = place / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    (library / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    installed = install(wheel, place)
    assert installed.returncode == 0, installed.stderr
    home = tmp_path / "home"
    env = environment(home) | {"PYTHONPATH": ""}
    for arguments, words in ((["--version"], tui.__version__), (["status"], "Next: step 1")):
        done = subprocess.run(
            [place / "bin" / "sparekey", *arguments],
            capture_output=True, text=True, env=env, cwd=home, timeout=30,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert words in done.stdout
    code = "import tui; print(tui.__file__)"
    done = subprocess.run(
        [place / "bin" / "python", "-c", code], capture_output=True, env=env, cwd=home
    )
    assert done.stdout.decode().startswith(str(place))


def install(wheel: Path, place: Path) -> subprocess.CompletedProcess[str]:
    """Install without looking anywhere for what it depends on."""
    pip = (
        [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else [shutil.which("pip3")]
    )
    if pip == [None]:
        pytest.skip("pip is not installed")
    command = [
        *pip,
        "--python",
        str(place / "bin" / "python"),
        "install",
        "--no-deps",
        "--no-index",
    ]
    return subprocess.run(
        [*command, str(wheel)], capture_output=True, text=True, timeout=120, env={**os.environ}
    )
