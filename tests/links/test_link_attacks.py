"""Attacks made by rule, from every case and every host of the playbook: none gets through."""

import itertools
import re

import pytest
from link_cases import CASES, GOOD, HOSTS, assert_truly_theirs, opened_by_a_browser, under

from tui.links.check import check
from tui.links.message import read_message

EVIL = ("evil.example", "evil.io", "xn--crpto-fze.com", "com-verify.net", "104.18.32.7")
PLACES = (
    "https://{real}@{evil}/", "https://{real}:443@{evil}/", "https://{real}%2f@{evil}/",
    "https://{real}%40{evil}/", "https://{real}\\@{evil}/", "https://{evil}\\@{real}/",
    "https://{evil}/{real}", "https://{evil}/https://{real}/", "https://{evil}?{real}",
    "https://{evil}?@{real}/", "https://{evil}#{real}", "https://{evil}#@{real}/",
    "https://{evil}/@{real}", "https://{evil};@{real}/", "https://{real}.{evil}/",
    "https://{real}-{evil}/", "https://{real}。{evil}/", "https://{real}%2e{evil}/",
    "https://{real}&#46;{evil}/", "https://{real}\t.{evil}/", "https://{real}\n.{evil}/",
    "https://{real}\r\n@{evil}/", "https://{real}\u200b.{evil}/", "https://{real}\u2024{evil}/",
    "https://{real}\u2044@{evil}/", "https://{real}\uff0f@{evil}/", "https://{real}\u2215.{evil}",
    "https://{real}\x00.{evil}/", "https://{real} .{evil}/", "https://{real}\u00a0@{evil}/",
    "http:{real}@{evil}", "//{real}@{evil}", "\\\\{real}\\@{evil}", "{real}@{evil}/",
    "{real}:443@{evil}", "data:text/html,{real}", "javascript:'{real}'", "ftp://{real}@{evil}/",
    "https://[{real}]@{evil}/", "https://{evil}:{real}/", "blob:https://{real}/{evil}",
    "<https://{real}@{evil}>", "“https://{evil}” ({real})", "https://{real}\u202e@{evil}/",
)  # fmt: skip
SENDERS = (
    '"help@{real}" <x@{evil}>', "help@{real} <x@{evil}>", "help@{real}.{evil}", "help@{real}@{evil}",
    "x@{evil} (help@{real})", "mailto:x@{evil}?from=help@{real}", '"help@{real}"@{evil}',
    "help@{real}\nFrom: x@{evil}", "help@{real},x@{evil}", "help@{evil}\\@{real}", "help@{real}\0.{evil}",
    "help@{real}>@{evil}", "<x@{evil}>help@{real}", "help@{real}\u3002{evil}", "help@{real};x@{evil}",
    "mailto:help@{real},x@{evil}", "mailto:help@{real}%2cx@{evil}", "From: help@{real} <x@{evil}>",
)  # fmt: skip
BOTH = list(itertools.product(HOSTS, EVIL))


def assert_no_better(text: str) -> None:
    """Alone and in a message, nothing is called theirs that two other readings do not call so."""
    assert check(text, HOSTS).verdict not in GOOD, text
    for one in read_message(f"Open {text} now", HOSTS).links:
        if one.checked.verdict == "official":
            assert_truly_theirs(one.text)
            assert one.text in ("crypto.com", *HOSTS), (text, one)  # named beside it, not opened
        if one.checked.verdict == "email_match":
            assert one.text.count("@") == 1
            assert under(one.text.partition("@")[2]), (text, one)


@pytest.mark.parametrize("place", PLACES)
def test_a_real_host_in_the_wrong_place(place):
    for real, evil in BOTH:
        text = place.format(real=real, evil=evil)
        assert check(text, HOSTS).verdict not in GOOD, text
        host = opened_by_a_browser(text)
        if host and not under(host.rstrip(".")):
            assert check(text, HOSTS).verdict != "caution", text


@pytest.mark.parametrize("place", SENDERS)
def test_a_real_host_in_the_wrong_place_of_a_sender(place):
    for real, evil in BOTH:
        text = place.format(real=real, evil=evil)
        assert check(text, HOSTS).verdict not in GOOD, text


@pytest.mark.parametrize("place", [*PLACES, *SENDERS])
def test_in_a_message(place):
    text = place.format(real="help.crypto.com", evil="evil.io")
    if not re.search(r"[\s,;<>()]", text):
        assert_no_better(text)
    else:  # it is more than one word there: each may be told apart
        for one in read_message(text, HOSTS).links:
            if one.checked.verdict == "official":
                assert_truly_theirs(one.text)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_every_case_with_every_host(case):
    for real in HOSTS:
        text = re.sub(r"(?<![a-z])crypto\.com", real, case["input"])
        if not set(GOOD) & set(case["accept"]):
            assert check(text, HOSTS).verdict not in GOOD, text
        evil = case["browser_host"] or "evil.example"
        if len(evil) < 254 and not under(evil):
            for place in PLACES:
                moved = place.format(real=real, evil=evil)
                assert check(moved, HOSTS).verdict not in GOOD, moved


HOMOGLYPHS = {
    "c": "сϲⅽｃç", "r": "гⲅｒř", "y": "уүγｙý", "p": "рρｐṗ", "t": "тτｔ7", "o": "оοօ0ｏ",
    "m": "мⅿｍ", "h": "һհｈ", "e": "еҽｅ3", "l": "ӏ1ｌł", "a": "аɑａ4",
}  # fmt: skip


def _misspelt(host: str):
    for index, letter in enumerate(host):
        before, after = host[:index], host[index + 1 :]
        for like in HOMOGLYPHS.get(letter, "-"):
            yield f"{before}{like}{after}"
        yield f"{before}{after}"  # missing
        yield f"{before}{letter}{letter}{after}"  # doubled
        yield f"{before}-{after}"
        yield f"{before}{after[:1]}{letter}{after[1:]}"  # swapped
        yield f"{before}%{ord(letter):02x}{after}"
        yield f"{before}&#{ord(letter)};{after}"
        yield f"{before}\u00ad{letter}{after}"
    for dot in ("。", "．", "｡", "․", "-", "", "[.]", "(dot)", " dot ", "%2e", ".."):
        yield host.replace(".", dot)


@pytest.mark.parametrize("host", HOSTS)
def test_misspelt_and_encoded_names(host):
    made = set(_misspelt(host)) - set(HOSTS)
    assert len(made) > 60
    for name in made:
        found = check(f"https://{name}/", HOSTS)
        if found.verdict == "official":  # another name under theirs, such as "hellp.crypto.com"
            assert_truly_theirs(name)
        sender = check(f"help@{name}", HOSTS)
        if sender.verdict == "email_match":
            assert name.isascii()
            assert under(name), name


@pytest.mark.parametrize("letter", range(6))
def test_misspelt_registered_names_are_told_as_like_it(letter):
    name = "crypto"
    before, after = name[:letter], name[letter + 1 :]
    alike = [f"{before}{like}{after}" for like in HOMOGLYPHS[name[letter]]]
    for word in [
        *alike,
        f"{before}{after}",
        f"{before}x{after}",
        f"{before}{name[letter] * 2}{after}",
    ]:
        verdict = check(f"https://{word}.com/", HOSTS).verdict
        full_width = word.isascii() or opened_by_a_browser(f"{word}.com") == "crypto.com"
        assert verdict in (("lookalike", "caution") if full_width else ("lookalike",)), word
