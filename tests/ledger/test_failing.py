"""What fails midway is told, loses nothing that was kept, and can simply be run again."""

import itertools
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from conftest import Told, told
from databases import Fresh, script

from dragoman.cli.read import KEPT_TOGETHER
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger

Keep = Callable[..., Ledger]
DRAGOMAN = Path(__file__).parents[2] / "benchmarks/quick_reader.py"


def stories(number: int) -> Iterator[Told]:
    for day in range(number):
        when = date(2021, 1, 1) + timedelta(day)
        yield told(f"d{day}", day=when, published=when, extra="It was a fine day. " * 30)


#: Enough for several transactions of a reading.
ARTICLES = 2 * KEPT_TOGETHER + 100


def dragoman(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command, with a quick stand-in for the reader, in a process of its own."""
    environment = {**os.environ, "COLUMNS": "200", **settings}
    return subprocess.run([sys.executable, DRAGOMAN, *arguments], capture_output=True, text=True, env=environment)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Articles, some of which tell of the same meetings."""
    path = tmp_path / "articles.jsonl"
    people = ["Norway", "Peru", "Japan", "India", "Kenya"]
    with path.open("w") as file:
        for number, (a, b) in zip(range(ARTICLES), itertools.cycle(itertools.permutations(people, 2)), strict=False):
            day = date(2021, 5, 5) + timedelta(number // 20)
            monday = day - timedelta(day.weekday())
            text = (
                f"{a} met {b} in Lima on Tuesday. Later {b} visited {a} in Oslo on {monday:%B} {monday.day}. "
                f"Nothing else befell. {number}"
            )
            file.write(json.dumps({"id": f"a{number}", "text": text, "published": str(day)}) + "\n")
    return path


def everything(place: str) -> object:
    with Ledger(place, create=False) as ledger:
        assert ledger.check().problems == ()
        return ledger.stats(), [ledger.show(row.id) for row in ledger.events()]


def test_a_reading_that_is_killed_at_any_moment_goes_on_without_loss_or_doubles(
    fresh: Fresh, articles: Path, tmp_path: Path
) -> None:
    whole, killed = fresh(), fresh()
    assert dragoman("read", str(articles), "--ledger", whole, COUNT=str(tmp_path / "count")).returncode == 0
    asked = int((tmp_path / "count").read_text())
    assert asked > ARTICLES
    chance = random.Random(articles.stat().st_size)
    documents = 0
    # The first time early, the making of its tables included; then anywhere in most of what is left to do.
    for share in (0.05, 0.8, 0.8, 0.8):
        latest = max(2, int(share * asked * (ARTICLES - documents) / ARTICLES))
        ended = dragoman("read", str(articles), "--ledger", killed, DIE_AT=str(chance.randrange(1, latest)))
        assert ended.returncode == -9
        with Ledger(killed) as ledger:
            assert ledger.check().problems == ()
            assert ledger.stats().documents >= documents
            documents = ledger.stats().documents
    last = dragoman("read", str(articles), "--ledger", killed)
    assert last.returncode == 0
    assert f"{ARTICLES - documents:,} documents read, {documents:,} known already" in last.stderr
    assert everything(killed) == everything(whole)


def test_a_disk_that_fills_up_is_told_and_what_was_kept_stays(articles: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "full.sqlite")
    ended = dragoman("read", str(articles), "--ledger", place, LIMIT="600000")
    assert ended.returncode == 1
    assert f"Error: {place}: the disk" in ended.stderr
    assert "run again" in ended.stderr
    with Ledger(place) as ledger:
        assert ledger.check().problems == ()
        assert ledger.stats().documents < ARTICLES
    assert dragoman("read", str(articles), "--ledger", place).returncode == 0
    with Ledger(place) as ledger:
        assert ledger.stats().documents == ARTICLES


def test_a_full_disk_ends_a_batch_and_no_other(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.sqlite") as ledger:
        ledger.add_many(stories(20), reader="test", together=10)
        limit = [ledger.info().bytes // 4096 + 5]

        @sa.event.listens_for(ledger._engine, "checkout")
        def _limited(connection, record, proxy) -> None:  # type: ignore[no-untyped-def]
            connection.execute(f"PRAGMA max_page_count = {limit[0]}")

        with pytest.raises(LedgerError, match="disk is full"):
            ledger.add_many(stories(200), reader="test", together=10)
        kept = ledger.stats().documents
        assert kept % 10 == 0
        assert 20 <= kept < 200
        assert ledger.check().problems == ()
        limit[0] = 1_000_000
        assert ledger.add_many(stories(200), reader="test").unchanged == kept


def test_a_ledger_that_another_writes_to_for_too_long_is_told(
    place: str, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(told("a"))
    monkeypatch.setattr("dragoman.ledger.opening.PATIENCE", 0.1)
    with Ledger(place) as other, Ledger(place) as ledger, other.writing():
        with pytest.raises(LedgerError, match="another process is writing"):
            ledger.add(*told("b"), reader="test")
        assert ledger.stats().documents == 1
    assert keep(told("b")).stats().documents == 2


def test_an_error_midway_keeps_nothing_of_its_batch(ledger: Ledger) -> None:
    def broken() -> Iterator[Told]:
        yield from stories(7)
        raise OSError("the tape tore")

    with pytest.raises(OSError, match="tape"):
        ledger.add_many(broken(), reader="test", together=3)
    assert ledger.stats().documents == 6
    assert ledger.check().problems == ()


@contextmanager
def stopping(server: object) -> Iterator[Iterator[Told]]:
    """Stories, in the midst of which the server stops; it comes back at the end."""

    def told_until() -> Iterator[Told]:
        for number, story in enumerate(stories(40)):
            if number == 25:
                server.stop()  # type: ignore[attr-defined]
            yield story

    yield told_until()
    server.start()  # type: ignore[attr-defined]


def test_a_connection_that_is_lost_is_told_and_what_was_kept_stays(server: object) -> None:
    # The commit waits for the disk here, as on a server that is no throw-away.
    with script().server({"synchronous_commit": "on"}) as own, Ledger(own.url()) as ledger:
        with stopping(own) as some, pytest.raises(LedgerError, match="run again when it is back"):
            ledger.add_many(some, reader="test", together=10)
        assert ledger.stats().documents == 20
        assert ledger.check().problems == ()
        assert ledger.add_many(stories(40), reader="test").documents == 20


def test_a_file_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.sqlite") as ledger:
        ledger.add(*told("a"), reader="test")
        # As for a file without the right to write; root, as which tests may run, may write any.
        with ledger.reading() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(LedgerError, match="may not be written"):
            ledger.add(*told("b"), reader="test")
