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
    text = "Norway condemned Peru for its ties to Chad on Monday."
    assert sides(text, "condemned", "criticism", "Norway", "Chad") == ({"NOR"}, {"TCD"})


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
