"""The ledger's commands: what they print for people, and what for programs."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main

STORIES = [
    {
        "id": "lima-1",
        "outlet": "Example Times",
        "published": "2021-08-25",
        "title": "Talks in Lima",
        "text": "Norwegian Foreign Minister Kari Dahl met Peruvian President Ana Quispe in Lima on Tuesday.",
    },
    {
        "id": "oslo-1",
        "outlet": "Oslo Post",
        "published": "2021-09-02",
        "text": "Peruvian President Ana Quispe sent a message of greetings to Norwegian King Harald on Wednesday.",
    },
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose ledger holds the stories."""
    home = tmp_path_factory.mktemp("home")
    given = home / "in.jsonl"
    given.write_text("".join(json.dumps(story) + "\n" for story in STORIES))
    assert run(home, "read", str(given)).exit_code == 0
    return home


def run(home: Path, *arguments: str) -> Result:
    return CliRunner(env={"DRAGOMAN_HOME": str(home), "COLUMNS": "160"}).invoke(main, list(arguments))


def listed(home: Path, *arguments: str) -> list[dict]:
    result = run(home, "events", "--json", *arguments)
    assert result.exit_code == 0
    found: list[dict] = json.loads(result.stdout)
    return found


def test_reading_again_changes_nothing(home: Path) -> None:
    before = (listed(home), run(home, "stats", "--json").stdout)
    result = run(home, "read", str(home / "in.jsonl"))
    assert "0 documents read, 2 known already" in result.stderr
    assert (listed(home), run(home, "stats", "--json").stdout) == before


def test_events_as_json(home: Path) -> None:
    events = listed(home)
    assert {"NOR", "PER"} == {code for event in events for code in event["a"] + event["b"]}
    assert [event["first"] for event in events] == sorted(event["first"] for event in events)


def test_filters_reach_the_ledger(home: Path) -> None:
    assert listed(home, "--about", "Norway", "--with", "per") == listed(home)
    assert listed(home, "--about", "CHN") == []
    assert {event["form"] for event in listed(home, "--channel", "written")} == {"message"}
    assert {event["first"] for event in listed(home, "--until", "2021-08-31")} == {"2021-08-24"}
    assert {event["form"] for event in listed(home, "--text", "greetings")} == {"message"}
    assert listed(home, "--type", "support") == listed(home, "--form", "message")


def test_events_as_csv(home: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run(home, "events", "--csv").stdout)))
    assert [row["id"] for row in table] == [event["id"] for event in listed(home)]
    assert {row["background"] for row in table} <= {"true", "false"}


def test_events_as_a_table(home: Path) -> None:
    shown = run(home, "events").stdout
    assert "2021-08-24" in shown
    assert "Kari Dahl" in shown
    assert run(home, "events", "--about", "CHN").stdout.strip() == "no events"


def test_an_event_without_a_day_stands_at_that_of_its_first_report(tmp_path: Path) -> None:
    told = [*STORIES, {"id": "x", "outlet": "Oslo Post", "published": "2021-08-28", "text": STORIES[1]["text"]}]
    told[-1]["text"] = told[-1]["text"].replace(" on Wednesday", "")
    given = tmp_path / "in.jsonl"
    given.write_text("".join(json.dumps(story) + "\n" for story in told if story["id"] != "oslo-1"))
    assert run(tmp_path, "read", str(given)).exit_code == 0
    assert [event["first"] for event in listed(tmp_path)] == ["2021-08-24", None]
    given.write_text(
        json.dumps({**STORIES[0], "id": "later", "text": STORIES[0]["text"] + " "} | {"published": "2021-09-08"})
    )
    assert run(tmp_path, "read", str(given)).exit_code == 0
    lines = run(tmp_path, "events").stdout.splitlines()
    days = [line.split()[1] for line in lines[1:] if line[:1].isalnum() and not line.endswith("events")]
    assert days == ["2021-08-24", "(2021-08-28)", "2021-09-07"]
    assert "(day)" in run(tmp_path, "events").stdout
    assert "(day)" not in run(tmp_path, "events", "--form", "meeting").stdout


def test_show_prints_the_sentences_and_the_source(home: Path) -> None:
    event = listed(home, "--until", "2021-08-31")[0]["id"]
    shown = run(home, "show", event).stdout
    assert STORIES[0]["text"] in shown
    assert "Example Times, 2021-08-25" in shown
    detail = json.loads(run(home, "show", event, "--json").stdout)
    assert detail["reports"][0]["document"] == "lima-1"


def test_stats(home: Path) -> None:
    found = json.loads(run(home, "stats", "--json").stdout)
    assert found["documents"] == 2
    assert found["reports"] >= found["events"] >= 2
    assert "Oslo Post" in run(home, "stats").stdout


def test_search_shows_the_sentences_that_hold_the_words(home: Path) -> None:
    (found,) = json.loads(run(home, "search", "quispe", "lima", "--json").stdout)
    assert found["document"] == "lima-1"
    (snippet,) = found["snippets"]
    assert [STORIES[0]["text"][start:end] for start, end in snippet["marks"]] == ["Quispe", "Lima"]
    assert found["events"] == [event["id"] for event in listed(home, "--until", "2021-08-31")]
    shown = run(home, "search", "quispe", "lima").stdout
    assert STORIES[0]["text"] in shown
    assert "Oslo Post" not in shown


def test_the_ledger_is_checked_copied_and_restored(home: Path, tmp_path: Path) -> None:
    assert "all right" in run(home, "ledger", "check").stdout
    assert json.loads(run(home, "ledger", "check", "--json").stdout)["ok"]
    copy, other = str(tmp_path / "copy.sqlite"), str(tmp_path / "other.sqlite")
    assert run(home, "ledger", "backup", copy).exit_code == 0
    assert run(home, "ledger", "backup", copy).exit_code == 1
    assert run(home, "ledger", "restore", copy, "--ledger", other).exit_code == 0
    assert listed(home, "--ledger", other) == listed(home)
    info = json.loads(run(home, "ledger", "info", "--json", "--ledger", other).stdout)
    assert (info["ledger"], info["documents"]) == (other, 2)
    assert other in run(home, "ledger", "info", "--ledger", other).stdout
    with sqlite3.connect(other) as connection:
        connection.execute("DELETE FROM search")
    result = run(home, "ledger", "check", "--ledger", other)
    assert result.exit_code == 1
    assert "dragoman ledger reindex" in result.stdout
    assert run(home, "ledger", "reindex", "--ledger", other).exit_code == 0
    assert run(home, "ledger", "check", "--ledger", other).exit_code == 0


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl", "plover", "cameo"])
def test_export_writes_each_format(home: Path, tmp_path: Path, form: str) -> None:
    result = run(home, "export", "--format", form, "--until", "2021-08-31", "-o", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert result.stderr == f"{len(listed(home, '--until', '2021-08-31'))} events written\n"
    assert (tmp_path / "out").stat().st_size
    if form != "parquet":
        assert run(home, "export", "--format", form, "--until", "2021-08-31", "--quiet").stdout_bytes == (
            tmp_path / "out"
        ).read_bytes().replace(b"\r", b"")
    else:
        assert run(home, "export", "--format", form).exit_code == 2


def test_a_ledger_goes_out_and_comes_in_again(home: Path, tmp_path: Path) -> None:
    assert run(home, "export", "--format", "jsonl", "-o", str(tmp_path / "out.jsonl")).exit_code == 0
    result = run(tmp_path, "import", str(tmp_path / "out.jsonl"))
    assert result.exit_code == 0
    assert "2 documents" in result.stderr
    assert listed(tmp_path) == listed(home)


def test_a_hand_kept_list_is_set_beside_the_ledger(home: Path, tmp_path: Path) -> None:
    list_ = tmp_path / "mine.csv"
    list_.write_text(
        "date,countries,form,note\n2021-08-24,NOR;PER,meeting,talks\n2021-08-30,NOR;PER,gift,\nMay,NOR,,\n"
    )
    copy = str(tmp_path / "copy.sqlite")
    run(home, "ledger", "backup", copy)
    result = run(home, "import", str(list_), "--ledger", copy)
    assert result.exit_code == 1
    assert f"{list_}:4: 'May' is no ISO day" in result.stderr
    assert "2 entries kept as the list 'mine'" in result.stderr
    found = json.loads(run(home, "compare", "--json", "--ledger", copy).stdout)
    assert [each["entry"]["note"] for each in found["matched"]] == ["talks"]
    assert [each["row"] for each in found["only_in_list"]] == [3]
    shown = run(home, "compare", "mine", "--ledger", copy).stdout
    assert "only in the list (1)" in shown
    assert run(home, "compare", "mine").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("show", "nothing"), 1, "no event"),
        (("events", "--about", "Atlantis"), 2, "no country"),
        (("events", "--form", "dance"), 2, "--form"),
        (("events", "--rank", "9"), 2, "--rank"),
        (("events", "--text", "()"), 1, "nothing to search"),
    ],
)
def test_wrong_requests_are_told(home: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    result = run(home, *arguments)
    assert result.exit_code == status
    assert said in result.stderr


def test_without_a_ledger_the_way_to_one_is_told(tmp_path: Path) -> None:
    result = run(tmp_path, "events")
    assert result.exit_code == 1
    assert "dragoman read" in result.stderr


def test_control_characters_of_a_text_do_not_reach_the_terminal(tmp_path: Path) -> None:
    story = STORIES[0] | {
        "id": "evil",
        "title": "\x1b[2J",
        "text": STORIES[0]["text"].replace("Kari Dahl", "Kari \x1b[31mDahl"),
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(story))
    run(tmp_path, "read", str(tmp_path / "in.jsonl"))
    events = listed(tmp_path)
    assert "\x1b" not in run(tmp_path, "events").stdout
    for event in events:
        assert "\x1b" not in run(tmp_path, "show", event["id"]).stdout


def test_a_cell_that_a_spreadsheet_would_run_is_quoted(tmp_path: Path) -> None:
    from dragoman.cli.output import print_csv

    result = CliRunner().invoke(_printing(print_csv), [])
    assert result.stdout == "a,b\n'=1+1,x;y\n"


def _printing(print_csv):
    import click

    @click.command()
    def command() -> None:
        print_csv([{"a": "=1+1", "b": ["x", "y"]}], ["a", "b"])

    return command


def test_the_demo_shows_events_and_the_exhibition() -> None:
    result = CliRunner(env={"COLUMNS": "140"}).invoke(main, ["demo"])
    assert result.exit_code == 0
    assert "97 documents (2 not in English, not coded)" in result.stdout
    assert "Vladimir Putin" in result.stdout
    assert "cultural event · 2021-08-24" in result.stdout
    assert "dragoman read" in result.stdout


def test_help_teaches() -> None:
    for command in (
        "code",
        "read",
        "events",
        "show",
        "search",
        "stats",
        "ledger",
        "export",
        "import",
        "compare",
        "demo",
    ):
        result = CliRunner().invoke(main, [command, "--help"])
        assert result.exit_code == 0
        assert "--" in result.stdout
    assert "dragoman demo" in CliRunner().invoke(main, ["--help"]).stdout


MARKING = (
    "Norwegian diplomats held a reception in Lima on Wednesday to mark the first anniversary of Kari Dahl's meeting "
    "with Peruvian President Ana Quispe."
)


def test_an_undated_text_is_dated_by_what_the_ledger_holds(home: Path, tmp_path: Path) -> None:
    text = tmp_path / "marking.txt"
    text.write_text(MARKING)
    ledger = tmp_path / "ledger.sqlite"

    def dates(*arguments: str) -> set[str | None]:
        result = run(home, "code", str(text), *arguments)
        return {event["date"]["start"] for event in json.loads(result.stdout)["events"] if event["date"]}

    assert dates() == {None}
    # The feast is of its day, what it remembers of its own year.
    assert dates("--ledger", str(home / "ledger.sqlite")) == {"2022-08-24", "2021-01-01"}
    # The order in which they are read does not count.
    assert run(home, "read", str(text), "--ledger", str(ledger)).exit_code == 0
    told = run(home, "read", str(home / "in.jsonl"), "--ledger", str(ledger))
    assert "1 undated documents dated" in told.stderr
    event = json.loads(run(home, "events", "--since", "2022-01-01", "--json", "--ledger", str(ledger)).stdout)[0]
    shown = run(home, "show", event["id"], "--ledger", str(ledger)).stdout
    assert "date inferred: Wednesday 2022-08-24" in shown
    assert "Lima (city)" in shown


def test_a_ledger_that_is_not_there_dates_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MARKING)
    result = run(tmp_path, "code", str(tmp_path / "a.txt"), "--ledger", str(tmp_path / "none.sqlite"))
    assert result.exit_code == 1
    assert "no ledger" in result.stderr


def coded(home: Path, *arguments: str) -> dict:
    """The first participant of side a of a text that says of nobody for whom he acts."""
    given = home / "unsaid.jsonl"
    story = {"id": "unsaid", "published": "2021-10-01", "text": "Kari Dahl met Peruvian President Ana Quispe in Lima."}
    given.write_text(json.dumps(story) + "\n")
    result = run(home, "code", str(given), "--quiet", *arguments)
    assert result.exit_code == 0, result.output
    events = json.loads(result.stdout)["events"]
    members = [member for event in events for member in event["a"] + event["b"] if member["text"] == "Kari Dahl"]
    return dict(members[0])


def test_what_documents_taught_is_used_for_later_ones(home: Path) -> None:
    person = coded(home, "--ledger", str(home / "ledger.sqlite"))
    assert (person["country"], person["basis"], person["actor"]) == ("NOR", "register", "NOR/kari-dahl")


def test_a_register_of_the_users_says_who_somebody_is(home: Path) -> None:
    path = home / "mine.csv"
    path.write_text("names,country,office,first,last\nKari Olsen Dahl|Kari Dahl,ISL,ambassador,2020,\n")
    person = coded(home, "--register", str(path))
    assert (person["country"], person["known_as"], person["rank"]) == ("ISL", "Kari Olsen Dahl", 3)


def test_a_register_with_a_row_that_cannot_be_is_named_with_its_line(home: Path) -> None:
    path = home / "bad.csv"
    path.write_text("names,country,office,first,last\nKari Dahl,Atlantis,king,,\n")
    result = run(home, "code", str(home / "in.jsonl"), "--register", str(path))
    assert result.exit_code == 1
    assert f"{path}:2" in result.output
    assert "Atlantis" in result.output
