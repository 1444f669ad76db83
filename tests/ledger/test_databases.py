"""What must hold of each database: its schema, from the first on; several processes at once; odd texts; names."""

import multiprocessing
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import told
from databases import Fresh, connected

from dragoman.documents import Document
from dragoman.errors import LedgerError
from dragoman.ledger import EventQuery, Ledger
from dragoman.ledger.opening import open_engine, shown, upgrade
from dragoman.ledger.schema import REVISION, metadata
from dragoman.reading.report import Reading

Keep = Callable[..., Ledger]
MIGRATIONS = Path(__file__).parents[2] / "src/dragoman/ledger/migrations"


def run(place: str, statement: str) -> None:
    """Run a statement past Dragoman."""
    if place.startswith("postgresql"):
        with connected(place) as connection:
            connection.cursor().execute(statement)
            connection.commit()
    else:
        with closing(sqlite3.connect(place)) as connection, connection:
            connection.execute(statement)


def test_the_migrations_make_the_tables_of_today(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    unexpected = [change for change in found if "search" not in repr(change)]
    assert unexpected == []


def test_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


ACT = {"type": "CONSULT", "form": "visit", "status": "occurred", "channel": "in_person", "background": False}
DAYS = {"first": "2021-08-24", "last": "2021-08-24"}
LIMA = {"place": "Lima", "place_country": "PER"}
#: Rows of the first schema: two documents, one of which tells of a visit. Written out, because that schema stays.
FIRST: dict[str, list[dict[str, object]]] = {
    "documents": [
        {"key": 1, "id": "a", "hash": "1" * 64, "outlet": "Oslo Post", "published": "2021-08-25", "language": "en"}
        | {
            "title": "A héroic voyage",
            "text": "She came. He saw Lima.",
            "coded": True,
            "note": None,
            "reader": "first",
        },
        {"key": 2, "id": "b", "hash": "2" * 64, "outlet": None, "published": None, "language": None}
        | {"title": None, "text": "Nothing more.", "coded": False, "note": "too short", "reader": "first"},
    ],
    "events": [
        {"id": "0123abcd", "a": '["NOR"]', "b": '["PER"]', "a_names": '["He"]', "b_names": "[]", "rank": 2}
        | {"reports": 1, "documents": 1, "confidence": 0.5, **ACT, **DAYS, **LIMA}
    ],
    "event_countries": [
        {"event": "0123abcd", "side": "a", "country": "NOR"},
        {"event": "0123abcd", "side": "b", "country": "PER"},
    ],
    "reports": [{"key": 1, "document": 1, "event": "0123abcd", "confidence": 0.5, **ACT, **DAYS, **LIMA}],
    "participants": [
        {"report": 1, "side": "a", "position": 0, "start": 10, "end": 12, "text": "He", "name": "He", "country": "NOR"}
        | {"kind": "person", "rank": 2, "basis": "name", "confidence": 0.5}
    ],
    "evidence": [{"report": 1, "position": 0, "role": "trigger", "start": 13, "end": 16, "text": "saw"}],
    "quotes": [{"document": 1, "position": 0, "start": 0, "end": 3, "text": "She"}],
    "blocks": [{"report": 1, "block": "visit:NOR:PER", **DAYS}],
}


def test_a_ledger_of_the_first_schema_comes_up_to_date_with_what_it_holds(fresh: Fresh) -> None:
    place = fresh()
    engine = open_engine(place, create=True, revision="0001")
    with engine.connect().execution_options(writing=True) as connection:
        for table, rows in FIRST.items():
            connection.execute(sa.insert(sa.table(table, *map(sa.column, rows[0]))), rows)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO search (rowid, text) VALUES (1, 'A héroic way He saw Lima.')")
        connection.commit()
    engine.dispose()
    with Ledger(place, create=False) as ledger:
        stats = ledger.stats()
        assert (stats.documents, stats.reports, stats.events, stats.quotes) == (2, 1, 1, 1)
        assert [str(event.told) for event in ledger.events()] == [FIRST["documents"][0]["published"]]
        for words, events in (("heroic lima", 1), ('"saw lima"', 1), ("she", 0)):
            assert len(list(ledger.events(EventQuery(text=words)))) == events
        (sentence,) = ledger.show("0123").reports[0].sentences
        assert sentence.text == "He saw Lima."
        ledger.add(Document("a", "Other words."), Reading("a"), reader="second")
        assert list(ledger.events()) == []


def test_a_ledger_of_a_newer_dragoman_is_told(ledger: Ledger, place: str) -> None:
    run(place, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="newer"):
        Ledger(place)


def test_to_upgrade_twice_does_no_harm(ledger: Ledger, place: str) -> None:
    engine = open_engine(place, create=False)
    upgrade(engine, "head")
    engine.dispose()
    assert ledger.stats().documents == 0


def _add(place: str, number: int, start: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    with Ledger(place) as ledger:
        for day in range(1, 13):
            # One event a day, which every process tells of.
            ledger.add(*told(f"{number}-{day}", day=date(2021, 8, day), published=date(2021, 8, day)), reader="test")


def _ask(place: str, stop: object, wrong: object) -> None:
    with Ledger(place, create=False) as ledger:
        while not stop.is_set():  # type: ignore[attr-defined]
            for row in ledger.events():
                if row.reports != row.documents or row.form != "meeting":
                    wrong.set()  # type: ignore[attr-defined]
            with ledger.reading() as connection:
                listed, kept = (
                    connection.execute(sa.text(query)).scalar_one()
                    for query in ("SELECT coalesce(sum(reports), 0) FROM events", "SELECT count(*) FROM reports")
                )
            if listed != kept:
                wrong.set()  # type: ignore[attr-defined]


def test_several_processes_read_and_write_at_once(fresh: Fresh) -> None:
    place = fresh()
    context = multiprocessing.get_context("spawn")
    start, stop, wrong = context.Barrier(3), context.Event(), context.Event()
    writers = [context.Process(target=_add, args=(place, number, start)) for number in range(3)]
    for writer in writers:
        writer.start()
    # The three make the ledger at once, too; who asks needs one that is there.
    Ledger(place).close()
    reader = context.Process(target=_ask, args=(place, stop, wrong))
    reader.start()
    for writer in writers:
        writer.join()
    stop.set()
    reader.join()
    assert [each.exitcode for each in (*writers, reader)] == [0, 0, 0, 0]
    assert not wrong.is_set()
    with Ledger(place, create=False) as ledger:
        assert [row.documents for row in ledger.events()] == [3] * 12
        assert ledger.stats().documents == 36


def test_what_no_database_can_hold_does_not_hinder(keep: Keep) -> None:
    document, reading = told("a", extra="Odd \x00 and \ud800 signs.")
    odd = Document("o\x00", document.text, title="\udfff")
    ledger = keep((odd, reading))
    (row,) = ledger.events(EventQuery(text="quispe"))
    (report,) = ledger.show(row.id).reports
    assert (report.document, report.title) == ("o\ufffd", "\ufffd")
    assert ledger.has(odd, reader="test")
    ledger.add(odd, Reading("o\x00"), reader="better")
    assert ledger.stats().documents == 1


def test_words_are_found_without_regard_to_case_and_accents(keep: Keep) -> None:
    ledger = keep(told("a", a=("Kári Đạhl-Ødegård", "NOR"), extra="Visit www.example.org/a_b."))
    for words, found in (
        ("KARI", 1),
        ('"ødegard MET"', 1),
        ("degard", 0),
        ("Đạhl-Ødegård", 1),
        ("quispe example", 0),
    ):
        assert len(list(ledger.events(EventQuery(text=words)))) == found, words


def test_the_order_is_that_of_code_points(keep: Keep) -> None:
    ledger = keep(*(told(name) for name in ("b-1", "B2", "a_3", "ä")))
    (row,) = ledger.events()
    assert [report.document for report in ledger.show(row.id).reports] == ["B2", "a_3", "b-1", "ä"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://someone@localhost", "names no database"),
        ("mysql://someone@localhost/x", "postgresql://user@host/database"),
        ("postgresql://someone:secret@host:port/x", "no address"),
        ("postgresql://someone:secret@127.0.0.1:1/x", "connection"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(address: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said) as raised:
        Ledger(address)
    assert "secret" not in str(raised.value)


def test_a_password_is_not_shown() -> None:
    assert shown("postgresql://me:secret@host/base") == "postgresql://me:***@host/base"


def test_a_missing_driver_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.ledger.opening.find_spec", lambda name: None)
    with pytest.raises(LedgerError, match="pip install pg8000"):
        Ledger("postgresql://someone@localhost/x")


@pytest.mark.parametrize("database", ["postgresql"], scope="session")
def test_a_database_that_is_missing_or_holds_no_ledger_is_told(place: str) -> None:
    with pytest.raises(LedgerError, match="dragoman read"):
        Ledger(place, create=False)
    with pytest.raises(LedgerError, match="createdb"):
        Ledger(place + "x")
    with pytest.raises(LedgerError, match="password"):
        Ledger(place.replace("dragoman:", "dragoman:x"))


def _add_both(place: str, start: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    with Ledger(place) as ledger:
        for day in range(1, 26):
            for who in "ab":
                when = date(2021, 8, day)
                ledger.add(*told(f"{who}-{day}", day=when, published=when), reader="test")


def test_events_are_settled_anew_while_another_process_adds(fresh: Fresh) -> None:
    place = fresh()
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    writer = context.Process(target=_add_both, args=(place, start))
    writer.start()
    with Ledger(place) as ledger:
        start.wait()
        while writer.is_alive():
            ledger.settle()
        writer.join()
        assert writer.exitcode == 0
        assert ledger.check().problems == ()
        assert [row.reports for row in ledger.events()] == [2] * 25
