"""Items of a list are read alone."""

from __future__ import annotations

import pytest
from told_sides import grounded

LIST = """The papers of Monday tell:
- Norway's embassy gave a reception.
- Iceland's writers denounced Chad and Peru.
- A book came out in Laos."""


def test_whoever_stands_in_another_line_of_a_list_has_no_part() -> None:
    act = grounded(LIST, "reception", "Norway's embassy", "Chad", form="reception", type="CONSULT")
    assert ([member.country for member in act.a], act.b) == (["NOR"], ())
    same = grounded(LIST, "denounced", "Iceland's writers", "Chad")
    assert [member.country for member in same.b] == ["TCD", "PER"]


@pytest.mark.parametrize("text", [LIST.replace("- ", ""), LIST.replace("- A", "A").replace("- I", "I")])
def test_other_lines_count_where_there_is_no_list(text: str) -> None:
    act = grounded(text, "reception", "Norway's embassy", "Chad", form="reception", type="CONSULT")
    assert [member.country for member in act.b] == ["TCD", "PER"]
