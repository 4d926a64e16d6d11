"""What rows tell their screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message

from tui.forms.rows import Does

if TYPE_CHECKING:
    from tui.app import SpareKeyApp


def spare_key(node: DOMNode) -> SpareKeyApp:
    """Return the app, typed."""
    from tui.app import SpareKeyApp

    assert isinstance(node.app, SpareKeyApp)
    return node.app


class Did(Message):
    """The person did something."""

    def __init__(self, does: Does) -> None:
        self.does = does
        super().__init__()


class Typed(Message):
    """The person changed a text."""

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        self.text = text
        super().__init__()


class Mistyped(Message):
    """What is wrong with what the person typed in the field of that key; empty: nothing is."""

    def __init__(self, key: str, problem: str) -> None:
        self.key = key
        self.problem = problem
        super().__init__()


class Answered(Message):
    """The person chose an answer and is done with the question."""

    def __init__(self, key: str, does: Does) -> None:
        self.key = key
        self.does = does
        super().__init__()


class LeftField(Message):
    """The person left a text, or pressed enter in it."""

    def __init__(self, *, entered: bool) -> None:
        self.entered = entered
        super().__init__()
