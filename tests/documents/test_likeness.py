"""Copies and updates are known by their signatures."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.likeness import COPY, likeness, signature

STORY = (
    "The two ministers met in Lima on Tuesday and spoke of fish and of trade. They agreed to meet again in Oslo next "
    "year, and a road along the coast is to be built with the money of both. Nobody asked who would mend it."
)


def test_a_copy_and_an_update_are_alike_and_another_text_is_not() -> None:
    update = STORY + " On Wednesday the minister left for home."
    other = "A ship ran aground off the northern cape last night; all of its crew of nine were brought ashore by noon."
    assert likeness(signature(STORY), signature(STORY.upper())) == 1
    assert likeness(signature(STORY), signature(update)) > COPY
    assert likeness(signature(STORY), signature(other)) == 0


def test_signatures_stay_what_they_are_because_ledgers_keep_them() -> None:
    assert signature("The two ministers met in Lima on Tuesday")[:24] == "746a7e18e0c413211801105d"


@given(st.text(), st.text())
def test_likeness_is_a_share_and_symmetric(one: str, other: str) -> None:
    mine, theirs = signature(one), signature(other)
    assert 0 <= likeness(mine, theirs) == likeness(theirs, mine) <= 1
    assert likeness(mine, mine) == (1 if mine else 0)
