"""A drill that is known by name is its holders', whoever stands near."""

from __future__ import annotations

import pytest
from told_sides import sides


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("Norway spoke of the Key Resolve drill near Peru.", ["USA"], ["KOR"]),
        ("Norway spoke of the Freedom Edge drill near Peru.", ["USA"], ["KOR", "JPN"]),
    ],
)
def test_a_named_drill_is_its_holders(text: str, a: list[str], b: list[str]) -> None:
    found = sides(text, "drill", "Norway", "Peru", form="joint_exercise", type="COOPERATE")
    assert found == (a, b)


def test_one_holders_drill_keeps_whom_it_is_aimed_at() -> None:
    text = "Peru spoke of the Hoguk drill."
    assert sides(text, "drill", "Peru", form="exercise", type="MOBILIZE") == (["KOR"], ["PER"])


def test_a_name_in_another_sentence_says_nothing() -> None:
    text = "Norway and Peru held a drill. Key Resolve is another."
    assert sides(text, "drill", "Norway", "Peru", form="joint_exercise", type="COOPERATE") == (["NOR"], ["PER"])
