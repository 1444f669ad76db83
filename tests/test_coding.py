"""From documents to the gold format: what is written is exact, in order, and loses nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import dragoman
from dragoman.cli import main
from dragoman.coding import Coder, code, code_text, to_gold
from dragoman.documents import Document
from dragoman.reading.report import Reading

STORY = (
    "Norwegian Foreign Minister Kari Dahl met Peruvian President Ana Quispe in Lima on Tuesday. "
    "“We are ready to talk about fish at once,” said Dahl.\n\n"
    "READ: Ten ways to cook cod\n\n"
    "China condemned Japan over the drill."
)


def coded(*arguments: str, given: str | None = None) -> Result:
    """The outcome of `dragoman code`."""
    return CliRunner().invoke(main, ["code", *arguments], input=given)


def rows(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def spans(row: dict) -> list[dict]:
    """Every span of a coded document."""
    found = list(row["quotes"])
    for event in row["events"]:
        found += [event["trigger"], *event["also"], *event["a"], *event["b"], *event["reported_by"]]
        found += [event[key] for key in ("place", "occasion") if event[key]]
        if event["date"]:
            found.append(
                {"text": event["date"]["text"], "start": event["date"]["span"][0], "end": event["date"]["span"][1]}
            )
    return found


def test_a_text_gives_its_engagements() -> None:
    reading = code_text(STORY, published="2021-08-25", title="Talks")
    meeting = next(report for report in reading.reports if report.form in ("meeting", "negotiation"))
    assert {p.country for p in (*meeting.a, *meeting.b)} == {"NOR", "PER"}
    assert meeting.date
    assert str(meeting.date.first) == "2021-08-24"
    assert meeting.place
    assert meeting.place.country == "PER"
    assert meeting.channel == "in_person"
    assert [(quote.speaker, quote.speaker_country) for quote in reading.quotes] == [("Dahl", "NOR")]


def test_offsets_are_exact_for_the_text_given() -> None:
    text = "\ufeffÅ𝒳 ☃\r\n" + STORY
    row = to_gold(Document("d", text), code_text(text, published="2021-08-25"))
    assert row["events"]
    for span in spans(row):
        assert text[span["start"] : span["end"]] == span["text"]


def test_nothing_comes_from_a_line_that_points_elsewhere() -> None:
    text = "The sun shone in Oslo.\n\nREAD: China condemns Japan and expels its ambassador\n"
    assert code_text(text).reports == ()


def test_the_package_reads_a_text() -> None:
    events = dragoman.read(STORY, published="2021-08-25")
    assert all(isinstance(event, dragoman.Report) for event in events)
    assert events


def test_an_impossible_day_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        dragoman.read(STORY, published="2021-02-30")


def test_several_processes_give_the_same_in_the_same_order() -> None:
    documents = [Document(str(n), STORY + f" It was the {n}th day.") for n in range(150)]
    one = [to_gold(d, r) for d, r in code(documents)]
    assert [row["id"] for row in one] == [document.id for document in documents]
    assert [to_gold(d, r) for d, r in code(documents, jobs=2)] == one


class Stumbling:
    """A reader that cannot read documents that hold a certain word."""

    version = "stumbling"

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        if any("boom" in document.text for document in documents):
            raise RuntimeError("no such word")
        return [Reading(document.id) for document in documents]


def test_a_document_that_cannot_be_read_does_not_take_others_with_it() -> None:
    documents = [Document(str(n), "The word is boom." if n == 3 else "The word is peace.") for n in range(8)]
    readings = [reading for _, reading in Coder(Stumbling()).code(documents)]
    assert [reading.coded for reading in readings] == [n != 3 for n in range(8)]
    assert "no such word" in (readings[3].note or "")


def test_code_writes_a_line_a_document_in_order(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text(
        "".join(json.dumps({"id": str(n), "text": STORY, "published": "2021-08-25"}) + "\n" for n in range(70))
    )
    result = coded(str(given), "-o", str(tmp_path / "out.jsonl"))
    assert result.exit_code == 0
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in written] == [str(n) for n in range(70)]
    assert all(row["events"] == written[0]["events"] for row in written)


def test_code_reads_standard_input_and_writes_standard_output() -> None:
    result = coded("-", "--published", "2021-08-25", given=STORY)
    assert result.exit_code == 0
    (row,) = rows(result)
    assert row["events"][0]["date"]["start"] == "2021-08-24"


def test_the_text_is_written_where_it_is_asked_for() -> None:
    (row,) = rows(coded("-", "--with-text", given=STORY))
    assert row["text"] == STORY


def test_another_language_is_told_and_not_guessed_at() -> None:
    german = "Die Außenministerin traf am Dienstag in Lima den Präsidenten und sprach mit ihm über die Fischerei."
    result = coded("-", given=german)
    assert result.exit_code == 0
    (row,) = rows(result)
    assert (row["events"], row["quotes"], row["note"]) == ([], [], "language: de")
    assert "not coded" in result.stderr


def test_bad_lines_are_told_the_rest_is_coded_and_the_status_says_so(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text(
        json.dumps({"id": "1", "text": STORY}) + "\n{broken\n" + json.dumps({"id": "3", "text": STORY}) + "\n"
    )
    result = coded(str(given))
    assert result.exit_code == 1
    assert [row["id"] for row in rows(result)] == ["1", "3"]
    assert f"{given}:2: broken JSON" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument"),
        (("x.txt", "--jobs", "0"), "--jobs"),
        (("x.txt", "--published", "Tuesday"), "--published"),
        (("x.txt", "--format", "pdf"), "--format"),
    ],
)
def test_wrong_use_is_told_with_status_2(arguments: tuple[str, ...], said: str) -> None:
    result = coded(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = coded("-", "-o", str(tmp_path / "no" / "folder" / "out.jsonl"), given=STORY)
    assert result.exit_code == 1
    assert "cannot write" in result.stderr


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text("".join(json.dumps({"id": str(n), "text": STORY}) + "\n" for n in range(300)))
    command = f"{sys.executable} -m dragoman code {given} --quiet | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=os.environ)
    assert json.loads(done.stdout)["id"] == "0"
    assert "Traceback" not in done.stderr


SEED = Path(__file__).resolve().parents[2] / "shared/seed"


@pytest.mark.skipif(not SEED.exists(), reason="the seed text is not here")
def test_the_seed() -> None:
    (path,) = SEED.glob("*.txt")
    result = coded(str(path), "--published", "2021-08-25")
    (row,) = rows(result)
    text = path.read_text(encoding="utf-8")
    pointed = [text.index("READ:"), text.rindex("READ:")]
    lines = [(start, text.index("\n", start)) for start in pointed]
    for span in spans(row):
        assert text[span["start"] : span["end"]] == span["text"]
        assert not any(start <= span["start"] < end for start, end in lines)
    shows = [event for event in row["events"] if event["form"] == "cultural_event"]
    (exhibition,) = (e for e in shows if "RUS" in {p["country"] for p in e["a"] + e["b"]})
    assert [{p["country"] for p in exhibition[side]} for side in "ab"] == [{"RUS"}, {"PRK"}]
    assert ("Im Chon-il", 3) in {(p["name"], p["rank"]) for p in exhibition["b"]}
    assert (exhibition["date"]["start"], exhibition["date"]["end"]) == ("2021-08-24", "2021-08-24")
    assert exhibition["place"]["country"] == "PRK"
    assert (exhibition["channel"], exhibition["background"]) == ("in_person", False)
    assert exhibition["reported_by"]
    (june,) = (e for e in shows if "CHN" in {p["country"] for p in e["a"] + e["b"]})
    assert [{p["country"] for p in june[side]} for side in "ab"] == [{"CHN"}, {"PRK"}]
    assert (june["date"]["start"], june["date"]["end"]) == ("2021-06-01", "2021-06-30")
    assert [quote["speaker"] for quote in row["quotes"]].count("Im Chon-il") == 2
