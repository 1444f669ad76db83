"""One event, many reports: what merges, what stays apart, and that the order of reading does not matter."""

from datetime import date

import pytest
import sqlalchemy as sa
from conftest import Told, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.ledger import Ledger, schema


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
}
TWO = {
    "another form": {"form": "visit"},
    "another day": {"day": date(2021, 8, 26)},
    "another country on one side": {"b": ("Ana Quispe", "CHL")},
    "other persons": {"a": ("Per Lund", "NOR")},
    "another country as the place": {"place_country": "CHL"},
    "planned": {"status": "planned"},
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


@pytest.mark.parametrize("case", TWO)
def test_reports_of_two_events_stay_apart(case: str, ledger: Ledger) -> None:
    found = documents_together(ledger, told("a"), told("b", **TWO[case]))  # type: ignore[arg-type]
    assert found == {frozenset("a"), frozenset("b")}


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
        found.append(grouped(ledger))
        # The next example begins anew, in the same database.
        with ledger.writing() as connection:
            connection.execute(sa.delete(schema.documents))
            connection.execute(sa.delete(schema.events))
    assert found[0] == found[1]
