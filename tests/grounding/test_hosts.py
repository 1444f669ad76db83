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
    text = (
        "The Norwegian Embassy in Lima held an exhibition for Peru. Norwegian Foreign Minister Espen Barth Eide attended."
    )
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
