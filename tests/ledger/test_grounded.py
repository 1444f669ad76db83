"""The ledger keeps where a place is and how an undated act was dated, and lends its past to dating others."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from conftest import told

from dragoman.documents import Document
from dragoman.grounding import Grounder
from dragoman.grounding.occasions import Occasion
from dragoman.ledger import Ledger
from dragoman.reading.report import Constraint, Reading, Report, Span, When

Keep = Callable[..., Ledger]


def test_a_places_coordinates_are_kept(keep: Keep) -> None:
    document, reading = told("a")
    (report,) = reading.reports
    assert report.place is not None
    place = replace(
        report.place, name="Lima", latitude=-12.05, longitude=-77.04, precision="city", basis="name", confidence=0.99
    )
    ledger = keep((document, Reading("a", (replace(report, place=place),))))
    (row,) = ledger.events()
    (shown,) = ledger.show(row.id).reports
    assert shown.place is not None
    assert (shown.place.name, shown.place.latitude, shown.place.longitude) == ("Lima", -12.05, -77.04)
    assert (shown.place.precision, shown.place.basis, shown.place.country) == ("city", "name", "PER")
    assert shown.dating is None


def test_how_an_undated_act_was_dated_is_kept(keep: Keep) -> None:
    document, reading = told("a", published=None)
    (report,) = reading.reports
    assert report.date is not None
    constraint = Constraint("Tuesday", 0, 7, "weekday", "weekday: Tuesday")
    day = date(2021, 8, 24)
    inferred = replace(report.date, inferred=True, constraints=(constraint,))
    several = replace(
        inferred, first=None, last=None, inferred=False, candidates=((day, day), (date(2021, 8, 31), date(2021, 8, 31)))
    )
    ledger = keep(
        (document, Reading("a", (replace(report, date=inferred), replace(report, form="visit", date=several))))
    )
    shown = {row.form: ledger.show(row.id).reports[0] for row in ledger.events()}
    dating = shown["meeting"].dating
    assert dating is not None
    assert dating.inferred
    assert dating.constraints[0] == {"kind": "weekday", "text": "Tuesday", "says": "weekday: Tuesday", "source": "text"}
    assert shown["meeting"].first == day
    open_ = shown["visit"].dating
    assert open_ is not None
    assert not open_.inferred
    assert [first for first, _ in open_.candidates] == [day, date(2021, 8, 31)]


def test_what_it_learns_later_dates_a_document_that_was_open(keep: Keep) -> None:
    text = "Guests met in Lima on Tuesday for the 10th anniversary of Kari Dahl's meeting with Ana Quispe in Peru."
    marking = Document("marking", text)
    start = text.index("Tuesday")
    report = Report(
        "CONSULT",
        "reception",
        "occurred",
        "in_person",
        background=False,
        trigger=Span("met", text.index("met"), text.index("met") + 3),
        date=When("Tuesday", start, start + 7),
    )
    read = Reading("marking", (report,))

    def code(again: Sequence[Document], known: Sequence[Occasion]) -> list[tuple[Document, Reading]]:
        grounder = Grounder(known=known, today=date(2030, 1, 1))
        return [(document, grounder.ground(document, read)) for document in again]

    ledger = keep(*code([marking], ()))
    assert ledger.date_again(code, reader="test") == 0
    ledger.add(*told("a", day=date(2011, 8, 23)), reader="test")
    assert [row.first for row in ledger.events() if row.form == "reception"] == [None]
    assert ledger.date_again(code, reader="test") == 0  # 23 August 2021 was a Monday
    ledger.add_many([told("a", day=date(2011, 8, 24))], reader="test", again=True)
    assert ledger.date_again(code, reader="test") == 1
    assert [row.first for row in ledger.events() if row.form == "reception"] == [date(2021, 8, 24)]
    assert ledger.date_again(code, reader="test") == 0
    assert ledger.stats().documents == 2


def test_it_lends_dated_acts_that_are_remembered(keep: Keep) -> None:
    ledger = keep(told("a"), told("b", form="message"), told("c", form="visit", status="planned"), told("d", day=None))
    (occasion,) = ledger.occasions()
    assert (occasion.form, occasion.first, occasion.last) == ("meeting", date(2021, 8, 24), date(2021, 8, 24))
    assert set(occasion.people) == {"Kari Dahl", "Ana Quispe"}
    assert occasion.countries == {"NOR", "PER"}
    assert occasion.source == next(row.id for row in ledger.events() if row.form == "meeting" and row.first)
