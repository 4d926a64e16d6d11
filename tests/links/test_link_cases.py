"""The list of addresses: each verdict, and what is told beside it."""

import json

import pytest
from link_cases import CASES, GOOD, HOSTS

from tui.links.check import check
from tui.links.message import read_message

BY_ID = [pytest.param(case, id=case["id"]) for case in CASES]
PREFERRED = 66
"""How many of the cases get the verdict that is thought best: all of them."""


@pytest.mark.parametrize("case", BY_ID)
def test_every_verdict_is_one_that_may_be_given(case):
    assert check(case["input"], HOSTS).verdict in case["accept"]


def test_most_verdicts_are_the_best():
    best = [check(case["input"], HOSTS).verdict == case["expected"] for case in CASES]
    assert len(best) == 66
    assert sum(best) >= PREFERRED


@pytest.mark.parametrize("case", BY_ID)
def test_the_browsers_host_is_told(case):
    told = check(case["input"], HOSTS).browser_host
    if case["browser_host"] and len(case["browser_host"]) < 254:
        assert told == case["browser_host"]


@pytest.mark.parametrize("case", BY_ID)
def test_every_verdict_has_reasons_that_can_be_shown(case):
    reasons = check(case["input"], HOSTS).reasons
    assert reasons
    for reason in reasons:
        assert reason.isprintable()
        assert len(reason) < 200
        assert "safe" not in reason.lower()


@pytest.mark.parametrize("case", BY_ID)
def test_in_a_message_it_fares_no_better(case):
    found = read_message(f"Hello,\nplease open {case['input']} today.\nBye", HOSTS)
    two_senders = case["id"] == "P128"  # over two lines: in a message, one of theirs and another
    if not set(GOOD) & set(case["accept"]) and not two_senders:
        told = {one.checked.verdict for one in found.links}
        assert not told & set(GOOD), found


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("https://a.b.crypto.com/", "crypto.com"),
        ("https://crypto.com.support-help.io/login", "support-help.io"),
        ("https://crypto.com.co/", "crypto.com.co"),
        ("https://a.crypto-com.web.app/", "crypto-com.web.app"),
        ("https://x.co.uk/", "x.co.uk"),
        ("https://104.18.32.7/", None),
        ("Support <help@mail.evil.example>", "evil.example"),
    ],
)
def test_the_owner_is_who_registered_the_name(address, owner):
    assert check(address, HOSTS).owner == owner


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://wallet.crypto.com/", "is not one that this program lists"),
        ("http://crypto.com/", "not encrypted"),
        ("https://me@crypto.com/", "before an @"),
        ("https://crypto.com/?to=evil.example", "evil.example"),
        ("https://crypto.com/%68ttp%3a%2f%2fevil.example", "another address"),
        ("https://crypto.com/?u=evil%252eexample", "evil.example"),
        ("https://crypto.com//evil.example", "another address"),
        ("https://crypto.com/#1.2.3.4", "1.2.3.4"),
        ("https://bit.ly/x", "short link"),
        ("https://t.me/help", "chat"),
        ("https://help-desk.github.io/", "github.io"),
        ("https://translate.google.com/x", "other sites' pages"),
        ("https://www.google.com/url?q=https://crypto.com/", "pass you on"),
        ("https://x.onion/", "Tor"),
        ("https://example.invalidending/", "No ending"),
        ("https://сrypto.com/", "с (Cyrillic)"),
        ("https://crýpto.com/", "ý (with an accent)"),
        ("hxxps://crypto[.]com/", "in disguise"),
        ("tel:+15551234567", "telephone"),
        ("Crypto.com <someone@gmail.com>", "mailbox that anyone can open"),
        ("Crypto.com Support <x@evil.example>", "anyone can write that"),
        ("help@crypto.com", "forge"),
        ("mailto:help@crypto.com?cc=x@evil.example", "further addresses"),
        ("help%40evil.example@crypto.com", "unusual way"),
        ('"x@evil.example" <help@crypto.com>', "shows another address"),
        ("https://evil.io <help@crypto.com>", "shows another address"),
    ],
)
def test_what_is_odd_is_told_in_words(address, words):
    assert words in " ".join(check(address, HOSTS).reasons)


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("http://crypto.com/", "caution"),
        ("https://crypto.com/?to=evil.example", "caution"),
        ("hxxps://crypto[.]com/", "caution"),
        ("crypto dot com", "caution"),
        ("help[at]crypto[dot]com", "caution"),
        ("help@crypto.com.evil.io", "lookalike"),
        ("Crypto.com <help@crypto.com>", "email_match"),
        ('"help@crypto.com" <help@crypto.com>', "email_match"),
        ("From: Dr. Smith <help@crypto.com>", "email_match"),
        ("mailto:help@crypto.com?subject=Hello", "email_match"),
        ("HTTPS://CRYPTO.COM/Login", "official"),
        ("https://crypto.com:443/", "official"),
        ("https://cryptography.io/", "not_official"),
        ("https://coinbase.com/", "not_official"),
        ("https://münchen.de/", "not_official"),
        ("https://中国银行支付.com/", "not_official"),
        ("https://crypto-login.net/", "lookalike"),
        ("https://cryptohelp2fa.org/", "lookalike"),
        ("https://login.crypto24support.com/", "lookalike"),
        ("https://crpyto.com/", "lookalike"),
        ("https://cryptto.com/", "lookalike"),
        ("https://ϲгурtо.com/", "lookalike"),
        ("hello", "unreadable"),
        ("", "unreadable"),
        ("please call me", "unreadable"),
        ("otpauth://totp/x", "unreadable"),
        ("javascript:location='https://crypto.com'", "unreadable"),
        ("java\nscript:alert(1)//crypto.com", "unreadable"),
    ],
)
def test_further_addresses(address, verdict):
    assert check(address, HOSTS).verdict == verdict


def test_another_playbooks_hosts_are_as_good():
    harbor = ("harbor.example", "desk.harbor.example")
    assert check("https://desk.harbor.example/x", harbor).verdict == "official"
    assert check("https://crypto.com/", harbor).verdict == "not_official"
    for like in ("https://harb0r.example/", "https://harbor-help.io/", "https://harbοr.example/",
                 "https://harbor.example.evil.io/", "https://hаrbоr.example/"):  # fmt: skip
        assert check(like, harbor).verdict == "lookalike"


def test_a_verdict_can_be_told_as_json():
    found = check("https://сrypto.com/", HOSTS)
    assert json.loads(json.dumps(found.reasons)) == list(found.reasons)
