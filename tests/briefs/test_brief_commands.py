"""`dragoman brief`, `dyad`, `calendar` and `precedents`: what they print for people and for programs, and draw."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from handmade import KIM, PUTIN, ids, ledger_of, shows, silent, told

from dragoman.cli import main


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    days = (date(2018, 1, 1) + timedelta(days=8 * n) for n in range(170))
    greetings = [
        told(f"g{y}", date(y, 6, 12), "message", [KIM], [PUTIN], verb="wrote to", occasion="on Russia Day")
        for y in (2018, 2019, 2020)
    ]
    stories = [each for each in shows() if not each[0].id.startswith("greeting")]
    ledger_of(folder, *(silent(f"s{day}", day) for day in days), *greetings, *stories).close()
    return folder / "handmade.sqlite"


def run(ledger: Path, *arguments: str) -> Result:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(main, [*arguments, "--ledger", str(ledger)])
    assert result.exit_code == 0, result.output
    return result


def event(ledger: Path, name: str) -> str:
    from dragoman.ledger import Ledger

    with Ledger(ledger) as kept:
        return ids(kept)[name]


def test_precedents_say_why(ledger: Path) -> None:
    asked, nearest = event(ledger, "august"), event(ledger, "june")
    lines = run(ledger, "precedents", asked).stdout.splitlines()
    assert lines[2].startswith(nearest)
    assert "the same sort of host: embassy" in lines[2]
    found = json.loads(run(ledger, "precedents", asked[:6], "--json", "--limit", "1").stdout)
    assert [each["event"]["id"] for each in found["precedents"]] == [nearest]
    assert {"form", "place", "wording"} <= {reason["field"] for reason in found["precedents"][0]["reasons"]}


def test_a_dyad_is_told_in_tables_and_in_json(ledger: Path) -> None:
    shown = run(ledger, "dyad", "Russia", "PRK").stdout
    assert "Russia with North Korea" in shown
    assert "who acts on whom" in shown
    assert "Vladimir Putin (President, rank 1)" in shown
    found = json.loads(run(ledger, "dyad", "PRK", "RUS", "--json", "--since", "2021-01-01").stdout)
    assert found["events"] == [event(ledger, "august")]
    assert found["network"]["actors"]


def test_the_calendar_lists_what_is_due(ledger: Path) -> None:
    shown = run(ledger, "calendar", "--about", "PRK").stdout
    assert "2022-06-12" in shown
    assert "Russia Day" in shown
    (only,) = json.loads(run(ledger, "calendar", "--form", "message", "--json", "--after", "2020-12-31").stdout)
    assert only["next"]["likeliest"] == "2021-06-12"
    assert run(ledger, "calendar", "--about", "JPN").stdout.startswith("nothing")


@pytest.mark.parametrize("suffix", [".svg", ".png"])
@pytest.mark.parametrize("command", [("dyad", "PRK", "RUS"), ("calendar",)])
def test_pictures_are_drawn(ledger: Path, tmp_path: Path, command: tuple[str, ...], suffix: str) -> None:
    path = tmp_path / f"picture{suffix}"
    run(ledger, *command, "--plot", str(path))
    if suffix == ".svg":
        assert ElementTree.fromstring(path.read_text()).tag.endswith("svg")
    else:
        assert path.read_bytes().startswith(b"\x89PNG")


def test_a_brief_comes_as_markdown_page_or_json(ledger: Path, tmp_path: Path) -> None:
    text = run(ledger, "brief", "--about", "PRK").stdout
    assert text.startswith("# North Korea")
    path = tmp_path / "brief.html"
    assert run(ledger, "brief", "--about", "PRK", "--with", "RUS", "-o", str(path)).stdout == ""
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<svg") == 2
    found = json.loads(run(ledger, "brief", "--about", "PRK", "--json").stdout)
    listed = {each["event"]["id"] for each in found["references"]}
    assert all(set(s["events"]) <= listed for section in found["sections"] for s in section["statements"])


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("brief",), 2, "--about"),
        (("brief", "--about", "JPN"), 1, "no event of Japan"),
        (("brief", "--about", "PRK", "-o", "/nowhere/brief.md"), 1, "cannot write"),
        (("dyad", "PRK", "PRK"), 2, "no dyad"),
        (("dyad", "PRK", "RUS", "--plot", "x.gif"), 1, "cannot draw"),
        (("precedents", "zzz"), 1, "no event"),
        (("calendar", "--about", "JPN", "--plot", "x.png"), 1, "nothing to draw"),
    ],
)
def test_wrong_requests_are_told(ledger: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    result = CliRunner().invoke(main, [*arguments, "--ledger", str(ledger)])
    assert result.exit_code == status
    assert said in result.stderr
