"""English in briefs: countries, days, numbers, lists, probabilities."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.briefs import wording
from dragoman.briefs.brief import references
from dragoman.vocabulary import CHANNELS, FORMS, countries


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("PRK", "North Korea"),
        ("USA", "the United States"),
        ("TTO", "Trinidad and Tobago"),
        ("COD", "the Democratic Republic of the Congo"),
        ("ASEAN", "ASEAN"),
        (None, "all other countries"),
    ],
)
def test_countries_are_named_as_in_prose(code: str | None, name: str) -> None:
    assert wording.country(code) == name


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2021, 8, 24), None, "on 24 August 2021"),
        (date(2021, 6, 1), date(2021, 6, 30), "in June 2021"),
        (date(2019, 1, 7), date(2019, 1, 10), "from 7 to 10 January 2019"),
        (date(2019, 1, 30), date(2019, 2, 2), "from 30 January to 2 February 2019"),
        (date(2019, 12, 30), date(2020, 1, 2), "from 30 December 2019 to 2 January 2020"),
        (date(2020, 1, 1), date(2020, 12, 31), "in 2020"),
        (date(2020, 2, 1), date(2020, 3, 31), "between February and March 2020"),
    ],
)
def test_days_are_told_with_their_precision(first: date, last: date | None, said: str) -> None:
    assert wording.when(first, last) == said


def test_numbers_and_lists_agree() -> None:
    assert wording.counted(1, "visit", "visits") == "one visit"
    assert wording.counted(0, "visit", "visits") == "no visits"
    assert wording.counted(13, "visit", "visits") == "13 visits"
    assert wording.numbers([17, 3]) == ["17", "3"]
    assert wording.numbers([11, 3]) == ["eleven", "three"]
    assert wording.joined([]) == ""
    assert wording.joined(["a", "b", "c"]) == "a, b and c"
    assert wording.an("exhibition") == "an exhibition"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.0, "almost certain"),
        (0.95, "almost certain"),
        (0.8, "very likely"),
        (0.79, "likely"),
        (0.5, "as likely as not"),
    ],
)
def test_probabilities_have_the_words_of_the_scale(value: float, said: str) -> None:
    assert wording.probability(value) == said


@given(st.floats(0, 1))
def test_every_probability_has_words_and_the_scale_names_them(value: float) -> None:
    assert f"“{wording.probability(value)}”" in wording.scale()


def test_every_form_channel_and_rank_has_words() -> None:
    phrases = wording.phrases()
    assert set(phrases["forms"]) == set(FORMS)
    assert set(phrases["channels"]) == set(CHANNELS)
    assert set(phrases["ranks"]) == set("12345")
    for form in phrases["forms"].values():
        assert {"both", "alone", "one", "many"} <= set(form)
        assert ("{what}" in form["both"]) == ("noun" in form)
    assert set(phrases["articles"]["the"]) <= set(countries())


@given(st.sets(st.integers(1, 60)))
def test_references_hold_exactly_their_numbers(numbers: set[int]) -> None:
    found: set[int] = set()
    for part in filter(None, references(numbers).split(", ")):
        first, _, last = part.partition("–")
        found.update(range(int(first), int(last or first) + 1))
    assert found == numbers
