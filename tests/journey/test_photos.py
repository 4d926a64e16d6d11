"""Photos of documents: what has to be looked at, what blocks, sides, and files that came back."""

from __future__ import annotations

from copy import deepcopy

import pytest
from cases import DOCUMENT, NOW, Person, book

from tui.journey import photos
from tui.journey.actions import Attached, Chose, Detached, FileGone, MadeFile, TookBack, undo
from tui.journey.documents import photos_to_send
from tui.journey.progress import Finding, Photo, ProgressCodec

GOOD, BAD, OTHER, COPY = "a" * 64, "b" * 64, "c" * 64, "d" * 64


def a_book():
    profiles = deepcopy(DOCUMENT["profile"])
    for document in profiles[0]["document"]:
        document["photo"] = document["id"]
    two_sided = next(one for one in profiles[0]["document"] if one["id"] == "id")
    two_sided.update(kinds=["Passport", "Card"], sides=["Front", "Back"], one_sided=["Passport"])
    return book(profile=profiles)


BOOK = a_book()
BLUR = Finding(check="blur", level="problem", message="The picture is blurred", retake="Hold still")
SHUT = Finding(check="opens", level="problem", message="It is no picture")


def photo(digest: str = GOOD, *found: Finding, path: str = "/p/one.jpg", side: str = "") -> Photo:
    return Photo(path, 1000, digest, NOW, side=side, findings=found)


def person() -> Person:
    return Person(BOOK).answer().fulfil()


def attach(someone: Person, *every: Photo, to: str = "selfie") -> Person:
    return someone.do(*(Attached(to, one) for one in every))


def keep(someone: Person, one: Photo, of: str = "selfie") -> Person:
    return someone.tick(*photos.kept_mark(of, one).split("/"))


def test_a_document_is_ready_without_a_photo() -> None:
    assert person().item("selfie").state == "ready"


def test_a_photo_without_findings_leaves_it_ready() -> None:
    assert attach(person(), photo()).item("selfie").state == "ready"


@pytest.mark.parametrize("level", ["problem", "check", "ask"])
def test_any_finding_waits_for_one_look(level) -> None:
    one = photo(BAD, Finding(check="blur", level=level, message="It may be blurred"))
    someone = attach(person(), one)
    item = someone.item("selfie")
    assert (item.state, item.why) == (
        "needs-attention",
        "the photo one.jpg needs a look: It may be blurred",
    )
    assert keep(someone, one).item("selfie").state == "ready"
    assert "kept" in someone.item("selfie").why


def test_what_was_kept_is_shown_again_and_another_file_is_asked_about_anew() -> None:
    one, again = photo(BAD, BLUR), photo(OTHER, BLUR)
    someone = keep(attach(person(), one), one)
    assert [found for _, found in photos.kept(someone.case, "selfie")] == [BLUR]
    attach(someone, again)
    assert photos.attached(someone.case, "selfie") == (again,)
    assert someone.item("selfie").state == "needs-attention"


def test_what_does_not_open_can_not_be_kept() -> None:
    one = photo(BAD, SHUT)
    someone = keep(attach(person(), one), one)
    assert someone.item("selfie").why == "the photo one.jpg can't be used: It is no picture"
    assert not list(photos.kept(someone.case, "selfie"))
    assert someone.do(Detached("selfie", one.path)).item("selfie").state == "ready"


def test_two_sides_are_asked_for_where_the_kind_has_two() -> None:
    front = photo(side="Front")
    someone = attach(person().do(Chose("id/kind", "Card")), front, to="id")
    assert someone.item("id").why == "a photo is missing: back"
    attach(someone, photo(OTHER, path="/p/two.jpg", side="Back"), to="id")
    assert someone.item("id").state == "ready"
    other = attach(person().do(Chose("id/kind", "Passport")), photo(), to="id")
    assert other.item("id").state == "ready"


def test_a_photo_that_is_changed_keeps_its_place_and_is_told_of_once() -> None:
    first, second = photo(side="Front"), photo(OTHER, path="/p/two.jpg", side="Back")
    someone = attach(person(), first, second, photo(side="Back"), to="id")
    assert [(one.path, one.side) for one in photos.attached(someone.case, "id")] == [
        ("/p/one.jpg", "Back"),
        ("/p/two.jpg", "Back"),
    ]
    assert [one.what for one in someone.progress.events].count("attached") == 2
    attach(someone, photo(BAD), to="id")
    assert [one.what for one in someone.progress.events].count("attached") == 3


def test_only_photos_that_are_yet_to_go_out_are_to_be_sent() -> None:
    someone = attach(person(), photo())
    attach(someone, photo(OTHER), to="note")
    assert [one.id for one, _ in photos_to_send(someone.case)] == ["selfie", "note"]
    assert photos_to_send(someone.do(Chose("profile", "video")).case) == ()
    someone.do(Chose("profile", "guide")).send()
    assert photos_to_send(someone.case) == ()
    someone.hear("rejected", "note")
    attach(someone, photo(BAD), to="note")
    assert [one.sha256 for _, one in photos_to_send(someone.case)] == [BAD]


def test_a_clean_copy_is_known_again_though_something_before_it_was_undone() -> None:
    someone = attach(person(), photo(BAD))
    earlier = someone.progress
    someone.tick("task", "documents", "x").do(MadeFile("/c/x.jpg", "clean-copy", COPY, BAD))
    someone.progress = undo(someone.now, someone.progress, earlier)
    someone.send().hear("rejected", "selfie")
    assert photos.rejected_in(someone.case, COPY)


def test_nothing_changes_about_what_is_under_review() -> None:
    one = photo()
    someone = attach(person(), one).send()
    assert someone.progress.rounds[0].photos == {"selfie": (GOOD,)}
    attach(someone, photo(OTHER, path="/p/two.jpg"))
    someone.do(Detached("selfie", one.path))
    assert photos.attached(someone.case, "selfie") == (one,)


def test_a_file_that_came_back_is_known_by_its_checksum_and_so_is_its_clean_copy() -> None:
    someone = attach(person(), photo(BAD))
    someone.do(MadeFile("/c/selfie.jpg", "clean-copy", COPY, BAD)).send()
    someone.hear("rejected", "selfie")
    assert photos.attached(someone.case, "selfie") == ()
    for digest in (BAD, COPY):
        found = photos.findings(someone.case, photo(digest))
        assert [one.check for one in found] == ["rejected-before"]
        assert "fails again" in found[0].retake
    assert photos.findings(someone.case, photo(GOOD)) == ()
    someone.fulfil("selfie")
    attach(someone, photo(BAD, path="/p/renamed.jpg"))
    assert someone.item("selfie").state == "needs-attention"
    assert "came back" in someone.item("selfie").why


def test_a_file_of_a_document_that_was_not_named_did_not_come_back() -> None:
    someone = attach(attach(person(), photo(BAD)), photo(OTHER), to="note").send()
    someone.hear("rejected", "note")
    assert photos.rejected_in(someone.case, BAD) is None
    assert photos.rejected_in(someone.case, OTHER) is someone.progress.rounds[0]
    assert photos.attached(someone.case, "selfie")


def test_an_answer_that_is_taken_back_rejects_nothing() -> None:
    someone = attach(person(), photo(BAD)).send().hear("rejected", "selfie").do(TookBack())
    assert photos.rejected_in(someone.case, BAD) is None


def test_files_that_were_made_are_remembered_until_they_are_gone() -> None:
    someone = person().do(MadeFile("/f.pdf", "form", GOOD), MadeFile("/f.pdf", "form", OTHER))
    assert [(one.path, one.sha256) for one in someone.progress.made] == [("/f.pdf", OTHER)]
    assert someone.do(FileGone("/f.pdf")).progress.made == ()


def test_all_of_it_survives_the_disk() -> None:
    someone = keep(attach(person(), photo(BAD, BLUR)), photo(BAD, BLUR))
    someone.do(MadeFile("/c/selfie.jpg", "clean-copy", COPY, BAD)).send()
    codec = ProgressCodec()
    assert codec.load(codec.dump(someone.progress)) == someone.progress
