"""Progress as TOML: any value comes back, and no text hides a bomb from the look before parsing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_support import opened, store_at

from tui.store.document import parse, render

SCALARS = st.one_of(
    st.text(max_size=80),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)
VALUES = st.dictionaries(
    st.text(max_size=10).filter(lambda key: key not in ("schema", "generation", "note")),
    st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=4,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES, VALUES)
def test_what_is_saved_is_what_is_opened(tmp_path, first, second):
    store = store_at(tmp_path / "case.toml")
    store.open()
    for value in (first, second):
        store.save(value)
    assert store.peek().value == second
    store.close()
    assert opened(store.path).value == second
    store.forget()


@given(VALUES, st.sampled_from(["", "[t]\n", "x = {y=1, ", "[[t]]\n"]))
def test_no_text_hides_a_bomb_from_the_look_before_parsing(value, before):
    import tomli_w

    bomb = ".".join("a" * 70) + " = 1"
    for multiline in (False, True):
        try:
            text = tomli_w.dumps(value, multiline_strings=multiline).encode()
        except UnicodeEncodeError:
            continue
        with pytest.raises(ValueError, match="too many parts"):
            parse(text + b"\n" + before.encode() + bomb.encode())


@pytest.mark.parametrize(
    "string",
    [
        '""',
        "''",
        '"""a"""""',
        '""""""',
        '"""a""""',
        "'''a'''''",
        "''''''",
        '"\\""',
        '"\\\\"',
        '"""\\""""',
        "'\\'",
        '"#"',
    ],
)
def test_a_string_of_any_kind_ends_where_the_parser_ends_it(string):
    bomb = ".".join("a" * 70)
    assert parse(f"x = {string}".encode())
    for text in (f"x = {{y = {string}, {bomb} = 1}}", f"x = {string}\n{bomb} = 1"):
        with pytest.raises(ValueError, match="too many parts"):
            parse(text.encode())


def test_dots_in_texts_are_no_bomb():
    document = {
        "note": "." * 9000,
        "a.b": {"c": "[" * 90 + '"""' + "'" * 7},
        "day": date(2026, 1, 2),
    }
    document["at"] = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
    assert parse(render(document)) == document
