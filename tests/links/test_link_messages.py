"""Messages: every address is told, and what fake support asks for."""

import pytest
from link_cases import HOSTS

from tui.links.message import MOST, read_message
from tui.links.phrases import warnings


def links(text):
    return {one.text: one.checked.verdict for one in read_message(text, HOSTS).links}


def kinds(text):
    return {one.kind for one in warnings(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://crypto.com/x, or help.crypto.com.", {"https://crypto.com/x": "official", "help.crypto.com": "official"}),
        ("(https://evil.io/a_(b)) and evil.io:8443/x!", {"https://evil.io/a_(b)": "not_official", "evil.io:8443/x": "not_official"}),
        ("Write to help@crypto.com; not to help@crypto-com.help.", {"help@crypto.com": "email_match", "help@crypto-com.help": "lookalike"}),
        ("From: Crypto.com <x@evil.io>\nhi", {"From: Crypto.com <x@evil.io>": "lookalike"}),
        ('"contact@crypto.com" <x@evil.example>', {'"contact@crypto.com" <x@evil.example>': "lookalike"}),
        ("hxxps://crypto[.]com/x", {"https://crypto.com/x": "caution"}),
        ("go to crypto dot com today", {"crypto.com": "caution"}),
        ("help at crypto dot com", {"help@crypto.com": "caution"}),
        ("crypto(.)com.evil(.)io", {"crypto.com.evil.io": "lookalike"}),
        ("[crypto.com](https://evil.io)", {"crypto.com": "caution", "https://evil.io": "not_official"}),
        ('<a href="https://evil.io">https://crypto.com/</a>', {"https://evil.io": "not_official", "https://crypto.com/": "caution"}),
        ("https://crypto.com\n.evil.io/", {"https://crypto.com": "caution", "https://crypto.com.evil.io/": "lookalike"}),
        ("https://crypto.com@evil.io", {"https://crypto.com@evil.io": "lookalike"}),
        ("https://crypto.com&#46;evil.io/", {"https://crypto.com.evil.io/": "lookalike"}),
        ("Link:https://crypto.com/x", {"https://crypto.com/x": "official"}),
        ("t.me/crypto_help bit.ly/abc www.evil.io 104.18.32.7/x", {"t.me/crypto_help": "not_official", "bit.ly/abc": "not_official", "www.evil.io": "not_official", "104.18.32.7/x": "not_official"}),
        ("javascript:alert(1) data:text/html,x", {"javascript:alert(1)": "unreadable", "data:text/html,x": "unreadable"}),
        ("https://crypto.com...", {"https://crypto.com...": "unreadable"}),
        ("сrypto.com or xn--crpto-fze.com", {"сrypto.com": "lookalike", "xn--crpto-fze.com": "lookalike"}),
        ("Crypto.com Support says hello. It is i.e. this, index.html, v1.2.3, done.Now", {}),
        ("Read report.pdf at 10.30 a.m., please", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_every_address_is_told(text, found):
    assert links(text) == found


def test_nothing_glued_to_a_link_is_lost():
    told = links('https://crypto.com"@evil.io/')
    assert told['https://crypto.com"@evil.io/'] == "lookalike"
    assert "official" not in told.values()


SCAMS = [
    ("Your account is locked. Reply with the 6-digit code you just received.", {"code", "urgency"}),
    ("Please reply with the six digits shown in your authenticator.", {"code"}),
    ("Give me the number on your Google Authenticator. What's your 2FA?", {"code"}),
    ("Could you read me the 6 numbers?", {"code"}),
    ("Send us your recovery words, or share the seed.", {"seed"}),
    ("To verify ownership, send us your 2FA secret key or a screenshot of the QR code.", {"key"}),
    ("Please confirm your password and PIN so that we can restore access.", {"password"}),
    ("Enter your 12-word recovery phrase on the form.", {"seed"}),
    ("Download AnyDesk so our agent can fix it with remote access.", {"remote", "install"}),
    ("Move your funds to a secure wallet until the review ends.", {"transfer"}),
    ("We need a small test transfer of 50 USDT to validate the wallet.", {"transfer"}),
    ("A refundable unlock fee of $200 must be paid before release.", {"fee"}),
    ("Contact our officer on WhatsApp or Telegram @crypto_support.", {"messenger"}),
    ("Call our hotline +1 (555) 123-4567 now.", {"call"}),
    ("Final notice: your account will be closed within 24 hours.", {"urgency"}),
    ("Do not tell anyone about this case, not even your bank.", {"secrecy"}),
    ("Congratulations! Claim your airdrop of 500 CRO.", {"gift"}),
    ("Bitte senden Sie uns den Bestätigungscode sofort per WhatsApp.", {"code", "urgency", "messenger"}),
    ("Installieren Sie TeamViewer und nennen Sie Ihr Passwort.", {"remote", "install", "password"}),
    ("Envoyez le code de vérification immédiatement. Phrase de récupération requise.", {"code", "seed", "urgency"}),
    ("Envíe su contraseña y la frase de recuperación por WhatsApp.", {"password", "seed", "messenger"}),
    ("Informe sua senha e o código de verificação.", {"password", "code"}),
    ("Invia il codice di verifica; la chiave privata serve subito.", {"code", "seed"}),
    ("Сообщите код и пароль, срочно. Телеграм.", {"code", "password", "urgency", "messenger"}),
    ("Please share your pаssw0rd and s\u200beed phrase", {"password", "seed"}),
    ("ＷhatsApp us your ＯＴＰ", {"messenger", "code"}),
    ("Send\nthe\n  security   code", {"code"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SCAMS)
def test_what_fake_support_asks_for_is_pointed_out(text, wanted):
    assert kinds(text) >= wanted


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your patience. We have received your documents and will answer in this chat.",
        "Your request has been approved. 2FA is turned off for now; please set it up again.",
        "The photo of your ID is blurred. Please upload it again, all four corners visible.",
        "Your selfie and the note with today's date are missing. Reply in the same conversation.",
        "Our team reviews requests within 24 to 72 hours, depending on the volume.",
        "Vielen Dank. Ihre Unterlagen werden geprüft.",
        "Merci, votre demande est en cours d'examen.",
        "Gracias, su solicitud está en revisión.",
    ],
)
def test_plain_answers_of_support_give_no_warning(text):
    assert kinds(text) == set()


def test_an_excerpt_shows_the_words_in_their_place():
    (warned,) = warnings(
        "Hello there, my dear friend. Install the app\x1b[2J that I send. Bye for now."
    )
    assert warned.kind == "install"
    assert "Install the app" in warned.excerpt
    assert "Hello" not in warned.excerpt
    assert warned.excerpt.isprintable()


def test_excerpts_are_of_the_original_letters():
    (warned,) = [one for one in warnings("Ｐlease ѕend the Cоde") if one.kind == "code"]
    assert "Cоde" in warned.excerpt


def test_each_kind_is_told_once_with_its_reason():
    found = warnings("Send the code. Send the code. Send the code. WhatsApp. WhatsApp.")
    assert [one.kind for one in found] == ["code", "messenger"]
    assert all(one.reason and "safe to" not in one.reason for one in found)


def test_an_excess_of_addresses_is_said():
    many = " ".join(f"a{n}.co" for n in range(MOST + 1))
    found = read_message(many, HOSTS)
    assert len(found.links) == MOST
    assert not found.complete
    assert read_message(many.rpartition(" ")[0], HOSTS).complete


def test_what_is_beyond_the_longest_is_said():
    found = read_message("x" * 65_536 + " https://evil.io", HOSTS)
    assert (found.links, found.complete, found.clear) == ((), False, False)


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("See https://crypto.com/x", True),
        ("See https://crypto.com/x and send the code", False),
        ("See https://crypto.com/x and https://evil.io", False),
        ("From help@crypto.com: see https://crypto.com/x", False),
        ("hello", False),
    ],
)
def test_clear_is_only_a_message_with_nothing_but_addresses_of_theirs(text, clear):
    assert read_message(text, HOSTS).clear is clear
