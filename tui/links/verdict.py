"""What is said of a link, an address or a sender."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Verdict = Literal["official", "caution", "email_match", "lookalike", "not_official", "unreadable"]
"""`official`: an address of theirs, nothing odd. `caution`: theirs, but odd. `email_match`: the
sender's domain is theirs, and may be forged. `lookalike`: another's, like theirs.
`not_official`: another's. `unreadable`: can't be decided, so unsafe."""


class Checked(Struct, frozen=True):
    """The verdict, why, who owns the name, and the host that a browser would open."""

    verdict: Verdict
    reasons: tuple[str, ...]
    owner: str | None = None
    browser_host: str | None = None
