"""`dragoman review`: judging from the command line, in a dialogue and without one."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.ledger import Ledger


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose ledger holds one event of two reports and one of one."""
    import sys

    sys.path.insert(0, str(Path(__file__).parent / "ledger"))
    from conftest import told

    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.add_many([told("a"), told("b"), told("c", form="visit")], reader="test")
    return tmp_path


def run(home: Path, *arguments: str, given: str = "") -> Result:
    runner = CliRunner(env={"DRAGOMAN_HOME": str(home), "DRAGOMAN_LEDGER": "", "COLUMNS": "160", "USER": "ana"})
    return runner.invoke(main, list(arguments), input=given)


def listed(home: Path, *arguments: str) -> dict[str, dict]:
    found = json.loads(run(home, "events", "--json", *arguments).stdout)
    return {event["form"]: event for event in found}


def test_an_event_is_judged_by_its_id(home: Path) -> None:
    visit = listed(home)["visit"]["id"]
    result = run(home, "review", visit, "--wrong", "--note", "a rehearsal", "--who", "Ana")
    assert "dragoman review undo 1" in result.stdout
    assert set(listed(home)) == {"meeting"}
    assert listed(home, "--verdict", "wrong")["visit"]["verdict"] == "wrong"
    (row,) = json.loads(run(home, "review", "log", "--json").stdout)
    assert (row["who"], row["note"], row["events"]) == ("Ana", "a rehearsal", [visit])
    assert run(home, "review", "undo", "1").exit_code == 0
    assert set(listed(home)) == {"meeting", "visit"}


def test_split_set_and_export(home: Path, tmp_path: Path) -> None:
    meeting = listed(home)["meeting"]["id"]
    assert run(home, "review", "split", meeting, "b").exit_code == 0
    assert run(home, "review", "set", listed(home)["visit"]["id"], "place", "Cusco").exit_code == 0
    assert listed(home)["visit"]["place"] == "Cusco"
    run(home, "review", "export", "-o", str(tmp_path / "out.jsonl"))
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["kind"] for row in rows] == ["different", "set"]
    shown = run(home, "show", listed(home)["visit"]["id"], "--provenance").stdout
    assert "judgement 2" in shown
    assert "different" in run(home, "review", "log").stdout


def test_the_dialogue_goes_through_events(home: Path) -> None:
    result = run(home, "review", given="w\nno such visit\nf\nplace\nCusco\n\n")
    assert "2 judged" in result.stdout
    assert set(listed(home)) == {"meeting"}
    assert listed(home)["meeting"]["place"] == "Cusco"


def test_the_dialogue_ends_when_asked_to(home: Path) -> None:
    assert "0 judged" in run(home, "review", given="q\n").stdout
    assert "0 judged" in run(home, "review", "next", "--pairs").stdout


def test_changes_of_another_reader_are_listed(home: Path) -> None:
    from conftest import told

    with Ledger(home / "ledger.sqlite") as ledger:
        ledger.add(*told("a", b=("Luz Rojas", "CHL")), reader="better")
    assert "CHL" in run(home, "review", "changes").stdout
    (row,) = json.loads(run(home, "review", "changes", "--json").stdout)
    assert (row["field"], row["before"], row["after"]) == ("b", "PER", "CHL")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("review", "zz", "--wrong"), 1, "no event"),
        (("review", "zz"), 2, "--right or --wrong"),
        (("review", "undo", "7"), 1, "no judgement 7"),
    ],
)
def test_wrong_requests_are_told(home: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    result = run(home, *arguments)
    assert result.exit_code == status
    assert said in result.stderr
