"""Which words place an act."""

from __future__ import annotations

from typing import Any

import pytest
from told_sides import grounded

from dragoman.documents import Document
from dragoman.grounding import Grounder
from dragoman.reading.report import Participant, Place, Reading, Report, Span

KCNA = "Korean Central News Agency"
MEETING = {"form": "meeting", "type": "CONSULT", "channel": "in_person"}


def country(text: str, trigger: str, a: str, b: str | None = None, **more: Any) -> str | None:
    """The country of the place of an act of which reading marked none."""
    place = grounded(text, trigger, a, b, **{**MEETING, **more}).place
    return place.country if place else None


def kept(text: str, said: str, trigger: str, a: str, *, form: str, outlet: str | None = None) -> Place | None:
    """What becomes of the place `said` that reading marked."""

    def span(phrase: str) -> tuple[int, int]:
        return text.index(phrase), text.index(phrase) + len(phrase)

    report = Report(
        "CONSULT", form, "occurred", "in_person", False, Span(trigger, *span(trigger)),
        a=(Participant(a, *span(a)),), place=Place(said, *span(said)), confidence=0.95,
    )  # fmt: skip
    return Grounder().resolve(Document("d", text, outlet=outlet), Reading("d", (report,))).reports[0].place


def visit(
    text: str, trigger: str, a: str, b: str, *, said: str | None = None, outlet: str | None = None
) -> Place | None:
    """The place of a visit in the end."""
    start = text.index(trigger)
    sides = [(Participant(name, text.index(name), text.index(name) + len(name), kind="country"),) for name in (a, b)]
    marked = Place(said, text.index(said), text.index(said) + len(said)) if said else None
    report = Report(
        "CONSULT", "visit", "occurred", "in_person", False, Span(trigger, start, start + len(trigger)),
        a=sides[0], b=sides[1], place=marked, confidence=0.95,
    )  # fmt: skip
    return Grounder().ground(Document("d", text, outlet=outlet), Reading("d", (report,))).reports[0].place


@pytest.mark.parametrize(
    "text",
    [
        "Norway met Chad in Lima.",
        "Norway met a delegation of traders from Chad in Lima on Monday.",
        "Norway met Chad yesterday at the city of Lima.",
    ],
)
def test_what_is_done_face_to_face_is_in_the_first_place_named_after_its_word(text: str) -> None:
    assert country(text, "met", "Norway", "Chad") == "PER"


@pytest.mark.parametrize(
    "text",
    [
        "Norway met Chad, which keeps an office in Lima.",
        "Norway met the Chadian ambassador in Lima's neighbour.",
        "Norway met Chad. In Lima it rained.",
        "Norway met Chad in Lima, Oslo and Dakar.",
    ],
)
def test_another_clause_an_envoy_and_a_list_place_nothing(text: str) -> None:
    assert country(text, "met", "Norway", "Chadian" if "Chadian" in text else "Chad") is None


def test_what_is_said_is_said_of_a_place_and_not_there() -> None:
    text = "Norway hailed Chad for the peace in Peru."
    assert country(text, "hailed", "Norway", "Chad", form="praise", type="SUPPORT") is None


def test_troops_are_where_they_are_sent() -> None:
    text = "Norway sent troops into Chad in June."
    assert country(text, "sent troops", "Norway", form="attack", type="ASSAULT", channel="force") == "TCD"


def test_a_visit_is_in_the_country_visited() -> None:
    place = visit("Norway paid a visit to Chad.", "visit", "Norway", "Chad")
    assert place is not None
    assert (place.text, place.country, place.precision) == ("Chad", "TCD", "country")


def test_a_visit_is_not_where_it_set_out_from() -> None:
    place = visit("Norway left Lima for Chad.", "left", "Norway", "Chad", said="Lima")
    assert place is not None
    assert place.country == "TCD"


def test_here_is_where_the_dateline_says() -> None:
    text = "Pyongyang, June 3 (KCNA) -- A Peruvian delegation arrived here on Monday."
    place = visit(text, "arrived", "Peruvian delegation", "here", outlet=KCNA)
    assert place is not None
    assert (place.text, place.start, place.country) == ("Pyongyang", 0, "PRK")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Norway met the ambassador to Chad.", "meeting"),
        ("Norway held a drill against Chad.", "joint_exercise"),
        ("Norway put sanctions on leaders in Chad.", "sanction"),
        ("Norway brought a gift on a visit to Chad.", "gift"),
    ],
)
def test_where_an_envoy_is_sent_what_a_thing_is_aimed_at_and_a_measure_are_no_places(text: str, form: str) -> None:
    trigger = {"meeting": "met", "joint_exercise": "drill", "sanction": "sanctions", "gift": "gift"}[form]
    assert kept(text, "Chad", trigger, "Norway", form=form) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ABECHE, Chad (Reuters) - Norwegian troops fought rebels near the border with Sudan.", "Sudan"),
        ("ABECHE, Chad (Reuters) - Norwegian troops fought rebels near the Sudanese border.", "Sudanese"),
    ],
)
def test_a_border_is_on_the_side_from_which_it_is_told(text: str, said: str) -> None:
    place = kept(text, said, "fought", "Norwegian troops", form="attack")
    assert place is not None
    assert place.country == "TCD"
    assert "border" in place.text


def test_a_base_of_one_country_in_another_is_in_the_other() -> None:
    text = "The jets landed at a Norwegian air base in Lima."
    place = kept(text, "Norwegian air base", "landed", "jets", form="exercise")
    assert place is not None
    assert place.country == "PER"


def test_an_occasion_is_in_the_town_of_those_who_hold_it() -> None:
    text = "The Peruvian Society in Oslo held a rally on Monday."
    assert country(text, "rally", "Peruvian Society in Oslo", form="ceremony") == "NOR"
    listed = "Rallies of Peru and Chad took place."
    assert country(listed, "Rallies", "Peru", form="ceremony") is None


@pytest.mark.parametrize(
    ("text", "form", "told"),
    [
        ("OSLO (Reuters) - Norway received Chad on Monday.", "meeting", "NOR"),
        ("OSLO, Norway - Norway received Chad on Monday.", "meeting", "NOR"),
        ("LIMA (Reuters) - Norway received Chad on Monday.", "meeting", None),
        ("OSLO (Reuters) - Norway agreed with Chad on Monday.", "agreement", None),
    ],
)
def test_a_meeting_is_where_it_is_told_if_a_side_is_at_home_there(text: str, form: str, told: str | None) -> None:
    assert country(text, "received" if form == "meeting" else "agreed", "Norway", "Chad", form=form) == told
