"""What is done to an envoy."""

from __future__ import annotations

import pytest
from told_sides import grounded

from dragoman.reading.report import Report


def told(text: str, trigger: str, a: str = "Norway", b: str | None = None, *, form: str = "appeal") -> Report:
    return grounded(text, trigger, a, b, form=form, type="REQUEST")


def sides(report: Report) -> tuple[list[str | None], list[str | None]]:
    return [member.country for member in report.a], [member.country for member in report.b]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Norway summoned the Peruvian ambassador on Friday.", "summoned"),
        ("Norway called in the ambassador of Peru over a leak.", "called in"),
        ("Norway expelled ten Peruvian diplomats.", "expelled"),
        ("Norway recalled its ambassador from Peru for talks.", "recalled"),
        ("Norway recalled its ambassador to Peru for talks.", "recalled"),
    ],
)
@pytest.mark.parametrize("form", ["appeal", "seizure", "withdrawal"])
def test_to_summon_expel_or_recall_an_envoy_is_a_downgrade(text: str, trigger: str, form: str) -> None:
    act = told(text, trigger, form=form)
    assert (act.type, act.form) == ("SANCTION", "downgrade")
    assert sides(act) == (["NOR"], ["PER"])


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Norway recalled its troops from Peru.", "recalled"),
        ("Norway summoned neither ambassador of Peru.", "summoned"),
        ("Norway recalled the day when the Peruvian ambassador came.", "recalled"),
        ("Norway recalled, as the Peruvian ambassador said, its gift.", "recalled"),
    ],
)
def test_what_is_not_done_to_an_envoy_stays_what_it_was(text: str, trigger: str) -> None:
    assert told(text, trigger).form == "appeal"
