"""Every case of every encoder; files are made once, and read once with their password."""

from __future__ import annotations

from functools import cache

import pytest

from tui.keys.read import read_bytes
from tui.keys.reading import Reading

from ..accounts import SETS
from . import (
    encode_2fas,
    encode_aegis,
    encode_andotp,
    encode_bitwarden,
    encode_ente,
    encode_freeotp,
    encode_google,
    encode_keepass,
    encode_links,
    encode_lists,
    encode_proton,
    encode_stratum,
    encode_tables,
    encode_vaults,
)
from .crossed_case import Case

MODULES = (
    encode_links,
    encode_google,
    encode_aegis,
    encode_2fas,
    encode_ente,
    encode_bitwarden,
    encode_proton,
    encode_keepass,
    encode_tables,
    encode_stratum,
    encode_andotp,
    encode_freeotp,
    encode_lists,
    encode_vaults,
)
ALL = tuple(case for module in MODULES for case in module.CASES)
BY_NAME = {case.name: case for case in ALL}


@cache
def file_of(name: str, chosen: str) -> bytes:
    """The file of a case with one of the two sets of accounts."""
    case = BY_NAME[name]
    if name.startswith("keepass") and encode_keepass.PROGRAM is None:
        pytest.skip("keepassxc-cli is not installed")
    return case.write(case.given(SETS[chosen]))


@cache
def opened(name: str, chosen: str) -> Reading:
    """What the readers make of that file, with its password."""
    return read_bytes(file_of(name, chosen), BY_NAME[name].password)


def parameters(*wanted: Case) -> list:
    """Cases as parameters of a test, the dear ones marked as slow."""
    return [
        pytest.param(case, id=case.name, marks=[pytest.mark.slow] if case.slow else [])
        for case in wanted
    ]
