"""The process is tight, and a crash tells its place only."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest

from tui.harden import describe_crash
from tui.store import StoreRefused, default_folder

SECRET = "JBSWY3DPEHPK3PXP"


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "from tui.harden import *\n" + textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=20
    )


STATE = """
    import json, os, resource, sys
    harden()
    print(json.dumps({
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "umask": os.umask(0),
        "environment": {k: v for k, v in os.environ.items() if "TEXTUAL" in k or "COLOR" in k},
        "textual": "textual" in sys.modules,
    }))
"""


def test_no_dumps_and_private_files():
    state = json.loads(run(STATE).stdout)
    assert state["core"] == [0, 0]
    assert state["umask"] == 0o077
    assert not state["textual"]


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_DUMPABLE is Linux's")
def test_other_processes_can_not_look_inside():
    code = "import ctypes\nharden()\nprint(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    assert run(code).stdout == "0\n"


def test_what_would_log_keys_is_dropped():
    given = {"TEXTUAL_LOG": "/tmp/x", "TEXTUAL": "devtools", "NO_COLOR": "", "FORCE_COLOR": "1"}
    state = json.loads(run(STATE, **given).stdout)
    assert state["environment"] == {"TEXTUAL_DISABLE_KITTY_KEY": "1", "FORCE_COLOR": "1"}


def test_a_person_s_choices_stay():
    given = {"TEXTUAL_DISABLE_KITTY_KEY": "0", "NO_COLOR": "1"}
    assert json.loads(run(STATE, **given).stdout)["environment"] == given


def test_a_developer_keeps_the_variables():
    state = json.loads(run(STATE, TEXTUAL_LOG="x", SPAREKEY_DEV="1").stdout)
    assert state["environment"]["TEXTUAL_LOG"] == "x"


CRASHES = {
    "main": f"raise ValueError('{SECRET}')",
    "chained": f"""
        try:
            raise KeyError('{SECRET}')
        except KeyError:
            raise RuntimeError('{SECRET}')
    """,
    "thread": f"""
        import threading
        def work(key):
            raise ValueError(key)
        thread = threading.Thread(target=work, args=('{SECRET}',))
        thread.start()
        thread.join()
    """,
    "unraisable": f"""
        class Leaky:
            def __del__(self):
                raise ValueError('{SECRET}')
        Leaky()
    """,
    "syntax": f"exec('{SECRET} = = 1')",
    "package": "from tui.text import clean\nclean(5)",
}


@pytest.mark.parametrize("name", CRASHES)
def test_a_crash_tells_its_place_and_nothing_else(name):
    result = run("quiet_hooks()\n" + textwrap.dedent(CRASHES[name]))
    assert result.stderr.startswith("SpareKey stopped: ")
    assert "Start it again" in result.stderr
    assert len(result.stderr.splitlines()) == 2
    for leak in (SECRET, "Traceback", "/"):
        assert leak not in result.stderr + result.stdout


def test_ctrl_c_is_no_crash_and_a_gone_terminal_no_second_one():
    assert run("quiet_hooks()\nraise KeyboardInterrupt").stderr == "SpareKey stopped.\n"
    for gone in ("None", "open('/dev/full', 'w', 1)"):
        result = run(f"quiet_hooks()\nimport sys\nsys.stderr = {gone}\nraise ValueError")
        assert result.stdout == ""


def test_the_place_is_the_last_one_of_ours(monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError(SECRET)

    monkeypatch.setattr("platformdirs.user_data_path", lambda *_a, **_k: None)
    with pytest.raises(AttributeError) as caught:
        default_folder()
    assert describe_crash(caught.value).startswith(
        "SpareKey stopped: AttributeError at store/folder.py:"
    )
    monkeypatch.setattr("platformdirs.user_data_path", fail)
    with pytest.raises(StoreRefused, match="XDG_DATA_HOME"):
        default_folder()
    assert describe_crash(ValueError(SECRET)).endswith("at an unknown place")


def test_it_is_cheap_to_import():
    code = "import sys, tui.harden; print({'ctypes', 'resource', 'pathlib', 'threading'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True)
    assert "ctypes" not in run.stdout
    assert "pathlib" not in run.stdout
