"""Which paper is usual where the person lives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Paper = Literal["A4", "Letter"]

LETTER = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)
"""Territories where Letter is usual (Unicode CLDR, supplemental data, paperSize US-Letter)."""


def usual_paper(environment: Mapping[str, str]) -> Paper:
    """Return the paper of the locale's territory (POSIX order: LC_ALL, LC_PAPER, LANG); else A4."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_PAPER", "LANG"))
    found = re.match(r"[a-z]{2,3}_([A-Z]{2})", next(filter(None, names), ""))
    return "Letter" if found and found[1] in LETTER else "A4"
