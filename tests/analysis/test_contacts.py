"""What analysis takes out of the ledger: which events count, on which day, for whom."""

from __future__ import annotations

from datetime import date

import pytest
from generated import AGENCY, contacts, event, reading

from dragoman.analysis import Key, one_series
from dragoman.analysis.contacts import dyads

READ = reading(date(2011, 1, 1), date(2011, 12, 31))


def test_an_event_counts_on_its_first_day_however_late_it_was_told() -> None:
    (only,) = contacts([event(1, date(2011, 3, 4), last=date(2011, 3, 7), published=date(2011, 9, 1))], READ).contacts
    assert (only.day, only.dated, only.known) == (date(2011, 3, 4), True, date(2011, 9, 1))


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, None), (date(2011, 1, 1), date(2011, 12, 31)), (date(2011, 8, 1), date(2011, 8, 1))],
    ids=["no date", "a whole year", "a day after the telling"],
)
def test_without_a_usable_date_it_counts_on_the_day_of_telling(first: date | None, last: date | None) -> None:
    (only,) = contacts([event(1, first, last=last, published=date(2011, 7, 2))], READ).contacts
    assert (only.day, only.dated) == (date(2011, 7, 2), False)


@pytest.mark.parametrize("status", ["planned", "proposed", "cancelled", "denied"])
def test_what_is_not_told_as_done_does_not_count(status: str) -> None:
    made = contacts([event(1, date(2011, 3, 4), status=status)], READ)
    assert made.contacts == () and sum(made.left_out.values()) == 1


def test_background_does_not_count_but_is_kept_apart() -> None:
    made = contacts([event(1, date(2001, 8, 4), published=date(2011, 8, 4), background=True)], READ)
    assert made.contacts == ()
    assert [contact.day for contact in made.background] == [date(2001, 8, 4)]
    lately = contacts([event(1, date(2011, 6, 4), published=date(2011, 8, 4), background=True)], READ)
    assert [contact.day for contact in lately.contacts] == [date(2011, 6, 4)]


def test_dyads_join_the_sides_and_the_few_on_an_only_side() -> None:
    assert set(dyads(("PRK",), ("RUS", "CHN"))) == {("PRK", "RUS"), ("CHN", "PRK")}
    assert set(dyads(("PRK", "RUS"), ())) == {("PRK", "RUS")}
    assert set(dyads(("PRK",), ("PRK",))) == set()
    assert set(dyads(("PRK", "RUS", "CHN", "VNM"), ())) == set()


def test_a_country_with_all_others_counts_an_event_once() -> None:
    made = contacts([event(1, date(2011, 3, 4), "PRK", "RUS CHN"), event(2, date(2011, 3, 4), "PRK", "PRK")], READ)
    assert [contact.id for contact in one_series(made, Key("PRK")).contacts] == ["0000000001"]


def test_documents_read_are_counted_between_days_and_by_source() -> None:
    exposure = contacts([], READ).exposure
    assert exposure.read(date(2011, 2, 1), date(2011, 2, 3)) == 30
    assert exposure.read(date(2010, 2, 1), date(2011, 1, 1)) == 10
    assert exposure.read(date(2011, 2, 1), date(2011, 2, 3), [AGENCY]) == 30
    assert exposure.read(date(2011, 2, 1), date(2011, 2, 3), []) == 0


def test_what_is_first_told_years_after_is_looked_back_on() -> None:
    made = contacts([event(1, date(2008, 5, 1), published=date(2011, 5, 2))], READ)
    assert made.contacts == ()
    assert [each.id for each in made.background] == ["0000000001"]
    assert sum(made.left_out.values()) == 1
