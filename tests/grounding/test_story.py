"""What the reports of one document say of each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dragoman.grounding.story import across, carried
from dragoman.reading.report import Participant, Place, Report, Span, When

DAY = When("Tuesday", 40, 47, date(2021, 8, 24), date(2021, 8, 24))
HERE = Place("Oslo", 30, 34, country="NOR")


def report(form: str, a: str | None, b: str | None, **more: Any) -> Report:
    plain = {"type": "CONSULT", "status": "occurred", "channel": "in_person", "background": False, "confidence": 0.6}
    sides = [(Participant("x", 0, 1, country=code),) for code in (a, b)]
    return Report(**{"form": form, "trigger": Span("met", 3, 6), "a": sides[0], "b": sides[1], **plain, **more})  # type: ignore[arg-type]


def test_what_passes_between_people_of_one_country_crosses_no_border() -> None:
    assert across([report("meeting", "NOR", "NOR"), report("meeting", "NOR", "PER")]) == [
        report("meeting", "NOR", "PER")
    ]


def test_a_sure_report_and_one_of_whose_sides_nothing_is_known_are_kept() -> None:
    kept = [report("attack", "SDN", "SDN", confidence=0.95), report("visit", None, None)]
    assert across([*kept, report("attack", "SDN", "SDN")]) == kept


def test_one_country_that_faces_nobody_must_be_sure() -> None:
    alone = replace(report("threat", "NOR", None), b=())
    assert across([alone, replace(alone, confidence=0.8)]) == [replace(alone, confidence=0.8)]
    assert across([report("threat", "NOR", None)]) == [report("threat", "NOR", None)]


def test_a_state_agencys_story_carries_its_day_and_place_on() -> None:
    first = report("cultural_event", "RUS", "PRK", date=DAY, place=HERE)
    praise = report("praise", "RUS", "PRK")
    assert [(r.date, r.place) for r in carried([first, praise], "PRK")] == [(DAY, HERE)] * 2


def test_a_letter_adopted_at_a_meeting_is_of_its_day_and_two_letters_are_of_two() -> None:
    rally = report("ceremony", "PER", "PRK", date=DAY)
    letter = report("message", "PER", "PRK", channel="written")
    assert carried([rally, letter], "PRK")[1].date == DAY
    assert carried([replace(letter, date=DAY), letter], "PRK")[1].date is None


def test_a_newspaper_carries_only_the_place_and_none_to_another_meeting() -> None:
    first = report("meeting", "NOR", "PER", date=DAY, place=HERE)
    found = carried([first, report("agreement", "NOR", "PER", type="AGREE"), report("meeting", "NOR", "CHL")], "GBR")
    assert [(each.date, each.place) for each in found[1:]] == [(None, HERE), (None, None)]


def test_what_is_past_planned_or_done_otherwise_has_a_time_of_its_own() -> None:
    first = report("meeting", "NOR", "PER", date=DAY, place=HERE)
    others = [
        report("meeting", "NOR", "PER", background=True),
        report("meeting", "NOR", "PER", status="planned"),
        report("criticism", "NOR", "PER", channel="media"),
        report("visit", "NOR", "PER"),
    ]
    assert all((r.date, r.place) == (None, None) for r in carried([first, *others], "PRK")[1:])


def test_a_day_of_its_own_is_never_replaced() -> None:
    other = When("May", 60, 63, date(2021, 5, 1), date(2021, 5, 31))
    found = carried([report("meeting", "NOR", "PER", date=DAY), report("reception", "NOR", "PER", date=other)], "PRK")
    assert found[1].date == other
