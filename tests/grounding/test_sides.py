"""Who stands on a side that reading left open, or turned round."""

from __future__ import annotations

from typing import Any

import pytest
import told_sides

from dragoman.documents import Document
from dragoman.grounding import Grounder
from dragoman.reading.report import Participant, Reading, Report, Span

KCNA = "Korean Central News Agency"


def sides(
    text: str, trigger: str, form: str, a: str, b: str | None = None, outlet: str | None = None, **more: Any
) -> tuple[set[str | None], set[str | None]]:
    """The countries of both sides, in no order."""
    found = told_sides.sides(text, trigger, a, b, outlet=outlet, form=form, **more)
    return set(found[0]), set(found[1])


@pytest.mark.parametrize(
    ("text", "trigger", "form", "a", "b"),
    [
        ("Norway condemned Peru on Monday.", "condemned", "criticism", "Norway", "PER"),
        ("Norway urged the Peruvian navy to leave.", "urged", "appeal", "Norway", "PER"),
    ],
)
def test_whom_the_verb_takes_is_the_other_side(text: str, trigger: str, form: str, a: str, b: str) -> None:
    assert sides(text, trigger, form, a) == ({"NOR"}, {b})


def test_by_whom_it_was_done_is_the_doer() -> None:
    text = "Peru was attacked by Chad on Monday."
    assert sides(text, "attacked", "attack", "Peru", type="ASSAULT") == ({"TCD"}, {"PER"})
    assert sides(text, "attacked", "attack", "Peru", "Chad", type="ASSAULT") == ({"TCD"}, {"PER"})


def test_whose_attack_it_is_is_the_doer() -> None:
    text = "Villages in Peru were hit in a Chadian air attack."
    assert sides(text, "attack", "attack", "Peru", type="ASSAULT") == ({"TCD"}, {"PER"})


def test_foreign_praise_in_a_state_agency_is_for_its_country() -> None:
    text = "Peruvian teachers voiced admiration for the leaders of the DPRK."
    assert sides(text, "admiration", "praise", "Peruvian teachers", outlet=KCNA, type="SUPPORT")[1] == {"PRK"}
    assert sides(text, "admiration", "praise", "Peruvian teachers", outlet="Example Times")[1] == set()


def test_a_side_that_reading_found_stays() -> None:
    text = "Norway condemned the delay on Monday, and so Chad, not Peru."
    assert sides(text, "condemned", "criticism", "Norway", "Chad") == ({"NOR"}, {"TCD"})


@pytest.mark.parametrize(
    ("text", "trigger", "form"),
    [
        ("Norway condemned Peru for its ties to Chad on Monday.", "condemned", "criticism"),
        ("Norway condemned the Peruvian decision on Chad.", "condemned", "criticism"),
        ("Norway's thanks to Peru were read in Chad.", "thanks", "praise"),
        ("In Chad Norway put sanctions on Peru.", "sanctions", "sanction"),
        ("Norway marched off to an anti-Peru war drill in Chad.", "drill", "exercise"),
    ],
)
def test_whom_the_words_behind_an_act_name_is_believed_before_reading(text: str, trigger: str, form: str) -> None:
    assert sides(text, trigger, form, "Norway", "Chad") == ({"NOR"}, {"PER"})


def test_what_was_said_is_no_object() -> None:
    text = "Norway said Peru had helped Chad."
    assert sides(text, "said", "praise", "Norway", "Chad", type="SUPPORT") == ({"NOR"}, {"TCD"})


def test_a_list_behind_an_act_is_kept_whole() -> None:
    text = "Norway condemned Peru, Laos and Chad."
    assert sides(text, "condemned", "criticism", "Norway", "Chad") == ({"NOR"}, {"PER", "LAO", "TCD"})


@pytest.mark.parametrize(
    ("text", "trigger", "form"),
    [
        ("A letter from Norway reached Peru.", "letter", "message"),
        ("Peru's flood was small, and Norway rejected it.", "rejected", "refusal"),
        ("Peru answered a Norwegian request.", "request", "appeal"),
        ("Peru sent ships at the request of Norway.", "request", "appeal"),
        ("Peru's king came at the invitation of the Norwegian court.", "invitation", "invitation"),
    ],
)
def test_whom_the_words_beside_an_act_name_as_its_doer_is_one(text: str, trigger: str, form: str) -> None:
    norway = "Norwegian" if "Norwegian" in text else "Norway"
    assert sides(text, trigger, form, "Peru", norway) == ({"NOR"}, {"PER"})


@pytest.mark.parametrize(
    ("text", "trigger"), [("Norway said Peru must pay.", "must pay"), ("Norwegian envoys in Peru urged calm.", "urged")]
)
def test_who_ought_to_do_it_or_where_it_is_done_is_no_doer(text: str, trigger: str) -> None:
    assert sides(text, trigger, "appeal", "Norway" if "Norway" in text else "Norwegian envoys")[0] == {"NOR"}


def test_who_receives_stands_before_the_word() -> None:
    text = "Norwegian Foreign Minister Kari Dahl received Ana Quispe, president of Peru, in Oslo."
    found = sides(text, "received", "meeting", "Ana Quispe", type="CONSULT", kind="person")
    assert found == ({"NOR"}, {"PER"})


def test_a_doubtful_participant_stays_beside_a_compatriot_alone() -> None:
    text = "Kari Dahl of Norway, Norwegian teachers and Chadian nurses met."
    marked = [("Norway", False), ("Norwegian teachers", True), ("Chadian nurses", True)]
    side = tuple(
        Participant(phrase, text.index(phrase), text.index(phrase) + len(phrase), doubtful=doubtful)
        for phrase, doubtful in marked
    )
    report = Report("CONSULT", "meeting", "occurred", "in_person", False, Span("met", 59, 62), a=side)
    found = Grounder().resolve(Document("d", text), Reading("d", (report,))).reports[0].a
    assert [member.text for member in found] == ["Norway", "Norwegian teachers"]
    assert not any(member.doubtful for member in found)


@pytest.mark.parametrize(
    "text",
    [
        "Kari Dahl, foreign minister of Norway, met with Ana Quispe, president of Peru, in Geneva.",
        "Kari Dahl, foreign minister of Norway, met Ana Quispe, president of Peru, in Geneva.",
        "Kari Dahl, foreign minister of Norway, met for two hours with the Peruvian president.",
    ],
)
def test_with_whom_somebody_met_is_the_other_side(text: str) -> None:
    assert sides(text, "met", "meeting", "Kari Dahl", type="CONSULT") == ({"NOR"}, {"PER"})


def test_what_both_countries_do_has_both_as_its_sides() -> None:
    text = "Norway and Peru have long been friends. The leaders of the two countries agreed to build a port."
    assert sides(text, "agreed", "agreement", "Norway", type="AGREE") == ({"NOR"}, {"PER"})
    third = "Norway and Peru are friends. So is Chile. The leaders of the two countries agreed to build a port."
    assert sides(third, "agreed", "agreement", "Chile", type="AGREE") == ({"CHL"}, set())


def test_whose_visit_it_is_makes_it_not_who_speaks_of_it() -> None:
    text = "Jon Berg, a Norwegian, hailed Norwegian Foreign Minister Kari Dahl's recent visit to Chile."
    found = told_sides.grounded(text, "visit", "Jon Berg", "Chile", form="visit", type="CONSULT", kind="person")
    assert [member.name for member in found.a] == ["Kari Dahl"]


def test_whose_visit_is_remembered_is_its_visitor_though_others_of_his_country_are_named() -> None:
    text = "Im Chon Il, a vice minister, recalled Kim Jong Il's visit to Russia."
    found = told_sides.grounded(text, "visit", "Im Chon Il", "Russia", form="visit", type="CONSULT", kind="person")
    assert [member.name for member in found.a] == ["Kim Jong Il"]
    text = "Norwegian envoys came to the Chinese Embassy on the anniversary of President Xi Jinping's visit."
    found = told_sides.grounded(text, "visit", "Norwegian envoys", "Chinese Embassy", form="visit", type="CONSULT")
    assert [(member.name, member.rank) for member in found.a] == [("Xi Jinping", 1)]
    assert [member.country for member in found.b] == ["NOR"]


def members(text: str, *phrases: str, kind: str = "organization") -> tuple[Participant, ...]:
    return tuple(Participant(each, text.index(each), text.index(each) + len(each), kind=kind) for each in phrases)


def faced(text: str, form: str, trigger: str, a: tuple[str, ...], b: tuple[str, ...], **more: Any) -> Report:
    """A grounded report of which reading marked these phrases on either side."""
    at = text.index(trigger)
    found = Report(
        "CONSULT", form, "occurred", "in_person", False, Span(trigger, at, at + len(trigger)),
        a=members(text, *a), b=members(text, *b), confidence=0.95,
    )  # fmt: skip
    return Grounder().resolve(Document("d", text, **more), Reading("d", (found,))).reports[0]


def codes(report: Report) -> list[list[str | None]]:
    return [sorted({member.country for member in side if member.country}) for side in (report.a, report.b)]


def test_nobody_writes_to_himself_so_the_less_sure_side_is_of_no_country() -> None:
    text = "The president of Peru received a letter from guests of the Lima Book Fair."
    act = faced(text, "message", "letter", ("guests of the Lima Book Fair",), ("president of Peru",))
    assert codes(act) == [[], ["PER"]]
    assert [member.text for member in act.a] == ["guests of the Lima Book Fair"]


@pytest.mark.parametrize(
    ("form", "a", "b", "expected"),
    [
        # A host is not among the guests.
        ("reception", ("Chad's ambassador", "a Peruvian minister"), ("Peruvian poets",), [["TCD"], ["PER"]]),
        # Who is told of first is the doer, whoever else was read as one.
        ("reception", ("Chad's ambassador", "a Peruvian minister"), ("Chad's doctors",), [["TCD"], ["PER"]]),
        ("praise", ("Peruvian poets",), ("Chad's doctors", "a Peruvian minister"), [["PER"], ["TCD"]]),
        # They who received a visitor are no visitors.
        ("visit", ("a Peruvian minister", "Chad's ambassador"), ("Peruvian poets",), [["TCD"], ["PER"]]),
        # In war a people fights itself, and one's own government may be blamed with another's.
        ("attack", ("Chad's ambassador", "a Peruvian minister"), ("Peruvian poets",), [["PER", "TCD"], ["PER"]]),
        ("criticism", ("Peruvian poets",), ("Chad's doctors", "a Peruvian minister"), [["PER"], ["PER", "TCD"]]),
    ],
)
def test_whoever_is_alone_on_one_side_is_not_on_the_other_too(
    form: str, a: tuple[str, ...], b: tuple[str, ...], expected: list[list[str]]
) -> None:
    text = "So it was: Chad's ambassador and then a Peruvian minister with Peruvian poets or Chad's doctors."
    assert codes(faced(text, form, "was", a, b)) == expected


def test_relations_are_between_two_whichever_was_read_first() -> None:
    text = "It is ten years since diplomatic ties between Chad and Peru were established."
    for read in ("Chad", "Peru"):
        act = faced(text, "relations", "ties", (read,), ())
        assert [[member.country for member in side] for side in (act.a, act.b)] == [["TCD"], ["PER"]]


def test_whoever_arrives_here_is_in_the_agencys_country_whatever_else_is_named() -> None:
    text = "An army group left for Switzerland. A Lao delegation arrived here by air."
    act = faced(text, "visit", "arrived", ("A Lao delegation",), ("Switzerland",), outlet=KCNA)
    assert codes(act) == [["LAO"], ["PRK"]]
    assert codes(faced(text, "visit", "arrived", ("A Lao delegation",), ("Switzerland",))) == [["LAO"], ["CHE"]]


def test_whose_visit_it_is_stands_behind_of_and_a_mission_beside_him_is_no_visitor() -> None:
    text = "The Chinese embassy marked the visit of Chinese President Xi Jinping to Chile."
    visit = {"form": "visit", "type": "CONSULT"}
    found = faced(text, "visit", "visit", ("Chinese embassy", "Chinese President Xi Jinping"), ("Chile",))
    assert [member.text for member in found.a] == ["Chinese President Xi Jinping"]
    found = told_sides.grounded(text, "visit", "Chinese embassy", "Chile", **visit)
    assert [member.name for member in found.a] == ["Xi Jinping"]
    tour = "Norwegian envoys ended their visit of Chile."
    assert told_sides.sides(tour, "visit", "Norwegian envoys", "Chile", **visit) == (["NOR"], ["CHL"])
