"""What goes out of the ledger in each format, and that a whole ledger comes back as it was."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from conftest import Told, told
from databases import Fresh
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.documents import Document
from dragoman.errors import InputError
from dragoman.exchange import cameo, tables
from dragoman.exchange.lines import Imported, read_lines
from dragoman.exchange.writing import write
from dragoman.ledger import EventQuery, Ledger, schema
from dragoman.ledger.lists import Entry
from dragoman.reading.report import Constraint, Quote, Reading, Span

Keep = Callable[..., Ledger]


def whole(ledger: Ledger) -> dict[str, Any]:
    """Every row of every table."""
    with ledger.reading() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))
            ]
            for table in schema.metadata.sorted_tables
        }


def taken_in(ledger: Ledger, path: Path) -> tuple[Imported, list[str]]:
    errors: list[str] = []
    return read_lines(ledger, path, lambda error: errors.append(str(error))), errors


def some_of_everything() -> list[Told]:
    document, reading = told("e", form="gift", extra='She said "yes". ')
    report = reading.reports[0]
    fuller = replace(
        report,
        also=(Span("said", document.text.index("said"), document.text.index("said") + 4),),
        occasion=Span("Tuesday", *_place(document.text, "Tuesday")),
        background=True,
        confidence=0.123456789,
    )
    assert report.place
    assert report.date
    found = {"name": "Lima", "latitude": -12.05, "longitude": -77.04, "precision": "city", "basis": "name"}
    weekday = Constraint("Tuesday", *_place(document.text, "Tuesday"), "weekday", "a Tuesday", "text")
    days = ((date(2021, 8, 17), date(2021, 8, 17)), (date(2021, 8, 24), date(2021, 8, 24)))
    fuller = replace(
        fuller,
        place=replace(report.place, confidence=0.9, **found),
        date=replace(report.date, inferred=True, constraints=(weekday,), candidates=days),
    )
    quotes = (*reading.quotes, Quote("yes", *_place(document.text, "yes"), "She", None, "NOR"))
    return [
        told("a"),
        told("b", a=("Kári Dahl", "NOR"), outlet="Oslo Post", day=date(2021, 8, 23), last=date(2021, 8, 25)),
        told("c", form="visit", status="planned", day=None, place=None, published=None),
        (document, replace(reading, reports=(fuller,), quotes=quotes)),
        (Document("d", "Guten Tag.", language="de"), Reading("d", coded=False, note="language: de")),
    ]


def _place(text: str, phrase: str) -> tuple[int, int]:
    return text.index(phrase), text.index(phrase) + len(phrase)


def test_an_export_taken_in_gives_the_same_ledger(keep: Keep, fresh: Fresh, tmp_path: Path) -> None:
    ledger = keep(*some_of_everything())
    ledger.add(*told("late", form="message", day=date(2021, 10, 1)), reader="another")
    ledger.keep_list("mine", [Entry(2, date(2021, 8, 24), date(2021, 8, 24), ("NOR", "PER"), "meeting", "tea")])
    written = write(ledger, None, "jsonl", tmp_path / "out.jsonl")
    assert written.events == ledger.stats().events
    with Ledger(fresh()) as other:
        done, errors = taken_in(other, tmp_path / "out.jsonl")
        assert errors == []
        assert (done.documents, done.unchanged, done.rows) == (6, 0, {"list_entries": 1})
        assert whole(other) == whole(ledger)
        assert other.check().problems == ()
        again, _ = taken_in(other, tmp_path / "out.jsonl")
        assert (again.documents, again.unchanged) == (0, 6)
        assert whole(other) == whole(ledger)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            WORDS,
            WORDS,
            st.sampled_from(["meeting", "visit", "praise"]),
            st.integers(1, 28),
            st.booleans(),
            st.floats(0, 1),
        ),
        max_size=6,
    )
)
def test_any_export_taken_in_gives_the_same_ledger(
    place: str, fresh: Fresh, tmp_path: Path, rows: list[tuple[str, str, str, int, bool, float]]
) -> None:
    stories = []
    for number, (extra, title, form, day, dated, confidence) in enumerate(rows):
        when = date(2021, 8, day) if dated else None
        document, reading = told(f"d{number}", form=form, day=when, extra=extra)
        reports = tuple(replace(report, confidence=confidence) for report in reading.reports)
        stories.append((replace(document, title=title or None), replace(reading, reports=reports)))
    with Ledger(place) as ledger, Ledger(f"{tmp_path}/other.sqlite") as other:
        ledger.add_many(stories, reader="test", together=2)
        write(ledger, None, "jsonl", tmp_path / "out.jsonl")
        assert taken_in(other, tmp_path / "out.jsonl")[1] == []
        assert whole(other) == whole(ledger)
        for each in (ledger, other):
            with each.writing() as connection:
                connection.execute(sa.delete(schema.documents))
                connection.execute(sa.delete(schema.events))


def test_filters_export_events_with_the_documents_that_tell_of_them(keep: Keep, fresh: Fresh, tmp_path: Path) -> None:
    ledger = keep(told("a"), told("b"), told("c", form="visit"))
    write(ledger, EventQuery(form=("meeting",)), "jsonl", tmp_path / "out.jsonl")
    with Ledger(fresh()) as other:
        taken_in(other, tmp_path / "out.jsonl")
        assert list(other.events()) == list(ledger.events(EventQuery(form=("meeting",))))


WRONG = {
    "no JSON": ("{", "not JSON"),
    "no object": ("[1]", "not an object"),
    "a span that is elsewhere": (
        {"document": {"id": "x", "text": "He met her."}, "reader": "r"}
        | {"reading": {"document": "x", "quotes": [{"text": "met", "start": 0, "end": 3}]}},
        "is not 'met' at 0",
    ),
    "no text": ({"document": {"id": "x"}, "reader": "r"}, "no field 'text'"),
    "no reader": ({"document": {"id": "x", "text": "y"}}, "no field 'reader'"),
    "a number for a text": ({"document": {"id": 7, "text": "y"}, "reader": "r"}, "id: 7 is no str"),
    "an unknown field": ({"document": {"id": "x", "text": "y", "colour": 1}, "reader": "r"}, "unknown field 'colour'"),
    "no day": ({"document": {"id": "x", "text": "y", "published": "May"}, "reader": "r"}, "no ISO day"),
    "an unknown table": ({"thoughts": {"a": 1}}, "no table 'thoughts'"),
    "an unknown column": ({"list_entries": {"colour": 1}}, "no column 'colour'"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_by_its_line_and_the_rest_goes_on(ledger: Ledger, tmp_path: Path, case: str) -> None:
    line, said = WRONG[case]
    good = {"document": {"id": "g", "text": "Good."}, "reader": "r"}
    path = tmp_path / "in.jsonl"
    wrong = line if isinstance(line, str) else json.dumps(line)
    path.write_text("\n".join([json.dumps({"dragoman": 1}), wrong, json.dumps(good)]))
    done, errors = taken_in(ledger, path)
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}:2: ")
    assert said in errors[0]
    assert (done.documents, done.errors) == (1, 1)


def test_a_file_that_is_no_export_is_told(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "b"}\n')
    with pytest.raises(InputError, match="dragoman read"):
        taken_in(ledger, tmp_path / "in.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        taken_in(ledger, tmp_path / "none.jsonl")


def written(ledger: Ledger, form: str, query: EventQuery | None = None) -> str:
    out = io.BytesIO()
    write(ledger, query, form, None, out)
    return out.getvalue().decode()


def test_csv_has_a_row_an_event(keep: Keep) -> None:
    ledger = keep(*some_of_everything())
    rows = list(csv.DictReader(io.StringIO(written(ledger, "csv"))))
    assert [row["id"] for row in rows] == [row.id for row in ledger.events()]
    (first,) = (row for row in rows if row["form"] == "meeting")
    assert (first["first"], first["a"], first["b_names"]) == ("2021-08-24", "NOR", "Ana Quispe")
    assert (first["background"], first["cameo"], first["goldstein"], first["plover_type"]) == (
        "false", "040", "1.0", "CONSULT",
    )  # fmt: skip


def test_parquet_has_days_and_lists(keep: Keep, tmp_path: Path) -> None:
    ledger = keep(*some_of_everything())
    assert write(ledger, None, "parquet", tmp_path / "out.parquet").events == 3
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert list(rows[0]) == list(tables.COLUMNS)
    assert [row["id"] for row in rows] == [row.id for row in ledger.events()]
    assert (rows[0]["first"], rows[0]["a"], rows[-1]["first"]) == (date(2021, 8, 24), ["NOR"], None)


def test_plover_records_have_the_fields_of_the_manual(keep: Keep) -> None:
    ledger = keep(told("a"), told("b"), told("v", form="visit", day=date(2021, 9, 1), last=date(2021, 9, 3)))
    meeting, visit = (json.loads(line) for line in written(ledger, "plover").splitlines())
    assert (meeting["event"], meeting["quad_code"], meeting["event_scale"]) == (["CONSULT"], 1, 1.0)
    assert [actor["code"] for actor in meeting["source"]] == ["NOR", "PER"]  # reciprocal: no recipient
    assert "recipient" not in meeting
    assert len(meeting["cite_info"]) == 2
    assert meeting["event_loc"] == {"name": "Lima", "cc3": "PER"}
    assert (visit["mode"], visit["date"], visit["enddate"]) == (["visit"], "2021-09-01", "2021-09-03")
    assert visit["source"][0] == {
        "code": "NOR", "sector": "GOV", "actor_text": "Kari Dahl", "identifier_text": "Kari Dahl", "office": "minister",
    }  # fmt: skip
    assert [actor["code"] for actor in visit["recipient"]] == ["PER"]


def test_what_a_format_cannot_say_is_left_out_and_counted(keep: Keep) -> None:
    ledger = keep(
        told("a"), told("b", status="denied", b=("Luz Rojas", "CHL")), told("c", form="visit", day=None, published=None)
    )
    for form in ("plover", "cameo"):
        result = write(ledger, None, form, None, io.BytesIO())
        assert (result.events, result.left_out) == (3, 2)


def test_cameo_has_a_row_a_pair_of_countries(keep: Keep) -> None:
    document, reading = told("a", outlet="Oslo\tPost")
    report = reading.reports[0]
    others = (replace(report.b[0], country=code, name=None, rank=None) for code in ("CHL", "NOR"))
    both = replace(report, b=(*report.b, *others))
    ledger = keep((replace(document, url="https://example.org/a"), replace(reading, reports=(both,))), told("b"))
    head, *rows = written(ledger, "cameo").splitlines()
    assert tuple(head.split("\t")) == cameo.COLUMNS
    table = [dict(zip(cameo.COLUMNS, row.split("\t"), strict=True)) for row in rows]
    assert [(row["Actor1Code"], row["Actor2Code"]) for row in table] == [("NORGOV", "PERGOV"), ("NORGOV", "CHL")]
    one = table[0]
    assert one["GlobalEventID"].endswith("-1")
    assert (one["Day"], one["EventCode"], one["EventRootCode"], one["QuadClass"]) == ("20210824", "040", "04", "1")
    assert (one["NumMentions"], one["NumSources"], one["NumArticles"]) == ("2", "2", "2")
    assert (one["Sources"], one["SourceURLs"]) == ("Example Times;Oslo Post", "https://example.org/a")


def test_a_file_appears_whole_or_not_at_all(keep: Keep, tmp_path: Path) -> None:
    ledger = keep(told("a"))
    with pytest.raises(InputError, match="cannot be written"):
        write(ledger, None, "csv", tmp_path / "none" / "out.csv")
    write(ledger, None, "csv", tmp_path / "out.csv")
    assert [path.name for path in tmp_path.glob("out*")] == ["out.csv"]
