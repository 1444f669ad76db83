"""The documentation keeps up with the program."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import click
import pytest

from dragoman.analysis.recurring import Expected, Guest, Recurring
from dragoman.documents.document import Document
from dragoman.reading.report import Constraint, Participant, Place, Quote, Reading, Report, Span, When
from dragoman.vocabulary import CHANNELS, DEFINITIONS, FORMS, STATUSES, TYPES, Form

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def sections(name: str) -> dict[str, str]:
    """The text under each second-level heading of a page."""
    parts = re.split(r"^## (.+)$", page(name), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def commands(command: click.Command, path: str = "dragoman") -> list[tuple[str, click.Command]]:
    """All commands below `command`, with the words that call them."""
    if not isinstance(command, click.Group):
        return [(path, command)]
    context = click.Context(command)
    below = {name: command.get_command(context, name) for name in command.list_commands(context)}
    return [each for name, child in below.items() if child for each in commands(child, f"{path} {name}")]


def program() -> click.Group:
    from dragoman.cli import main

    return main


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    documented = {heading for heading in sections("docs/commands.md") if heading.startswith("dragoman ")}
    assert documented == {path for path, _ in commands(program())}


def test_every_option_is_named_in_the_section_of_its_command() -> None:
    text = sections("docs/commands.md")
    missing = [
        f"{path} {option}"
        for path, command in commands(program())
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
        for option in parameter.opts
        if f"`{option}`" not in text.get(path, "")
    ]
    assert missing == []


def test_no_option_is_documented_that_its_command_lacks() -> None:
    text = sections("docs/commands.md")
    surplus = [
        f"{path} {option}"
        for path, command in commands(program())
        for option in re.findall(r"^\| (?:`-\w`, )?`(--[\w-]+)`", text.get(path, ""), flags=re.MULTILINE)
        if option not in {each for parameter in command.params for each in parameter.opts}
    ]
    assert surplus == []


def test_the_columns_of_csv_are_named() -> None:
    from dragoman.ledger.rows import LISTED

    assert [name for name in LISTED if f"`{name}`" not in sections("docs/commands.md")["dragoman events"]] == []


def coded() -> dict[str, Any]:
    """A coded document with one of everything."""
    from dragoman.coding import to_gold

    span = Span("met", 0, 3)
    report = Report(
        "CONSULT",
        "meeting",
        "occurred",
        "in_person",
        background=False,
        trigger=span,
        a=(Participant("met", 0, 3),),
        place=Place("met", 0, 3),
        date=When("met", 0, 3, constraints=(Constraint("met", 0, 3),)),
    )
    reading = Reading("1", reports=(report,), quotes=(Quote("met", 0, 3),), coded=False, note="a reason")
    return to_gold(Document("1", "met"), reading)


@pytest.mark.parametrize("part", ["Document", "Event", "Participant", "Place", "Date", "Quotation"])
def test_the_formats_page_names_each_field_that_is_written(part: str) -> None:
    document = coded()
    event = document["events"][0]
    written = {
        "Document": document,
        "Event": event,
        "Participant": event["a"][0],
        "Place": event["place"],
        "Date": event["date"] | event["date"]["constraints"][0],
        "Quotation": document["quotes"][0],
    }
    text = re.split(r"^#+ ", page("docs/formats.md").split("\n## Output")[1], flags=re.MULTILINE)
    (section,) = [each for each in text if each.startswith(f"{part}\n")]
    assert [field for field in written[part] if f"`{field}`" not in section] == []


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.name)
def test_the_vocabulary_page_has_each_form_as_the_data_have_it(form: Form) -> None:
    cells = (
        f"`{form.name}`",
        form.type,
        form.definition,
        form.a,
        form.b,
        form.channel,
        form.cameo,
        form.intent,
    )
    assert f"| {' | '.join(cells)} |" in page("docs/vocabulary.md")


@pytest.mark.parametrize(
    ("heading", "names"),
    [("Types", TYPES), ("Statuses", STATUSES), ("Channels", CHANNELS)],
    ids=lambda each: str(each)[:8],
)
def test_the_vocabulary_page_defines_each_term(heading: str, names: tuple[str, ...]) -> None:
    meanings = DEFINITIONS[heading.lower()]
    text = sections("docs/vocabulary.md")[heading]
    assert [name for name in names if f"| `{name}` | {meanings[name]} |" not in text] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_make_target_that_a_page_names_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), flags=re.MULTILINE))
    named = re.findall(
        r"(?:^ {4}|`)make (?:[A-Z]+=\S+ )?([a-z-]+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert set(named) <= targets


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_to_a_file_or_heading_of_the_project_leads_there(path: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, heading = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (heading and heading not in anchors(target)):
            broken.append(link)
    assert broken == []


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_script_that_a_page_names_exists(path: Path) -> None:
    scripts = re.findall(r"python\s+((?:training|benchmarks|scripts)/\S+?\.py)", path.read_text(encoding="utf-8"))
    assert [script for script in scripts if not (ROOT / script).exists()] == []


def fields_of(value: Any) -> set[str]:
    """The names of all fields of a JSON value, but those of objects that count things by name."""
    if isinstance(value, list):
        return set().union(*map(fields_of, value))
    if not isinstance(value, dict):
        return set()
    named = {name: part for name, part in value.items() if name not in ("outlets", "forms", "dyads", "ranks")}
    return {*value, *set().union(*map(fields_of, named.values()))}


def test_every_field_that_json_has_is_on_its_page(tmp_path: Path) -> None:
    from click.testing import CliRunner

    ledger = ["--ledger", str(tmp_path / "demo.sqlite")]
    runner = CliRunner()

    def run(*words: str) -> str:
        result = runner.invoke(program(), [*words, *ledger], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    run("demo")
    events = json.loads(run("events", "--json"))
    one = max(events, key=lambda event: event["reports"])["id"]
    run("review", one, "--right")
    asked = {
        "events": [], "show": [one], "search": ["exhibition"], "stats": [], "signals": [], "series": ["--about", "PRK"],
        "dyad": ["PRK", "RUS"], "precedents": [one], "brief": ["--about", "PRK"], "review log": [],
    }  # fmt: skip
    told = sections("docs/json.md")
    shared = told["Objects that several commands give"]
    for command, words in asked.items():
        found = json.loads(run(*command.split(), *words, "--json"))
        assert found, command
        named = {
            each for text in (shared, told[f"dragoman {command}"]) for each in re.findall(r"`(\w+)(?:\[\])?`", text)
        }
        assert fields_of(found) <= named, command
    calendar = {field.name for row in (Recurring, Expected, Guest) for field in dataclasses.fields(row)}
    assert calendar <= set(re.findall(r"`(\w+)(?:\[\])?`", told["dragoman calendar"]))
