"""What analysis asks of the ledger."""

from collections.abc import Callable
from datetime import date

from conftest import told

from dragoman.documents import Document
from dragoman.ledger import DocumentsRead, Ledger, Source
from dragoman.reading.report import Reading

Keep = Callable[..., Ledger]
TIMES, POST = Source("Example Times", short=True), Source("Example Post", short=True)


def test_an_event_comes_once_with_its_first_telling_and_who_told_it(keep: Keep) -> None:
    ledger = keep(told("a", published=date(2021, 8, 26)), told("b", published=date(2021, 8, 25), outlet="Example Post"))
    (only,) = ledger.occurrences()
    assert (only.form, only.a, only.b, only.rank) == ("meeting", ("NOR",), ("PER",), 2)
    assert (only.first, only.published, only.sources) == (date(2021, 8, 24), date(2021, 8, 25), (POST, TIMES))


def test_as_of_a_day_only_what_was_published_by_then_is_known(keep: Keep) -> None:
    ledger = keep(told("a", published=date(2021, 8, 25)), told("b", form="visit", published=date(2021, 9, 25)))
    assert [each.form for each in ledger.occurrences(date(2021, 9, 1))] == ["meeting"]
    assert ledger.documents_read(date(2021, 9, 1)) == [DocumentsRead(TIMES, date(2021, 8, 25), 1)]
    assert ledger.occurrences(date(2021, 8, 1)) == []


def test_documents_are_counted_by_outlet_length_and_day(keep: Keep) -> None:
    ledger = keep(told("a"), told("b"), told("c", extra="They spoke of fish. " * 20))
    read = {row.source: row.documents for row in ledger.documents_read()}
    assert read == {TIMES: 2, Source("Example Times", short=False): 1}


def test_a_document_that_was_not_coded_was_not_read(ledger: Ledger) -> None:
    document = Document("de", "Guten Tag.", published=date(2021, 8, 25))
    ledger.add(document, Reading("de", coded=False, note="language: de"), reader="test")
    assert ledger.documents_read() == []


def test_a_document_without_a_day_tells_but_is_no_reading_of_any_day(keep: Keep) -> None:
    ledger = keep(told("a", published=None))
    assert [each.published for each in ledger.occurrences()] == [None]
    assert ledger.documents_read() == []
