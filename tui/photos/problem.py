"""What is wrong with a photo's file, in words that never repeat its name."""

from __future__ import annotations

from tui.problem import Problem


class PhotoProblem(Problem):
    """A photo cannot be read, checked or copied."""
