"""Lulls: the quietest stretch of a channel in a small ledger."""

from __future__ import annotations

from datetime import date

from generated import contacts, event, every, reading

from dragoman.analysis import Key, lull

SINCE, UNTIL = date(2019, 1, 1), date(2021, 12, 31)
IN_PERSON = Key("PRK", "RUS", "in_person")


def test_a_year_with_one_contact_between_months_with_many_is_a_lull() -> None:
    before, after = every(20, SINCE, date(2020, 1, 20)), every(20, date(2021, 6, 1), UNTIL)
    events = [*before, event("lone000000", date(2020, 10, 21))]
    events += [event(900 + n, each.first) for n, each in enumerate(after)]
    written = [event(500 + n, e.first, channel="written") for n, e in enumerate(every(60, SINCE, UNTIL))]
    found = lull(contacts([*events, *written], reading(SINCE, UNTIL, 1)), IN_PERSON)
    assert found is not None
    assert found.end == date(2021, 5, 31)
    assert date(2020, 1, 1) <= found.begin <= date(2020, 1, 31)
    assert [each.id for each in found.inside] == ["lone000000"]
    assert not found.open
    assert found.after[0].day == date(2021, 6, 1)
    assert found.others and all(found.begin <= each.day <= found.end for each in found.others)
    assert found.documents_read == (found.end - found.begin).days + 1


def test_contacts_at_an_even_pace_have_none() -> None:
    assert lull(contacts(every(25, SINCE, UNTIL), reading(SINCE, UNTIL, 1)), IN_PERSON) is None


def test_a_silence_to_the_end_of_the_reading_is_open() -> None:
    found = lull(contacts(every(20, SINCE, date(2020, 6, 1)), reading(SINCE, UNTIL, 1)), IN_PERSON)
    assert found is not None and found.open and found.after == ()


def test_a_gap_in_the_reading_is_no_lull() -> None:
    read = [reading(SINCE, date(2019, 12, 31)), reading(date(2021, 1, 1), UNTIL)]
    events = every(20, SINCE, date(2019, 12, 31))
    events += [event(900 + n, e.first) for n, e in enumerate(every(20, date(2021, 1, 1), UNTIL))]
    assert lull(contacts(events, *read), IN_PERSON) is None


def test_few_contacts_and_many_are_left_to_others() -> None:
    assert lull(contacts(every(300, SINCE, UNTIL), reading(SINCE, UNTIL, 1)), IN_PERSON) is None
    assert lull(contacts(every(2, SINCE, UNTIL), reading(SINCE, UNTIL, 1)), IN_PERSON) is None
