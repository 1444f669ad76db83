"""Words are found in documents and in evidence, and shown where they stand."""

from collections.abc import Callable
from datetime import date

import pytest
from conftest import told

from dragoman.documents import Document
from dragoman.errors import LedgerError
from dragoman.ledger import Found, Ledger, Search
from dragoman.reading.report import Reading

Keep = Callable[..., Ledger]


def marked(found: Found) -> list[list[str]]:
    """The pieces marked in each snippet, taken by their places."""
    return [[s.text[a - s.start : b - s.start] for a, b in s.marks] for s in found.snippets]


def test_documents_are_found_by_any_of_their_sentences(keep: Keep) -> None:
    ledger = keep(told("a", extra="Later a gull came. It rained."), told("b"))
    (found,) = ledger.search(Search("gull"))
    assert (found.document, found.title, found.published) == ("a", "Talks told by a", date(2021, 8, 25))
    assert found.events == tuple(row.id for row in ledger.events())
    (snippet,) = found.snippets
    assert snippet.text == "Later a gull came."
    assert marked(found) == [["gull"]]


def test_evidence_is_searched_by_itself(keep: Keep) -> None:
    ledger = keep(told("a", extra="Later a gull came."))
    assert ledger.search(Search("gull", evidence=True)) == []
    (found,) = ledger.search(Search("quispe ministry", evidence=True))
    assert marked(found) == [["Quispe", "ministry"]]
    assert len(found.events) == 1


def test_a_document_with_two_reports_comes_once(keep: Keep) -> None:
    document, reading = told("a")
    twice = Reading("a", (*reading.reports, *reading.reports))
    (found,) = keep((document, twice)).search(Search("quispe", evidence=True))
    assert found.document == "a"


def test_words_in_a_row_are_marked_as_one(keep: Keep) -> None:
    ledger = keep(told("a", extra="The old Líma road; Lima, old."), told("b", extra="The road is old."))
    (found,) = ledger.search(Search('"OLD lima" road'))
    assert found.document == "a"
    assert marked(found)[-1] == ["old Líma", "road"]


def test_signs_that_are_folded_do_not_move_the_marks(keep: Keep) -> None:
    ledger = keep(told("a", extra="Ŝi veni\u0302s 대한민국 to Åre ﬁrst."))
    for word in ("venis", "대한민국", "are"):
        (found,) = ledger.search(Search(word))
        assert [len(each) for each in marked(found)] == [1], word


def test_the_best_comes_first(keep: Keep) -> None:
    ledger = keep(
        told("a", extra="A gull. " + "The sea was calm and wide. " * 20), told("b", extra="Gull on gull, a gull.")
    )
    assert [found.document for found in ledger.search(Search("gull"))] == ["b", "a"]
    assert len(ledger.search(Search("gull", limit=1))) == 1


def test_outlet_and_days_narrow_a_search(keep: Keep) -> None:
    ledger = keep(told("a"), told("b", outlet="Oslo Post"), told("c", published=date(2021, 9, 1)))
    for search, documents in (
        (Search("lima", outlet="Oslo Post"), {"b"}),
        (Search("lima", since=date(2021, 8, 26)), {"c"}),
        (Search("lima", until=date(2021, 8, 26)), {"a", "b"}),
    ):
        assert {found.document for found in ledger.search(search)} == documents


def test_words_of_a_title_find_the_document(keep: Keep) -> None:
    (found,) = keep(told("a")).search(Search("talks"))
    assert (found.document, found.snippets) == ("a", ())


def test_long_sentences_are_cut_around_the_mark(keep: Keep) -> None:
    ledger = keep((Document("a", "word " * 500 + "gull " + "word " * 500), Reading("a")))
    (found,) = ledger.search(Search("gull"))
    assert len(found.snippets[0].text) <= 400
    assert marked(found) == [["gull"]]


def test_what_is_forgotten_is_not_found(keep: Keep) -> None:
    ledger = keep(told("a", extra="A gull."))
    ledger.add(*told("a", extra="A tern."), reader="test")
    assert ledger.search(Search("gull")) == []
    assert len(ledger.search(Search("tern"))) == 1


@pytest.mark.parametrize("words", ["", '"', "() *", "—"])
def test_nothing_to_search_for_is_told(ledger: Ledger, words: str) -> None:
    with pytest.raises(LedgerError, match="nothing to search for"):
        ledger.search(Search(words))
