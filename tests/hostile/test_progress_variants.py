"""Progress files made to hurt out of a real one: kept, told of in a line, shown if they can be."""

from __future__ import annotations

import random

import pytest
from trials_files import document, trial, variants

from tui.journey.progress import Progress


def test_the_real_one_has_something_in_every_field():
    assert set(document()) == {*Progress.__struct_fields__, "schema", "generation"}


@pytest.mark.parametrize("share", [0.015, pytest.param(1, marks=pytest.mark.slow)])
def test_harm_of_each_kind_at_each_place(tmp_path, share):
    all_of_them = list(variants())
    some = random.Random(1).sample(all_of_them, round(share * len(all_of_them)))
    assert {name: bad for name, data in some if (bad := trial(tmp_path, data()))} == {}
