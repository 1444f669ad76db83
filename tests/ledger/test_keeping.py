"""A ledger is checked, copied to a file and filled from it again, in and between both databases."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from conftest import told
from databases import Fresh
from test_databases import run

from dragoman.documents import Document
from dragoman.errors import LedgerError
from dragoman.ledger import EventQuery, Ledger, Search
from dragoman.reading.report import Reading

Keep = Callable[..., Ledger]


@pytest.fixture
def kept(keep: Keep) -> Ledger:
    """A ledger with some of everything."""
    return keep(
        told("a", extra="A gull cried."),
        told("b", a=("Kári Dahl", "NOR"), outlet="Oslo Post"),
        told("c", form="visit", day=None, place=None),
        (Document("d", "Guten Tag."), Reading("d", coded=False, note="language: de")),
    )


def everything(ledger: Ledger) -> object:
    return (
        ledger.stats(),
        [ledger.show(row.id) for row in ledger.events()],
        ledger.search(Search("gull")),
        [row.id for row in ledger.events(EventQuery(text="dahl"))],
    )


def test_a_sound_ledger_has_no_problems(kept: Ledger) -> None:
    found = kept.check()
    assert found.problems == ()
    assert (found.documents, found.reports, found.events) == (4, 3, 2)
    assert found.spans == 19


DAMAGE = {
    "a span that is elsewhere": ("UPDATE evidence SET start = start + 1 WHERE role = 'trigger'", "span", "[11:13]"),
    "a span past the end": ("UPDATE participants SET \"end\" = 9999 WHERE side = 'a'", "span", "participants"),
    "a text that was changed": ("UPDATE documents SET text = text || '!' WHERE id = 'a'", "document", "hash"),
    "an event that miscounts": ("UPDATE events SET reports = 7", "event", "says 7 reports in"),
    "an event without reports": ("DELETE FROM reports WHERE form = 'visit'", "event", "there are 0 in 0"),
    "a report without an event": ("UPDATE reports SET event = NULL WHERE form = 'visit'", "event", "no event"),
    "an event with other countries": ("DELETE FROM event_countries WHERE side = 'b'", "event", "countries"),
    "reports that are not indexed": ("DELETE FROM search", "search", "3 reports are not indexed"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_is_found(kept: Ledger, place: str, case: str) -> None:
    statement, kind, said = DAMAGE[case]
    run(place, statement)
    problems = kept.check().problems
    assert any(problem.kind == kind and said in f"{problem.row} {problem.message}" for problem in problems), problems


def test_a_text_that_is_indexed_by_other_words_is_found_and_mended(kept: Ledger, place: str) -> None:
    run(place, "UPDATE documents SET text = 'Guten Morgen.' WHERE id = 'd'")
    assert {problem.kind for problem in kept.check().problems} == {"document", "search"}
    kept.reindex()
    assert {problem.kind for problem in kept.check().problems} == {"document"}
    assert [found.document for found in kept.search(Search("morgen"))] == ["d"]


@pytest.mark.parametrize("database", ["sqlite"], scope="session")  # PostgreSQL does not let it happen
def test_a_row_whose_parent_is_gone_is_found(place: str) -> None:
    with Ledger(place) as ledger:
        ledger.add(*told("a"), reader="test")
        run(place, "DELETE FROM reports")  # a connection of its own, in which SQLite does not look at foreign keys
        assert any(problem.kind == "foreign_key" for problem in ledger.check().problems)


def test_a_backup_is_a_ledger_that_says_the_same(kept: Ledger, tmp_path: Path) -> None:
    kept.back_up(tmp_path / "backup.sqlite")
    with Ledger(tmp_path / "backup.sqlite", create=False) as backup:
        assert everything(backup) == everything(kept)
        assert backup.check().problems == ()
    assert [path.name for path in tmp_path.glob("backup*")] == ["backup.sqlite"]


def test_a_backup_fills_an_empty_ledger(kept: Ledger, fresh: Fresh, tmp_path: Path) -> None:
    kept.back_up(tmp_path / "backup.sqlite")
    with Ledger(fresh()) as other:
        other.restore(tmp_path / "backup.sqlite")
        assert everything(other) == everything(kept)
        assert other.check().problems == ()
        other.add(*told("e", day=date(2021, 9, 9)), reader="test")
        assert other.stats().events == kept.stats().events + 1


def test_what_is_there_is_replaced_only_when_asked(kept: Ledger, fresh: Fresh, tmp_path: Path) -> None:
    kept.back_up(tmp_path / "backup.sqlite")
    with Ledger(fresh()) as other:
        other.add(*told("x", extra="A tern."), reader="test")
        with pytest.raises(LedgerError, match="not empty"):
            other.restore(tmp_path / "backup.sqlite")
        assert len(other.search(Search("tern"))) == 1
        other.restore(tmp_path / "backup.sqlite", replace=True)
        assert everything(other) == everything(kept)
        assert other.search(Search("tern")) == []


def test_a_backup_never_overwrites(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear aunt,")
    with pytest.raises(LedgerError, match="exists already"):
        kept.back_up(tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text() == "Dear aunt,"


def test_what_is_no_backup_is_told_and_changes_nothing(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear aunt, " * 1000)
    before = everything(kept)
    for name, said in (("letter.txt", "no ledger"), ("none.sqlite", "no backup"), (".", "cannot be read")):
        with pytest.raises(LedgerError, match=said):
            kept.restore(tmp_path / name, replace=True)
    assert everything(kept) == before


def test_a_backup_stays_as_it_was(kept: Ledger, fresh: Fresh, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite"
    kept.back_up(backup)
    before = backup.read_bytes()
    with Ledger(fresh()) as other:
        other.restore(backup)
    assert backup.read_bytes() == before


def test_a_backup_where_nothing_can_be_written_is_told(kept: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no folder"):
        kept.back_up(tmp_path / "none" / "backup.sqlite")


def test_information(kept: Ledger, place: str, database: str) -> None:
    info = kept.info()
    assert info.database.lower().startswith(database)
    assert (info.documents, info.reports, info.events, info.readers) == (4, 3, 2, {"test": 4})
    assert info.bytes > 0
    if database == "sqlite":
        with closing(sqlite3.connect(place)) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (info.schema,)
