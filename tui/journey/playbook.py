"""Reading a playbook: one line with the field's path for whatever is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

import msgspec

from tui.journey.schema import Document, Kind, Playbook, Table
from tui.text import clean

VARIANTS = ("after-reset", "key-found", "prepare")
"""Which way the person comes to the new 2FA."""
PHASES = ("inside", "near", "past")
"""Where a review stands: before its earliest time, before its latest, after it."""
STATES = ("refused", "sent")
"""A saved key was not accepted; a request is under review."""
REPEATABLE: frozenset[Kind] = frozenset({"support"})
PLACEHOLDERS = frozenset(
    {"email", "details", "story", "topic", "reason", "product", "items", "case", "sent"}
)


class PlaybookError(ValueError):
    """A playbook that can't be used; its text is one line, `path.to[0].field: what is wrong`."""


def parse(document: Mapping[str, object]) -> Playbook:
    """Return the playbook that a TOML document holds.

    Raises `PlaybookError` naming the first field that is wrong.
    """
    playbook = read(document)
    for problem in _problems(playbook):
        raise PlaybookError(problem)
    return playbook


def read(document: Mapping[str, object]) -> Playbook:
    """Return the playbook of a document, whose fields fit together: as of one that was tested.

    Raises `PlaybookError` naming the first field that is of the wrong kind.
    """
    try:
        return msgspec.convert(document, Playbook)
    except msgspec.ValidationError as error:
        raise PlaybookError(_explain(str(error))) from None


_AT = r"(?s)^(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?\Z"
_WANTED = {
    "str": "text",
    "int": "a whole number",
    "bool": "true or false",
    "date": "a date",
    "object": "a table",
}


def _explain(message: str) -> str:
    """Turn msgspec's message into `path: what was expected`."""
    match = re.match(_AT, message)
    what, path = (match["what"], match["path"] or "") if match else (message, "")
    if missing := re.match(r"Object missing required field `(.+)`", what):
        return f"{_join(path, missing[1])}: missing"
    if unknown := re.match(r"Object contains unknown field `(.+)`", what, re.DOTALL):
        return f"{_join(path, clean(unknown[1], 60))}: not a key that SpareKey knows"
    return f"{path or 'the file'}: {_expected(what, path)}"


def _join(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field


def _expected(what: str, path: str) -> str:
    if wanted := re.match(r"Expected `([^`]+)`(?:, got)", what):
        names = wanted[1].split(" | ")
        if "array" in names:
            return f"expected a list of {'tables' if _leaf(path) in _table_lists() else 'texts'}"
        return f"expected {' or '.join(_WANTED.get(n, n) for n in names if n != 'null')}"
    if what.startswith("Invalid enum value"):
        return "expected one of " + ", ".join(map(repr, _choices(_leaf(path))))
    for said, meant in _LIMITS.items():
        if said in what:
            return meant
    return what[:1].lower() + what[1:].replace("`", "").replace("int ", "a whole number ")


_LIMITS = {
    "matching regex": "expected 1 to 40 small letters, digits and dashes",
    "length >=": "expected text, not an empty one",
    "length <=": "expected a shorter text",
    "RFC3339": "expected a date such as 2026-11-22",
}


def _leaf(path: str) -> str:
    return path.rpartition(".")[2].partition("[")[0]


def _fields() -> Iterator[msgspec.structs.FieldInfo]:
    for table in Table.__subclasses__():
        yield from msgspec.structs.fields(table)


def _is_table_list(kind: object) -> bool:
    inner = get_args(kind)
    return bool(inner) and isinstance(inner[0], type) and issubclass(inner[0], Table)


def _table_lists() -> frozenset[str]:
    """The names of the fields that hold tables; asked for only where something is wrong."""
    return frozenset(f.encode_name for f in _fields() if _is_table_list(f.type))


def _choices(name: str) -> tuple[str, ...]:
    """The literals that a field of this name may hold."""
    for found in _fields():
        if found.encode_name == name and (values := get_args(found.type)):
            return tuple(str(value) for value in values)
    return ()


def _problems(playbook: Playbook) -> Iterator[str]:
    """Whatever the types alone can't say, first things first."""
    yield from _repeated(playbook)
    yield from _kinds(playbook)
    yield from _unknown_sources(playbook)
    yield from _unknown_tags(playbook)
    yield from _unknown_references(playbook)
    yield from _placeholders(playbook)
    if playbook.review.earliest_hours > playbook.review.latest_hours:
        yield "review.earliest_hours: later than latest_hours"


def _tables(playbook: Playbook) -> Iterator[tuple[str, Table]]:
    """Every table with its path, the playbook itself left out."""

    def walk(prefix: str, table: Table) -> Iterator[tuple[str, Table]]:
        names = zip(table.__struct_fields__, table.__struct_encode_fields__, strict=True)
        for name, encoded in names:
            value = getattr(table, name)
            for index, item in enumerate(value if isinstance(value, tuple) else ()):
                if isinstance(item, Table):
                    path = f"{prefix}{encoded}[{index}]"
                    yield path, item
                    yield from walk(f"{path}.", item)

    yield from walk("", playbook)


def _repeated(playbook: Playbook) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for path, table in _tables(playbook):
        if (name := getattr(table, "id", None)) is None:
            continue
        key = (path.rpartition("[")[0], str(name))
        if key in seen:
            yield f"{path}.id: {name!r} is already the id of {seen[key]}"
        seen[key] = path


def _kinds(playbook: Playbook) -> Iterator[str]:
    seen: dict[Kind, str] = {}
    for index, step in enumerate(playbook.steps):
        if step.kind in seen and step.kind not in REPEATABLE:
            yield f"step[{index}].kind: {step.kind!r} is already the kind of {seen[step.kind]}"
        seen[step.kind] = f"step[{index}]"
    if not playbook.steps:
        yield "step: expected at least one step"
    for kind, lists in _NEEDS.items():
        for name in lists:
            if kind in seen and not getattr(playbook, name):
                yield f"{_ENCODED[name]}: missing, {seen[kind]} of kind {kind!r} needs at least one"
    if "review" in seen and "send" not in seen:
        yield f"{seen['review']}.kind: 'review' needs a step of kind 'send'"


_NEEDS: dict[Kind, tuple[str, ...]] = {
    "situation": ("situations",),
    "saved-key": ("places",),
    "way-in": ("ways_in",),
    "documents": ("profiles",),
    "prevention": ("copies",),
}
_ENCODED = {f.name: f.encode_name for f in msgspec.structs.fields(Playbook)}


def _unknown_sources(playbook: Playbook) -> Iterator[str]:
    known = {source.id for source in playbook.sources}
    for path, table in [("review", playbook.review), *_tables(playbook)]:
        name = getattr(table, "source", "")
        if name and name not in known:
            yield f"{path}.source: no source has the id {name!r}"


def tag_groups(playbook: Playbook) -> tuple[frozenset[str], ...]:
    """The tags that `when` may name, in groups: one of each group that is named must hold."""
    return (
        frozenset(situation.id for situation in playbook.situations),
        frozenset(product.id for product in playbook.products),
        frozenset(channel.id for channel in playbook.channels),
        frozenset(VARIANTS),
        frozenset(PHASES),
        *(frozenset({state}) for state in STATES),
    )


def holds(when: Iterable[str], tags: frozenset[str], groups: Iterable[frozenset[str]]) -> bool:
    """Whether `when` is met by `tags`: any of a group, all groups that it names."""
    wanted = frozenset(when)
    return all(not (wanted & group) or wanted & group & tags for group in groups)


def _unknown_tags(playbook: Playbook) -> Iterator[str]:
    groups = tag_groups(playbook)
    known = frozenset().union(*groups)
    for path, table in _tables(playbook):
        for index, tag in enumerate(getattr(table, "when", ())):
            if tag not in known:
                yield f"{path}.when[{index}]: {tag!r} is no situation, product, channel or state"
    for group in groups:
        for other in groups:
            if group is not other and (both := group & other):
                yield f"situation: the id {min(both)!r} has another meaning in `when`"


def _unknown_references(playbook: Playbook) -> Iterator[str]:
    losses = {loss.id for loss in playbook.losses}
    for index, copy in enumerate(playbook.copies):
        for name in copy.lost_with:
            if name not in losses:
                yield f"copy[{index}].lost_with: no loss has the id {name!r}"
        if copy.apart and copy.apart not in copy.lost_with:
            yield f"copy[{index}].apart: {copy.apart!r} does not stand in its lost_with"
    for path, table in _tables(playbook):
        if isinstance(table, Document):
            for index, name in enumerate(table.one_sided):
                if name not in table.kinds:
                    yield f"{path}.one_sided[{index}]: {name!r} is none of its kinds"
    products = {product.id for product in playbook.products}
    for index, product in enumerate(playbook.products):
        for name in product.covers:
            if name not in products:
                yield f"product[{index}].covers: no product has the id {name!r}"


def _placeholders(playbook: Playbook) -> Iterator[str]:
    for index, message in enumerate(playbook.messages):
        for name in re.findall(r"\{([^}]*)\}", message.text):
            if name not in PLACEHOLDERS:
                yield f"message[{index}].text: {{{clean(name, 40)}}} is not filled in by SpareKey"
