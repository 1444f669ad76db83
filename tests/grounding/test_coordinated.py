"""Who else is named in the list that a participant stands in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents import Document
from dragoman.grounding import Grounder
from dragoman.reading.report import Participant, Reading, Report, Span

NAMES = {"Chad": "TCD", "Peru": "PER", "Norway": "NOR", "Laos": "LAO", "Kenya": "KEN", "Nepal": "NPL"}


def sides(
    text: str, trigger: str, a: str, b: str | None = None, *, form: str = "criticism", **more: Any
) -> tuple[list[str | None], list[str | None]]:
    """The countries of both sides of a report of `text`, of which reading marked these phrases."""

    def side(phrase: str | None) -> tuple[Participant, ...]:
        return (Participant(phrase, text.index(phrase), text.index(phrase) + len(phrase)),) if phrase else ()

    start = text.index(trigger)
    plain = {"type": "ACCUSE", "status": "occurred", "channel": "media", "background": False}
    report = Report(
        form=form, trigger=Span(trigger, start, start + len(trigger)), a=side(a), b=side(b), **{**plain, **more}
    )
    found = Grounder().resolve(Document("d", text), Reading("d", (report,))).reports[0]
    return [member.country for member in found.a], [member.country for member in found.b]


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
