"""What is wrong with a key, in words that never repeat it."""

from __future__ import annotations

from tui.problem import Problem


class KeyProblem(Problem):
    """Something given as a key, a link, a backup or a code cannot be used."""
