"""Archives: capped before they are unpacked, opened in both ways that zip files are encrypted."""

import base64
import io
import struct
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.keys.read import read_bytes

from . import backups_made as made
from .writers import KEY

# One account, under the password "p£ss".
# By Info-ZIP 3.0, the old cipher, the password in Latin-1:
OLD = base64.b64decode(
    "UEsDBBQACQAIAOeBdl303YWuhQAAAJ4AAAAVAAAAcmFpdm8tb3RwLWV4cG9ydC5qc29uIgf5Oqi1EptpPaEY7RGlw6"
    "M8Z5up4KxjEKU4vzJvZSOqDFKvxfEhzjQFRdaBLhyCX62Yq3glg3cQ29DwobSe85ltw91BiA3PS+1ynPANfX0H37HU"
    "G76xRAfQzUhW4sao/XWB/fLIYw3cca3Mqs3gmVt8ZbyNAlwo0cD79iltpLXaa4JnlVBLBwj03YWuhQAAAJ4AAABQSw"
    "ECHgMUAAkACADngXZd9N2FroUAAACeAAAAFQAAAAAAAAABAAAApIEAAAAAcmFpdm8tb3RwLWV4cG9ydC5qc29uUEsF"
    "BgAAAAABAAEAQwAAAMgAAAAAAA=="
)
# By pyzipper 0.4, WinZip's AES, the password in UTF-8:
AES_256 = base64.b64decode(
    "UEsDBBQAAQBjABSCdl0AAAAAlQAAAJ4AAAAVAAsAcmFpdm8tb3RwLWV4cG9ydC5qc29uAZkHAAIAQUUDCABe3yeuw9"
    "Qf0nQEna/jgiPsDb58ixrSGMGpygqeXROM7Ybp+84Vgs4BR+vPFCbFxQCJY2Av8/tHV5D5vgSRebq7hUI9nopXdAf/"
    "ont2KcA1IOqUsEpav37vDBOo7LjwkPpyQ4bU6ZQxIIsOoIUh44jfPbaAQRDvMUxD8V+rkac4Vm8QJueKCJO+faKsMf"
    "Vnlrjp8gRkNlBLAQIUAxQAAQBjABSCdl0AAAAAlQAAAJ4AAAAVAAsAAAAAAAAAAACAAQAAAAByYWl2by1vdHAtZXhw"
    "b3J0Lmpzb24BmQcAAgBBRQMIAFBLBQYAAAAAAQABAE4AAADTAAAAAAA="
)
AES_128_STORED = base64.b64decode(
    "UEsDBBQAAQBjABSCdl0AAAAAsgAAAJ4AAAAVAAsAcmFpdm8tb3RwLWV4cG9ydC5qc29uAZkHAAIAQUUBAADkPH/388"
    "NthlO8XgjRfbtKsEjzByXeYAB8o09TiThCBEN69yAKZ6QDCXb/upvaWGqHiqG1SSFu7X93A+UrItFEAPAD+ruF0oUa"
    "t7dtwmx9t3hcnxPexOBtWdB3mYUaAd8qf1PHAvlNSJl06H3X7fcTdA1BlKQwKLDxs6oxNyjJ3HufwtAdhw5b2ubF46"
    "jo7u9/+0XRZ8WZ+pCOziRk0qG9sqTp6U1AMq1kloQZLisKKZLmUEsBAhQDFAABAGMAFIJ2XQAAAACyAAAAngAAABUA"
    "CwAAAAAAAAAAAIABAAAAAHJhaXZvLW90cC1leHBvcnQuanNvbgGZBwACAEFFAQAAUEsFBgAAAAABAAEATgAAAPAAAA"
    "AAAA=="
)

PASSWORD = "p£ss"
ENCRYPTED = {"old": OLD, "aes 256": AES_256, "aes 128, stored": AES_128_STORED}
encrypted = pytest.mark.parametrize("data", ENCRYPTED.values(), ids=ENCRYPTED)


def codes_of(reading):
    return [problem.code for problem in reading.problems]


@encrypted
def test_both_ways_of_encrypting(data):
    locked = read_bytes(data).locked
    assert locked.title == "Raivo export, encrypted"
    assert read_bytes(data).format == "raivo"
    assert not locked.wrong
    assert read_bytes(data, "wrong").locked.wrong
    assert read_bytes(data, "€").locked.wrong
    reading = read_bytes(data, PASSWORD)
    assert (reading.format, reading.problems) == ("raivo", ())
    assert reading.entries[0].title == "Crypto.com · me"


@encrypted
def test_every_truncation(data):
    for cut in range(4, len(data), 3):
        reading = read_bytes(data[:cut], PASSWORD)
        assert reading.problems


@encrypted
@settings(deadline=None, max_examples=100)
@given(changes=st.data())
def test_any_byte_may_be_another(data, changes):
    place = changes.draw(st.integers(4, len(data) - 1))
    byte = bytes([changes.draw(st.integers(0, 255))])
    reading = read_bytes(data[:place] + byte + data[place + 1 :], PASSWORD)
    assert reading.entries or reading.problems


def test_a_changed_secret_is_noticed():
    place = AES_256.index(b"json") + 60
    changed = AES_256[:place] + bytes([AES_256[place] ^ 1]) + AES_256[place + 1 :]
    assert read_bytes(changed, PASSWORD).locked.wrong


def archive(members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as zipped:
        for name, content in members:
            zipped.writestr(name, content)
    return file.getvalue()


@pytest.mark.slow
def test_bombs_are_not_unpacked():
    bomb = archive([("data.json", b" " * 2**20 * 9 + made.dumped(made.RAIVO))])
    lies = bomb.replace(
        struct.pack("<I", len(b" " * 2**20 * 9 + made.dumped(made.RAIVO))), b"\x99\0\0\0"
    )
    large = archive([("data.json", b" " * (10 * 2**20 + 1))], zipfile.ZIP_STORED)
    several = archive([(f"{n}.json", b" " * 8 * 2**20) for n in range(3)], zipfile.ZIP_STORED)
    assert codes_of(read_bytes(several[: 10 * 2**20])) == ["bad-archive"]
    many = archive([(f"{n}.png", b"") for n in range(10_001)])
    began = time.monotonic()
    assert codes_of(read_bytes(bomb)) == ["too-large"]
    assert codes_of(read_bytes(lies)) == ["bad-archive"]
    assert codes_of(read_bytes(large[: 10 * 2**20])) == ["bad-archive"]
    assert codes_of(read_bytes(many)) == ["too-large"]
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_no_export_uses(method):
    data = made.zipped("data.json", made.RAIVO, method)
    assert codes_of(read_bytes(data)) == ["bad-archive"]


def test_archives_in_archives_are_not_opened():
    inner = archive([("data.json", made.dumped(made.RAIVO))])
    assert read_bytes(archive([("data.json", inner)])).entries == ()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name():
    data = archive([("data.json", b"{}"), ("data.json", made.dumped(made.RAIVO))])
    assert read_bytes(data).entries


def test_a_locked_backup_inside_is_asked_for_its_password():
    data = archive([("backup.json", made.dumped(made.aegis()))])
    assert read_bytes(data).locked.title == "Aegis backup, encrypted"
    assert len(read_bytes(data, made.PASSWORD).entries) == 5


def test_an_archive_of_something_else():
    assert codes_of(read_bytes(archive([("word/document.xml", b"<x/>")]))) == ["no-backup-inside"]
    assert codes_of(read_bytes(archive([]))) == ["not-text"]


def test_a_file_under_pgp_inside():
    (problem,) = read_bytes(archive([("Proton Pass/data.pgp", b"x")])).problems
    assert "PGP" in problem.message


def test_links_in_a_text_inside():
    data = archive([("keys.txt", f"otpauth://totp/x?secret={KEY}")])
    assert read_bytes(data).format == "uri"
