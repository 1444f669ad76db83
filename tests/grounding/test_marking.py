"""What an act marks, whole, where reading marked a piece of it."""

from __future__ import annotations

from typing import Any

import pytest
from told_sides import grounded

from dragoman.reading.report import Span

SHOWN = {"form": "cultural_event", "type": "CONSULT", "channel": "in_person"}


def occasion(text: str, trigger: str, a: str, said: str | None, **more: Any) -> str | None:
    """The occasion of an act of which reading marked `said`; it is exactly that piece of the text."""
    span = Span(said, text.index(said), text.index(said) + len(said)) if said else None
    found = grounded(text, trigger, a, occasion=span, **{**SHOWN, **more}).occasion
    assert found is None or text[found.start : found.end] == found.text
    return found.text if found else None


@pytest.mark.parametrize("said", ["Dahl", "10th", "journey", "Peru", "10th anniversary", None])
def test_it_is_the_whole_anniversary_that_a_piece_is_of(said: str | None) -> None:
    text = "Norway held a show in Lima to mark the 10th anniversary of Kari Dahl's journey to Peru and Chile on Monday."
    assert occasion(text, "show", "Norway", said) == "10th anniversary of Kari Dahl's journey to Peru and Chile"


@pytest.mark.parametrize("said", ["Peru", "Dahl", "second", "President"])
def test_a_name_a_number_or_a_title_alone_is_none(said: str) -> None:
    text = "Per Dahl held a second show for the President of Norway in Peru."
    assert occasion(text, "show", "Per Dahl", said) is None


def test_what_is_no_anniversary_stays_as_it_was_read() -> None:
    text = "Norway held a show in Lima for the opening of the national museum."
    assert occasion(text, "show", "Norway", "opening of the national museum") == "opening of the national museum"


def test_what_is_remembered_is_not_its_own_occasion() -> None:
    text = "Norway marked the second anniversary of the visit of its king to Chile."
    assert occasion(text, "visit", "Norway", "second anniversary", form="visit") is None


def test_an_anniversary_that_is_only_spoken_of_is_not_added() -> None:
    text = "Norway held a show in Lima, a month before the 10th anniversary of the treaty."
    assert occasion(text, "show", "Norway", None) is None
    text = "Norway criticised Chile in Lima to mark the 10th anniversary of the treaty."
    assert occasion(text, "criticised", "Norway", None, form="criticism", type="ACCUSE") is None
