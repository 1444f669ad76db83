"""The calendar: what comes back each year, and what only seems to."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from handmade import KIM, PUTIN, RUSSIANS, Told, ledger_of, silent, told

from dragoman.analysis import Contacts, Recurring, dated_events, recurring
from dragoman.ledger import Ledger

HOSTS = [RUSSIANS]


def found(ledger: Ledger, after: date | None = None, years: int = 3) -> list[Recurring]:
    contacts = Contacts.of(ledger)
    return recurring(ledger, contacts, dated_events(ledger, contacts), after, years=years)


def reading(first: int, last: int, without: tuple[int, ...] = ()) -> list[Told]:
    """A document every ten days, but not in some years."""
    days = (date(first, 1, 1) + timedelta(days=10 * n) for n in range(36 * (last - first + 1) + 20))
    return [silent(f"s{day}", day) for day in days if day.year <= last and day.year not in without]


def greeting(year: int, month: int, day: int, occasion: str | None = "on Russia Day") -> Told:
    verb = "sent greetings to"
    return told(
        f"g{year}-{month}-{day}", date(year, month, day), "message", [KIM], [PUTIN], verb=verb, occasion=occasion
    )


def test_greetings_on_one_day_of_several_years_are_an_occasion_with_a_next_date(tmp_path: Path) -> None:
    days = [(2015, 12), (2016, 11), (2017, 12), (2018, 12)]
    ledger = ledger_of(tmp_path, *reading(2015, 2018), *(greeting(year, 6, day) for year, day in days))
    (only,) = found(ledger)
    assert (only.form, only.a, only.b, only.years) == ("message", "PRK", "RUS", (2015, 2016, 2017, 2018))
    assert (only.next.first, only.next.last, only.next.likeliest) == (
        date(2019, 6, 11),
        date(2019, 6, 12),
        date(2019, 6, 12),
    )
    assert only.next.within == 3 / 5
    assert only.next.chance == 5 / 6
    assert "Russia Day" in only.name
    assert [guest.names for guest in only.guests] == [("Kim Jong Un",), ("Vladimir Putin",)]
    assert only.rank == 1


def test_a_year_that_was_not_read_is_no_year_without_it(tmp_path: Path) -> None:
    kept = [greeting(year, 6, 12) for year in (2015, 2016, 2018, 2019)]
    ledger = ledger_of(tmp_path, *reading(2015, 2019, without=(2017,)), *kept)
    (only,) = found(ledger)
    assert 2017 not in only.years_read and len(only.years_read) == 4


def test_a_year_that_was_read_without_it_lowers_its_chance(tmp_path: Path) -> None:
    kept = [greeting(year, 6, 12) for year in (2015, 2016, 2018, 2019)]
    (only,) = found(ledger_of(tmp_path, *reading(2015, 2019), *kept))
    assert only.years_read == (2015, 2016, 2017, 2018, 2019)
    assert only.next.chance == 5 / 7


def test_a_busy_channel_is_no_occasion(tmp_path: Path) -> None:
    every_nine_days = [
        greeting(year, 1 + (9 * n) // 31 % 12, 1 + (9 * n) % 28, occasion=None)
        for year in (2015, 2016, 2017)
        for n in range(30)
    ]
    assert found(ledger_of(tmp_path, *reading(2015, 2017), *every_nine_days)) == []


def test_two_years_are_too_few_unless_asked_for(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, *reading(2015, 2016), greeting(2015, 6, 12), greeting(2016, 6, 12))
    assert found(ledger) == []
    assert len(found(ledger, years=2)) == 1


def test_an_occasion_at_the_turn_of_the_year_is_one(tmp_path: Path) -> None:
    days = [(2015, 1, 2), (2015, 12, 31), (2017, 1, 1), (2018, 1, 1)]
    ledger = ledger_of(tmp_path, *reading(2014, 2018), *(greeting(*day, occasion=None) for day in days))
    (only,) = found(ledger)
    assert len(only.days) == 4
    assert only.next.first > date(2018, 12, 1)
    assert only.next.first <= only.next.likeliest <= only.next.last <= date(2019, 1, 10)


def test_the_next_date_comes_after_the_day_asked_for(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, *reading(2015, 2017), *(greeting(year, 6, 12) for year in (2015, 2016, 2017)))
    (only,) = found(ledger, after=date(2016, 6, 12))
    assert only.next.likeliest == date(2017, 6, 12)
