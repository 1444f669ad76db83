"""What an event is given of its reports: the days on which they agree."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ledger.gathering import agreed_days

AUGUST = ("2021-08-01", "2021-08-31")


def day(number: int) -> tuple[str, str]:
    return (f"2021-08-{number:02}", f"2021-08-{number:02}")


def test_a_day_says_more_than_its_month() -> None:
    assert agreed_days([AUGUST, AUGUST, day(24)], lasting=False) == day(24)


def test_one_day_of_a_visit_is_not_all_of_it() -> None:
    week = ("2021-08-20", "2021-08-27")
    assert agreed_days([week, week, day(24), AUGUST], lasting=True) == week


@pytest.mark.parametrize("lasting", [False, True])
def test_one_wrong_day_does_not_outweigh_many_reports_of_another(lasting: bool) -> None:
    assert agreed_days([("1950-06-25", "1950-06-25"), day(16), day(16), AUGUST], lasting=lasting) == day(16)


@pytest.mark.parametrize("lasting", [False, True])
def test_of_days_that_as_many_give_the_surest_reports_is_taken(lasting: bool) -> None:
    assert agreed_days([day(25), day(24)], lasting=lasting) == day(25)


RANGES = st.builds(
    lambda start, length: (str(date(2021, 1, 1) + timedelta(start)), str(date(2021, 1, 1) + timedelta(start + length))),
    st.integers(0, 60),
    st.integers(0, 20),
)


@given(st.lists(RANGES, min_size=1, max_size=12), RANGES, st.booleans())
def test_the_days_are_those_of_a_report_and_the_many_decide(
    ranges: list[tuple[str, str]], many: tuple[str, str], lasting: bool
) -> None:
    assert agreed_days(ranges, lasting=lasting) in ranges
    first, last = agreed_days([*ranges, *[many] * 500], lasting=lasting)
    assert many[0] <= first <= last <= many[1]
