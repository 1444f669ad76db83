"""Documents without a day of publication: what they tell of their days is kept, and dates them where it leaves one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.documents import Document
from dragoman.grounding import Grounder
from dragoman.grounding.occasions import Occasion
from dragoman.grounding.when import resolve_when
from dragoman.reading.report import Reading, Report, Span, When

TODAY = date(2026, 1, 1)
SEED = Path(__file__).resolve().parents[3] / "shared/seed"


def visit(first: str, last: str, place: str | None = None, source: str = "e1", form: str = "visit") -> Occasion:
    """A journey of Per Lund's to Peru, as a ledger may have it."""
    return Occasion(
        "visit of Per Lund, Norway with Peru",
        date.fromisoformat(first),
        date.fromisoformat(last),
        people=("Per Lund",),
        countries=frozenset({"NOR", "PER"}),
        form=form,
        place=place,
        source=source,
    )


def resolved(text: str, *said: str, known: tuple[Occasion, ...] = (), today: date = TODAY) -> list[When]:
    """Each expression of an undated text."""
    reports = []
    for each in said:
        start = text.index(each)
        when = When(each, start, start + len(each))
        reports.append(
            Report("CONSULT", "meeting", "occurred", "in_person", background=False, trigger=Span("x", 0, 1), date=when)
        )
    reading = Grounder(known=known, today=today).resolve(Document("d", text), Reading("d", tuple(reports)))
    return [report.date for report in reading.reports if report.date]


def days(when: When) -> tuple[str, str] | None:
    return (when.first.isoformat(), when.last.isoformat()) if when.first and when.last else None


def kinds(when: When) -> list[str]:
    return [each.kind for each in when.constraints]


RECEPTION = "A reception was held in Lima on Thursday to mark the 5th anniversary of Per Lund's visit to Peru."


def test_a_weekday_beside_the_anniversary_of_something_unknown_stays_a_weekday() -> None:
    (thursday,) = resolved(RECEPTION, "Thursday")
    assert days(thursday) is None
    assert not thursday.inferred
    assert thursday.candidates == ()
    assert kinds(thursday) == ["weekday", "anniversary"]
    assert "not known" in thursday.constraints[1].says


def test_a_weekday_within_the_anniversary_of_a_known_journey_is_one_day() -> None:
    (thursday,) = resolved(RECEPTION, "Thursday", known=(visit("2013-03-05", "2013-03-10"),))
    assert days(thursday) == ("2018-03-08", "2018-03-08")
    assert thursday.inferred
    assert [each.source for each in thursday.constraints] == ["text", "e1"]


def test_a_journey_known_by_its_month_leaves_several_days_and_none_is_chosen() -> None:
    (thursday,) = resolved(RECEPTION, "Thursday", known=(visit("2013-03-01", "2013-03-31"),))
    assert days(thursday) is None
    assert [first.isoformat() for first, _ in thursday.candidates] == [
        "2018-03-01",
        "2018-03-08",
        "2018-03-15",
        "2018-03-22",
        "2018-03-29",
    ]


def test_a_meeting_on_the_journey_narrows_its_month() -> None:
    known = (visit("2013-03-01", "2013-03-31"), visit("2013-03-08", "2013-03-08", "Cusco", "e2", "meeting"))
    (thursday,) = resolved(RECEPTION, "Thursday", known=known)
    assert days(thursday) == ("2018-03-08", "2018-03-08")


def test_another_persons_journey_does_not_count() -> None:
    other = replace(visit("2013-03-05", "2013-03-10"), people=("Ana Ruiz",), countries=frozenset({"NOR", "CHL"}))
    (thursday,) = resolved(RECEPTION, "Thursday", known=(other,))
    assert days(thursday) is None


def test_of_two_journeys_what_the_text_looks_back_on_tells_which() -> None:
    known = (visit("2003-03-04", "2003-03-10", source="old"), visit("2013-03-05", "2013-03-10", source="new"))
    (thursday,) = resolved(RECEPTION, "Thursday", known=known)
    assert [first.isoformat() for first, _ in thursday.candidates] == ["2008-03-06", "2018-03-08"]
    (thursday,) = resolved(RECEPTION + " He retired in 2016.", "Thursday", known=known)
    assert days(thursday) == ("2018-03-08", "2018-03-08")
    assert "order" in kinds(thursday)


def test_of_two_journeys_the_place_tells_which() -> None:
    text = "A show opened on Tuesday for the 10th anniversary of Per Lund's journey to the Amazonian region of Peru."
    known = (visit("2003-03-04", "2003-03-09", "Cusco", "old"), visit("2013-03-05", "2013-03-10", "Amazonia", "new"))
    assert days(resolved(text, "Tuesday", known=known)[0]) == ("2023-03-07", "2023-03-07")


def test_what_an_inferred_day_of_publication_dates_is_dated_too() -> None:
    text = RECEPTION + " A similar reception was held in January. Talks stopped last year."
    january, last_year = resolved(text, "January", "last year", known=(visit("2013-03-05", "2013-03-10"),))
    assert days(january) == ("2018-01-01", "2018-01-31")
    assert days(last_year) == ("2017-01-01", "2017-12-31")
    assert january.inferred


def test_a_report_is_not_earlier_than_what_it_reports() -> None:
    text = "The agency reported Friday that " + RECEPTION[0].lower() + RECEPTION[1:]
    (friday,) = resolved(text, "Friday", known=(visit("2013-03-05", "2013-03-10"),))
    assert days(friday) == ("2018-03-09", "2018-03-09")


def test_the_packages_table_holds_occasions_of_its_own() -> None:
    text = "Officials gathered on Tuesday on the 60th anniversary of the founding of the African Union OAU."
    assert days(resolved(text, "Tuesday")[0]) is None  # 25 May 2023 was a Thursday
    (thursday,) = resolved(text.replace("Tuesday", "Thursday"), "Thursday")
    assert days(thursday) == ("2023-05-25", "2023-05-25")
    assert "table" in {each.source for each in thursday.constraints}


def test_a_dateline_and_an_anniversary_give_the_year() -> None:
    text = "Oslo, March 9 (NTB) -- Guests met on Thursday for the 5th anniversary of Per Lund's visit to Peru."
    (thursday,) = resolved(text, "Thursday", known=(visit("2013-03-05", "2013-03-10"),))
    assert days(thursday) == ("2018-03-08", "2018-03-08")
    assert "dateline" in kinds(thursday)


def test_a_weekday_with_its_day_and_month_is_one_day_where_one_year_has_it() -> None:
    text = "The envoys met on Tuesday, August 24. The border had been shut since 2020."
    (day,) = resolved(text, "Tuesday, August 24")
    assert days(day) == ("2021-08-24", "2021-08-24")
    assert day.inferred
    (day,) = resolved(text.replace("2020", "2012"), "Tuesday, August 24")
    assert days(day) == ("2021-08-24", "2021-08-24")
    (day,) = resolved(text.replace("2020", "2009"), "Tuesday, August 24")
    assert [first.year for first, _ in day.candidates] == [2010, 2021]


def test_no_document_is_of_a_day_to_come() -> None:
    text = "The envoys met on Tuesday, August 24. The border had been shut since 2020."
    (day,) = resolved(text, "Tuesday, August 24", today=date(2021, 6, 1))
    assert days(day) is None


def test_what_began_late_bounds_a_document() -> None:
    (day,) = resolved("They met on Monday and wore masks because of COVID-19.", "Monday")
    assert days(day) is None
    assert "not before 2020-01-01" in day.constraints[-1].says


def test_an_anniversary_of_last_year_dates_nothing() -> None:
    text = "Last year a reception marked the 5th anniversary of Per Lund's visit to Peru. They met again on Thursday."
    (thursday,) = resolved(text, "Thursday", known=(visit("2013-03-05", "2013-03-10"),))
    assert days(thursday) is None


def test_a_full_date_needs_no_inference() -> None:
    (when,) = resolved("They met on March 3, 2011.", "March 3, 2011")
    assert days(when) == ("2011-03-03", "2011-03-03")
    assert not when.inferred
    assert when.constraints == ()


def test_a_document_with_a_day_keeps_to_it() -> None:
    start = RECEPTION.index("Thursday")
    report = Report(
        "CONSULT",
        "meeting",
        "occurred",
        "in_person",
        background=False,
        trigger=Span("x", 0, 1),
        date=When("Thursday", start, start + 8),
    )
    document = Document("d", RECEPTION, published=date(2020, 1, 1))
    grounder = Grounder(known=(visit("2013-03-05", "2013-03-10"),))
    when = grounder.resolve(document, Reading("d", (report,))).reports[0].date
    assert when is not None
    assert days(when) == ("2019-12-26", "2019-12-26")
    assert not when.inferred


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    st.integers(1, 40),
    st.dates(date(1992, 1, 1), date(2015, 1, 1)),
    st.integers(0, 6),
)
def test_an_inferred_day_meets_every_constraint(weekday: str, number: int, first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    text = f"Guests met on {weekday} for the {number}th anniversary of Per Lund's visit to Peru."
    (when,) = resolved(text, weekday, known=(visit(first.isoformat(), last.isoformat()),))
    meanings = [(when.first, when.last)] if when.first and when.last else list(when.candidates)
    for start, end in meanings:
        assert start == end
        assert start.strftime("%A") == weekday
        assert start <= TODAY
        anniversary = [each for each in when.constraints if each.kind == "anniversary"]
        begin, until = anniversary[0].says.split(": ")[-1].split(" to ")[0], anniversary[0].says.split(" ")[-1]
        assert begin <= start.isoformat() <= until


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=120))
def test_whatever_an_undated_text_says_its_dates_are_resolved_or_kept(text: str) -> None:
    text = f"On Monday {text} 10th anniversary of {text} in May"
    for when in resolved(text, "Monday", "in May", known=(visit("2013-03-05", "2013-03-10"),)):
        assert (when.first is None) == (when.last is None)
        assert not (when.inferred and when.candidates)


JOURNEY = Occasion(
    "visit of Kim Jong Il, North Korea with Russia",
    date(2011, 8, 20),
    date(2011, 8, 26),
    people=("Kim Jong Il",),
    countries=frozenset({"PRK", "RUS"}),
    form="visit",
    place="Siberia",
    source="e1",
)


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_the_seed_is_of_the_day_that_its_anniversary_leaves_and_open_without() -> None:
    text = next(SEED.glob("*.txt")).read_text(encoding="utf-8")
    tuesday, june = resolved(text, "Tuesday", "June")
    assert (days(tuesday), tuesday.candidates, days(june)) == (None, (), None)
    assert {"weekday", "anniversary"} <= set(kinds(tuesday))
    tuesday, wednesday, june = resolved(text, "Tuesday", "Wednesday", "June", known=(JOURNEY,))
    assert days(tuesday) == ("2021-08-24", "2021-08-24")
    assert tuesday.inferred
    assert days(wednesday) == ("2021-08-25", "2021-08-25")
    assert days(june) == ("2021-06-01", "2021-06-30")


def test_what_is_tried_agrees_with_what_a_dated_document_would_say() -> None:
    (thursday,) = resolved(RECEPTION, "Thursday", known=(visit("2013-03-05", "2013-03-10"),))
    start = RECEPTION.index("Thursday")
    dated = Document("d", RECEPTION, published=date(2018, 3, 9))
    assert (thursday.first, thursday.last) == resolve_when("Thursday", start, start + 8, dated)
