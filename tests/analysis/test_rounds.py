"""Rounds: what counts as one contact for the model of rates."""

from __future__ import annotations

from datetime import date, timedelta

from generated import contacts, event, reading

from dragoman.analysis import Key, one_series
from dragoman.analysis.rounds import parts, rounds

DAY = date(2010, 3, 1)
READ = reading(date(2010, 1, 1), date(2010, 12, 31))


def test_the_parts_of_a_visit_are_one_round() -> None:
    made = contacts([event(n, DAY) for n in range(4)] + [event(9, DAY + timedelta(days=1))], READ)
    series = one_series(made, Key("PRK", "RUS"))
    assert rounds(series).tolist() == [59, 60]
    assert parts(series).tolist() == [59, 59, 59, 59, 60]


def test_with_all_others_contacts_of_one_day_with_different_countries_are_rounds_of_their_own() -> None:
    events = [event(1, DAY, b="RUS"), event(2, DAY, b="CHN"), event(3, DAY, b="MNG"), event(4, DAY, b="MNG VNM")]
    series = one_series(contacts(events, READ), Key("PRK"))
    assert rounds(series).tolist() == [59, 59, 59]


def test_a_gathering_of_many_is_one_round_with_each_of_them() -> None:
    events = [event(1, DAY, b="RUS CHN"), event(2, DAY, b="CHN MNG")]
    assert rounds(one_series(contacts(events, READ), Key("PRK"))).tolist() == [59]


def test_days_outside_the_reading_have_no_rounds() -> None:
    late = event(1, date(2009, 12, 30), published=date(2010, 1, 2))
    assert len(rounds(one_series(contacts([late, event(2, DAY)], READ), Key("PRK", "RUS")))) == 1
