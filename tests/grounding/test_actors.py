"""One person under many names within a document: surname, office, pronoun, spelling; one id in all documents."""

from datetime import date

import pytest

from dragoman.documents.document import Document
from dragoman.grounding import Grounder
from dragoman.reading.report import Participant, Reading, Report, Span


def participants(text: str, *phrases: str, published: date | None = None) -> list[Participant]:
    """The persons whom the phrases name, each found after the one before, grounded as sides of one report."""
    members, at = [], 0
    for phrase in phrases:
        start = text.index(phrase, at)
        at = start + len(phrase)
        # Reading marks names; pronouns and offices have none.
        named = phrase.split("|")[0] if phrase[0].isupper() and phrase not in ("He", "She") else None
        members.append(Participant(phrase, start, at, name=named, kind="person"))
    report = Report("CONSULT", "visit", "occurred", "in_person", False, Span(text[:1], 0, 1), a=tuple(members))
    document = Document("d", text, published=published)
    return list(Grounder().ground(document, Reading("d", (report,))).reports[0].a)


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("Norwegian minister Kari Dahl came to Lima. On Tuesday Dahl laid a wreath.", "Dahl"),
        ("Norwegian minister Kari Dahl came to Lima. She laid a wreath.", "She"),
        ("Vice Minister Kari Dahl of Norway came to Lima. There the vice minister laid a wreath.", "the vice minister"),
        ("Kari Dahl, ambassador of Norway, met Ana Quispe. Later the ambassador left.", "the ambassador"),
        ("Norwegian minister Kari Dahl came to Lima. On Tuesday Kari DAHL laid a wreath.", "Kari DAHL"),
    ],
)
def test_a_later_mention_is_the_person_named_before(text: str, later: str) -> None:
    first, second = participants(text, "Kari Dahl", later)
    assert first.actor == second.actor == "NOR/kari-dahl"
    assert second.country == "NOR"
    assert second.known_as == "Kari Dahl"


def test_a_pronoun_is_the_subject_and_not_whom_he_spoke_of() -> None:
    text = "Pedro Rojas of Peru spoke. He recalled that Jan Dahl had come. He wished him well."
    first, second, third = participants(text, "Pedro Rojas", "Jan Dahl", "He")
    assert third.actor == first.actor != second.actor


def test_two_of_one_family_are_two() -> None:
    text = "Kari Dahl and Jan Dahl of Norway came to Lima."
    first, second = participants(text, "Kari Dahl", "Jan Dahl")
    assert first.actor != second.actor


@pytest.mark.parametrize("name", ["Im Chon Il", "Im Chon-il", "IM Chon Il", "Chon Il Im"])
def test_a_person_of_the_register_has_one_id_under_every_spelling(name: str) -> None:
    (person,) = participants(f"{name} came.", name, published=date(2021, 8, 25))
    assert (person.actor, person.known_as, person.country) == ("PRK/im-chon-il", "Im Chon Il", "PRK")


def test_an_unknown_person_has_one_id_in_all_documents() -> None:
    (one,) = participants("Norwegian singer Kari Dahl-Moe came.", "Kari Dahl-Moe")
    (other,) = participants("KARI DAHL MOE of Norway left.", "KARI DAHL MOE")
    assert one.actor == other.actor == "NOR/kari-dahl-moe"


def test_mentions_of_one_person_share_the_country_that_one_of_them_says() -> None:
    text = "Dahl went to Chile, Chile's capital and Chile's coast. Kari Dahl, a minister of Norway, left."
    first, second = participants(text, "Dahl", "Kari Dahl")
    assert first.country == second.country == "NOR"
    assert first.actor == second.actor


def test_what_is_no_person_is_no_actor() -> None:
    text = "The Norwegian embassy gave a reception."
    embassy = Participant("Norwegian embassy", 4, 21)
    report = Report("CONSULT", "reception", "occurred", "in_person", False, Span("gave", 22, 26), a=(embassy,))
    found = Grounder().ground(Document("d", text), Reading("d", (report,))).reports[0].a[0]
    assert (found.actor, found.known_as) == (None, None)
