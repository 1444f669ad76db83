"""Loading documents: every format, and a clear error for everything that can be wrong with a file."""

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents import Document, load
from dragoman.documents.texts import LIMIT
from dragoman.errors import InputError

ROW = {"id": "a1", "text": "The ministers met.", "title": "Talks", "published": "2021-08-25", "outlet": "Example Times"}
WANTED = Document("a1", "The ministers met.", title="Talks", outlet="Example Times", published=date(2021, 8, 25))


def loaded(path: Path | str, **options: object) -> tuple[list[Document], list[InputError]]:
    """Documents and errors of one source."""
    errors: list[InputError] = []
    return list(load([path], on_error=errors.append, **options)), errors  # type: ignore[arg-type]


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_json_lines(tmp_path: Path) -> None:
    assert loaded(write(tmp_path / "a.jsonl", json.dumps(ROW) + "\n")) == ([WANTED], [])


def test_gzipped_json_lines(tmp_path: Path) -> None:
    assert loaded(write(tmp_path / "a.jsonl.gz", gzip.compress(json.dumps(ROW).encode()))) == ([WANTED], [])


def test_json_object_and_array(tmp_path: Path) -> None:
    assert loaded(write(tmp_path / "a.json", json.dumps(ROW, indent=1))) == ([WANTED], [])
    assert loaded(write(tmp_path / "b.json", json.dumps([ROW, ROW]))) == ([WANTED, WANTED], [])


def test_csv_and_tsv(tmp_path: Path) -> None:
    head, cells = list(ROW), list(ROW.values())
    assert loaded(write(tmp_path / "a.csv", ",".join(head) + "\n" + ",".join(cells) + "\n")) == ([WANTED], [])
    assert loaded(write(tmp_path / "a.tsv", "\t".join(head) + "\n" + "\t".join(cells) + "\n")) == ([WANTED], [])


def test_parquet(tmp_path: Path) -> None:
    parquet.write_table(pa.Table.from_pylist([ROW | {"published": date(2021, 8, 25)}]), tmp_path / "a.parquet")
    assert loaded(tmp_path / "a.parquet") == ([WANTED], [])


def test_plain_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    text = "  First line\r\n\r\nSecond – line\t\n"
    documents, errors = loaded(write(tmp_path / "story.txt", text), outlet="Example Times", published=date(2021, 8, 25))
    assert errors == []
    assert documents == [Document(str(tmp_path / "story"), text, outlet="Example Times", published=date(2021, 8, 25))]


def test_html_gives_the_article(tmp_path: Path) -> None:
    body = "".join(
        f"<p>The ministers of Peru and Chile met for the {n}th time in Lima on Monday.</p>" for n in range(4, 9)
    )
    head = "<html><head><title>Talks in Lima</title></head><body><nav>Home | News</nav>"
    page = f"{head}<article>{body}</article></body></html>"
    documents, errors = loaded(write(tmp_path / "page.html", page))
    assert errors == []
    assert documents[0].title == "Talks in Lima"
    assert "met for the 5th time" in documents[0].text
    assert "Home | News" not in documents[0].text


def test_utf16_and_windows_encodings_are_recognised(tmp_path: Path) -> None:
    text = "Der Präsident empfing die Außenministerin für Gespräche über die Märkte. " * 5
    assert loaded(write(tmp_path / "a.txt", text.encode("utf-16")))[0][0].text == text
    assert loaded(write(tmp_path / "b.txt", text.encode("utf-8-sig")))[0][0].text == text
    assert loaded(write(tmp_path / "c.txt", text.encode("cp1252")))[0][0].text == text


def test_a_folder_is_read_in_order_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "notes.bin"):
        write(tmp_path / name, f"The text of {name}.")
    documents, errors = loaded(tmp_path)
    assert [document.id for document in documents] == [str(tmp_path / "a"), str(tmp_path / "b")]
    assert errors == []


def test_a_pattern_is_expanded(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        write(tmp_path / name, "The ministers met.")
    assert [document.id for document in loaded(str(tmp_path / "*.txt"))[0]] == [str(tmp_path / n) for n in "ab"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(json.dumps(ROW).encode()))

    monkeypatch.setattr("sys.stdin", Stdin())
    assert loaded("-") == ([WANTED], [])


def test_texts_from_standard_input_do_not_take_one_anothers_place(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = set()
    for text in (b"The ministers met.", b"The ministers met again."):
        stdin = type("Stdin", (), {"buffer": io.BufferedReader(io.BytesIO(text))})
        monkeypatch.setattr("sys.stdin", stdin)
        ids |= {document.id for document in loaded("-")[0]}
    assert len(ids) == 2


def test_names_that_others_give_to_the_fields_are_known(tmp_path: Path) -> None:
    row = {
        "guid": 7,
        "content": "The ministers met.",
        "headline": "Talks",
        "date": "25 August 2021",
        "source": "Example Times",
    }
    documents, errors = loaded(write(tmp_path / "a.jsonl", json.dumps(row)))
    assert errors == []
    assert documents == [Document("7", *(getattr(WANTED, n) for n in ("text", "title", "outlet", "published")))]


def test_a_row_without_an_id_is_named_by_its_line(tmp_path: Path) -> None:
    documents, _ = loaded(write(tmp_path / "news.jsonl", '\n{"text": "The ministers met."}\n'))
    assert [document.id for document in documents] == [f"{tmp_path / 'news'}-2"]


BAD = {
    "an empty file": ("a.jsonl", b"", None, "empty"),
    "an empty text": ("a.txt", b" \n ", None, "empty"),
    "broken JSON": ("a.jsonl", b'{"text": "x"}\n{"text": \n', 2, "broken JSON"),
    "no object": ("a.jsonl", b"[1, 2]\n", 1, "object"),
    "no text": ("a.jsonl", b'{"id": "x", "title": "y"}\n', 1, "text"),
    "text that is no string": ("a.jsonl", b'{"text": 3}\n', 1, "text"),
    "an impossible date": ("a.jsonl", b'{"text": "x", "published": "2021-02-30"}\n', 1, "2021-02-30"),
    "half a date": ("a.jsonl", b'{"text": "x", "published": "August"}\n', 1, "August"),
    "a line in another encoding": ("a.jsonl", '{"text": "Präsident"}\n'.encode("latin-1"), 1, "UTF-8"),
    "a binary": ("a.txt", bytes(range(256)) * 8, None, "binary"),
    "a binary that calls itself JSON Lines": ("a.jsonl", b"\x7fELF\x00\x00\x00" * 40, None, "binary"),
    "a broken gzip": ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 900)[:-20], None, "gzip"),
    "something that is no gzip": ("a.jsonl.gz", b"plain", None, "gzip"),
    "a table without texts": ("a.csv", b"id,name\n1,x\n", 1, "text"),
    "a broken Parquet file": ("a.parquet", b"PAR1 and no more", None, "Parquet"),
    "deep nesting": ("a.jsonl", b'{"text": ' + b"[" * 5000 + b"\n", 1, "JSON"),
    "half a surrogate pair": ("a.jsonl", b'{"text": "x \\ud800 y"}\n', 1, ""),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, case: str) -> None:
    name, data, line, said = BAD[case]
    path = write(tmp_path / name, data)
    _, errors = loaded(path)
    assert len(errors) == 1
    assert errors[0].source == str(path)
    assert errors[0].line == line
    assert said in errors[0].message


def test_the_rest_goes_on_after_a_bad_line(tmp_path: Path) -> None:
    lines = [json.dumps(ROW), "{broken", json.dumps(ROW | {"id": "a2"})]
    documents, errors = loaded(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [document.id for document in documents] == ["a1", "a2"]
    assert str(errors[0]).startswith(f"{tmp_path / 'a.jsonl'}:2: broken JSON")


def test_what_stood_before_a_broken_end_of_gzip_is_read(tmp_path: Path) -> None:
    rows = b"".join(json.dumps(ROW | {"id": str(n)}).encode() + b"\n" for n in range(20_000))
    documents, errors = loaded(write(tmp_path / "a.jsonl.gz", gzip.compress(rows)[:-100]))
    assert len(documents) > 10_000
    assert len(errors) <= 2


def test_a_line_over_the_limit_is_passed_over(tmp_path: Path) -> None:
    long = b'{"text": "' + b"x" * (LIMIT + 10) + b'"}\n'
    documents, errors = loaded(write(tmp_path / "a.jsonl", long + json.dumps(ROW).encode()))
    assert documents == [WANTED]
    assert [(error.line, "16 MiB" in error.message) for error in errors] == [(1, True)]


@pytest.mark.parametrize("name", ["nowhere.txt", "*.nothing"])
def test_what_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    documents, errors = loaded(str(tmp_path / name))
    assert documents == []
    assert name in str(errors[0])


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    documents, errors = loaded(tmp_path)
    assert documents == []
    assert "no documents" in errors[0].message


def test_without_a_listener_the_first_error_is_raised(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(load([tmp_path / "nowhere.txt"]))


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_texts_come_back_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("texts") / "a.jsonl"
    write(path, "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    assert [document.text for document in load([path])] == texts
