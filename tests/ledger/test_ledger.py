"""The ledger keeps what was read once, answers for it, and says what is wrong when it cannot."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import told

from dragoman.documents import Document
from dragoman.errors import LedgerError
from dragoman.ledger import EventQuery, Ledger
from dragoman.reading.report import Reading

Keep = Callable[..., Ledger]


def test_reading_the_same_again_changes_nothing(keep: Keep) -> None:
    ledger = keep(told("a"), told("b", form="visit"))
    before = (ledger.stats(), list(ledger.events()))
    added = ledger.add_many([told("a"), told("b", form="visit")], reader="test")
    assert (added.documents, added.reports, added.unchanged) == (0, 0, 2)
    assert (ledger.stats(), list(ledger.events())) == before


def test_the_same_text_under_another_id_is_the_same_document(keep: Keep) -> None:
    document, reading = told("a")
    ledger = keep((document, reading))
    renamed = Document("z", document.text, title=document.title, outlet=document.outlet, published=document.published)
    assert ledger.add(renamed, reading, reader="test").unchanged == 1


def test_a_changed_text_takes_the_place_of_the_old(keep: Keep) -> None:
    ledger = keep(told("a"))
    ledger.add(*told("a", a=("Per Lund", "NOR")), reader="test")
    assert ledger.stats().documents == 1
    assert [event.a_names for event in ledger.events()] == [("Per Lund",)]


def test_another_reader_reads_again(keep: Keep) -> None:
    ledger = keep(told("a"))
    document, _ = told("a")
    assert ledger.has(document, reader="test")
    assert not ledger.has(document, reader="better")
    ledger.add(document, Reading("a"), reader="better")
    assert (ledger.stats().documents, ledger.stats().events) == (1, 0)


def test_a_document_that_was_not_coded_is_counted(ledger: Ledger) -> None:
    ledger.add(Document("de", "Guten Tag."), Reading("de", coded=False, note="language: de"), reader="test")
    assert (ledger.stats().documents, ledger.stats().documents_not_coded) == (1, 1)


def test_an_event_shows_its_sentences_and_their_evidence(keep: Keep) -> None:
    ledger = keep(told("a", extra="The sun shone."))
    (row,) = ledger.events()
    detail = ledger.show(row.id)
    (report,) = detail.reports
    assert report.document == "a"
    assert report.outlet == "Example Times"
    assert report.reported_by == ("ministry",)
    (sentence,) = report.sentences
    assert sentence.text.endswith("the ministry said.")
    assert {span.role for span in sentence.evidence} == {"trigger", "a", "b", "place", "date", "reported_by"}
    for span in sentence.evidence:
        assert sentence.text[span.start - sentence.start : span.end - sentence.start] == span.text


def test_an_event_is_found_by_the_beginning_of_its_id(keep: Keep) -> None:
    ledger = keep(told("a"))
    (row,) = ledger.events()
    assert ledger.show(row.id[:5]).event == row
    with pytest.raises(LedgerError, match="no event"):
        ledger.show("zzzz")


def test_reports_that_disagree_are_shown(keep: Keep) -> None:
    week = {"day": date(2021, 8, 23), "last": date(2021, 8, 25)}
    ledger = keep(told("a"), told("b", **week))
    (row,) = ledger.events()
    assert (row.first, row.last) == (date(2021, 8, 24), date(2021, 8, 24))
    assert any(line.startswith("date: ") and "(a)" in line for line in ledger.show(row.id).disagreements)


FILTERS = {
    "about": (EventQuery(about=("CHL",)), {"c"}),
    "about and with": (EventQuery(about=("PER",), with_=("NOR",)), {"a", "b"}),
    "with on the other side only": (EventQuery(about=("NOR",), with_=("NOR",)), set()),
    "several": (EventQuery(about=("CHL", "NOR")), {"a", "b", "c"}),
    "form": (EventQuery(form=("visit",)), {"b"}),
    "type": (EventQuery(type=("SUPPORT",)), {"c"}),
    "channel": (EventQuery(channel=("written",)), {"c"}),
    "status": (EventQuery(status=("planned",)), {"b"}),
    "since": (EventQuery(since=date(2021, 9, 1)), {"c"}),
    "until": (EventQuery(until=date(2021, 8, 24)), {"a"}),
    "rank": (EventQuery(rank=1), {"c"}),
    "text": (EventQuery(text="lighthouse"), {"b"}),
    "words together": (EventQuery(text='"old lighthouse"'), {"b"}),
    "words apart": (EventQuery(text='"lighthouse old"'), set()),
    "marks in a search": (EventQuery(text="lighthouse) OR (* NEAR"), set()),
    "limit": (EventQuery(limit=1), {"a"}),
}


@pytest.mark.parametrize("case", FILTERS)
def test_filters(keep: Keep, case: str) -> None:
    ledger = keep(
        told("a"),
        told(
            "b", form="visit", day=date(2021, 8, 27), status="planned", place="the old lighthouse", place_country=None
        ),
        told("c", form="message", a=("Luz Rojas", "CHL"), day=date(2021, 9, 9), rank=1),
    )
    query, wanted = FILTERS[case]
    found = {report.document for row in ledger.events(query) for report in ledger.show(row.id).reports}
    assert found == wanted


def test_events_come_in_order_and_the_undated_last(keep: Keep) -> None:
    stories = [told("c", day=None, published=None), told("b", day=date(2021, 9, 1)), told("a")]
    firsts = [row.first for row in keep(*stories).events()]
    assert firsts == [date(2021, 8, 24), date(2021, 9, 1), None]


def test_stats_count(keep: Keep) -> None:
    stats = keep(told("a"), told("b", outlet="Other Paper"), told("c", form="visit")).stats()
    assert (stats.documents, stats.reports, stats.events, stats.quotes) == (3, 3, 2, 3)
    assert stats.outlets == {"Example Times": 2, "Other Paper": 1}
    assert stats.forms == {"meeting": 1, "visit": 1}
    assert stats.dyads == {"NOR PER": 2}
    assert stats.as_json()["first_published"] == "2021-08-25"


def test_one_writes_while_another_reads(keep: Keep, place: str) -> None:
    ledger = keep(told("a"), told("c", form="visit"))
    with Ledger(place) as other:
        rows = ledger.events()
        next(rows)
        other.add(*told("b", form="message"), reader="test")
        assert len(list(rows)) == 1
    assert ledger.stats().events == 3


def test_a_missing_ledger_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="dragoman read"):
        Ledger(tmp_path / "none.sqlite", create=False)


def test_a_file_that_is_no_ledger_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("This is a letter and no database at all, whatever its name may say." * 20)
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger(tmp_path / "x.sqlite")


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="folder"):
        Ledger(tmp_path)


@pytest.mark.parametrize(
    ("settings", "file"),
    [
        ({"DRAGOMAN_LEDGER": "x/own.sqlite", "DRAGOMAN_HOME": "y"}, "x/own.sqlite"),
        ({"DRAGOMAN_HOME": "y"}, "y/ledger.sqlite"),
        ({"XDG_DATA_HOME": "z"}, "z/dragoman/ledger.sqlite"),
    ],
)
def test_where_the_ledger_lies(
    settings: dict[str, str], file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DRAGOMAN_LEDGER", "DRAGOMAN_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    Ledger().close()
    assert os.path.exists(tmp_path / file)  # noqa: PTH110


def test_an_event_without_a_day_goes_by_that_of_its_first_report(keep: Keep) -> None:
    ledger = keep(
        told("first", form="message", day=None, published=date(2021, 8, 23)),
        told("again", form="message", day=None, published=date(2021, 8, 24)),
        told("dated", day=date(2021, 9, 1), published=date(2021, 8, 23)),
    )
    (event,) = ledger.events(EventQuery(form=("message",)))
    assert (event.first, event.told, event.reports) == (None, date(2021, 8, 23), 2)
    for since, until, forms in (
        (date(2021, 8, 23), date(2021, 8, 23), {"message"}),
        (date(2021, 8, 24), None, {"meeting"}),
        (None, date(2021, 8, 23), {"message"}),
        (None, date(2021, 8, 22), set()),
    ):
        for about in ((), ("NOR",)):
            found = {row.form for row in ledger.events(EventQuery(about=about, since=since, until=until))}
            assert found == forms, (since, until, about)


def test_a_time_holds_the_events_whose_days_meet_it(keep: Keep) -> None:
    ledger = keep(
        told("day"),
        told("year", form="visit", day=date(2021, 1, 1), last=date(2021, 12, 31)),
        told("years", form="gift", day=date(2019, 1, 1), last=date(2021, 8, 1)),
        told("newyear", form="call", day=date(2020, 12, 31), last=date(2021, 1, 1)),
        told("none", form="praise", day=None, published=None),
    )
    for since, until, forms in (
        (date(2021, 8, 24), date(2021, 8, 24), {"meeting", "visit"}),
        (date(2021, 8, 1), date(2021, 8, 1), {"visit", "gift"}),
        (date(2021, 1, 1), date(2021, 1, 1), {"visit", "gift", "call"}),
        (date(2020, 6, 1), date(2020, 6, 2), {"gift"}),
        (date(2021, 8, 25), None, {"visit"}),
        (None, date(2020, 12, 31), {"gift", "call"}),
    ):
        for about in ((), ("NOR",)):
            found = {row.form for row in ledger.events(EventQuery(about=about, since=since, until=until))}
            assert found == forms, (since, until, about)


def test_who_took_part_is_told_for_many_events_at_once_as_for_one(keep: Callable[..., Ledger]) -> None:
    ledger = keep(told("a"), told("b", a=("Kari Dahl", "NOR")), told("c", form="visit", day=date(2021, 9, 9)))
    events = [row.id for row in ledger.events()]
    who = ledger.participants(events)
    assert set(who) == set(events)
    for event in events:
        detail = ledger.show(event)
        assert who[event] == (*detail.a, *detail.b)
    assert ledger.participants([]) == {}
