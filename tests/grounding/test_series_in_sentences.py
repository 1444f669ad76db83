"""Which of the countries that a sentence goes through an act belongs to."""

from __future__ import annotations

import pytest
from told_sides import grounded

TEXT = "There were a meeting in Chad, a seminar in Peru and Laos, and lectures in Norway last week."


@pytest.mark.parametrize(
    ("trigger", "own", "place"),
    [("meeting", ["TCD"], "TCD"), ("seminar", ["PER", "LAO"], None), ("lectures", ["NOR"], "NOR")],
)
@pytest.mark.parametrize("read", ["Chad", "Peru", "Norway"])
def test_each_act_of_a_series_has_the_countries_that_follow_it(
    trigger: str, own: list[str], place: str | None, read: str
) -> None:
    act = grounded(TEXT, trigger, read, form="ceremony", type="CONSULT", channel="in_person")
    assert [member.country for member in act.a] == own
    assert (act.place.country if act.place else None) == place


def test_what_happened_in_several_countries_is_of_them_all() -> None:
    text = "Meetings took place in Chad, Peru and Laos last week."
    act = grounded(text, "Meetings", "Chad", form="ceremony", type="CONSULT")
    assert sorted(str(member.country) for member in act.a) == ["LAO", "PER", "TCD"]


def test_whoever_is_named_otherwise_stays() -> None:
    text = "Nepal held a meeting in Chad and a seminar in Peru."
    act = grounded(text, "meeting", "Nepal", form="ceremony", type="CONSULT")
    assert [member.country for member in act.a] == ["NPL"]
