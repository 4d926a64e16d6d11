"""Every parser of something from outside: what it may raise, and what must hold of its answer.

A target takes any bytes. It raises nothing where the parser keeps its word; what it raises is a
finding. Imported by the fuzzer, and by the test that goes through what was found before.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable
from functools import partial
from types import ModuleType

from tui.journey import playbook
from tui.journey.progress import ProgressCodec
from tui.keys import migration, uri
from tui.keys.backups import fields, formats
from tui.keys.links import looks_like_key
from tui.keys.problem import KeyProblem
from tui.keys.read import read, read_bytes
from tui.links.check import check
from tui.links.message import read_message
from tui.links.sender import check_sender
from tui.photos.copying import exif, jpeg_copy, source
from tui.photos.copying.malformed import Malformed
from tui.photos.copying.verify import is_clean
from tui.photos.problem import PhotoProblem
from tui.store.document import parse, plain, render
from tui.store.errors import UnreadableError
from tui.text import clean, code_like, key_like

HOSTS = ("crypto.com",)
OFFICIAL = re.compile(
    r"(?:https://)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){0,8}crypto\.com(?::443)?"
    r"(?:[/?#][\x21-\x7e]*)?",
    re.IGNORECASE,
)
"""The only addresses that may ever be called official."""
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def text_of(data: bytes) -> str:
    """Any text at all, lone surrogates among it."""
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")


def any_text(data: bytes) -> str:
    """The same, for bytes that are not even that."""
    try:
        return text_of(data)
    except UnicodeDecodeError:
        return data.decode("latin-1")


def typed(data: bytes) -> None:
    """A key, a link or a backup that was typed or pasted; nothing is raised."""
    text = any_text(data)
    reading = read(text)
    assert reading.entries or reading.problems or reading.locked
    looks_like_key(text)


def file(data: bytes) -> None:
    """A file that may hold a key; nothing is raised."""
    if not formats.plain.is_picture(data):  # pictures are decoded in a process of their own
        reading = read_bytes(data)
        assert reading.entries or reading.problems or reading.locked


def link(data: bytes) -> None:
    """An otpauth link."""
    try:
        assert uri.parse("otpauth://" + any_text(data)).key
    except KeyProblem as problem:
        assert problem.message


def export(data: bytes) -> None:
    """The message inside Google Authenticator's QR code."""
    code = base64.urlsafe_b64encode(data).decode()
    try:
        migration.missing([migration.parse(f"otpauth-migration://offline?data={code}")])
    except KeyProblem as problem:
        assert problem.message


def backup(format_: ModuleType, data: bytes) -> None:
    """A backup of one app, without its password."""
    for document in documents(data):
        if format_.recognise(document):
            try:
                list(format_.read(document, None))
            except KeyProblem as problem:
                assert problem.message


def documents(data: bytes) -> list[object]:
    """What a format may be asked about: the bytes, their text, and its JSON."""
    try:
        text = data.decode()
        return [data, text, fields.parsed(text)]
    except UnicodeDecodeError:
        return [data]
    except KeyProblem:
        return [data, text]


def progress(data: bytes) -> None:
    """A progress file; what can be read can be written, and is the same then."""
    codec = ProgressCodec()
    try:
        document = parse(data)
        document.pop("schema", None)
        document.pop("generation", None)
        found = codec.load(document)
    except (UnreadableError, ValueError) as error:
        assert clean(str(error)).isprintable()
        return
    assert codec.load(parse(render(plain(codec.dump(found))))) == found


def book(data: bytes) -> None:
    """A playbook."""
    try:
        playbook.parse(parse(data))
    except (UnreadableError, playbook.PlaybookError) as error:
        assert "\n" not in str(error)


def address(data: bytes) -> None:
    """A link: never called official unless it can be nothing else."""
    text = any_text(data)
    if check(text, HOSTS).verdict == "official":
        assert OFFICIAL.fullmatch(text.strip(" \t\r\n<>()[]\"'")), text


def sender(data: bytes) -> None:
    """A sender's address."""
    check_sender(any_text(data), HOSTS)


def message(data: bytes) -> None:
    """A whole message."""
    read_message(any_text(data), HOSTS)


def photo(start: bytes, data: bytes) -> None:
    """A picture's structure; a copy without decoding is clean, or there is none."""
    data = start + data
    try:
        copy = source.read(data).copy
    except (PhotoProblem, Malformed):
        return
    assert copy is None or is_clean(copy, ".jpg" if start.startswith(b"\xff") else ".png")


def metadata(data: bytes) -> None:
    """An Exif block, and the words that it holds."""
    exif.read(data)
    jpeg_copy.holds(
        jpeg_copy.read(b"\xff\xd8\xff\xe1" + len(data[:65000] + b"xx").to_bytes(2) + data)
    )


def shown(data: bytes) -> None:
    """A text from outside, made fit to show; and looked over for keys."""
    text = any_text(data)
    line = clean(text)
    assert len(line) <= 200
    assert not {char for char in line if unicodedata.category(char) in UNSEEN}
    key_like(text)
    code_like(text)


JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
TARGETS: dict[str, Callable[[bytes], None]] = {
    "typed": typed,
    "file": file,
    "link": link,
    "export": export,
    "progress": progress,
    "playbook": book,
    "address": address,
    "sender": sender,
    "message": message,
    "jpeg": partial(photo, JPEG),
    "png": partial(photo, PNG),
    "exif": metadata,
    "text": shown,
    **{
        f"backup-{name}": partial(backup, one)
        for one in formats.FORMATS
        if (name := str(getattr(one, "__name__", "")).rpartition(".")[2])
    },
}
