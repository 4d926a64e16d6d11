"""`sparekey link` as a person or a script meets it."""

import argparse
import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest
from cli_support import KEY, assert_refused, sparekey
from terminal_support import ROOT

from tui.commands import link

FIELDS = {"verdict", "reasons", "owner", "browser_host"}


@pytest.fixture
def run(capsys, monkeypatch):
    """Run the command on a text, or with `given` on standard input; return status and output."""

    def _run(text="-", *, given="", json=False, playbook=None):
        data = given if isinstance(given, bytes) else given.encode()
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        status = link.run(argparse.Namespace(text=text, json=json, playbook=playbook))
        out, err = capsys.readouterr()
        assert out.replace("\n", "").isprintable()
        return status, out, err

    return _run


@pytest.mark.parametrize(
    ("text", "status", "verdict", "owner", "host"),
    [
        ("https://help.crypto.com/x", 0, "official", "crypto.com", "help.crypto.com"),
        ("http://crypto.com", 1, "caution", "crypto.com", "crypto.com"),
        ("contact@crypto.com", 1, "email_match", "crypto.com", None),
        ("Help <x@crypto-com.help>", 1, "lookalike", "crypto-com.help", None),
        ("https://bit.ly/x", 1, "not_official", "bit.ly", "bit.ly"),
        ("please help me now", 1, "unreadable", None, None),
        ("", 1, "unreadable", None, None),
    ],
)
def test_an_address_as_json(run, text, status, verdict, owner, host):
    found, out, err = run(text, json=True)
    told = json.loads(out)
    assert (found, err) == (status, "")
    assert set(told) == FIELDS
    assert (told["verdict"], told["owner"], told["browser_host"]) == (verdict, owner, host)
    assert all(isinstance(reason, str) for reason in told["reasons"])


def test_an_address_in_words(run):
    status, out, _ = run("https://crypto.com.evil.io/login")
    assert status == 1
    assert out.splitlines() == [
        "Not crypto.com, though it looks like it.",
        "It belongs to evil.io, not to crypto.com.",
        "Its name is made like crypto.com.",
        "A browser would open: crypto.com.evil.io",
    ]


def test_no_words_call_an_address_safe(run):
    _, out, _ = run("https://crypto.com/")
    assert "belongs to crypto.com" in out
    assert "safe" not in out


def test_a_message_as_json(run):
    status, out, _ = run(given="Send the code to https://evil.io,\nnot to crypto.com", json=True)
    told = json.loads(out)
    assert status == 1
    assert set(told) == {"links", "phrases", "complete"}
    assert [(one["text"], one["verdict"]) for one in told["links"]] == [
        ("https://evil.io", "not_official"),
        ("crypto.com", "official"),
    ]
    assert all(set(one) == FIELDS | {"text"} for one in told["links"])
    assert [one["kind"] for one in told["phrases"]] == ["code"]
    assert told["complete"] is True


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ("See https://crypto.com/x.", 0),
        ("See https://crypto.com/x. Send the code.", 1),
        ("See https://crypto.com/x and evil.io.", 1),
        ("From help@crypto.com: see https://crypto.com/x", 1),
        ("Nothing here.", 1),
        ("", 1),
    ],
)
def test_a_message_is_good_only_with_nothing_but_addresses_of_theirs(run, message, status):
    assert run(given=message)[0] == status


def test_a_message_in_words(run):
    _, out, _ = run(given="Write on WhatsApp to https://evil.io/\x1b[2J")
    assert "Cannot be told" in out
    assert "“Write on WhatsApp to https://evil.io/" in out
    assert "proves nothing" in out
    assert "That proves nothing" in run(given="Hello.")[1]


@pytest.mark.parametrize(
    "given",
    [b"\xff\xfe\x00https://evil.io", b"\0" * 1000, "\ufeffcrypto.com".encode(), b"\r\n" * 50],
)
def test_any_bytes_are_answered(run, given):
    assert run(given=given)[0] in (0, 1)


@pytest.mark.slow
def test_a_long_message_is_said_to_be_cut(run):
    status, out, _ = run(given="See https://crypto.com/x. " + "a " * 40_000)
    assert status == 1
    assert "only its beginning was looked at" in out


@pytest.mark.parametrize(
    "key", [KEY, KEY.lower(), f"https://x.io {KEY}", f"otpauth://totp/x?secret={KEY}"]
)
def test_a_key_is_refused_and_not_repeated(run, key):
    for text, given in ((key, ""), ("-", key)):
        status, out, err = run(text, given=given)
        assert (status, out) == (2, "")
        assert err.count("\n") == 1
        assert "looks like a key" in err
        assert KEY not in err.upper()


def test_long_numbers_in_an_address_are_no_key(run):
    assert run(f"https://evil.io/c/{KEY}")[0] == 1


def test_in_a_shell(tmp_path):
    done = sparekey(tmp_path, "link", "--json", "https://crypto.com/x")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["verdict"] == "official"
    assert list(tmp_path.rglob("*.toml")) == []


@pytest.mark.slow
def test_in_other_shells(tmp_path):
    in_ascii = sparekey(tmp_path, "link", "сrypto.com", LC_ALL="C")
    assert in_ascii.returncode == 1
    assert in_ascii.stdout.isascii()
    assert_refused(sparekey(tmp_path, "link"), "TEXT")


def test_another_playbook_has_its_own_hosts(run):
    book = str(ROOT / "tests/playbooks/harbor.toml")
    assert run("https://desk.harbor.example/", playbook=book)[0] == 0
    assert run("https://crypto.com/", playbook=book)[0] == 1


def test_the_package_waits_with_what_loads_slowly():
    code = (
        "import sys, tui.commands.link, tui.links.message, tui.links.words\n"
        "assert not {'ada_url', 'publicsuffixlist', 'textual', 'mnemonic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)
