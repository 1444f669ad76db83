"""Who else is named in the list that a participant stands in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told_sides import grounded, sides

from dragoman.vocabulary import KINDS

NAMES = {"Chad": "TCD", "Peru": "PER", "Norway": "NOR", "Laos": "LAO", "Kenya": "KEN", "Nepal": "NPL"}


@given(st.permutations(sorted(NAMES)), st.integers(2, 5), st.data())
def test_all_of_a_list_are_on_the_side_of_one_of_them(order: list[str], number: int, data: st.DataObject) -> None:
    *first, last = listed = order[:number]
    text = f"Iceland accused {', '.join(first)} and {last} of delay."
    marked = data.draw(st.sampled_from(listed))
    a, b = sides(text, "accused", "Iceland", marked)
    assert a == ["ISL"]
    assert sorted(map(str, b)) == sorted(NAMES[name] for name in listed)


@pytest.mark.parametrize(
    "text",
    [
        "Iceland accused Chad, Peru said on Monday.",
        "Iceland accused Chad. Peru and Laos were silent.",
        "Iceland accused Chad of ties to Peru and Laos.",
    ],
)
def test_what_is_no_list_brings_nobody(text: str) -> None:
    assert sides(text, "accused", "Iceland", "Chad") == (["ISL"], ["TCD"])


def test_two_whom_a_word_joins_are_the_sides_of_an_act_between_equals() -> None:
    text = "Chad and Peru agreed to open a ferry line."
    assert sides(text, "agreed", "Chad", form="agreement", type="AGREE") == (["TCD"], ["PER"])


def test_a_list_with_members_on_both_sides_is_left_alone() -> None:
    text = "Ministers of Chad, Peru and Laos argued."
    assert sides(text, "argued", "Chad", "Laos") == (["TCD"], ["LAO"])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The Chad-Peru talks ended in Oslo.", ["TCD", "PER"]),
        ("The Sino-Japanese economic talks ended in Oslo.", ["CHN", "JPN"]),
        ("In South Korea the inter-Korean talks were praised.", ["KOR", "PRK"]),
    ],
)
def test_both_of_a_compound_take_part(text: str, codes: list[str]) -> None:
    a, b = sides(text, "talks", "Oslo" if "Oslo" in text else "South Korea", form="negotiation", type="CONSULT")
    assert sorted(map(str, a + b)) == sorted(codes)
    assert len(a) == len(b) == 1


def test_whom_a_list_adds_is_of_a_kind_that_there_is() -> None:
    found = grounded("Iceland accused Chad and the United Nations of delay.", "accused", "Iceland", "Chad").b
    assert [member.country for member in found] == ["TCD", "UNO"]
    assert {member.kind for member in found} <= set(KINDS)


def test_adjectives_make_a_list_too() -> None:
    text = "Iceland accused Chadian and Peruvian officials of delay."
    assert sides(text, "accused", "Iceland", "Chadian")[1] == ["TCD", "PER"]


def test_both_whom_and_joins_behind_an_appeal_are_asked() -> None:
    text = "The poets urged Chad and the Peruvian authorities to talk."
    a, b = sides(text, "urged", "Peruvian authorities", "Chad", form="appeal", type="REQUEST")
    assert (a, sorted(map(str, b))) == ([], ["PER", "TCD"])
    apart = "The Peruvian authorities urged Chad to talk."
    assert sides(apart, "urged", "Peruvian authorities", "Chad", form="appeal", type="REQUEST") == (["PER"], ["TCD"])


def test_both_whom_one_phrase_names_take_part() -> None:
    text = "Norway rejected the Chad-Peru pact."
    assert sides(text, "rejected", "Norway", "Chad-Peru", form="refusal") == (["NOR"], ["TCD", "PER"])
    text = "Chad rejected the Chad-Peru pact."
    assert sides(text, "rejected", "Chad", "Chad-Peru", form="refusal") == (["TCD"], ["PER"])


def test_the_last_of_a_list_is_no_other_side() -> None:
    text = "A summit of ministers from Chad, Peru and Laos opened."
    found = sides(text, "summit", "Chad", "Laos", form="conference", type="CONSULT")
    assert (sorted(map(str, found[0])), found[1]) == (["LAO", "PER", "TCD"], [])


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Norway condemned Chad and the Peruvian generals for it.", "Peruvian generals"),
        ("Norway condemned the Chadian generals and Peru for it.", "Chadian generals"),
    ],
)
def test_whom_and_joins_to_an_object_is_one(text: str, marked: str) -> None:
    assert sorted(map(str, sides(text, "condemned", "Norway", marked)[1])) == ["PER", "TCD"]


def test_who_ask_together_are_one_side() -> None:
    text = "Norway sent ships at the request of Chad and Peru."
    a, b = sides(text, "request", "Chad", "Peru", form="appeal", type="REQUEST")
    assert (sorted(map(str, a)), b) == (["PER", "TCD"], [])


@pytest.mark.parametrize(
    "other",
    ["Peruvian leader Ana Quispe", "with Peru's Ana Quispe", "his Peruvian counterpart", "Peru's minister for trade"],
)
def test_persons_whom_a_word_joins_are_the_sides_of_an_act_between_equals(other: str) -> None:
    text = f"Norwegian Prime Minister Kari Dahl and {other} signed a treaty in Laos."
    a, b = sides(text, "signed", "Norwegian Prime Minister Kari Dahl", form="signing", type="AGREE", kind="person")
    assert (a, b) == (["NOR"], ["PER"])


def test_a_name_goes_with_whom_it_is_joined_to() -> None:
    text = "Norwegian Prime Minister Kari Dahl and Chile's Ana Quispe blamed Laos."
    report = grounded(text, "blamed", "Norwegian Prime Minister Kari Dahl", "Laos", kind="person")
    assert [(member.name, member.country) for member in report.a][1:] == [("Ana Quispe", "CHL")]
    apart = text.replace(" and Chile's Ana Quispe", ", and Chile's Ana Quispe")
    assert len(grounded(apart, "blamed", "Norwegian Prime Minister Kari Dahl", "Laos", kind="person").a) == 1
