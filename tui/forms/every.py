"""All forms, imported at once while the person reads the first screen."""

from tui.forms import after, papers, sending, start, waiting, writing

__all__ = ["after", "papers", "sending", "start", "waiting", "writing"]
