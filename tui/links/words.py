"""A verdict in words: one for the person's eye, the reasons follow it."""

from __future__ import annotations

from tui.links.theirs import named
from tui.links.verdict import Checked, Verdict

NOTHING = (
    "No address and no phrase that warns was found. That proves nothing: who wrote a message "
    "cannot be told from its words."
)
NO_PROOF = "What was not found proves nothing: who wrote a message cannot be told from its words."
CUT = "It is long: only its beginning was looked at."
HEADLINES: dict[Verdict, str] = {
    "official": "It belongs to {name}.",
    "caution": "It belongs to {name}, but look again: something is odd.",
    "email_match": "Its domain belongs to {name}. The sender may still be forged.",
    "lookalike": "Not {name}, though it looks like it.",
    "not_official": "Not {name}.",
    "unreadable": "Cannot be told: treat it as unsafe.",
}
WORST_FIRST: tuple[Verdict, ...] = (
    "lookalike",
    "unreadable",
    "not_official",
    "caution",
    "email_match",
    "official",
)
"""The order in which the addresses of a message are told."""


def headline(checked: Checked, hosts: tuple[str, ...]) -> str:
    """Return the verdict in a line."""
    return HEADLINES[checked.verdict].format(name=named(hosts))


def reasons(checked: Checked, hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the reasons that the headline does not give already."""
    said = headline(checked, hosts)
    return tuple(one for one in checked.reasons if one.rstrip(".") not in said)
