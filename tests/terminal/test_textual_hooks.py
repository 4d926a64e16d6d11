"""What SpareKey overrides in Textual, or uses though it is private, is there and as expected."""

from __future__ import annotations

import importlib.metadata
import inspect
import tomllib

import pytest
from rich.segment import Segment
from rich.style import Style
from terminal_support import ROOT
from textual import constants
from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter, NoColor
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input, OptionList, TextArea

SIGNATURES = {
    (App, "_fatal_error"): ["self"],
    (App, "_handle_exception"): ["self", "error"],
    (App, "_print_error_renderables"): ["self"],
    (App, "panic"): ["self", "*renderables"],
    (App, "exit"): ["self", "result", "return_code", "message"],
    (App, "get_system_commands"): ["self", "screen"],
    (App, "simulate_key"): ["self", "key"],
    (App, "run"): None,
    (App, "_replace_screen"): ["self", "screen"],
    (StylesCache, "get_inner_outer"): None,
    (MessagePump, "_close_messages_no_wait"): ["self"],
    (MessagePump, "call_later"): ["self", "callback", "*args", "**kwargs"],
    (LineFilter, "apply"): ["self", "segments", "background"],
    (LineFilter, "__init__"): ["self", "enabled"],
    (Input, "_on_paste"): ["self", "event"],
    (Input, "action_copy"): ["self"],
    (Input, "action_cut"): ["self"],
    (Input, "insert_text_at_cursor"): ["self", "text"],
    (TextArea, "_on_paste"): ["self", "event"],
    (OptionList, "set_options"): ["self", "options"],
    (LinuxDriver, "stop_application_mode"): ["self"],
}


@pytest.mark.parametrize(("owner", "name"), SIGNATURES, ids=str)
def test_a_hook_is_there_with_the_signature_we_rely_on(owner, name):
    found = inspect.signature(getattr(owner, name)).parameters.values()
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    wanted = SIGNATURES[owner, name]
    assert wanted is None or [f"{stars.get(one.kind, '')}{one.name}" for one in found] == wanted


def test_what_a_coroutine_is_stays_one():
    assert inspect.iscoroutinefunction(TextArea._on_paste)
    assert not inspect.iscoroutinefunction(Input._on_paste)


def test_the_private_attributes_are_what_we_take_them_for():
    app = App()
    assert app._exit_renderables == []
    assert app._return_code is None
    assert all(isinstance(one, LineFilter) for one in app._filters)
    assert app.no_color in (True, False)
    assert Screen.ALLOW_SELECT


def test_a_crash_goes_through_what_we_override():
    for name in ("_fatal_error", "panic"):
        assert f"self.{name}(" in inspect.getsource(App._handle_exception)
    assert "_exit_renderables" in inspect.getsource(App._print_error_renderables)


def test_colours_can_be_taken_away():
    segments = [Segment("x", Style.parse("bold red on blue"))]
    (found,) = NoColor().apply(segments, Color(0, 0, 0))
    assert found.style is not None
    colours = (found.style.color, found.style.bgcolor)
    assert all(colour is None or colour.is_default for colour in colours)
    assert found.style.bold


def test_the_variables_that_are_dropped_are_all_that_textual_reads():
    names = set()
    for line in inspect.getsource(constants).splitlines():
        names |= {word for word in line.replace('"', " ").split() if word.startswith("TEXTUAL")}
    assert "TEXTUAL_LOG" in names
    assert "environ" in inspect.getsource(constants)


def test_the_version_is_the_one_that_was_looked_at():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"textual=={importlib.metadata.version('textual')}" in project["dependencies"]
