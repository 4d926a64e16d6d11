import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keys.base32 import decode
from tui.keys.problem import KeyProblem
from tui.keys.uri import parse
from tui.text import clean

from .writers import KEY, LINK, as_uri, leaks, unhurried

BYTES = decode(KEY)[0]
NAMES = st.text(st.characters(codec="utf-8", exclude_characters=":"), max_size=30)


def link(query: str, label: str = "x", kind: str = "totp") -> str:
    return f"otpauth://{kind}/{label}?secret={KEY}&{query}"


@unhurried
@given(
    st.binary(min_size=10, max_size=64),
    NAMES,
    NAMES,
    st.sampled_from(["SHA1", "SHA256", "SHA512"]),
    st.integers(5, 10),
    st.integers(1, 3600),
)
def test_what_was_written_is_read(key, issuer, account, algorithm, digits, period):
    issuer, account = issuer.strip(), account.strip()
    if issuer.lower() == "steam":
        return
    entry = parse(as_uri(key, issuer, account, algorithm=algorithm, digits=digits, period=period))
    assert (entry.key, entry.type) == (key, "totp")
    assert (entry.issuer, entry.account) == (clean(issuer), clean(account))
    assert (entry.algorithm, entry.digits, entry.period) == (algorithm, digits, period)


@unhurried
@given(st.text(max_size=100) | st.text(max_size=60).map(lambda text: f"otpauth://totp/{text}"))
def test_any_text_gives_an_account_or_a_problem(text):
    for written in (text, f"{text}?secret={KEY}", f"otpauth://totp/x?secret={KEY}&{text}"):
        try:
            entry = parse(written)
        except KeyProblem as problem:
            assert not leaks(problem.message, KEY)
        else:
            assert KEY not in repr(entry)


@pytest.mark.parametrize(
    ("label", "issuer", "account"),
    [
        ("ACME:bob", "ACME", "bob"),
        ("ACME%3Abob", "ACME", "bob"),
        ("ACME%3A%20%20bob", "ACME", "bob"),
        ("AC%3AME:bob", "AC:ME", "bob"),
        ("ACME:bob:home", "ACME", "bob:home"),
        ("bob", "", "bob"),
        ("bob+work", "", "bob+work"),
        ("a#b", "", "a#b"),
        ("50% off", "", "50% off"),
        ("", "", ""),
        ("%FFbob", "", "\\xffbob"),
        ("Gr%C3%B6%C3%9Fe", "", "Größe"),
        ("xn--crypt-fta.com:me", "xn--crypt-fta.com", "me"),
    ],
)
def test_labels(label, issuer, account):
    entry = parse(f"otpauth://totp/{label}?secret={KEY}")
    assert (entry.issuer, entry.account) == (issuer, account)


def test_an_issuer_given_twice_differently_is_shown_twice():
    entry = parse(link("issuer=crypto.com", label="Crypto%20Exchange:me"))
    assert entry.issuer == "crypto.com"
    (note,) = entry.notes
    assert "“Crypto Exchange”" in note
    assert "“crypto.com”" in note


@pytest.mark.parametrize("issuer", ["My+Bank", "My%20Bank", "my+bank", "My%2BBank"])
def test_spellings_of_one_issuer_are_one(issuer):
    assert parse(link(f"issuer={issuer}", label="My%20Bank:me")).notes == ()


@pytest.mark.parametrize(
    ("algorithm", "name"),
    [
        ("sha1", "SHA1"),
        ("HmacSHA1", "SHA1"),
        ("SHA-256", "SHA256"),
        ("HMAC-SHA-512", "SHA512"),
        ("", "SHA1"),
    ],
)
def test_spellings_of_an_algorithm(algorithm, name):
    assert parse(link(f"algorithm={algorithm}")).algorithm == name


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("algorithm=MD5", "unknown-algorithm"),
        ("algorithm=SHA224", "unknown-algorithm"),
        ("digits=0", "bad-digits"),
        ("digits=4", "bad-digits"),
        ("digits=11", "bad-digits"),
        ("digits=%D9%A6", "bad-digits"),
        ("digits=6.0", "bad-digits"),
        ("digits=+6x", "bad-digits"),
        ("period=0", "bad-period"),
        ("period=-30", "bad-period"),
        ("period=30.0", "bad-period"),
        ("period=3601", "bad-period"),
        ("period=" + "9" * 400, "bad-period"),
        ("period=30&period=60", "given-twice"),
        ("secret=MFRGGZDFMZTWQ2LK", "given-twice"),
        ("digits=%6", "bad-escape"),
    ],
)
def test_settings_that_cannot_be_are_refused(query, code):
    with pytest.raises(KeyProblem) as caught:
        parse(link(query))
    assert caught.value.code == code
    assert not leaks(caught.value.message, KEY)


@pytest.mark.parametrize(
    "written",
    [
        LINK.replace("otpauth", "OTPAUTH"),
        LINK.replace("totp", "TOTP"),
        LINK.replace("secret", "Secret"),
        LINK.replace(KEY, KEY.lower()),
        LINK.replace(KEY, KEY + "%3D%3D"),
        LINK.replace("otpauth:", "apple-otpauth:"),
        LINK.replace("otpauth://", "otpauth:"),
        LINK.replace("/Crypto.com:me%40example.com", ""),
        f"\ufeff {LINK}\n",
        f'"{LINK}"',
        LINK.replace("&", "&amp;"),
        LINK + "#frag",
        LINK + f"&secret={KEY}",
        LINK + "&counter=5&image=https%3A%2F%2Fevil.example%2Fx.png&flag",
    ],
)
def test_what_apps_make_of_a_link_is_read(written):
    entry = parse(written)
    assert (entry.key, entry.issuer, entry.type) == (BYTES, "Crypto.com", "totp")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (LINK.replace("&", "&amp;"), "web page"),
        (LINK + "#frag", "after|follows the #"),
        (LINK.replace(KEY, "JBSW+Y3DP-EHPK%203PXP"), "blanks or dashes"),
        (LINK + "period=60", "glued"),
    ],
)
def test_what_was_mended_is_said(written, words):
    assert any(part in " ".join(parse(written).notes) for part in words.split("|"))


def test_a_glued_period_is_read_apart():
    entry = parse(LINK + "period=60")
    assert (entry.issuer, entry.period) == ("Crypto.com", 60)


@pytest.mark.parametrize(
    "written",
    [
        link("", kind="steam"),
        link("encoder=steam"),
        link("steam"),
        link("issuer=Steam"),
        link("", label="Steam:me"),
    ],
)
def test_steam_is_recognised_by_all_its_signs(written):
    entry = parse(written)
    assert (entry.type, entry.digits) == ("steam", 5)


def test_counter_based_links_keep_their_counter_and_ignore_a_period():
    entry = parse(link("counter=7&period=0", kind="HOTP"))
    assert (entry.type, entry.counter, entry.period) == ("hotp", 7, 30)
    entry = parse(link("", kind="hotp"))
    assert entry.counter == 0
    assert any("counter is missing" in note for note in entry.notes)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("otpauth://totp/x", "no-secret"),
        ("otpauth://totp/x?secret=", "no-secret"),
        ("otpauth://yaotp/x?secret=" + KEY, "not-totp"),
        ("otpauth://?secret=" + KEY, "not-totp"),
        ("https://x/?secret=" + KEY, "not-otpauth"),
        ("otpauth://totp/x?secret=" + KEY[:31] + "0", "illegal-character"),
        ("otpauth://totp/x?secret=" + KEY + "A", "impossible-length"),
        ("otpauth://totp/x?secret=" + KEY[:8] + "#" + KEY[8:] + "&issuer=x", "illegal-character"),
    ],
)
def test_links_without_a_usable_secret(written, code):
    with pytest.raises(KeyProblem) as caught:
        parse(written)
    assert caught.value.code == code
    assert not leaks(caught.value.message, KEY)
