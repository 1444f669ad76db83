"""Judgements act at once, are logged, can be taken back, and outlast what is read later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from conftest import Told, told

from dragoman.errors import LedgerError
from dragoman.ledger import EventQuery, Ledger, Review
from dragoman.reading.report import Span

Keep = Callable[..., Ledger]
LATER = {"day": date(2021, 8, 28), "published": date(2021, 8, 29)}


def groups(ledger: Ledger) -> set[frozenset[str]]:
    return {frozenset(report.document for report in ledger.show(row.id).reports) for row in ledger.events()}


def event_of(ledger: Ledger, document: str) -> str:
    for row in ledger.events(EventQuery(verdict=("right", "wrong", "none"))):
        if document in {report.document for report in ledger.show(row.id).reports}:
            return row.id
    raise AssertionError(f"no event is told by {document}")


@pytest.fixture
def review(ledger: Ledger) -> Review:
    return Review(ledger, who="Ana")


def test_what_is_judged_wrong_is_listed_no_more_until_that_is_taken_back(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"))
    number = review.wrong(event_of(ledger, "a"), note="a rehearsal")
    assert list(ledger.events()) == []
    (row,) = ledger.events(EventQuery(verdict=("wrong",)))
    assert row.verdict == "wrong"
    assert ledger.occurrences() == []
    review.undo(number)
    assert [row.verdict for row in ledger.events()] == [None]


def test_two_events_judged_the_same_are_one_and_stay_so(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"), told("b", **LATER))
    assert groups(ledger) == {frozenset("a"), frozenset("b")}
    review.same(event_of(ledger, "a"), event_of(ledger, "b"))
    ledger.add(*told("c"), reader="test")
    assert groups(ledger) == {frozenset("abc")}
    ledger.settle()
    assert groups(ledger) == {frozenset("abc")}


def test_what_is_judged_different_stays_apart(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"), told("b"))
    number = review.split(event_of(ledger, "a"), ["b"])
    assert groups(ledger) == {frozenset("a"), frozenset("b")}
    ledger.add(*told("c"), reader="test")
    assert not any({"a", "b"} <= group for group in groups(ledger))
    review.undo(number)
    assert groups(ledger) == {frozenset("abc")}


def test_the_latest_of_two_judgements_counts(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"), told("b", **LATER))
    a, b = event_of(ledger, "a"), event_of(ledger, "b")
    review.different(a, b)
    same = review.same(a, b)
    assert groups(ledger) == {frozenset("ab")}
    review.undo(same)
    assert groups(ledger) == {frozenset("a"), frozenset("b")}


def test_an_undo_can_be_taken_back(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"))
    number = review.wrong(event_of(ledger, "a"))
    undo = review.undo(number)
    review.undo(undo)
    assert list(ledger.events()) == []
    with pytest.raises(LedgerError, match="taken back already"):
        review.undo(undo)


def test_a_field_that_was_set_outlasts_another_reading(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"), told("b"))
    number = review.set(event_of(ledger, "a"), "date", "2021-08-22..2021-08-23")
    review.set(event_of(ledger, "a"), "form", "visit")
    ledger.add(*told("a", day=date(2021, 8, 24), rank=1), reader="better")
    (row,) = ledger.events()
    assert (row.first, row.last, row.form, row.rank) == (date(2021, 8, 22), date(2021, 8, 23), "visit", 1)
    assert (number, "first") in {(one.judgement, one.field) for one in ledger.show(row.id).provenance}


def test_one_person_under_two_names(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"), told("b", a=("Per Lund", "NOR")))
    assert groups(ledger) == {frozenset("a"), frozenset("b")}
    number = review.actor("Per Lund", "Kari Dahl", note="his pen name")
    assert groups(ledger) == {frozenset("ab")}
    (row,) = ledger.events()
    assert row.a_names == ("Kari Dahl",)
    review.undo(number)
    assert groups(ledger) == {frozenset("a"), frozenset("b")}


def test_the_log_says_who_when_what_and_why(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"))
    event = event_of(ledger, "a")
    review.undo(review.wrong(event, note="a rehearsal"), note="it was not")
    wrong, undo = review.log()
    assert (wrong.kind, wrong.who, wrong.note, wrong.events, wrong.in_force) == (
        "wrong",
        "Ana",
        "a rehearsal",
        (event,),
        False,
    )
    assert (undo.undoes, undo.in_force, undo.at[:2]) == (wrong.number, True, "20")


def test_judgements_that_hold_are_training_data(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"), told("b", **LATER))
    review.undo(review.wrong(event_of(ledger, "a")))
    review.different(event_of(ledger, "a"), event_of(ledger, "b"), note="two meetings")
    (row,) = review.training()
    assert (row["kind"], row["note"]) == ("different", "two meetings")
    assert [[report["document"] for report in part] for part in row["reports"]] == [["a"], ["b"]]


def test_a_report_that_another_reading_does_not_find_leaves_its_judgement_adrift(keep: Keep, review: Review) -> None:
    ledger = keep(told("a"))
    review.right(event_of(ledger, "a"))
    document, reading = told("a")
    ledger.add(document, type(reading)("a"), reader="worse")
    (row,) = review.log()
    assert (row.events, row.adrift) == ((), 1)
    ledger.add(document, reading, reader="better")
    assert [row.verdict for row in ledger.events()] == ["right"]


def test_what_another_reader_changed_is_told(keep: Keep) -> None:
    ledger = keep(told("a"), told("b", form="visit"))
    ledger.add(*told("a", b=("Luz Rojas", "CHL")), reader="better")
    document, reading = told("b", form="visit")
    ledger.add(document, type(reading)("b"), reader="better")
    told_of = {(change.document, change.kind, change.field, change.before, change.after) for change in ledger.changes()}
    assert told_of == {("a", "changed", "b", "PER", "CHL"), ("b", "gone", None, None, None)}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda review, event: review.wrong("zz"), "no event"),
        (lambda review, event: review.same(event, event), "review split"),
        (lambda review, event: review.split(event, ["x"]), "not told by x"),
        (lambda review, event: review.split(event, ["a"]), "all that tell"),
        (lambda review, event: review.set(event, "colour", "red"), "no field"),
        (lambda review, event: review.set(event, "date", "soon"), "no day"),
        (lambda review, event: review.set(event, "a", "XXX"), "no country"),
        (lambda review, event: review.actor("Kari Dahl", "kari dahl"), "one"),
        (lambda review, event: review.undo(9), "no judgement 9"),
    ],
)
def test_what_cannot_be_judged_is_told(
    keep: Keep, review: Review, asked: Callable[[Review, str], object], said: str
) -> None:
    ledger = keep(told("a"))
    with pytest.raises(LedgerError, match=said):
        asked(review, event_of(ledger, "a"))
    assert review.log() == []


def test_the_doubtful_come_first(keep: Keep, review: Review) -> None:
    stories: list[Told] = [told("a"), told("b"), told("c", form="visit")]
    ledger = keep(*stories)
    assert review.doubtful()[0] == event_of(ledger, "c")
    review.split(event_of(ledger, "a"), ["b"])
    assert review.doubtful_pairs() == []


def test_a_judgement_on_one_of_two_visits_that_one_word_tells_is_of_that_one(ledger: Ledger, review: Review) -> None:
    document, reading = told("a", form="visit")
    (first,) = reading.reports
    wider = Span(document.text[first.trigger.start : first.b[0].end], first.trigger.start, first.b[0].end)
    second = replace(first, trigger=wider, b=(replace(first.b[0], name="Luz Rojas", country="CHL"),), place=None)
    told_twice = replace(reading, reports=(first, second))
    ledger.add(document, told_twice, reader="test")
    events = {frozenset((*row.a, *row.b)): row.id for row in ledger.events()}
    assert len(events) == len(set(events.values())) == 2
    review.wrong(events[frozenset({"NOR", "CHL"})])
    assert [{*row.a, *row.b} for row in ledger.events()] == [{"NOR", "PER"}]
    ledger.add(document, told_twice, reader="better")
    assert [{*row.a, *row.b} for row in ledger.events()] == [{"NOR", "PER"}]
