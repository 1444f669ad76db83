"""Names of one person, shortened or not."""

from __future__ import annotations

import pytest

from dragoman.analysis.persons import fullest


@pytest.mark.parametrize("short", ["medvedev", "d. medvedev", "dmitri medvedev", "d. a. medvedev"])
def test_a_shortened_name_is_the_fullest_that_it_shortens(short: str) -> None:
    full = ("dmitri anatoliyevich medvedev", "RUS")
    found = fullest([(short, "RUS"), ("dmitri medvedev", "RUS"), full])
    assert found[short, "RUS"] == found[full] == full


def test_a_name_that_may_be_two_peoples_stays_as_it_is() -> None:
    found = fullest([("il song", "PRK"), ("kim il song", "PRK"), ("pak il song", "PRK")])
    assert found["il song", "PRK"] == ("il song", "PRK")


def test_names_of_two_countries_are_two_people() -> None:
    assert fullest([("lee", "KOR"), ("john lee", "USA")])["lee", "KOR"] == ("lee", "KOR")


def test_a_family_name_that_comes_first_is_not_taken_for_one_that_comes_last() -> None:
    assert fullest([("kim", "PRK"), ("kim yong nam", "PRK")])["kim", "PRK"] == ("kim", "PRK")
