"""Who else is in an enumeration, and who of many stands for a side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents import Document
from dragoman.grounding import Grounder
from dragoman.grounding.enumerated import fewer
from dragoman.reading.report import MOST, Participant, Reading, Report, Span

FRIENDS = {
    "the Norwegian Friends of Song": "NOR",
    "the chairman of the Rowing League of Peru": "PER",
    "the Chadian Group for Chess": "TCD",
    "the mayor of a town in Kenya": "KEN",
}


def side(text: str, *marked: str) -> list[str | None]:
    """The countries of side a of a ceremony of which reading marked these phrases."""
    members = tuple(
        Participant(phrase, text.index(phrase), text.index(phrase) + len(phrase), kind="group", confidence=0.9)
        for phrase in marked
    )
    start = text.index("rally")
    report = Report("CONSULT", "ceremony", "occurred", "in_person", False, Span("rally", start, start + 5), a=members)
    found = Grounder().resolve(Document("d", text), Reading("d", (report,))).reports[0]
    return [member.country for member in found.a]


def marked(phrase: str) -> str:
    return phrase.removeprefix("the ")


@given(st.permutations(sorted(FRIENDS)), st.integers(2, 3))
def test_items_of_an_enumeration_are_on_the_side_of_those_that_were_read(order: list[str], read: int) -> None:
    text = f"At the rally were {', '.join(order[:-1])} and {order[-1]}."
    assert side(text, *map(marked, order[:read])) == [FRIENDS[each] for each in order]


@pytest.mark.parametrize(
    "end",
    [
        ", while the Chadian army was told.",
        ". The Chadian Group for Chess came late.",
        ", which the Chadian Group for Chess had paid for.",
    ],
)
def test_what_is_no_item_brings_nobody(end: str) -> None:
    first, second = sorted(FRIENDS)[1:3]
    text = f"At the rally were {first}, {second}{end}"
    assert side(text, marked(first), marked(second)) == [FRIENDS[first], FRIENDS[second]]


def test_one_who_was_read_alone_is_no_enumeration() -> None:
    first, second = sorted(FRIENDS)[:2]
    assert side(f"At the rally were {first}, {second}.", marked(first)) == [FRIENDS[first]]


@given(st.lists(st.sampled_from(["NOR", "PER", "TCD", "KEN", "LAO", "NPL", "ISL", None]), max_size=30))
def test_of_many_each_country_has_its_first_before_any_has_a_second(codes: list[str | None]) -> None:
    members = tuple(Participant(str(at), at, at + 1, country=code) for at, code in enumerate(codes))
    report = Report("CONSULT", "visit", "occurred", "in_person", False, Span("visit", 0, 5), a=members, b=members)
    a = fewer(report).a
    assert a == fewer(report).b
    assert len(a) == min(MOST, len(members))
    assert [member.start for member in a] == sorted(member.start for member in a)
    kept, known = [member.country for member in a], {code for code in codes if code}
    assert len({code for code in kept if code}) == min(MOST, len(known))
    if None in kept:
        assert kept.count(None) >= len(kept) - sum(code is not None for code in codes)
