"""One event, many reports: what merges, what stays apart, and that the order of reading does not matter."""

from dataclasses import fields, replace
from datetime import date

import pytest
import sqlalchemy as sa
from conftest import Told, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.ledger import Ledger, schema
from dragoman.ledger.settling import loaded
from dragoman.ledger.telling import telling_of
from dragoman.reading.sentences import sentences


def grouped(ledger: Ledger) -> dict[str, frozenset[str]]:
    """Documents of each event, by its id."""
    return {row.id: frozenset(report.document for report in ledger.show(row.id).reports) for row in ledger.events()}


def documents_together(ledger: Ledger, *stories: Told) -> set[frozenset[str]]:
    ledger.add_many(stories, reader="test")
    return set(grouped(ledger).values())


ONE = {
    "told alike": {},
    "with sides the other way round, between equals": {"a": ("Ana Quispe", "PER"), "b": ("Kari Dahl", "NOR")},
    "spelled otherwise": {"a": ("Kári Dahl", "NOR")},
    "by surname alone": {"b": ("Quispe", "PER")},
    "without a place": {"place": None},
    "without a date, in fresh news": {"day": None},
    "with a wider date": {"day": date(2021, 8, 23), "last": date(2021, 8, 29)},
    "announced before": {"status": "planned", "published": date(2021, 8, 20)},
}
TWO = {
    "another form": {"form": "visit"},
    "another day": {"day": date(2021, 8, 26)},
    "another country on one side": {"b": ("Ana Quispe", "CHL")},
    "other persons": {"a": ("Per Lund", "NOR")},
    "another country as the place": {"place_country": "CHL"},
    "a year later": {"day": date(2022, 8, 24), "published": date(2022, 8, 25)},
    "a month that holds the day, and nothing else": {
        "day": date(2021, 8, 1),
        "last": date(2021, 8, 31),
        "a": ("Oslo", "NOR"),
        "b": ("Lima Town", "PER"),
        "place": None,
    },
}


@pytest.mark.parametrize("case", ONE)
def test_reports_of_one_event_merge(case: str, ledger: Ledger) -> None:
    assert documents_together(ledger, told("a"), told("b", **ONE[case])) == {frozenset("ab")}  # type: ignore[arg-type]


def test_one_show_in_the_words_of_four_outlets_is_one_event(ledger: Ledger) -> None:
    shown = {"form": "cultural_event"}
    stories = (
        told("a", outlet="Lima Wire", **shown),
        told("b", b=("Quispe", "PER"), outlet="Oslo Post", place=None, **shown),
        told("c", a=("Dahl", "NOR"), outlet="Andes Weekly", day=None, published=date(2021, 8, 26), **shown),
        told("d", day=date(2021, 8, 25), outlet="South Herald", **shown),
    )
    assert documents_together(ledger, *stories) == {frozenset("abcd")}


def test_a_day_apart_is_one_act_of_two_outlets_and_two_of_one(ledger: Ledger) -> None:
    later = date(2021, 8, 25)
    one, other = told("a", form="cultural_event"), told("b", form="cultural_event", day=later)
    assert documents_together(ledger, one, other) == {frozenset("a"), frozenset("b")}
    other = told("b", form="cultural_event", day=later, outlet="Oslo Post")
    assert documents_together(ledger, one, other) == {frozenset("ab")}


def test_two_shows_of_one_day_are_two_events_whoever_tells_them(ledger: Ledger) -> None:
    shown = {"form": "cultural_event"}
    stories = (
        told("a", a=("Norwegian Embassy", "NOR"), outlet="Lima Wire", **shown),
        told("b", a=("Chilean Embassy", "CHL"), outlet="Oslo Post", **shown),
    )
    assert documents_together(ledger, *stories) == {frozenset("a"), frozenset("b")}


def test_each_stands_on_one_side_whoever_is_named_first(ledger: Ledger) -> None:
    turned = {"a": ("Ana Quispe", "PER"), "b": ("Kari Dahl", "NOR")}
    ledger.add_many([told("a"), told("b", **turned)], reader="test")  # type: ignore[arg-type]
    (event,) = ledger.events()
    assert (event.a, event.b) == (("NOR",), ("PER",))
    shown = ledger.show(event.id)
    assert [{member.country for member in side} for side in (shown.a, shown.b)] == [{"NOR"}, {"PER"}]
    assert not any("side" in each for each in shown.disagreements)
    found = {(one.field, one.value) for one in shown.provenance if one.field in "ab"}
    assert found == {("a", "NOR"), ("b", "PER")}
    assert list(ledger.participants([event.id])) == [event.id]
    assert not ledger.check().problems


@pytest.mark.parametrize("case", TWO)
def test_reports_of_two_events_stay_apart(case: str, ledger: Ledger) -> None:
    found = documents_together(ledger, told("a"), told("b", **TWO[case]))  # type: ignore[arg-type]
    assert found == {frozenset("a"), frozenset("b")}


def test_messages_of_different_senders_stay_apart(ledger: Ledger) -> None:
    senders = [("Ana Quispe", "PER"), ("Luz Rojas", "PER"), ("Rosa Soto", "CHL")]
    stories = [
        told(name, form="message", a=who, b=("Kari Dahl", "NOR")) for name, who in zip("abc", senders, strict=True)
    ]
    assert documents_together(ledger, *stories) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_a_stay_is_one_visit_from_arrival_to_departure(ledger: Ledger) -> None:
    days = [date(2021, 8, 20), date(2021, 8, 23), date(2021, 8, 27)]
    stories = [told(name, form="visit", day=day, published=day) for name, day in zip("abc", days, strict=True)]
    assert documents_together(ledger, *stories) == {frozenset("abc")}


def test_one_act_told_twice_in_a_document_is_one_event(ledger: Ledger) -> None:
    document, reading = told("a")
    (report,) = reading.reports
    same_sentence = replace(report, form="negotiation", trigger=report.trigger)
    ledger.add(document, replace(reading, reports=(report, same_sentence)), reader="test")
    (row,) = ledger.events()
    assert (row.reports, row.documents) == (2, 1)


def test_copies_and_one_outlet_are_one_source(ledger: Ledger) -> None:
    long = "They spoke of fish, of trade, of the sea between them and of a road that is to be built before the winter."
    ledger.add_many(
        [
            told("a", extra=long),
            told("b", outlet="Copy Post", extra=long),
            told("c", extra="Nothing else was told of it."),
        ],
        reader="test",
    )
    (row,) = ledger.events()
    assert (row.reports, row.documents, row.independent) == (3, 3, 1)
    assert [report.copy_of for report in ledger.show(row.id).reports] == [None, "a", None]
    other = (
        "Fishermen in three harbours said that they had waited years for somebody to come and listen to them at last."
    )
    ledger.add(*told("d", outlet="Harbour News", extra=other), reader="test")
    (row,) = ledger.events()
    assert row.independent == 2


def test_what_became_of_it_is_one_event_with_a_history(ledger: Ledger) -> None:
    ledger.add_many(
        [
            told("a", status="planned", published=date(2021, 8, 19)),
            told("b", status="cancelled", published=date(2021, 8, 22)),
        ],
        reader="test",
    )
    (row,) = ledger.events()
    assert row.status == "cancelled"
    steps = [(step.published, step.status, step.documents) for step in ledger.show(row.id).history]
    assert steps == [(date(2021, 8, 19), "planned", ("a",)), (date(2021, 8, 22), "cancelled", ("b",))]


def test_reports_that_deny_each_other_disagree(ledger: Ledger) -> None:
    ledger.add_many([told("a"), told("b", status="denied", published=date(2021, 8, 26))], reader="test")
    (row,) = ledger.events()
    (line,) = [line for line in ledger.show(row.id).disagreements if line.startswith("whether")]
    assert row.status == "occurred"
    assert "denied (b)" in line


def test_every_value_says_what_it_rests_on(ledger: Ledger) -> None:
    ledger.add_many([told("a"), told("b")], reader="test")
    (row,) = ledger.events()
    found = ledger.show(row.id).provenance
    assert {one.field for one in found} >= {"form", "status", "first", "last", "place", "a", "b"}
    texts = {name: told(name)[0].text for name in "ab"}
    assert all(texts[one.document][one.start : one.end] == one.text and one.reader == "test" for one in found)
    assert {one.document for one in found if one.field == "a" and one.value == "NOR"} == {"a", "b"}


def test_a_ledger_of_an_older_rule_is_settled_when_it_is_written_to(ledger: Ledger) -> None:
    ledger.add_many([told("a"), told("b"), told("c", form="visit")], reader="test")
    before = grouped(ledger)
    with ledger.writing() as connection:
        for table in (schema.links, schema.blocks, schema.events):
            connection.execute(sa.delete(table))
        connection.execute(sa.update(schema.settled).values(rule="older"))
        connection.execute(sa.update(schema.reports).values(words=None, dated=None))
    assert list(ledger.events()) == []
    ledger.add_many([told("d", form="gift")], reader="test")
    assert {key: group for key, group in grouped(ledger).items() if group != {"d"}} == before


def test_what_was_just_read_is_compared_as_the_ledger_keeps_it(ledger: Ledger) -> None:
    document, reading = told("a", extra="They spoke of fish.")
    ledger.add(document, reading, reader="test")
    read = telling_of(document, reading.reports[0], sentences(document.text))
    with ledger.reading() as connection:
        (kept,) = loaded(connection, [1]).values()
    assert {field.name: getattr(kept, field.name) for field in fields(kept)} == {
        field.name: getattr(read, field.name) for field in fields(read)
    }


def test_a_vague_report_does_not_chain_two_events(ledger: Ledger) -> None:
    week = told("w", day=date(2021, 8, 23), last=date(2021, 8, 28))
    found = documents_together(ledger, told("a"), told("b", day=date(2021, 8, 27), published=date(2021, 8, 28)), week)
    assert not any({"a", "b"} <= group for group in found)


PEOPLE = [("Kari Dahl", "NOR"), ("Dahl", "NOR"), ("Per Lund", "NOR"), ("Ana Quispe", "PER"), ("Luz Rojas", "CHL")]
STORIES = st.lists(
    st.tuples(
        st.sampled_from(["meeting", "visit"]),
        st.sampled_from(PEOPLE),
        st.sampled_from(PEOPLE),
        st.integers(20, 28),
        st.integers(0, 6),
        st.sampled_from([None, "PER", "CHL"]),
    ),
    min_size=2,
    max_size=9,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STORIES, st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_order_of_reading_does_not_matter(ledger: Ledger, rows: list[tuple], random: object, together: int) -> None:
    stories = []
    for number, (form, a, b, day, length, country) in enumerate(rows):
        if a != b:
            first, last = date(2021, 8, day), date(2021, 8, min(31, day + length))
            stories.append(told(f"d{number}", form=form, a=a, b=b, day=first, last=last, place_country=country))
    shuffled = list(stories)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = []
    for order, size in ((stories, 64), (shuffled, together)):
        ledger.add_many(order, reader="test", together=size)
        found.append((grouped(ledger), list(ledger.events())))
        if size != 64:
            # What grew event by event is what is made at once.
            assert not ledger.check().problems
            ledger.settle()
            assert (grouped(ledger), list(ledger.events())) == found[-1]
        # The next example begins anew, in the same database.
        with ledger.writing() as connection:
            connection.execute(sa.delete(schema.documents))
            connection.execute(sa.delete(schema.events))
    assert found[0] == found[1]
