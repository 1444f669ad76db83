"""Signals: what is said of made series, what is not, and what never changes it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from generated import AGENCY, PAPER, contacts, days, event, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analysis import Contacts, Signal, in_words, signals
from dragoman.analysis.correction import q_values
from dragoman.ledger import DocumentsRead, Occurrence, Source

SINCE, UNTIL = date(2006, 1, 1), date(2012, 12, 31)
SHUT, OPEN = date(2011, 3, 1), date(2011, 9, 1)
READ = reading(SINCE, UNTIL)


def steady(
    a_month: float,
    since: date = SINCE,
    until: date = UNTIL,
    *,
    seed: int = 1,
    name: str = "e",
    pause: tuple[date, date] | None = None,
    **fields: object,
) -> list[Occurrence]:
    """Events at random days, so many a month, none in the pause."""
    random = np.random.default_rng(seed)
    count = random.poisson(a_month * (until - since).days / 30.44)
    drawn = [since + timedelta(days=int(n)) for n in random.integers(0, (until - since).days, count)]
    kept = [day for day in sorted(drawn) if pause is None or not pause[0] <= day < pause[1]]
    return [event(f"{name}{n}", day, **fields) for n, day in enumerate(kept)]  # type: ignore[arg-type]


def said(made: Contacts, kind: str, **asked: object) -> list[Signal]:
    return [
        signal
        for signal in signals(made, about=("PRK",), with_=("RUS",), channels=("in_person",), **asked)  # type: ignore[arg-type]
        if signal.kind == kind
    ]


@pytest.fixture(scope="module")
def frozen() -> Contacts:
    return contacts(steady(6, pause=(SHUT, OPEN)), READ)


def test_a_channel_that_falls_silent_is_a_freeze_with_its_days_and_evidence(frozen: Contacts) -> None:
    (freeze,) = said(frozen, "freeze")
    assert abs((freeze.start - SHUT).days) < 15 and abs(((freeze.end or UNTIL) - OPEN).days) < 15
    assert SHUT < freeze.known_at <= SHUT + timedelta(days=60)
    assert freeze.rate_before == pytest.approx(6, rel=0.25) and freeze.rate_after == 0
    assert (freeze.size, freeze.size_low) == (0, 0) and 0 < (freeze.size_high or 0) < 0.5
    assert freeze.documents_read == 10 * ((freeze.end or UNTIL) - freeze.start).days + 10
    assert len(freeze.events) >= 4 and freeze.q < 0.01


def test_contacts_that_go_on_after_a_freeze_are_a_resumption(frozen: Contacts) -> None:
    (again,) = said(frozen, "resumption")
    assert abs((again.start - OPEN).days) < 15
    assert again.start <= again.known_at <= OPEN + timedelta(days=60)
    assert again.rate_before == 0 and again.rate_after > 3 and again.end is None


def test_online_a_freeze_is_known_only_once_it_is_long_enough() -> None:
    events = steady(6, pause=(SHUT, OPEN))

    def known(day: date) -> list[Signal]:
        kept = [each for each in events if each.published and each.published <= day]
        return said(contacts(kept, reading(SINCE, day), as_of=day), "freeze")

    assert known(SHUT + timedelta(days=7)) == []
    (freeze,) = known(SHUT + timedelta(days=90))
    assert freeze.end is None
    assert freeze.known_at <= SHUT + timedelta(days=60)


def test_one_contact_that_stands_alone_does_not_end_a_freeze() -> None:
    lone = event("lone", date(2011, 6, 1))
    (freeze,) = said(contacts([*steady(8, pause=(SHUT, OPEN)), lone], READ), "freeze")
    assert freeze.start < date(2011, 6, 1) < (freeze.end or UNTIL)
    assert "lone" in freeze.events and 0 < freeze.rate_after < 1


@pytest.mark.parametrize("left", [0, 1], ids=["nothing read", "a tenth read"])
def test_a_gap_in_the_reading_is_no_freeze(left: int) -> None:
    read = reading(SINCE, UNTIL, lambda day: left if SHUT <= day < OPEN else 10)
    events = steady(6, pause=(SHUT, OPEN))
    assert [signal.kind for signal in signals(contacts(events, read), about=("PRK",))] == []


def test_years_without_reading_part_what_can_be_compared() -> None:
    events = [
        *steady(10, until=date(2008, 1, 1)),
        *steady(1, date(2011, 1, 1), name="later", seed=2),
    ]
    read = [*reading(SINCE, date(2008, 1, 1)), *reading(date(2011, 1, 1), UNTIL)]
    assert signals(contacts(events, read), about=("PRK",)) == []


def test_a_paper_that_falls_silent_with_the_dyad_leaves_nothing_to_say() -> None:
    events = steady(6, until=SHUT, sources=(PAPER,))
    read = [*reading(SINCE, SHUT, source=PAPER), *reading(SINCE, UNTIL, source=AGENCY)]
    assert said(contacts(events, read), "freeze") == []


@pytest.mark.parametrize("grown", [2, 5])
def test_twice_the_reading_with_twice_the_contacts_makes_no_signal(grown: int) -> None:
    half = date(2010, 1, 1)
    events = [*steady(4, until=half), *steady(4 * grown, half, name="more", seed=2)]
    read = reading(SINCE, UNTIL, lambda day: 10 if day < half else 10 * grown)
    assert signals(contacts(events, read), about=("PRK",), channels=("in_person",)) == []


@pytest.mark.parametrize("grown", [0.4, 5])
def test_more_or_less_reading_with_the_same_contacts_makes_no_signal(grown: float) -> None:
    half = date(2010, 1, 1)
    read = reading(SINCE, UNTIL, lambda day: 10 if day < half else int(10 * grown))
    assert signals(contacts(steady(4), read), about=("PRK",), channels=("in_person",)) == []


def test_many_more_contacts_than_expected_are_a_surge() -> None:
    burst = steady(20, SHUT, date(2011, 6, 1), name="burst", seed=3)
    (surge,) = said(contacts([*steady(3), *burst], READ), "surge")
    assert abs((surge.start - SHUT).days) < 10 and abs(((surge.end or UNTIL) - date(2011, 6, 1)).days) < 15
    assert surge.known_at < date(2011, 4, 15)
    assert surge.rate_after > 3 * surge.rate_before and (surge.size_low or 0) > 2
    assert set(surge.events) >= {each.id for each in burst if surge.start < (each.first or SINCE) < date(2011, 5, 20)}


def test_a_season_that_comes_each_year_is_no_surge_and_no_freeze() -> None:
    events = [
        each
        for year in range(1998, 2013)
        for month, rate in enumerate((1, 1, 1, 18, 1, 1, 1, 1, 12, 1, 1, 1), start=1)
        for each in steady(
            rate,
            date(year, month, 1),
            date(year, month, 28),
            seed=100 * year + month,
            name=f"{year}-{month}-",
        )
    ]
    made = contacts(events, reading(date(1998, 1, 1), UNTIL))
    late = signals(made, about=("PRK",), with_=("RUS",), channels=("in_person",), since=date(2003, 1, 1))
    assert [signal for signal in late if signal.kind in ("freeze", "surge")] == []


def test_a_new_level_is_dated_and_its_direction_told() -> None:
    events = [
        event(f"e{n}", day, rank=4 if day < SHUT else 2) for n, day in enumerate(days(date(2009, 1, 1), UNTIL, 21))
    ]
    (level,) = said(contacts(events, READ), "level")
    assert abs((level.start - SHUT).days) <= 21
    assert (level.rate_before, level.rate_after, level.size) == (4, 2, -2)
    assert "rose" in in_words(level)
    assert SHUT < level.known_at < SHUT + timedelta(days=365)


def test_letters_in_place_of_meetings_are_a_change_of_channel() -> None:
    events = [
        event(f"e{n}", day, channel="in_person" if day < SHUT else "written", form="meeting")
        for n, day in enumerate(days(date(2009, 1, 1), UNTIL, 12))
    ]
    found = signals(contacts(events, READ), about=("PRK",), with_=("RUS",), kinds=("channel",))
    assert {(signal.channel, signal.rate_after > signal.rate_before) for signal in found} == {
        ("in_person", False),
        ("written", True),
    }


def test_a_first_contact_needs_others_to_follow_and_no_earlier_one_to_be_told() -> None:
    others = steady(5)
    new = [event(f"new{n}", day, "PRK", "BRA") for n, day in enumerate(days(SHUT, OPEN, 20))]
    (first,) = signals(contacts([*others, *new], READ), about=("PRK",), kinds=("first_contact",))
    assert (first.b, first.start, first.rate_before) == ("BRA", SHUT, 0)
    assert first.known_at > SHUT
    once = contacts([*others, new[0]], READ)
    assert signals(once, about=("PRK",), kinds=("first_contact",)) == []
    before = event("old", date(1998, 1, 1), "BRA", "PRK", published=date(2012, 1, 1), background=True)
    assert signals(contacts([*others, *new, before], READ), about=("PRK",), kinds=("first_contact",)) == []


def yearly(years: range, missing: tuple[int, ...] = (), **fields: object) -> list[Occurrence]:
    return [
        event(f"y{year}", date(year, 10, 10 + year % 3), form="reception", **fields)  # type: ignore[arg-type]
        for year in years
        if year not in missing
    ]


def test_a_reception_held_each_year_and_not_this_year_is_missed() -> None:
    made = contacts(yearly(range(2003, 2012)), reading(date(2003, 1, 1), UNTIL))
    (missed,) = said(made, "missed_anniversary")
    assert (missed.form, missed.start.year, missed.start.month) == ("reception", 2012, 10)
    assert missed.rate_before == 1 and len(missed.events) == 9
    assert missed.start < missed.known_at <= date(2012, 10, 31)


@pytest.mark.parametrize(
    "read",
    [
        reading(date(2003, 1, 1), date(2012, 10, 8)),
        reading(date(2003, 1, 1), UNTIL, lambda d: 0 if date(2012, 9, 1) < d < date(2012, 11, 15) else 10),
    ],
    ids=["not yet due", "not read at the time"],
)
def test_an_anniversary_that_was_not_read_is_not_missed(read: list[DocumentsRead]) -> None:
    assert said(contacts(yearly(range(2003, 2012)), read), "missed_anniversary") == []


def test_an_anniversary_told_in_another_form_is_not_missed() -> None:
    events = [*yearly(range(2003, 2012)), event("other", date(2012, 10, 11), form="meeting")]
    assert said(contacts(events, reading(date(2003, 1, 1), UNTIL)), "missed_anniversary") == []


def test_nothing_is_said_of_nothing() -> None:
    assert signals(contacts([], READ)) == []
    assert signals(contacts([event(1, SINCE)], [])) == []


def test_what_is_known_later_is_not_listed_for_earlier_days(frozen: Contacts) -> None:
    (freeze,) = said(frozen, "freeze")
    assert said(frozen, "freeze", until=freeze.known_at) == [freeze]
    assert said(frozen, "freeze", until=freeze.known_at - timedelta(days=1)) == []
    assert said(frozen, "freeze", since=freeze.known_at + timedelta(days=1)) == []


def test_each_signal_reads_as_a_sentence_and_as_json(frozen: Contacts) -> None:
    for signal in signals(frozen, about=("PRK",)):
        row = signal.as_json()
        assert {"kind", "a", "b", "channel", "start", "end", "known_at", "rate_before", "rate_after"} <= set(row)
        assert {"q", "events", "documents_read", "unit", "size", "size_low", "size_high"} <= set(row)
        assert row["start"] == signal.start.isoformat()
        assert in_words(signal).startswith("North Korea with ")


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.permutations(["Agency", "Paper", "Gazette"]))
def test_neither_the_order_of_events_nor_the_names_of_outlets_matter(seed, names) -> None:
    outlets = [Source(name, short=False) for name in ("Agency", "Paper", "Gazette")]
    events = [
        event(each.id, each.first, sources=(outlets[n % 3],)) for n, each in enumerate(steady(8, pause=(SHUT, OPEN)))
    ]
    read = [row for n, source in enumerate(outlets) for row in reading(SINCE, UNTIL, 5 + n, source)]
    before = signals(contacts(events, read), about=("PRK",), channels=("in_person",))
    new = dict(zip(outlets, (Source(name, short=False) for name in names), strict=True))
    again = [event(each.id, each.first, sources=tuple(new[source] for source in each.sources)) for each in events]
    random = Random(seed)
    random.shuffle(again)
    renamed = [DocumentsRead(new[row.source], row.published, row.documents) for row in read]
    random.shuffle(renamed)
    after = signals(contacts(again, renamed), about=("PRK",), channels=("in_person",))
    assert before
    assert [signal.as_json() for signal in after] == [signal.as_json() for signal in before]


@given(st.lists(st.floats(0, 1), max_size=30), st.integers(0, 100))
def test_q_grows_with_p_is_never_less_and_counts_what_was_looked_at(chances, more) -> None:
    q = q_values(chances, len(chances))
    order = np.argsort(chances, kind="stable")
    assert all(np.diff(q[order]) >= 0)
    assert all(q >= np.array(chances) * (1 - 1e-9))
    assert all(q <= 1)
    assert all(q_values(chances, len(chances) + more) >= q)


def test_a_contact_told_years_later_does_not_put_off_what_was_known() -> None:
    burst = steady(20, SHUT, date(2011, 6, 1), name="burst", seed=3)
    late = event("late", SHUT + timedelta(days=1), published=date(2012, 12, 1))
    (surge,) = said(contacts([*steady(3), *burst, late], READ), "surge")
    assert "late" in surge.events
    assert surge.known_at < date(2011, 4, 15)


def test_a_lone_contact_late_in_a_long_freeze_does_not_hide_it() -> None:
    shut = date(2009, 1, 1)
    lone = [event("lone1", date(2010, 8, 1)), event("lone2", date(2012, 3, 1))]
    (freeze,) = said(contacts([*steady(2, until=shut), *lone], READ), "freeze")
    assert abs((freeze.start - shut).days) < 45 and freeze.end is None
    assert {"lone1", "lone2"} <= set(freeze.events)


def test_contacts_in_a_gap_of_the_reading_make_no_surge() -> None:
    read = reading(SINCE, UNTIL, lambda day: 1 if SHUT <= day < OPEN else 10)
    events = [*steady(3, pause=(SHUT, OPEN)), *steady(4, SHUT, OPEN, name="gap", seed=2)]
    assert said(contacts(events, read), "surge") == []


@pytest.mark.parametrize("kind", ["surge", "freeze"])
def test_an_outlet_that_comes_and_goes_with_its_contacts_makes_no_signal(kind: str) -> None:
    events = [*steady(2), *steady(20, SHUT, OPEN, name="paper", seed=2, sources=(PAPER,))]
    read = [*READ, *reading(SHUT, OPEN, 1, source=PAPER)]
    assert said(contacts(events, read), kind) == []


def test_an_outlet_that_tells_of_lower_ranks_makes_no_change_of_level() -> None:
    events = [event(f"e{n}", day, rank=2) for n, day in enumerate(days(SINCE, UNTIL, 40))]
    events += [event(f"p{n}", day, rank=5, sources=(PAPER,)) for n, day in enumerate(days(SHUT, UNTIL, 5))]
    read = [*READ, *reading(SHUT, UNTIL, source=PAPER)]
    assert said(contacts(events, read), "level") == []


def test_what_is_said_at_a_meeting_is_no_contact_in_person() -> None:
    made = contacts([event(1, SHUT, form="praise"), event(2, SHUT), event(3, SHUT, form="message")], READ)
    assert [each.channel for each in made.contacts] == ["media", "in_person", "in_person"]


def test_three_contacts_on_three_days_after_a_freeze_are_no_thirty_a_month() -> None:
    after = [event(f"after{n}", OPEN + timedelta(days=n)) for n in range(3)]
    read = reading(SINCE, OPEN + timedelta(days=45))
    (again,) = said(contacts([*steady(6, until=SHUT), *after], read), "resumption")
    assert again.rate_after == pytest.approx(2, rel=0.1)


def test_small_rates_are_not_told_as_none() -> None:
    lone = event("lone", date(2011, 6, 1))
    (freeze,) = said(contacts([*steady(8, until=date(2008, 1, 1)), lone], READ), "freeze")
    assert 0 < freeze.rate_after < 0.05
    assert "0.0 since" not in in_words(freeze) and "nearly silent" in in_words(freeze)
