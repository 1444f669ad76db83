"""Whom a text names, and which names mean one person."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.people import described, joined, mentions


def named(text: str) -> list[str]:
    return [mention.text for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We met Kari Dahl in Oslo.", ["Kari Dahl", "Oslo"]),
        ("Nordlys Film President Kari Dahl came.", ["Nordlys Film", "President Kari Dahl"]),
        ("Norwegian Foreign Minister Kari Dahl came.", ["Norwegian", "Foreign Minister Kari Dahl"]),
        ("Foreign Minister Kari Dahl came.", ["Foreign Minister Kari Dahl"]),
        ("The Ministry of Foreign Affairs wrote.", ["Ministry of Foreign Affairs"]),
        ("A note of the Weather Office’s Kari How.", ["Weather Office", "Kari How"]),
        ("President Dahl Monday flew to the U.S. And then home.", ["President Dahl", "U.S."]),
        ("Writing on Monday, Dahl agreed. Troops came; the troops left.", ["Dahl"]),
        ("OSLO (Nordpress) - Dahl left.", ["Dahl"]),
        ("OSLO, May 2 -- Dahl left.", ["Dahl"]),
        ("TODAY OSLO (Nordpress) Dahl left.", ["Dahl"]),
        ("UNICEF (United Children) left.", ["UNICEF", "United Children"]),
    ],
)
def test_a_name_is_the_run_of_its_capitals(text: str, names: list[str]) -> None:
    assert [name for name in named(text) if name != "Monday"] == names


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("A Navy source told the paper.", ["Navy source"]),
        ("It will rain, said an Oslo resident, who asked for cover.", ["Oslo resident"]),
        ("A spokesman for the Norwegian fishermen said no.", ["spokesman for the Norwegian fishermen"]),
        ("No, said a spokesman for the harbour in the north.", ["spokesman for the harbour"]),
        ("A member of the board that met on Monday said no.", ["member of the board"]),
        ("Union leaders said no.", ["Union leaders"]),
        ("A Foreign Office statement said no.", []),
    ],
)
def test_a_description_is_its_whole_noun_phrase(text: str, phrases: list[str]) -> None:
    assert [span.text for span in described(text)] == phrases


def people(text: str) -> list[set[str]]:
    found = sorted([*mentions(text), *described(text)], key=lambda span: span.start)
    return [{span.text for span in person.mentions} for person in joined(found)]


def test_one_person_has_all_mentions() -> None:
    assert {"Kari Dahl", "Minister Dahl", "Dahl"} in people("It was Kari Dahl. So Minister Dahl came. Then Dahl left.")


def test_a_hospital_is_not_the_man_whose_name_it_bears() -> None:
    assert {"Ole Vik"} in people("The Ole Vik Hospital opened. Later Ole Vik spoke.")


def test_the_foreign_ministry_is_no_other_ministry() -> None:
    assert {"Foreign Ministry"} in people("The Ministry of Fisheries opened. The Foreign Ministry spoke.")


def test_officials_of_two_bodies_are_two() -> None:
    text = "An official of the port said no. An official of the bank said yes."
    assert people(text) == [{"official of the port"}, {"official of the bank"}]


@given(st.text(alphabet="Aab .,\"“”’'s-\nMinisterofthé1", max_size=80))
def test_mentions_are_pieces_of_the_text_in_order_and_apart(text: str) -> None:
    found = list(mentions(text))
    assert all(text[span.start : span.end] == span.text for span in [*found, *described(text)])
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert sorted(span.start for person in joined(found) for span in person.mentions) == [s.start for s in found]
