"""The messages: filled from what was given, gaps shown, nothing in it obeyed."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from cases import BOOK, DOCUMENT, Person, book
from hypothesis import given
from hypothesis import strategies as st

from tui.journey.actions import Chose
from tui.journey.request import compose, message, refusal

EMAIL, DETAILS, STORY = "ana@mail.example", "User 7", "My phone was lost."


def person() -> Person:
    return Person().answer()


def filled() -> Person:
    return person().write("email", EMAIL).write("details", DETAILS).write("story", STORY)


def template(text: str, *more: dict[str, object]) -> Person:
    return Person(book(message=[*more, {"id": "m", "use": "request", "text": text}])).answer()


def test_everything_given_is_in_it() -> None:
    text = compose(filled().do(Chose("topic", "account-access")).case, "request")
    assert text == f"Topic: Account-Access\n{EMAIL}\n{DETAILS}\n{STORY}"


def test_the_first_topic_stands_until_another_is_chosen() -> None:
    assert "2Fa-Issues" in compose(person().case, "request")


def test_whatever_is_missing_is_a_gap_in_brackets() -> None:
    assert compose(person().case, "request").count("[") == 3
    assert compose(person().write("email", "  ").case, "request").count("[") == 3
    assert "[" not in compose(filled().case, "request")


HOSTILE = [
    "{email}",
    "{story}{story}{story}",
    "{0.__class__}",
    "{",
    "}{",
    "%(email)s %s",
    r"\g<0> \1 \n",
    "$email ${email}",
    "[/] [@click=app.quit]x[/]",
    "\x1b]52;c;eA==\x07",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_written_is_only_text(text: str) -> None:
    assert compose(template("A {story} Z").write("story", text).case, "request") == f"A {text} Z"


LINE_ONLY = book(message=[{"id": "m", "use": "request", "text": "<{story}>"}])


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1))
def test_any_line_stands_in_it_as_it_was_written(text: str) -> None:
    if not text.strip():
        return
    someone = Person(LINE_ONLY).write("story", text)
    assert compose(someone.case, "request") == f"<{text.strip()}>"


def test_the_first_message_for_the_situation_is_taken() -> None:
    stolen = {"id": "s", "use": "request", "text": "It was stolen.", "when": ["stolen"]}
    someone = template("It was lost.", stolen)
    assert compose(someone.case, "request") == "It was lost."
    assert compose(someone.answer("stolen").case, "request") == "It was stolen."


def test_a_product_that_covers_others_takes_their_message() -> None:
    exchange = {"id": "e", "use": "request", "text": "Exchange.", "when": ["exchange"]}
    someone = template("App.", exchange)
    assert compose(someone.answer(product="app").case, "request") == "App."
    assert compose(someone.answer(product="both").case, "request") == "Exchange."


def test_no_template_no_message() -> None:
    assert compose(Person(book(message=[])).case, "request") == ""


@pytest.mark.parametrize("own", ["Dear Harbour", "{email}"])
def test_the_persons_own_version_wins(own: str) -> None:
    assert message(filled().write("message", own).case) == own


@pytest.mark.parametrize("own", ["", " \n "])
def test_an_emptied_version_is_composed_again(own: str) -> None:
    someone = filled().write("message", "Dear Harbour").write("message", own)
    assert message(someone.case) == compose(someone.case, "request")


def test_asking_again_names_when_and_which_case() -> None:
    someone = filled().send(case="H-7").wait(hours=80)
    assert compose(someone.case, "chase") == "Sent 2026-11-23 12:00 UTC+01:00, case H-7."


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (UTC, "2026-07-01 12:00 UTC"),
        (ZoneInfo("Europe/Berlin"), "2026-07-01 14:00 UTC+02:00"),
        (ZoneInfo("Asia/Kathmandu"), "2026-07-01 17:45 UTC+05:45"),
        (ZoneInfo("America/St_Johns"), "2026-07-01 09:30 UTC-02:30"),
    ],
)
def test_asking_again_says_in_which_zone(zone: tzinfo, said: str) -> None:
    someone = Person(now=datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(zone)).answer().send()
    assert compose(someone.wait(hours=80).case, "chase").startswith(f"Sent {said}, case")


def test_the_zone_is_that_of_the_day_on_which_it_was_sent() -> None:
    someone = Person(now=datetime(2026, 10, 24, 12, tzinfo=ZoneInfo("Europe/Berlin"))).answer()
    words = compose(someone.send().wait(hours=80).case, "chase")
    assert words.startswith("Sent 2026-10-24 12:00 UTC+02:00")


def test_a_case_number_never_given_is_said() -> None:
    assert "[none given]" in compose(filled().send().case, "chase")


def test_a_reply_names_only_what_was_asked_for_again() -> None:
    someone = filled().fulfil().send(case="H-7").hear("rejected", "note")
    assert compose(someone.case, "reply") == "Case H-7. Attached:\n- Note"
    someone.hear("approved")
    assert "Selfie" not in compose(someone.case, "reply")


def test_a_request_lists_all_documents() -> None:
    text = compose(template("{items}").case, "request")
    assert text.splitlines() == ["- Selfie", "- Id", "- Note"]


def test_the_small_playbook_has_every_use() -> None:
    assert {m.use for m in BOOK.messages} == {"request", "chase", "reply"}


CODED = book(
    message=[
        {"id": "chat", "use": "request", "when": ["live-chat"], "text": "Short: {reason}."},
        {"id": "m", "use": "request", "text": "Long: {reason}.\nProduct: {product}\n{story}"},
    ],
    situation=[{**one, "says": f"my phone is {one['id']}"} for one in DOCUMENT["situation"]],
    product=[{"id": "app", "text": "App", "says": "the App"}, {"id": "all", "text": "All"}],
)


def test_the_message_follows_circumstance_product_and_channel() -> None:
    someone = Person(CODED).answer().write("story", "In a taxi.")
    assert compose(someone.case, "request") == (
        "Long: my phone is lost.\nProduct: the App\nIn a taxi."
    )
    unsure = Person(CODED).answer(product="all")
    assert "Product" not in compose(unsure.case, "request")
    someone.do(Chose("channel", "live-chat"))
    assert compose(someone.case, "request") == "Short: my phone is lost."


def test_a_code_in_it_keeps_it_back_until_the_person_says_that_it_is_none() -> None:
    someone = filled().write("story", "My last code was 492 039.").tick("done", "request")
    assert "“492 039” looks like a code" in refusal(someone.case)
    assert someone.status("request") == "In progress"
    assert someone.tick("no-code").status("request") == "Done"
    assert (
        filled()
        .write("story", "Case 12345678, 2026-11-22, 1,234.560")
        .tick("done", "request")
        .status("request")
        == "Done"
    )
