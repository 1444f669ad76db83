"""Series: counts beside what was read."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from generated import AGENCY, PAPER, contacts, event, every, reading
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis import Key, all_series, by_period, one_series
from dragoman.analysis.series import PERIODS
from dragoman.ledger import Source

SINCE, UNTIL = date(2011, 1, 1), date(2012, 12, 31)


def test_counts_by_month_with_the_documents_read() -> None:
    made = contacts(every(10, SINCE, UNTIL), reading(SINCE, UNTIL, 4))
    rows = by_period(one_series(made, Key("PRK", "RUS")), "month", date(2011, 2, 1), date(2011, 3, 31))
    assert [(row.start, row.end, row.events, row.documents_read) for row in rows] == [
        (date(2011, 2, 1), date(2011, 2, 28), 2, 112),
        (date(2011, 3, 1), date(2011, 3, 31), 3, 124),
    ]


def test_twice_the_reading_with_twice_the_contacts_is_the_same_rate() -> None:
    half = date(2012, 1, 1)
    events = [*every(10, SINCE, half), *(event(500 + n, e.first) for n, e in enumerate(every(5, half, UNTIL)))]
    made = contacts(events, reading(SINCE, UNTIL, lambda day: 4 if day < half else 8))
    rows = by_period(one_series(made, Key("PRK", "RUS")), "quarter")
    rates = [row.rate for row in rows if row.rate is not None]
    assert len(rates) == 8
    assert max(rates) < 1.35 * min(rates)


def test_a_gap_in_the_reading_has_no_rate() -> None:
    made = contacts(
        every(10, SINCE, date(2011, 12, 31)),
        reading(SINCE, date(2011, 12, 31)),
        reading(date(2012, 7, 1), UNTIL),
    )
    rows = {row.start: row for row in by_period(one_series(made, Key("PRK", "RUS")))}
    assert rows[date(2012, 3, 1)].gap and rows[date(2012, 3, 1)].rate is None
    assert not rows[date(2012, 9, 1)].gap and rows[date(2012, 9, 1)].rate == 0


def test_far_fewer_documents_than_usual_are_a_gap_too() -> None:
    few = (date(2012, 3, 1), date(2012, 6, 30))
    made = contacts(every(10, SINCE, UNTIL), reading(SINCE, UNTIL, lambda day: int(few[0] <= day <= few[1]) or 20))
    gaps = [row.start.month for row in by_period(one_series(made, Key("PRK", "RUS"))) if row.gap]
    assert gaps == [4, 5, 6]


def test_days_without_news_at_the_week_end_are_no_gap() -> None:
    made = contacts(every(9, SINCE, UNTIL), reading(SINCE, UNTIL, lambda day: 10 * (day.weekday() < 5)))
    assert not any(row.gap for row in by_period(one_series(made, Key("PRK", "RUS")), "week"))


def test_an_outlet_that_never_told_of_the_dyad_is_no_reading_of_it() -> None:
    made = contacts(
        [*every(10, SINCE, UNTIL), event(999, date(2011, 5, 5), "JPN", "CHN", sources=(PAPER,))],
        reading(SINCE, UNTIL),
        reading(SINCE, UNTIL, 500, PAPER),
    )
    series = one_series(made, Key("PRK", "RUS"))
    assert series.reading.sources == (AGENCY,)
    assert by_period(series)[0].documents_read == 310


def test_a_story_weighs_more_than_a_headline() -> None:
    headlines = Source("Agency", short=True)
    half = date(2012, 1, 1)
    events = [
        *every(30, SINCE, half, sources=(headlines,)),
        *(event(500 + n, e.first) for n, e in enumerate(every(3, half, UNTIL))),
    ]
    made = contacts(
        events, reading(SINCE, half - timedelta(days=1), source=headlines), reading(half, UNTIL, source=AGENCY)
    )
    rates = [row.rate for row in by_period(one_series(made, Key("PRK", "RUS")), "quarter") if row.rate]
    assert max(rates) < 2 * min(rates)


def test_series_are_chosen_by_who_channel_form_and_rank() -> None:
    events = [
        event(1, date(2011, 3, 4), "RUS", "PRK", rank=2),
        event(2, date(2011, 3, 5), "PRK", "RUS", channel="written", form="message", rank=1),
        event(3, date(2011, 3, 6), "PRK", "CHN"),
    ]
    made = contacts(events, reading(SINCE, UNTIL))
    found = {
        key: [int(c.id) for c in one_series(made, key).contacts]
        for key in (
            Key("PRK", "RUS"),
            Key("RUS", "PRK"),
            Key("PRK"),
            Key("PRK", "RUS", "written"),
            Key("PRK", form="meeting"),
            Key("PRK", rank=2),
        )
    }
    assert list(found.values()) == [[1, 2], [1, 2], [1, 2, 3], [2], [1, 3], [1, 2]]
    listed = [(s.key.a, s.key.b) for s in all_series(made, about=("PRK",))]
    assert listed == [("PRK", None), ("PRK", "CHN"), ("PRK", "RUS")]
    assert [s.key.b for s in all_series(made, about=("PRK",), with_=("RUS",))] == ["RUS"]
    alone = [(s.key.a, s.key.b) for s in all_series(made, with_=("RUS",))]
    assert alone == [(s.key.a, s.key.b) for s in all_series(made, about=("RUS",))]
    assert ("RUS", "PRK") in alone


@given(
    st.lists(st.integers(0, 700), min_size=1, max_size=40),
    st.sampled_from(PERIODS),
    st.integers(0, 2**32),
)
def test_every_contact_is_counted_once_whatever_the_period_and_the_order(numbers, period, seed) -> None:
    events = [event(n, SINCE + timedelta(days=day)) for n, day in enumerate(numbers)]
    read = reading(SINCE, UNTIL)
    rows = by_period(one_series(contacts(events, read), Key("PRK", "RUS")), period)
    assert sorted(name for row in rows for name in row.ids) == [each.id for each in events]
    assert sum(row.documents_read for row in rows) == 10 * 731
    Random(seed).shuffle(events)
    Random(seed).shuffle(read)
    assert by_period(one_series(contacts(events, read), Key("PRK", "RUS")), period) == rows


def test_an_unknown_period_is_refused() -> None:
    made = contacts([event(1, SINCE)], reading(SINCE, UNTIL))
    with pytest.raises(ValueError, match="no period 'year'"):
        by_period(one_series(made, Key("PRK", "RUS")), "year")
