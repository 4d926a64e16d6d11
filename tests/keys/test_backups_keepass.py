"""KeePass databases: version 3 written here from its description, version 4 by pykeepass."""

import hashlib
import io
import struct

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tui.keys.backups import kdbx_header
from tui.keys.backups.kdbx_otp import entry_of
from tui.keys.base32 import decode
from tui.keys.read import read_bytes

from .backups_made import OTHER_KEY, PASSWORD, SECRET, SLOW_LINK, cbc
from .writers import KEY, LINK

BYTES, OTHER_BYTES = decode(KEY)[0], decode(OTHER_KEY)[0]
SEED, MASTER, START, FIRST = bytes(range(32)), bytes(32), bytes(16), b"f" * 32


def strings(**texts: str) -> str:
    pairs = (f"<String><Key>{n}</Key><Value>{v}</Value></String>" for n, v in texts.items())
    return f"<Entry><UUID>AAAAAAAAAAAAAAAAAAAAAA==</UUID>{''.join(pairs)}</Entry>"


def document(*entries: str) -> bytes:
    group = f"<Group><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><Name>r</Name>{''.join(entries)}</Group>"
    return f"<KeePassFile><Meta/><Root>{group}</Root></KeePassFile>".encode()


def transformed(rounds: int) -> bytes:
    key = hashlib.sha256(hashlib.sha256(SECRET).digest()).digest()
    cipher = Cipher(algorithms.AES(SEED), modes.ECB()).encryptor()
    for _ in range(rounds):
        key = cipher.update(key)
    return hashlib.sha256(key).digest()


def version_3(xml: bytes, rounds: int = 100) -> bytes:
    cipher = bytes.fromhex("31c1f2e6bf714350be5805216afc5aff")
    header = [
        (2, cipher),
        (3, bytes(4)),
        (4, MASTER),
        (5, SEED),
        (6, struct.pack("<Q", rounds)),
        (7, START),
        (8, bytes(32)),
        (9, FIRST),
        (10, bytes(4)),
        (0, b"\r\n\r\n"),
    ]
    fields = b"".join(struct.pack("<BH", n, len(value)) + value for n, value in header)
    block = struct.pack("<I", 0) + hashlib.sha256(xml).digest() + struct.pack("<I", len(xml)) + xml
    end = struct.pack("<I", 1) + bytes(36)
    key = hashlib.sha256(MASTER + transformed(min(rounds, 1000))).digest()
    return (
        kdbx_header.MAGIC + struct.pack("<HH", 1, 3) + fields + cbc(key, START, FIRST + block + end)
    )


DOCUMENT = document(
    strings(
        Title="Crypto.com",
        UserName="me@example.com",
        Password="hunter2",
        otp=LINK.replace("&", "&amp;"),
    ),
    strings(Title="no key", Password="hunter2"),
    strings(
        **{"Title": "Site", "UserName": "a b", "TOTP Seed": OTHER_KEY, "TOTP Settings": "60;8"}
    ),
)
needs_pykeepass = pytest.mark.usefixtures("pykeepass")


@pytest.fixture
def pykeepass():
    return pytest.importorskip("pykeepass")


def codes_of(reading):
    return [problem.code for problem in reading.problems]


@needs_pykeepass
def test_version_3():
    data = version_3(DOCUMENT)
    assert read_bytes(data).locked.title == "KeePass database, encrypted"
    wrong = read_bytes(data, "wrong")
    assert wrong.locked.wrong
    assert "key file" in wrong.problems[0].message
    reading = read_bytes(data, PASSWORD)
    assert (reading.format, reading.problems) == ("kdbx", ())
    assert [entry.title for entry in reading.entries] == [
        "Crypto.com · me@example.com",
        "Site · a b",
    ]
    assert [entry.period for entry in reading.entries] == [30, 60]
    assert "hunter2" not in repr(reading)


@pytest.mark.slow
@needs_pykeepass
def test_version_4(pykeepass):
    file = io.BytesIO()
    database = pykeepass.create_database(file, password=PASSWORD)
    entry = database.add_entry(database.root_group, "Crypto.com", "me@example.com", "hunter2")
    entry.otp = LINK
    parameters = database.kdbx.header.value.dynamic_header.kdf_parameters.data.dict
    parameters["I"].value, parameters["M"].value = 1, 2**20
    database.save(file)
    data = file.getvalue()
    data = data[data.rindex(kdbx_header.MAGIC) :]
    assert read_bytes(data).locked is not None
    assert read_bytes(data, "wrong").locked.wrong
    (entry,) = read_bytes(data, PASSWORD).entries
    assert (entry.key, entry.account) == (BYTES, "me@example.com")


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pykeepass", None)
    reading = read_bytes(version_3(DOCUMENT))
    assert codes_of(reading) == ["needs-kdbx"]
    assert "sparekey[kdbx]" in reading.problems[0].message


@pytest.mark.parametrize("rounds", [1, 2, 999, 70_000])
def test_the_fast_derivation_is_the_slow_one(rounds):
    assert kdbx_header.AesKdf(SEED, rounds).key(PASSWORD) == transformed(rounds)


@needs_pykeepass
def test_absurd_derivations_are_refused_before_they_are_done():
    assert codes_of(read_bytes(version_3(DOCUMENT, 10**9), PASSWORD)) == ["too-costly"]
    for memory, passes, lanes in ((2**32, 1, 1), (2**30, 50, 1), (2**16, 2, 99)):
        parameters = argon2_header(memory, passes, lanes)
        assert codes_of(read_bytes(parameters, PASSWORD)) == ["too-costly"]
    dear = argon2_header(2**30, 10, 2)
    assert read_bytes(dear).locked.cost == "needs 1 GB of memory and about 12 seconds"


def argon2_header(memory: int, passes: int, lanes: int) -> bytes:
    values = (
        (0x42, b"$UUID", kdbx_header.ARGON2[0]),
        (0x05, b"M", struct.pack("<Q", memory)),
        (0x05, b"I", struct.pack("<Q", passes)),
        (0x04, b"P", struct.pack("<I", lanes)),
        (0x42, b"S", SEED),
    )
    pairs = (
        bytes([kind]) + struct.pack("<I", len(name)) + name + struct.pack("<I", len(value)) + value
        for kind, name, value in values
    )
    dictionary = b"\x00\x01" + b"".join(pairs) + b"\0"
    field = struct.pack("<BI", 11, len(dictionary)) + dictionary + struct.pack("<BI", 0, 0)
    return kdbx_header.MAGIC + struct.pack("<HH", 0, 4) + field


@needs_pykeepass
def test_every_truncation_and_change_is_answered():
    data = version_3(DOCUMENT)
    for cut in range(8, len(data), 7):
        assert read_bytes(data[:cut], PASSWORD).problems
    for place in range(8, len(data), 5):
        changed = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        reading = read_bytes(changed, PASSWORD)
        assert reading.entries or reading.problems


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"otp": SLOW_LINK}, ("totp", OTHER_BYTES, 8, 60)),
        ({"otp": f"key={KEY}&size=8&step=60&otpHashMode=Sha256"}, ("totp", BYTES, 8, 60)),
        ({"otp": f"type=Hotp&key={KEY}&counter=3"}, ("hotp", BYTES, 6, 30)),
        ({"otp": KEY}, ("totp", BYTES, 6, 30)),
        ({"TOTP Seed": KEY}, ("totp", BYTES, 6, 30)),
        ({"TOTP Seed": KEY, "TOTP Settings": "30;S"}, ("steam", BYTES, 5, 30)),
        ({"TOTP Seed": KEY, "TOTP Settings": "60;8;https://x"}, ("totp", BYTES, 8, 60)),
        ({"TimeOtp-Secret": "12345678901234567890"}, ("totp", OTHER_BYTES[:20], 6, 30)),
        ({"TimeOtp-Secret-Hex": BYTES.hex()}, ("totp", BYTES, 6, 30)),
        ({"TimeOtp-Secret-Base32": KEY, "TimeOtp-Period": "60"}, ("totp", BYTES, 6, 60)),
        (
            {"TimeOtp-Secret-Base64": "SGVsbG8h3q2+70hlbGxvId6tvu8=", "TimeOtp-Length": "8"},
            ("totp", BYTES, 8, 30),
        ),
        ({"HmacOtp-Secret-Base32": KEY, "HmacOtp-Counter": "3"}, ("hotp", BYTES, 6, 30)),
    ],
)
def test_where_keys_are_kept(texts, expected):
    entry = entry_of({"Title": "Site", "UserName": "me", **texts})
    assert (entry.type, entry.key, entry.digits, entry.period) == expected
    assert entry.issuer == "Site"


def test_hashes_of_the_fields():
    texts = {"TimeOtp-Secret-Base32": KEY, "TimeOtp-Algorithm": "HMAC-SHA-512"}
    assert entry_of(texts).algorithm == "SHA512"
    assert entry_of({"Title": "Site", "otp": None}) is None
