"""Progress files made to hurt out of a real one: each kind of harm at each place it can stand."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from pathlib import Path

import tomli_w
from msgspec.structs import replace
from terminal_support import progress_at

from tui.cli import run as command
from tui.commands.case import progress_of
from tui.forms.finish import finish, summary
from tui.forms.pages import form
from tui.journey.progress import (
    Check,
    Event,
    Finding,
    Made,
    Photo,
    Progress,
    ProgressCodec,
    Round,
    mark,
)
from tui.playbooks import load
from tui.session import Session
from tui.store import Store, StoreError
from tui.store.document import plain

BOOK = load(None)
DIGEST = "0123456789abcdef" * 4
WRONG: dict[str, object] = {
    "true": True,
    "zero": 0,
    "negative": -(2**63),
    "huge": 10**40,
    "fraction": 1.5,
    "no number": float("nan"),
    "infinite": float("inf"),
    "empty": "",
    "long": "w" * 5000,
    "nul": "a\0b",
    "escape": "\x1b]52;c;UFdORUQ=\x07\x1b[2J\x9b31m",
    "markup": "[/] [@click=app.leave]x[/] [$v",
    "bidi": "\u202egnp\u2066.exe\u2069\u200b\ufeff",
    "path": "../../../../etc/passwd",
    "lines": "a\r\nb\u2028c",
    "placeholder": "{email} {0} %s {",
    "list": [],
    "deep list": [[[[]]]],
    "mixed list": [1, "a", {}],
    "table": {},
    "deep table": {"a": {"b": {"c": 1}}},
    "day": date(1, 1, 1),
    "time": time(1, 2, 3),
    "naive": datetime(2026, 1, 2, 3, 4, 5),
    "first moment": datetime(1, 1, 1, tzinfo=UTC),
    "last moment": datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    "far zone": datetime.fromisoformat("2026-11-22T00:00:00+23:59"),
}
"""What may stand where something else should."""


def rich() -> Progress:
    """A case in a second round, with something in every field that is saved."""
    base = progress_at("review")
    now = base.started
    finding = Finding("light", "check", "It is dark.", "Use a lamp.", "20", "40", "our own")
    photo = Photo("/home/me/id.jpg", 812, DIGEST, now, "front", (finding,), ("light",), DIGEST)
    sent = Round(now, "help-center", "4711", ("id",), {"id": (DIGEST,)}, "more", now, "x", {"id": "blurred"})  # fmt: skip
    return replace(
        base,
        ticks=base.ticks | {mark("criterion", "id", "valid"), mark("kept", "id", DIGEST)},
        texts={"email": "me@home.example", "story": "a\nb", "message": "m"},
        dates={"id/expires": date(2030, 1, 2), "note/date": date(2026, 11, 22)},
        places={"paper": "nothing", "manager": "refused"},
        way_worked=now,
        ways_failed=frozenset({"passkey"}),
        accepted=now,
        photos={"id": (photo,)},
        made=(Made("/home/me/id-front.jpg", "clean-copy", now, DIGEST),),
        rounds=(sent, replace(sent, outcome=None, outcome_at=None, named={})),
        checks=(Check(now, "aegis", "match"),),
        events=(*base.events, Event(now + timedelta(hours=1), "note", "called")),
    )


@cache
def document() -> dict[str, object]:
    """That case as it is saved; not to be changed."""
    return {"generation": 7, "schema": 1, **plain(ProgressCodec().dump(rich()))}


def places(value: object, so_far: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """Every place in a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()  # fmt: skip
    for key, one in inside:
        yield (*so_far, key)
        yield from places(one, (*so_far, key))


def changed(place: tuple[object, ...], change: Callable[[object, object], None]) -> dict:
    """The document with something done to one place, in its holder."""
    whole = copy.deepcopy(document())
    holder: object = whole
    for key in place[:-1]:
        holder = holder[key]  # type: ignore[index]
    change(holder, place[-1])
    return whole


def variants() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every variant: what was done to it, and what makes its bytes."""
    for place in places(document()):
        name = ".".join(map(str, place))
        for what, value in WRONG.items():
            yield f"{name}: {what}", partial(_dumped, place, _put(value))
        yield f"{name}: missing", partial(_dumped, place, _remove)
        yield f"{name}: unknown beside it", partial(_dumped, place, _unknown)
    for name, data in in_its_bytes(_toml(document())):
        yield name, partial(bytes, data)


def in_its_bytes(original: bytes) -> Iterator[tuple[str, bytes]]:
    """Cut at each structure, with odd bytes in it, in other codings, of other versions."""
    for cut in re.finditer(rb"[\n\[\]{}=\",.]", original):
        yield f"cut at {cut.start()}", original[: cut.start()]
        yield f"without byte {cut.start()}", original[: cut.start()] + original[cut.end() :]
    for at in range(0, len(original), 37):
        for harm in (b"\0", b"\xff", b"\x1b", b"[", b'"""'):
            yield f"{harm!r} at {at}", original[:at] + harm + original[at:]
    text = original.decode()
    for coding in ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp037"):
        yield coding, text.encode(coding)
    for ending in ("\r\n", "\r", "\u2028", "\x85"):
        yield repr(ending), text.replace("\n", ending).encode()
    for schema in (0, -1, 2, 2**53, 2**53 + 1, 2**64):
        yield f"schema {schema}", original.replace(b"schema = 1", b"schema = %d" % schema)
        yield f"generation {schema}", original.replace(b"= 7", b"= %d" % schema, 1)
    yield "twice", original * 2
    yield "json", json.dumps(document(), default=str).encode()


def _toml(whole: dict) -> bytes:
    return tomli_w.dumps(whole).encode("utf-8", "surrogatepass")


def _dumped(place: tuple[object, ...], change: Callable[[object, object], None]) -> bytes:
    return _toml(changed(place, change))


def _put(value: object) -> Callable[[object, object], None]:
    def put(holder: object, key: object) -> None:
        holder[key] = value  # type: ignore[index]

    return put


def _remove(holder: object, key: object) -> None:
    del holder[key]  # type: ignore[attr-defined]


def _unknown(holder: object, key: object) -> None:
    if isinstance(holder, dict):
        holder[f"{key}-\x1b[2J[/]"] = holder[key]
    else:
        holder.append("\x1b[2J[/]")  # type: ignore[attr-defined]


def trial(folder: Path, data: bytes) -> str:
    """Open a case whose newest save holds `data`; return what went wrong, if anything.

    One line at most, the bytes kept, and whatever was read can be shown on every step.
    """
    path = folder / "case.toml"
    store = Store(path, ProgressCodec())
    store.forget()
    path.write_bytes(data)
    found = store.open()
    store.close()
    kept = [file.read_bytes() for file, _, _ in store.files()]
    if data not in kept:
        return "the bytes are gone"
    if not found.message.isprintable() or len(found.message) > 900:
        return f"said {found.message!r}"
    if found.value is None:
        return ""
    path.write_bytes(data)
    return shown(found, store) or told(path)


def shown(found: object, store: Store[Progress]) -> str:
    """Draw every step of what was read, as the app would; raises whatever breaks."""
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    try:
        progress = progress_of(found, BOOK, store, now)  # type: ignore[arg-type]
    except StoreError as error:
        return "" if str(error).isprintable() else f"said {error!s:.300}"
    session = Session(BOOK, progress, lambda: now)
    for step in BOOK.steps:
        form(session.page(step.id))
    tuple(finish(session.page(BOOK.steps[0].id)))
    summary(session.plan())
    return ""


def told(path: Path) -> str:
    """Ask the command line about it; return what it should not have said."""
    for line in (["status"], ["status", "--json"], ["export"], ["export", "--format", "ics"]):
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", "replace"), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = command([*line, "--progress", str(path), "--at", "2026-11-23T12:00+00:00"])
        out.flush()
        text = out.buffer.getvalue().decode() + err.getvalue()  # type: ignore[attr-defined]
        raw = {char for char in text if not char.isprintable()} - {"\n", "\r"}
        if status not in (0, 2) or raw or "Traceback" in text:
            return f"{line}: {status}, {raw}, {text[-300:]}"
    return ""
