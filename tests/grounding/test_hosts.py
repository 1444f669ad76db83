"""Who is a guest of what a mission abroad shows."""

from __future__ import annotations

import pytest
from told_sides import grounded

SHOWN = {"form": "cultural_event", "type": "CONSULT", "channel": "in_person"}


@pytest.mark.parametrize(
    "told",
    [
        "Vice Foreign Minister Im Chon Il attended the opening.",
        "Im Chon Il, vice minister of Foreign Affairs of North Korea, also took part.",
        "The halls were full. North Korean Vice Foreign Minister Im Chon Il was among the guests.",
    ],
)
def test_whoever_attended_is_a_guest_with_his_office(told: str) -> None:
    text = f"The Norwegian Embassy in Pyongyang held an exhibition on Monday. {told}"
    report = grounded(text, "exhibition", "Norwegian Embassy", **SHOWN)
    (guest,) = report.b
    assert (guest.name, guest.country, guest.rank) == ("Im Chon Il", "PRK", 3)
    assert guest.title is not None


def test_those_of_the_missions_own_country_are_no_guests() -> None:
    text = "The Norwegian Embassy in Lima held an exhibition for Peru. Norwegian Minister Espen Barth Eide attended."
    report = grounded(text, "exhibition", "Norwegian Embassy", "Peru", **SHOWN)
    assert [member.text for member in report.b] == ["Peru"]


def test_whom_it_remembers_is_no_guest() -> None:
    text = (
        "The Russian embassy in Pyongyang held an exhibition on the anniversary of Kim Jong Il's journey. "
        "Im Chon Il, vice minister of Foreign Affairs of North Korea, attended."
    )
    report = grounded(text, "exhibition", "Russian embassy", "Kim Jong Il", **SHOWN)
    assert [member.text for member in report.b] == ["Im Chon Il"]
    alone = text[: text.index(" Im Chon Il")]
    assert [member.text for member in grounded(alone, "exhibition", "Russian embassy", "Kim Jong Il", **SHOWN).b] == [
        "Kim Jong Il"
    ]


def test_participants_told_later_are_guests_but_not_those_of_another_paragraph_far_below() -> None:
    shown = "The Norwegian Embassy in Pyongyang held an exhibition on Monday. "
    told = "Participants, including Vice Foreign Minister Im Chon Il, spoke of trade."
    report = grounded(shown + told, "exhibition", "Norwegian Embassy", **SHOWN)
    assert "Im Chon Il" in [member.name for member in report.b]
    far = grounded(shown + "It rained. " * 6 + told, "exhibition", "Norwegian Embassy", **SHOWN)
    assert "Im Chon Il" not in [member.name for member in far.b]


def test_the_mission_at_which_it_was_is_the_host_and_whom_it_honours_no_guest() -> None:
    text = "Peruvian diplomats attended an exhibition at the Norwegian Embassy in Lima for King Harald of Norway."
    report = grounded(text, "exhibition", "Peruvian diplomats", "King Harald of Norway", **SHOWN)
    assert [member.text for member in report.a] == ["Norwegian Embassy"]
    assert [member.text for member in report.b] == ["Peruvian diplomats"]


def test_by_whom_it_was_staged_is_the_host() -> None:
    text = "Peruvian officials attended a show staged in Lima by the Norwegian Embassy."
    report = grounded(text, "show", "Peruvian officials", "Norwegian Embassy", **SHOWN)
    assert [[member.country for member in side] for side in (report.a, report.b)] == [["NOR"], ["PER"]]


def test_a_group_that_attended_is_a_guest_but_not_where_another_mission_is_told_of() -> None:
    text = "The Norwegian Embassy in Lima held an exhibition. Senior Peruvian officials attended the opening."
    assert [member.text for member in grounded(text, "exhibition", "Norwegian Embassy", **SHOWN).b] == [
        "Senior Peruvian officials"
    ]
    other = text.replace("the opening", "a show at the Chilean Embassy in June")
    assert "Senior Peruvian officials" not in [
        member.text for member in grounded(other, "exhibition", "Norwegian Embassy", **SHOWN).b
    ]
