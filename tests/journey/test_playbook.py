"""What is wrong with a playbook is said in one line that names the field."""

from __future__ import annotations

import re
import tomllib
from copy import copy, deepcopy
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import tui
from tui.journey.actions import Accepted, Checked, GotOutcome, Sent, act, begin
from tui.journey.case import Case
from tui.journey.plan import plan
from tui.journey.playbook import PHASES, VARIANTS, PlaybookError, holds, parse, tag_groups
from tui.journey.progress import mark
from tui.journey.schema import Playbook

GONE = object()
"""Stands for a key that is taken out."""


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


REAL = read(Path(tui.__file__).parent / "playbooks" / "crypto-com.toml")
HARBOR = read(Path(__file__).parents[1] / "playbooks" / "harbor.toml")


def changed(path: str, value: object, document: dict = REAL) -> dict:
    """The document with the value at `a[0].b` replaced; the rest is shared, not copied."""
    return _replaced(document, steps(path), value)


def _replaced(node: object, way: list, value: object) -> object:
    step, *rest = way
    result = copy(node)
    if rest:
        result[step] = _replaced(node[step], rest, value)
    elif value is GONE:
        del result[step]
    else:
        result[step] = value
    return result


def steps(path: str) -> list[str | int]:
    found = re.findall(r"\[(\d+)\]|([^.\[\]]+)", path)
    return [int(index) if index else name for index, name in found]


def problem(document: object) -> str:
    with pytest.raises(PlaybookError) as caught:
        parse(document)
    return str(caught.value)


# What parses ------------------------------------------------------------------------------------


def test_reads_the_real_playbook():
    assert parse(REAL).id == "crypto-com"


def test_reads_another_exchange_with_its_own_steps_in_its_own_order():
    harbor = parse(HARBOR)
    kinds = [step.kind for step in harbor.steps]
    assert kinds[0] == "support"
    assert kinds.count("support") == 2
    assert kinds.index("documents") < kinds.index("request")
    assert not {"situation", "way-in", "prevention"} & set(kinds)


def test_the_other_exchange_can_be_walked_to_its_end():
    book, sent = parse(HARBOR), datetime(2026, 5, 4, 12, tzinfo=UTC)
    ready = {mark("done", "pier"), mark("done", "letter"), mark("done", "seal")}
    ready |= {mark("criterion", "licence", "stamped"), mark("criterion", "berth-bill", "paid")}
    case = Case(
        book,
        replace(
            begin(book.id, book.version, sent),
            ticks=frozenset(ready | {mark("nothing-saved")}),
            dates={"berth-bill/date": date(2026, 4, 10)},
        ),
        sent,
    )
    assert plan(case).next.step.id == "hand-in"
    for said in (Sent(sent), GotOutcome("approved"), Checked("key", "match"), Accepted()):
        case = Case(book, act(case, said), case.now + timedelta(hours=3))
        assert plan(case).of("tide").label in ("Waiting for Harbor Exchange", "Done")
    assert plan(case).finished


def test_lists_that_are_left_out_are_empty():
    harbor = parse(HARBOR)
    assert harbor.products == harbor.topics == harbor.copies == ()


def test_finds_steps_and_sources_by_id_and_kind():
    harbor = parse(HARBOR)
    assert harbor.step("tide").kind == "review"
    assert harbor.step("nowhere") is None
    assert harbor.of_kind("support").id == "pier"
    assert harbor.of_kind("prevention") is None
    assert harbor.source("handbook").grade == "official"
    assert harbor.source("nothing") is None


def test_the_same_id_may_stand_in_different_lists():
    document = changed("place[0].id", "papers", HARBOR)
    assert parse(document).places[0].id == "papers"


def test_leaves_the_document_as_it_was():
    before = deepcopy(HARBOR)
    parse(HARBOR)
    assert before == HARBOR


# What does not ----------------------------------------------------------------------------------

TEXT, TEXTS, TABLE, TABLES = (
    "expected text",
    "expected a list of texts",
    "expected a table",
    "expected a list of tables",
)
NUMBER, FLAG = "expected a whole number", "expected true or false"


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [
        ("profile[0].document[2].criterion", "clear", TABLES),
        ("profile[0].document[2].criterion[0]", "clear", TABLE),
        ("profile[0].document[1].kinds", "Passport", TEXTS),
        ("profile[0].document[1].kinds[2]", 3, TEXT),
        ("profile[0].document[2].stale_after_days", "none", NUMBER),
        ("profile[0].document[2].stale_after_days", -1, "expected a whole number >= 0"),
        ("profile[0].document[1].expires", "yes", FLAG),
        ("profile[2].own_lines", 1, FLAG),
        ("way_in[2].request", "yes", FLAG),
        ("step", {}, TABLES),
        ("step[0]", 1, TABLE),
        ("step[0].title", 1, TEXT),
        ("step[0].title", "", "expected text, not an empty one"),
        ("step[0].title", "x" * 2001, "expected a shorter text"),
        ("step[0].task", "lock", TABLES),
        ("step[0].task[0].when", "stolen", TEXTS),
        ("step[0].note[0].text", ["a"], TEXT),
        ("hosts", "crypto.com", TEXTS),
        ("hosts[0]", 1, TEXT),
        ("review", [], TABLE),
        ("review.earliest_hours", 0, "expected a whole number >= 1"),
        ("review.latest_hours", 9000, "expected a whole number <= 8760"),
        ("review.latest_hours", float("nan"), NUMBER),
        ("version", "1", NUMBER),
        ("version", True, NUMBER),
        ("version", 0, "expected a whole number >= 1"),
        ("copy[0].lost_with", "phone", TEXTS),
        ("product[2].covers", "app", TEXTS),
        ("message[0].text", 1, TEXT),
        ("source[0].read_on", "yesterday", "expected a date such as 2026-11-22"),
        ("source[0].read_on", 20261122, "expected a date"),
        ("source[0].read_on", datetime(2026, 11, 22, tzinfo=UTC), "expected a date"),
        ("situation[0].id", "Lost", "expected 1 to 40 small letters, digits and dashes"),
        ("situation[0].id", "", "expected 1 to 40 small letters, digits and dashes"),
    ],
)
def test_names_a_field_of_the_wrong_type(path, value, wanted):
    assert problem(changed(path, value)) == f"{path}: {wanted}"


@pytest.mark.parametrize(
    ("path", "choice"),
    [
        ("step[0].kind", "saved-key"),
        ("source[0].grade", "elsewhere"),
        ("message[0].use", "chase"),
        ("situation[0].effect", "prepare"),
        ("step[8].task[0].done_by", "authenticator"),
    ],
)
def test_lists_the_choices_of_a_field(path, choice):
    said = problem(changed(path, "nonsense"))
    assert said.startswith(f"{path}: expected one of ")
    assert choice in said


@pytest.mark.parametrize(
    "path",
    [
        "name",
        "review",
        "source",
        "step",
        "review.latest_hours",
        "step[3].intro",
        "step[0].task[0].text",
        "profile[0].document[0].criterion[0].id",
        "source[0].read_on",
    ],
)
def test_names_what_is_missing(path):
    assert problem(changed(path, GONE)) == f"{path}: missing"


@pytest.mark.parametrize(
    "path", ["colour", "review.days", "step[2].colour", "profile[0].document[0].criterion[1].must"]
)
def test_names_a_key_that_it_does_not_know(path):
    assert problem(changed(path, "x")) == f"{path}: not a key that SpareKey knows"


def test_says_so_when_there_is_no_table_at_all():
    assert problem([]) == "the file: expected a table"
    assert problem({}) == "id: missing"


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("step[1].id", "step[0]"),
        ("place[3].id", "place[0]"),
        ("step[8].task[4].id", "step[8].task[0]"),
        ("profile[0].document[2].id", "profile[0].document[0]"),
        ("profile[0].document[2].criterion[1].id", "profile[0].document[2].criterion[0]"),
        ("message[1].id", "message[0]"),
    ],
)
def test_an_id_stands_once_in_its_list(path, first):
    taken = REAL
    for step in steps(first):
        taken = taken[step]
    said = problem(changed(path, taken["id"]))
    assert said == f"{path}: {taken['id']!r} is already the id of {first}"


def test_a_document_may_stand_in_two_profiles():
    ids = [
        document["id"] for profile in REAL["profile"] for document in profile.get("document", ())
    ]
    assert ids.count("id") == 2
    parse(REAL)


def test_a_kind_stands_once_but_support_may_come_again():
    said = problem(changed("step[5].kind", "request"))
    assert said == "step[5].kind: 'request' is already the kind of step[4]"
    parse(changed("step[4].kind", "support"))


@pytest.mark.parametrize(
    ("name", "step", "kind"),
    [
        ("place", 1, "saved-key"),
        ("way_in", 2, "way-in"),
        ("profile", 5, "documents"),
        ("copy", 9, "prevention"),
    ],
)
@pytest.mark.parametrize("value", [GONE, []])
def test_a_step_has_what_it_is_about(name, step, kind, value):
    said = problem(changed(name, value))
    assert said == f"{name}: missing, step[{step}] of kind {kind!r} needs at least one"


def test_a_situation_step_has_situations():
    document = deepcopy(changed("situation", GONE, changed("message", [])))
    for step in document["step"]:
        step["task"], step["note"] = [], []
    assert problem(document).startswith("situation: missing, step[0] of kind 'situation'")


def test_there_are_steps_and_a_review_follows_a_sending():
    assert problem(changed("step", [])) == "step: expected at least one step"
    said = problem(changed("step[6].kind", "support"))
    assert said == "step[7].kind: 'review' needs a step of kind 'send'"


@pytest.mark.parametrize(
    "path",
    [
        "review.source",
        "step[0].task[0].source",
        "step[1].note[0].source",
        "step[3].address[0].source",
        "profile[0].source",
        "profile[0].document[0].criterion[0].source",
        "way_in[0].source",
        "reason[0].source",
        "authenticator[0].source",
    ],
)
def test_a_source_is_one_that_is_listed(path):
    assert problem(changed(path, "hearsay")) == f"{path}: no source has the id 'hearsay'"


@pytest.mark.parametrize(
    "path", ["step[0].task[0].when", "step[7].note[0].when", "message[0].when"]
)
def test_a_tag_is_one_that_can_be_true(path):
    said = problem(changed(path, ["past", "moonlight"]))
    assert said == f"{path}[1]: 'moonlight' is no situation, product, channel or state"


@pytest.mark.parametrize("tag", [*VARIANTS, *PHASES, "refused", "sent", "lost", "exchange"])
def test_every_tag_can_be_named(tag):
    parse(changed("step[9].note[0].when", [tag]))


@pytest.mark.parametrize("taken", ["app", "prepare", "past", "sent", "refused"])
def test_a_situation_has_no_id_that_means_something_else(taken):
    said = problem(changed("situation[7].id", taken))
    assert said == f"situation: the id {taken!r} has another meaning in `when`"


def test_losses_and_products_are_ones_that_are_listed():
    said = problem(changed("copy[0].lost_with", ["phone", "flood"]))
    assert said == "copy[0].lost_with: no loss has the id 'flood'"
    said = problem(changed("product[2].covers", ["web"]))
    assert said == "product[2].covers: no product has the id 'web'"


@pytest.mark.parametrize("name", ["name", "", "Email", "e_mail"])
def test_a_message_has_no_gap_that_nobody_fills(name):
    said = problem(changed("message[0].text", f"Dear {{{name}}}"))
    assert said == f"message[0].text: {{{name}}} is not filled in by SpareKey"


def test_a_window_does_not_end_before_it_opens():
    assert problem(changed("review.earliest_hours", 73)) == (
        "review.earliest_hours: later than latest_hours"
    )
    parse(changed("review.earliest_hours", 72))


# Any wrong thing in any place -------------------------------------------------------------------


def nodes(node: object, path: str = "") -> list[str]:
    """The paths of all tables, lists and values of a document."""
    children: list[tuple[str, object]] = []
    if isinstance(node, dict):
        children = [(f"{path}.{name}" if path else name, child) for name, child in node.items()]
    elif isinstance(node, list):
        children = [(f"{path}[{index}]", child) for index, child in enumerate(node)]
    return [name for name, _ in children] + [
        n for name, child in children for n in nodes(child, name)
    ]


PATHS = nodes(REAL)
VALUES = st.recursive(
    st.text(max_size=20)
    | st.sampled_from(["lost", "guide", "app", "past", "{email", "{0}", "a\nb", "x" * 2001])
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(UTC))
    | st.times(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "when", "kind", "odd"]), inner, max_size=3)
    ),
    max_leaves=4,
)


def leads_somewhere(path: str, document: object) -> bool:
    node = document
    for step in steps(path):
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def check_refusal(document: dict) -> None:
    """It parses, or one line says where it does not."""
    try:
        assert isinstance(parse(document), Playbook)
    except PlaybookError as error:
        path, colon, what = str(error).partition(": ")
        assert colon
        assert what
        assert "\n" not in str(error)
        if what.startswith("missing"):
            path = path.rpartition(".")[0]
        assert path == "the file" or leads_somewhere(path, document), str(error)


@settings(deadline=None)
@given(st.sampled_from(PATHS), VALUES)
def test_refuses_any_wrong_value_with_its_path(path, value):
    check_refusal(changed(path, value))


@settings(deadline=None)
@given(st.sampled_from(PATHS))
def test_refuses_any_missing_value_with_its_path(path):
    check_refusal(changed(path, GONE))


@settings(deadline=None)
@given(st.sampled_from(PATHS), st.sampled_from(PATHS))
def test_refuses_any_part_in_the_wrong_place(path, other):
    node = REAL
    for step in steps(other):
        node = node[step]
    check_refusal(changed(path, node))


@pytest.mark.parametrize("value", [1.5, date(2026, 1, 1), time(1), [1], {"a": 1}, False])
def test_no_text_of_the_playbook_may_be_anything_else(value):
    for path in PATHS:
        if path.endswith((".text", ".why", ".title", ".intro", ".mend", ".hint")):
            assert problem(changed(path, value)) == f"{path}: expected text"


@pytest.mark.parametrize("name", ["two\nlines", "\x1b[2J"])
def test_an_unknown_key_can_not_break_the_line(name):
    assert problem({**REAL, name: 1}).isprintable()


def test_an_id_has_no_line_break():
    assert problem(changed("place[0].id", "paper\n")).startswith("place[0].id: ")


# What `when` means ------------------------------------------------------------------------------

GROUPS = (frozenset({"lost", "stolen"}), frozenset({"app", "exchange"}), frozenset({"sent"}))


@pytest.mark.parametrize(
    ("when", "tags", "met"),
    [
        ([], [], True),
        ([], ["lost"], True),
        (["lost"], ["lost"], True),
        (["lost"], ["stolen"], False),
        (["lost"], [], False),
        (["lost", "stolen"], ["stolen"], True),
        (["lost", "exchange"], ["lost", "app"], False),
        (["lost", "exchange"], ["lost", "app", "exchange"], True),
        (["sent"], ["lost"], False),
        (["lost", "sent"], ["lost", "sent"], True),
        (["lost", "sent"], ["sent"], False),
    ],
)
def test_any_of_a_group_and_all_groups_that_are_named(when, tags, met):
    assert holds(when, frozenset(tags), GROUPS) is met


TAGS = st.frozensets(st.sampled_from(sorted(frozenset().union(*GROUPS))))


@given(TAGS, TAGS, TAGS)
def test_more_facts_never_hide_what_was_shown(when, tags, more):
    if holds(when, tags, GROUPS):
        assert holds(when, tags | more, GROUPS)


@given(TAGS)
def test_what_names_no_tag_is_always_shown(tags):
    assert holds((), tags, GROUPS)


def test_groups_come_from_the_playbook():
    groups = tag_groups(parse(REAL))
    assert frozenset({"app", "exchange", "both", "not-sure"}) in groups
    assert frozenset(VARIANTS) in groups
    assert frozenset({"refused"}) in groups
    assert frozenset({"sent"}) in groups
