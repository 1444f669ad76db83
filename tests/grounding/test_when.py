"""Expressions of time, each resolved with the precision that it has."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.document import Document
from dragoman.grounding.when import resolve_when

WEDNESDAY = date(2021, 8, 25)
MONTHS = "January February March April May June July August September October November December".split()


def days(said: str, *, text: str | None = None, published: date | None = WEDNESDAY) -> tuple[str, str] | None:
    """First and last day of `said` in `text`, as ISO days."""
    text = text or f"The ministers met {said} in Lima."
    start = text.rindex(said)
    found = resolve_when(said, start, start + len(said), Document("d", text, published=published))
    return (found[0].isoformat(), found[1].isoformat()) if found else None


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("on Tuesday", "2021-08-24", "2021-08-24"),
        ("Wednesday", "2021-08-25", "2021-08-25"),
        ("last Wednesday", "2021-08-18", "2021-08-18"),
        ("Monday night", "2021-08-23", "2021-08-23"),
        ("Monday and Tuesday", "2021-08-23", "2021-08-24"),
        ("today", "2021-08-25", "2021-08-25"),
        ("yesterday", "2021-08-24", "2021-08-24"),
        ("last week", "2021-08-16", "2021-08-22"),
        ("this week", "2021-08-23", "2021-08-29"),
        ("earlier this week", "2021-08-23", "2021-08-25"),
        ("last month", "2021-07-01", "2021-07-31"),
        ("early this month", "2021-08-01", "2021-08-10"),
        ("this year", "2021-01-01", "2021-12-31"),
        ("late last year", "2020-10-01", "2020-12-31"),
        ("earlier this year", "2021-01-01", "2021-08-25"),
        ("two weeks ago", "2021-08-11", "2021-08-11"),
        ("two months ago", "2021-06-01", "2021-06-30"),
        ("five years ago", "2016-01-01", "2016-12-31"),
        ("Feb. 17", "2021-02-17", "2021-02-17"),
        ("on Feb. 17 and 21", "2021-02-17", "2021-02-21"),
        ("from August 3 to 8", "2021-08-03", "2021-08-08"),
        ("April 30 to May 4", "2021-04-30", "2021-05-04"),
        ("17 February 2011", "2011-02-17", "2011-02-17"),
        ("August 24, 2021", "2021-08-24", "2021-08-24"),
        ("2021-08-24", "2021-08-24", "2021-08-24"),
        ("24/08/2021", "2021-08-24", "2021-08-24"),
        ("Dec. 31 last year", "2020-12-31", "2020-12-31"),
        ("November 30", "2020-11-30", "2020-11-30"),
        ("in June", "2021-06-01", "2021-06-30"),
        ("last June", "2021-06-01", "2021-06-30"),
        ("mid-August", "2021-08-11", "2021-08-20"),
        ("the end of July", "2021-07-21", "2021-07-31"),
        ("July 2006", "2006-07-01", "2006-07-31"),
        ("in 2009", "2009-01-01", "2009-12-31"),
        ("since 2019", "2019-01-01", "2021-08-25"),
        ("from 1965 to 1970", "1965-01-01", "1970-12-31"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("Juche 100", "2011-01-01", "2011-12-31"),
        ("the 10th anniversary", "2011-01-01", "2011-12-31"),
        ("May Day", "2021-05-01", "2021-05-01"),
        ("over the last three years", "2018-08-25", "2021-08-25"),
        ("the first anniversary", "2020-01-01", "2020-12-31"),
        ("in 2013-14", "2013-01-01", "2014-12-31"),
        ("from 1846 to 48", "1846-01-01", "1848-12-31"),
        ("the winter of 1998-1999", "1998-12-01", "1999-02-28"),
        ("fall 2015", "2015-09-01", "2015-11-30"),
        ("last autumn", "2020-09-01", "2020-11-30"),
        ("by the end of 2005", "2005-12-31", "2005-12-31"),
        ("July last year", "2020-07-01", "2020-07-31"),
        ("from the 3rd to the 8th", "2021-08-03", "2021-08-08"),
        ("29-30 January", "2021-01-29", "2021-01-30"),
    ],
)
def test_an_expression_keeps_its_precision(said: str, first: str, last: str) -> None:
    assert days(said) == (first, last)


@pytest.mark.parametrize("said", ["recently", "soon", "some days ago", "February 30", "every year", "at once"])
def test_what_is_vague_or_impossible_stays_open(said: str) -> None:
    assert days(said) is None


@pytest.mark.parametrize("said", ["on Tuesday", "yesterday", "last week", "August 24", "in June"])
def test_without_a_day_of_publication_it_stays_open(said: str) -> None:
    assert days(said, published=None) is None


def test_a_full_date_needs_no_day_of_publication() -> None:
    assert days("July 26, 1999", published=None) == ("1999-07-26", "1999-07-26")


def test_a_dateline_stands_in_for_the_day_of_publication() -> None:
    text = "LIMA – 25 August 2021: The ministers met on Tuesday."
    assert days("Tuesday", text=text, published=None) == ("2021-08-24", "2021-08-24")


def test_what_is_to_come_lies_ahead() -> None:
    assert days("on Monday", text="The minister will visit Peru on Monday.") == ("2021-08-30", "2021-08-30")


def test_the_same_day_is_the_day_named_before() -> None:
    text = "On August 3 she laid a wreath. The same day she left for Oslo."
    assert days("same day", text=text) == ("2021-08-03", "2021-08-03")


def test_days_later_count_from_the_day_named_before() -> None:
    text = "They met on August 3. Three days later they signed."
    assert days("Three days later", text=text) == ("2021-08-06", "2021-08-06")


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2099, 12, 31)))
def test_an_iso_day_is_itself(day: date) -> None:
    assert days(day.isoformat()) == (day.isoformat(), day.isoformat())


WORDS = "Monday May 3 17 21st the last next this week month year two ago since early Juche 2011 to and later days 10th"


@given(
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6).map(" ".join) | st.text(min_size=1, max_size=30),
    st.dates(),
)
def test_whatever_is_said_the_first_day_is_not_after_the_last(said: str, published: date) -> None:
    found = resolve_when(said, 0, len(said), Document("d", said, published=published))
    if found is not None:
        assert found[0] <= found[1]


#: Expressions that count in days and weeks from the day of publication.
MOVING = [
    "on Tuesday",
    "last Friday",
    "next Monday",
    "Monday and Tuesday",
    "yesterday",
    "tomorrow",
    "today",
    "overnight",
]
MOVING += ["last week", "next week", "earlier this week", "two days ago", "three weeks ago", "last weekend"]


@given(st.sampled_from(MOVING), st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.integers(-500, 500))
def test_told_weeks_later_the_same_words_mean_days_weeks_later(said: str, published: date, weeks: int) -> None:
    by = timedelta(weeks=weeks)
    text = f"The ministers met {said} in Lima."
    start = text.index(said)

    def meaning(day: date) -> tuple[date, date] | None:
        return resolve_when(said, start, start + len(said), Document("d", text, published=day))

    here, there = meaning(published), meaning(published + by)
    assert here is not None
    assert there == (here[0] + by, here[1] + by)


@given(st.integers(1, 12), st.integers(1, 31), st.integers(1990, 2030))
def test_a_day_is_resolved_where_it_exists_and_refused_where_it_does_not(month: int, day: int, year: int) -> None:
    said = f"{MONTHS[month - 1]} {day}, {year}"
    try:
        expected = date(year, month, day).isoformat()
    except ValueError:
        assert days(said) is None
    else:
        assert days(said) == (expected, expected)


def test_an_expression_after_another_event_dates_the_other() -> None:
    text = "Aid stopped following the takeover of the capital last August."
    assert days("following the takeover of the capital last August", text=text) is None


def test_a_family_name_is_no_weekday() -> None:
    text = "A delegation left here on Tuesday. Another, led by Pak Sun Dok, came home on the same day."
    assert days("on the same day", text=text) == ("2021-08-24", "2021-08-24")


def test_the_following_month_is_that_after_the_one_named() -> None:
    text = "In November last year a ship was held. The following month another was."
    assert days("The following month", text=text) == ("2020-12-01", "2020-12-31")


def test_days_later_may_count_from_a_day_that_stands_first() -> None:
    text = "The congress opens on 18 September, and talks follow 10 days later."
    assert days("10 days later", text=text) == ("2021-09-28", "2021-09-28")


def test_a_day_that_names_a_declaration_is_the_day_of_the_declaration() -> None:
    text = "Both halves kept to the June 15 North-South Joint Declaration."
    assert days("June 15", text=text) == ("2000-06-15", "2000-06-15")


def test_the_anniversary_of_a_named_day_is_that_day() -> None:
    text = "A meeting marked the 21st anniversary of the June 15 North-South Joint Declaration."
    assert days("21st anniversary of the June 15", text=text) == ("2000-06-15", "2000-06-15")


def test_an_anniversary_today_is_of_this_very_day() -> None:
    assert days("20th anniversary", text="Today marks the 20th anniversary of the treaty.") == (
        "2001-08-25",
        "2001-08-25",
    )


def test_an_anniversary_of_a_year_to_come_counts_from_that_year() -> None:
    text = "They prepare for the 75th anniversary of relations in 2025."
    assert days("75th anniversary", text=text) == ("1950-01-01", "1950-12-31")


def test_what_a_sentence_says_later_makes_no_past_day_a_coming_one() -> None:
    text = "The minister on Monday warned of an attack, which she said will bring war."
    assert days("on Monday", text=text) == ("2021-08-23", "2021-08-23")


def test_the_nth_day_of_something_reaches_back_to_the_first() -> None:
    assert days("fifth day", text="The offensive continued for a fifth day.") == ("2021-08-21", "2021-08-25")


def test_a_meeting_of_days_ends_on_the_day_named() -> None:
    said = "three-day conference, culminating on Tuesday"
    assert days(said, text=f"They spoke at the {said}.") == ("2021-08-22", "2021-08-24")
