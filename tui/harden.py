"""The process made tight, before anything else is imported: no dumps, no logs, no tracebacks."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from types import TracebackType

DEVELOPER = "SPAREKEY_DEV"
"""Set to 1 it keeps the `TEXTUAL*` variables."""
KITTY = "TEXTUAL_DISABLE_KITTY_KEY"
"""Without it, text from input methods is lost in some terminals (Textual 8.2)."""
_PR_SET_DUMPABLE = 4  # linux/prctl.h
_ROOT = __file__.removesuffix("harden.py")


def harden() -> None:
    """Forbid core dumps and other users' access; drop what would make Textual log or open up.

    To be called before Textual is imported, since that reads the environment once. What the
    system does not offer is passed over.
    """
    os.umask(0o077)
    _no_dumps()
    _tidy_environment()


def _no_dumps() -> None:
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError, ImportError):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _tidy_environment() -> None:
    if os.environ.get(DEVELOPER) != "1":
        for name in [name for name in os.environ if name.startswith("TEXTUAL") and name != KITTY]:
            del os.environ[name]
    os.environ.setdefault(KITTY, "1")
    if os.environ.get("NO_COLOR") == "":  # unset, says no-color.org; Textual thinks otherwise
        del os.environ["NO_COLOR"]


def quiet_hooks() -> None:
    """Let every hook for uncaught exceptions tell the place only: messages and locals hold data."""
    import threading

    sys.excepthook = lambda kind, error, trace: _report(error)
    threading.excepthook = lambda args: _report(args.exc_value)
    sys.unraisablehook = lambda args: _report(args.exc_value)


def describe_crash(error: BaseException) -> str:
    """Return `SpareKey stopped: TYPE at FILE:LINE`, nothing of the message or the values.

    The place is the last one in this package, else the last one of all, without its folder.
    """
    return f"SpareKey stopped: {type(error).__name__} at {_place(error.__traceback__)}"


def _place(trace: TracebackType | None) -> str:
    own = last = "an unknown place"
    while trace:
        path, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        last = f"{path.rpartition('/')[2]}:{line}"
        if path.startswith(_ROOT):
            own = f"{path.removeprefix(_ROOT)}:{line}"
        trace = trace.tb_next
    return last if own == "an unknown place" else own


def _report(error: BaseException | None) -> None:
    if error is None or isinstance(error, SystemExit):
        return
    lines = "SpareKey stopped.\n"
    if not isinstance(error, KeyboardInterrupt):
        lines = f"{describe_crash(error)}\n{WHAT_TO_DO}\n"
    with suppress(OSError, ValueError, AttributeError):  # the terminal may be gone
        sys.stderr.write(lines)


WHAT_TO_DO = "Start it again to go on. Please report the line above; it holds none of your data."
