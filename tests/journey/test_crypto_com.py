"""The built-in playbook says what its sources say, and nothing beyond them."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

import tui
from tui.journey.actions import Chose, Sent, act, begin
from tui.journey.case import Case
from tui.journey.playbook import VARIANTS, parse
from tui.journey.progress import Progress, Round
from tui.journey.request import compose
from tui.journey.schema import Note, Source, Table, Task
from tui.text import key_like

ROOT = Path(tui.__file__).parent
FILE = ROOT / "playbooks" / "crypto-com.toml"
BOOK = parse(tomllib.loads(FILE.read_text(encoding="utf-8")))
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITUATIONS = [one.id for one in BOOK.situations]
PRODUCTS = [one.id for one in BOOK.products]
BOTH_ANSWERS = list(product(SITUATIONS, PRODUCTS))
EXCHANGE = {"exchange", "both", "not-sure"}


def tables(table: Table = BOOK, path: str = "") -> Iterator[tuple[str, Table]]:
    """Every table with its place."""
    for field in table.__struct_fields__:
        value = getattr(table, field)
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            if isinstance(part, Table):
                name = f"{path}/{field}:{getattr(part, 'id', '')}"
                yield name, part
                yield from tables(part, name)


READ = ("name", "title", "intro", "text", "why", "hint", "needs", "mend", "about", "phrase")
"""The fields that hold words for a person to read."""


def words(table: Table) -> dict[str, str]:
    """The texts of a table."""
    found = {name: getattr(table, name, "") for name in READ}
    for name in ("kinds", "sides"):
        found[name] = ", ".join(getattr(table, name, ()))
    return {name: text for name, text in found.items() if text}


SHOWN = [
    (f"{path}.{name}", text)
    for path, table in tables()
    if not isinstance(table, Source)
    for name, text in words(table).items()
]
EVERYTHING = "\n".join(text for _, text in SHOWN)


def of(kind: type[Table]) -> list[tuple[str, Table]]:
    return [(path, table) for path, table in tables() if isinstance(table, kind)]


def case(situation: str, product_id: str = "app", **changes: object) -> Case:
    """A person who answered the first questions, and what else is said."""
    progress = begin(BOOK.id, BOOK.version, NOW - timedelta(days=5))
    for question, answer in (("situation", situation), ("product", product_id)):
        progress = act(Case(BOOK, progress, NOW), Chose(question, answer))
    return Case(BOOK, replace(progress, **changes), NOW)


def waiting(hours: float, situation: str = "lost") -> Case:
    return case(situation, rounds=(Round(NOW - timedelta(hours=hours)),))


def tasks(of_case: Case, step: str) -> list[str]:
    return [task.id for task in of_case.tasks(BOOK.step(step))]


def notes(of_case: Case, step: str) -> str:
    return "\n".join(note.text for note in of_case.notes(BOOK.step(step)))


# The journey ------------------------------------------------------------------------------------


def test_the_ten_steps_in_their_order():
    assert [(step.id, step.title) for step in BOOK.steps] == [
        ("situation", "Say what happened"),
        ("saved-key", "Look for a saved key"),
        ("way-in", "Choose the way in"),
        ("support", "Reach the real support"),
        ("request", "Write your request"),
        ("documents", "Get your documents ready"),
        ("send", "Check before you send"),
        ("review", "Wait for the review"),
        ("new-2fa", "Set up the new 2FA"),
        ("prevention", "Never need this again"),
    ]
    assert all(step.id == step.kind for step in BOOK.steps)


def test_the_effects_of_what_happened():
    effects = {one.id: one.effect for one in BOOK.situations if one.effect != "reset"}
    assert effects == {"already-sent": "sent", "can-log-in": "prepare"}


def test_what_is_not_clear_covers_both_products():
    covers = {one.id: one.covers for one in BOOK.products if one.covers}
    assert covers == {"both": ("app", "exchange"), "not-sure": ("app", "exchange")}


# What the guide says ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "phone is lost, or I switched",
        "deleted by accident",
        "no longer gives valid codes",
        "restored my phone without the authenticator's settings",
        "With the key or QR code saved at set-up, access often comes back without a reset",
        "Help Center",
        "in-app Live Chat",
        "2FA Issues",
        "Account Access",
        "you need a 2FA reset",
        "the account's e-mail address and the account details",
        "Selfie holding the ID",
        "passport, a driver's license or a national ID",
        "Crypto.com 2FA Reset Request",
        "current date",
        "alongside your ID",
        "match those of the account",
        "24 to 72 hours, depending on how many requests there are and how complete",
        "turned 2FA off for the time being",
        "Google Authenticator and Authy",
        "Save the key or QR code in a safe place",
        "Back up the 2FA key",
        "multi-device support and adequate security",
        "encrypted cloud backups, where the authenticator has them",
    ],
)
def test_everything_that_the_guide_says_is_there(said):
    assert said in EVERYTHING


def test_the_guides_evidence_is_the_default():
    guide = BOOK.profiles[0]
    assert guide.source == "guide"
    assert [document.id for document in guide.document] == ["selfie", "id", "note"]
    _, card, note = guide.document
    assert card.kinds == ("Passport", "Driver's license", "National ID")
    assert (card.expires, card.named) == (True, True)
    assert note.phrase == "Crypto.com 2FA Reset Request"
    assert note.stale_after_days == 0


def test_what_the_guide_asks_for_is_required():
    for document in BOOK.profiles[0].document:
        asked = [one for one in document.criterion if one.source == "guide"]
        assert asked
        assert all(one.required for one in asked)


def test_its_window_topics_and_channels():
    assert (BOOK.review.earliest_hours, BOOK.review.latest_hours) == (24, 72)
    assert BOOK.review.source == "guide"
    assert [topic.text for topic in BOOK.topics] == ["2FA Issues", "Account Access"]
    assert {"Help Center", "In-app Live Chat"} <= {channel.text for channel in BOOK.channels}


def test_the_chat_is_the_way_that_sends_a_request():
    assert [way.id for way in BOOK.ways_in if way.request] == ["support"]


# What Crypto.com's own pages say ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("app-reset", "Settings > Security > Two-Factor Authentication > Reset 2FA"),
        ("app-reset", "Turn 2FA on again at once, and delete the old entry"),
        ("exchange-reset", "support may ask for a selfie video"),
        ("exchange-reset", "turn your head left and right"),
        ("exchange-reset", "Security verification for Crypto.com"),
        ("exchange-reset", "today's date, with the year"),
        ("exchange-reset", "ID that you used to register"),
        ("exchange-reset", "withdrawals on the Exchange may stop for 24 hours"),
        ("setup", "different for each set-up"),
        ("setup", "not be shown again"),
        ("about-2fa", "6 digits, 30 seconds"),
        ("about-2fa", "reset voids the old key"),
        ("about-2fa", "off is for a short time only"),
        ("lock", "link in a notification e-mail"),
        ("lock", "Unlocking by hand may take several business days"),
        ("passkeys", "App and Exchange. Up to 10, also on a security key"),
        ("anti-phishing", "Settings > Security"),
        ("verify", "e-mail, phone, Telegram"),
    ],
)
def test_their_pages_are_shown_with_their_source(source, said):
    by_source = [
        text
        for _, table in tables()
        if getattr(table, "source", "") == source
        for text in words(table).values()
    ]
    assert any(said in text for text in by_source)


def test_says_that_note_and_phrase_come_from_the_guide_only():
    told = [note for _, note in of(Note) if "phrase come from the guide" in note.text]
    assert [note.source for note in told] == ["guide"]
    assert "none of Crypto.com's pages that we could read" in told[0].text


def test_says_while_waiting_that_the_figure_is_the_guides():
    for hours in (1, 30, 100):
        said = notes(waiting(hours), "review")
        assert "24 to 72 hours" in said
        assert "Crypto.com names no time on the pages that we could read" in said


# Sources ----------------------------------------------------------------------------------------


def test_grades_follow_the_pages():
    for source in BOOK.sources:
        host = urlsplit(source.address).hostname
        if source.grade == "guide":
            assert (source.id, host) == ("guide", "coinmela.com")
        elif source.grade == "elsewhere":
            assert not host.endswith("crypto.com")
        else:
            assert host == "help.crypto.com"
            assert ("/en/" in source.address) == (source.grade == "official")


def test_all_were_read_on_the_same_day():
    assert {source.read_on for source in BOOK.sources} == {date(2026, 11, 22)}


def test_every_source_is_used():
    used = {getattr(table, "source", "") for _, table in tables()}
    assert {source.id for source in BOOK.sources} <= used


def test_translated_pages_say_so_in_their_title():
    for source in BOOK.sources:
        language = re.search(r"\((French|Chinese|Spanish)\)$", source.title)
        assert bool(language) == (source.grade == "official, translated")


OF_OUR_OWN = {"own", "asked", "unsaid"}
"""An authenticator of one's own, the person's own list, and a reason that was not given."""
MUST_NAME_ONE = (
    "criterion",
    "address",
    "ways_in",
    "authenticators",
    "reasons",
    "profiles",
    "review",
)


def test_every_rule_names_its_source():
    for path, table in tables():
        kind = path.rpartition("/")[2].partition(":")[0]
        if kind in MUST_NAME_ONE and getattr(table, "id", "") not in OF_OUR_OWN:
            assert table.source, path


FACT = re.compile(
    r"\d+ hours|\bvoid|suspended|business days|guide|README|[Tt]heir page|shown again|"
    r"support may|rejected once|is shown in every|Up to \d|reviews no|Settings >"
)


@pytest.mark.parametrize("kind", [Task, Note])
def test_whatever_states_a_fact_names_its_source(kind):
    stated = [(path, t) for path, t in of(kind) if FACT.search("\n".join(words(t).values()))]
    assert stated
    assert [path for path, table in stated if not table.source] == []


def test_addresses_are_on_the_official_hosts():
    shown = [address.address for step in BOOK.steps for address in step.address]
    assert shown
    for address in shown:
        parts = urlsplit(address)
        assert parts.scheme == "https"
        assert parts.netloc in BOOK.hosts
    assert set(BOOK.hosts) == {"crypto.com", "help.crypto.com", "chat.crypto.com"}


# What it must not say ---------------------------------------------------------------------------

FORBIDDEN = [
    r"will be (approved|accepted|restored)",
    r"\bis accepted by\b",
    r"\bguarantee|\bpromises?\b(?<!not a promise)",
    r"\bSMS\b|text message",
    r"backup codes?|recovery codes?",
    r"Forgot 2FA",
    r"never calls?\b",
    r"official requirement",
    r"\bsafe (link|address|site)",
    r"\b\d+ ?(MB|KB|pixels?|px|dpi)\b",
    r"\+\d[\d ]{6,}|\b\d{3}[- ]\d{3,}",
    r"[\w.+-]+@[\w-]+\.\w+",
    r"\b(lawyer|legal advice|invest)",
    r"!",
]


@pytest.mark.parametrize("claim", FORBIDDEN)
def test_claims_nothing_beyond_its_sources(claim):
    pattern = re.compile(claim, re.IGNORECASE)
    assert [(where, text) for where, text in SHOWN if pattern.search(text)] == []


def test_names_no_host_that_is_not_listed():
    hosts = re.findall(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b", EVERYTHING.lower())
    assert set(hosts) <= set(BOOK.hosts)


def test_no_24_hour_hold_on_the_app():
    for path, task in of(Task):
        if "24 h" in task.text + task.why:
            assert "Exchange" in task.text, path
            assert "exchange" in task.when, path


def test_no_exchange_is_named_in_code():
    """Another exchange is another file: only the name of the default playbook may stand in code."""
    defaults = []
    for path in sorted(ROOT.rglob("*.py")):
        code = path.read_text(encoding="utf-8").lower()
        assert "crypto.com" not in code, path.relative_to(ROOT)
        defaults += [path.relative_to(ROOT)] * code.count("crypto-com")
    assert len(defaults) <= 1


# Who sees what ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("situation", "product_id"), BOTH_ANSWERS)
def test_the_first_step_adds_tasks_only_where_they_help(situation, product_id):
    added = {"stolen": ["lock-account"], "rejected-codes": ["set-clock", "try-entries"]}
    assert tasks(case(situation, product_id), "situation") == added.get(situation, [])


@pytest.mark.parametrize(("situation", "product_id"), BOTH_ANSWERS)
def test_there_is_something_to_do_where_there_should_be(situation, product_id):
    now = case(situation, product_id)
    for step in ("support", "new-2fa", "prevention"):
        assert tasks(now, step), step
    assert tasks(now, "saved-key") == []
    for step in BOOK.steps:
        assert step.task or step.note, step.id


def variants(product_id: str) -> dict[str, Case]:
    return {
        "after-reset": case("lost", product_id, way_worked=NOW),
        "key-found": case("lost", product_id, places={"paper": "accepted"}),
        "prepare": case("can-log-in", product_id),
    }


def test_there_is_a_way_for_every_variant():
    assert tuple(variants("app")) == VARIANTS
    for name, now in variants("app").items():
        assert now.variant == name


@pytest.mark.parametrize("product_id", PRODUCTS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_tries_the_key(variant, product_id):
    now = variants(product_id)[variant]
    proofs = [task.done_by for task in now.tasks(BOOK.step("new-2fa"))]
    assert proofs.count("match") == 1
    assert proofs.count("accepted") == (variant != "key-found")
    assert proofs.count("authenticator") == (variant == "after-reset")


@pytest.mark.parametrize("product_id", PRODUCTS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_hold_is_told_to_those_on_the_exchange(variant, product_id):
    told = {"hold", "prepare-hold"} & set(tasks(variants(product_id)[variant], "new-2fa"))
    assert bool(told) == (product_id in EXCHANGE and variant != "key-found")


def test_nothing_is_deleted_before_the_new_key_was_accepted():
    after = tasks(variants("both")["after-reset"], "new-2fa")
    order = ["choose", "start", "save-first", "match", "accepted", "second-device", "delete-old"]
    assert after[: len(order)] == order
    for variant in ("key-found", "prepare"):
        now = variants("both")[variant]
        assert "delete-old" not in tasks(now, "new-2fa")
        assert "Delete nothing" in notes(now, "new-2fa")


def test_whoever_prepares_hears_of_the_hold_before_turning_2fa_off():
    order = tasks(variants("exchange")["prepare"], "new-2fa")
    assert order.index("prepare-hold") < order.index("set-up-again") < order.index("prepare-match")


def test_a_key_that_was_refused_leads_to_the_four_questions():
    now = case("lost", places={"paper": "refused"})
    assert tasks(now, "saved-key") == ["right-entry", "clock", "settings", "set-up-since"]


def test_a_key_that_turns_up_while_waiting_must_not_be_voided():
    now = case("lost", places={"paper": "accepted"}, rounds=(Round(NOW - timedelta(hours=5)),))
    for step in ("saved-key", "new-2fa"):
        assert "reset would void this key" in notes(now, step)
        assert "no longer needed" in notes(now, step)
    assert "void this key" not in notes(case("lost"), "saved-key")


@pytest.mark.parametrize(
    ("hours", "only_now"),
    [(1, ""), (30, "An answer may come at any time"), (80, "Ask once, in the same conversation")],
)
def test_the_wait_says_what_to_do_now(hours, only_now):
    said = notes(waiting(hours), "review")
    assert only_now in said
    for always in ("Do not send it again", "Keep looking for the saved key", "is fake"):
        assert always in said
    others = {"An answer may come at any time", "Ask once, in the same conversation"} - {only_now}
    assert not [other for other in others if other in said]


def test_the_video_is_mentioned_to_those_on_the_exchange_only():
    for product_id in PRODUCTS:
        told = "selfie video" in notes(case("lost", product_id), "documents")
        assert told == (product_id in EXCHANGE)


# Evidence ---------------------------------------------------------------------------------------


def test_three_lists_of_evidence_the_last_of_them_the_persons_own():
    assert [profile.id for profile in BOOK.profiles] == ["guide", "video", "asked"]
    assert [profile.own_lines for profile in BOOK.profiles] == [False, False, True]
    assert BOOK.profiles[2].document == ()


def test_switching_lists_keeps_only_ticks_that_mean_the_same():
    said: dict[tuple[str, str], object] = {}
    for profile in BOOK.profiles:
        for document in profile.document:
            for one in document.criterion:
                assert said.setdefault((document.id, one.id), one) == one


def test_the_ids_keep_most_of_their_ticks():
    first, second = (
        {one.id for one in document.criterion}
        for profile in BOOK.profiles
        for document in profile.document
        if document.id == "id"
    )
    assert first - second == {"kind"}
    assert second - first == {"registered"}


def test_every_published_reason_is_there():
    ids = {one.id for one in BOOK.reasons}
    assert {"expired", "name", "grey", "photocopy", "screenshot", "corners"} <= ids
    assert {"blur", "glare", "side-missing", "note-date", "note-words"} <= ids


@pytest.mark.parametrize(
    "reason",
    [one.id for one in BOOK.reasons if one.id != "unsaid"],
)
def test_every_published_reason_has_a_remedy(reason):
    found = {one.id: one for one in BOOK.reasons}[reason]
    assert found.mend
    assert BOOK.source(found.source).grade == "elsewhere"


def test_the_note_bears_its_phrase_in_a_criterion_too():
    note = BOOK.profiles[0].document[2]
    assert any(note.phrase in one.text for one in note.criterion)


# Messages ---------------------------------------------------------------------------------------


def answered(situation: str, **texts: str) -> Case:
    given = {"email": "mo@mail.example", "details": "Name: Mo Doe", "story": "It fell into a lake."}
    return case(situation, texts={**given, **texts})


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_request_says_in_its_first_line_what_is_needed(situation):
    lines = compose(answered(situation), "request").splitlines()
    assert "2FA reset" in lines[0]
    assert len(lines[0]) <= 90


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_request_holds_every_answer(situation):
    sent = compose(answered(situation), "request")
    for part in ("mo@mail.example", "Name: Mo Doe", "It fell into a lake.", "2FA Issues"):
        assert part in sent
    assert "- Selfie holding the ID" in sent


def test_what_happened_is_said_only_where_it_is_known():
    first = {s: compose(answered(s), "request").splitlines()[0] for s in SITUATIONS}
    known = {"lost", "stolen", "deleted", "restored", "rejected-codes"}
    assert len({first[s] for s in known}) == len(known)
    unknown = {first[s] for s in set(SITUATIONS) - known}
    assert unknown == {"I need a 2FA reset: I can no longer sign in with it."}


@pytest.mark.parametrize("use", ["chase", "reply"])
def test_later_messages_name_the_request(use):
    now = answered("lost")
    sent = act(now, Sent(NOW - timedelta(hours=80), "help-center", "A-17"))
    text = compose(Case(BOOK, sent, NOW), use)
    for part in ("2026-11-19 04:00", "A-17", "mo@mail.example", "2FA reset"):
        assert part in text


@pytest.mark.parametrize("use", ["request", "chase", "reply"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_message_has_a_brace_left_or_looks_like_a_key(situation, use):
    for now in (answered(situation), case(situation)):
        text = compose(now, use)
        assert text
        assert "{" not in text
        assert key_like(text) is None


# Prevention -------------------------------------------------------------------------------------


def test_every_copy_can_be_lost_and_no_loss_takes_them_all():
    every = {copy.id for copy in BOOK.copies}
    assert all(copy.lost_with for copy in BOOK.copies)
    for loss in BOOK.losses:
        taken = {copy.id for copy in BOOK.copies if loss.id in copy.lost_with}
        assert taken
        assert taken != every


# The feel ---------------------------------------------------------------------------------------

LIMITS = {
    "title": 60,
    "text": 120,
    "why": 160,
    "hint": 100,
    "needs": 160,
    "mend": 110,
    "about": 110,
}


@pytest.mark.parametrize("name", LIMITS)
def test_texts_are_short(name):
    long = [
        (path, len(text))
        for path, table in tables()
        if not hasattr(table, "use")
        for field, text in words(table).items()
        if field == name and len(text) > LIMITS[name]
    ]
    assert long == []


def test_rows_of_a_checklist_fit_on_one_line():
    rows = [(path, row) for path, row in tables() if type(row).__name__ in ("Task", "Criterion")]
    assert [path for path, row in rows if len(row.text) > 70] == []
    assert [step.id for step in BOOK.steps if len(step.intro) > 200] == []


def test_sentences_begin_with_a_capital_and_are_short():
    for where, text in SHOWN:
        if "{" in text:
            continue
        assert not text[0].islower(), where
        for sentence in re.split(r"(?<=[.:?])\s", text):
            assert len(sentence.split()) <= 24, where


def test_no_text_but_a_message_goes_over_a_line():
    for path, table in tables():
        for name, text in words(table).items():
            assert text.isprintable() or hasattr(table, "use"), f"{path}.{name}"


def height(now: Case, step_id: str) -> int:
    """Rows that a step's own words take in a terminal of 80 columns, a blank one between them."""
    step = BOOK.step(step_id)
    parts = [step.intro]
    for task in now.tasks(step):
        parts += [f"[ ] {task.text}", *([f"    {task.why}"] if task.why else [])]
    parts += [f"- {note.text}" for note in now.notes(step)]
    parts += [line for one in step.address for line in (one.title, one.address)]
    return sum(len(textwrap.wrap(part, 72)) for part in parts)


@pytest.mark.parametrize("step", [step.id for step in BOOK.steps])
def test_no_step_needs_more_than_two_screens(step):
    cases = [case(s, p) for s, p in BOTH_ANSWERS]
    cases += [*variants("both").values(), waiting(1), waiting(30), waiting(100)]
    assert max(height(now, step) for now in cases) <= 2 * 18


def test_an_empty_case_can_be_asked_everything():
    now = Case(BOOK, Progress(BOOK.id, BOOK.version, NOW), NOW)
    for step in BOOK.steps:
        now.tasks(step)
        now.notes(step)
    assert now.variant == "after-reset"
