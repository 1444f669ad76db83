"""`dragoman signals` and `dragoman series`: tables for people, JSON and CSV for programs, pictures."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from generated import contacts, every, reading

from dragoman.analysis import Key, one_series
from dragoman.analysis.plots import Panel, draw
from dragoman.cli import main
from dragoman.documents import Document
from dragoman.ledger import Ledger
from dragoman.reading.report import Participant, Reading, Report, Span, When

SHUT, OPEN = date(2011, 3, 1), date(2011, 10, 1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of daily news with a meeting every four days, but for seven months."""
    home = tmp_path_factory.mktemp("home")
    stories = []
    for number in range(1300):
        day = date(2009, 1, 1) + timedelta(days=number)
        text = f"Kari Dahl met Ana Quispe on day {number}." if number % 4 == 0 else f"Rain fell on day {number}."
        reports = ()
        if number % 4 == 0 and not SHUT <= day < OPEN:
            who = (
                Participant("Kari Dahl", 0, 9, country="NOR", rank=2),
                Participant("Ana Quispe", 14, 24, country="PER"),
            )
            when = When(f"on day {number}", 25, len(text) - 1, day, day)
            met = Span("met", 10, 13)
            reports = (
                Report(
                    "CONSULT",
                    "meeting",
                    "occurred",
                    "in_person",
                    background=False,
                    trigger=met,
                    a=who[:1],
                    b=who[1:],
                    date=when,
                ),
            )
        stories.append(
            (Document(f"d{number}", text, outlet="Oslo Post", published=day), Reading(f"d{number}", reports))
        )
    with Ledger(home / "ledger.sqlite") as ledger:
        ledger.add_many(stories, reader="test")
    return home


def run(home: Path, *arguments: str) -> Result:
    return CliRunner(env={"DRAGOMAN_HOME": str(home), "COLUMNS": "200"}).invoke(main, list(arguments))


def test_signals_tells_people_what_froze_and_how_sure_that_is(home: Path) -> None:
    result = run(home, "signals", "--about", "Norway", "--channel", "in_person", "--kind", "freeze")
    assert result.exit_code == 0, result.output
    assert "Norway with Peru: in person contacts fell silent on 2011-03-01" in result.stdout
    assert "almost certain" in result.stdout and "1,300 documents read" in result.stdout


def test_signals_are_json_alone_with_the_agreed_fields(home: Path) -> None:
    found = json.loads(run(home, "signals", "--about", "NOR", "--with", "PER", "--json").stdout)
    freeze = next(row for row in found if row["kind"] == "freeze")
    assert (freeze["a"], freeze["b"]) == ("NOR", "PER")
    assert freeze["start"] < freeze["known_at"] < freeze["end"]
    assert freeze["documents_read"] > 200 and freeze["rate_after"] == 0


def test_signals_as_csv_has_a_column_for_each_field(home: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(home, "signals", "--about", "NOR", "--csv").stdout)))
    assert {"freeze", "resumption"} <= {row["kind"] for row in rows}


def test_as_of_a_day_nothing_later_is_known(home: Path) -> None:
    early = json.loads(run(home, "signals", "--about", "NOR", "--as-of", "2011-03-05", "--json").stdout)
    assert early == []
    later = json.loads(run(home, "signals", "--about", "NOR", "--as-of", "2011-06-01", "--json").stdout)
    assert {row["kind"] for row in later} == {"freeze"} and {row["end"] for row in later} == {None}


def test_a_ledger_without_signals_says_so(tmp_path: Path) -> None:
    Ledger(tmp_path / "ledger.sqlite").close()
    result = run(tmp_path, "signals")
    assert result.exit_code == 0 and "no signals in 0 contacts of 0 documents read" in result.stdout
    refused = run(tmp_path, "series", "--about", "NOR")
    assert refused.exit_code == 1 and "no document with a day of publication" in refused.output


def test_series_counts_beside_what_was_read(home: Path) -> None:
    asked = ("series", "--about", "NOR", "--with", "PER", "--since", "2010-01-01", "--until", "2010-12-31")
    (made,) = json.loads(run(home, *asked, "--period", "quarter", "--json").stdout)
    assert next((row["start"], row["documents_read"]) for row in made["periods"]) == ("2010-01-01", 90)
    assert sum(row["events"] for row in made["periods"]) == 91
    table = run(home, *asked).stdout
    assert "Norway with Peru: contacts" in table and "told by Oslo Post" in table
    rows = list(csv.DictReader(io.StringIO(run(home, *asked, "--csv").stdout)))
    assert len(rows) == 12 and {row["a"] for row in rows} == {"NOR"}


def test_a_plot_names_what_it_shows_its_units_and_its_source(home: Path, tmp_path: Path) -> None:
    svg, png = tmp_path / "plot.svg", tmp_path / "plot.png"
    result = run(home, "signals", "--about", "NOR", "--channel", "in_person", "--kind", "freeze", "--plot", str(svg))
    assert result.exit_code == 0, result.output
    words = " ".join("".join(node.itertext()) for node in ElementTree.parse(svg).iter())
    for expected in ("Norway with Peru: in person contacts", "a month", "documents", "Oslo Post", "freeze 2011-03-01"):
        assert expected in words
    assert run(home, "series", "--about", "NOR", "--plot", str(png)).exit_code == 0
    assert png.read_bytes().startswith(b"\x89PNG")
    refused = run(home, "series", "--about", "NOR", "--plot", str(tmp_path / "plot.gif"))
    assert refused.exit_code == 1 and "plot.gif" in refused.output


def test_a_plot_shades_what_was_not_read(tmp_path: Path) -> None:
    until = date(2012, 12, 31)
    read = [*reading(date(2009, 1, 1), SHUT), *reading(OPEN, until)]
    made = contacts(every(9, date(2009, 1, 1), until), read)
    draw([Panel(one_series(made, Key("PRK", "RUS")))], tmp_path / "gap.svg")
    words = " ".join("".join(node.itertext()) for node in ElementTree.parse(tmp_path / "gap.svg").iter())
    assert "shaded: too little read to tell" in words


def test_the_page_on_analysis_names_each_field_and_kind() -> None:
    from dragoman.analysis.signal import COLUMNS, KINDS

    page = (Path(__file__).resolve().parents[2] / "docs/analysis.md").read_text(encoding="utf-8")
    assert [name for name in (*COLUMNS, *KINDS) if f"`{name}`" not in page] == []
