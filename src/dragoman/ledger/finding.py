"""Finds words in documents, or in sentences of evidence. In: words. Out: documents with the sentences that hold them.

The database finds and ranks the documents; where the words stand is looked up here, so that both databases mark alike.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.ledger import schema, searching
from dragoman.ledger.rows import AsJson
from dragoman.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Sentences shown of a document, and the length from which one is cut around its first mark.
SHOWN, LONGEST = 3, 400

_documents, _reports = schema.documents.c, schema.reports.c


@dataclass(frozen=True, slots=True)
class Search:
    """What to search for: every word, those between double quotes in a row."""

    words: str
    evidence: bool = False
    """Only in titles and sentences that an event rests on, instead of in whole documents."""
    outlet: str | None = None
    since: date | None = None
    """Published on this day or later."""
    until: date | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Snippet(AsJson):
    """A piece of a document that holds some of the words."""

    text: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    """Where the words stand, counted in the document as `start` and `end` are."""


@dataclass(frozen=True, slots=True)
class Found(AsJson):
    """A document that holds the words."""

    document: str
    outlet: str | None
    published: date | None
    title: str | None
    url: str | None
    events: tuple[str, ...]
    """The events that it tells of; in a search of evidence, those whose sentences hold the words."""
    snippets: tuple[Snippet, ...]


def find(connection: sa.Connection, search: Search) -> list[Found]:
    """Documents that hold the words, the best first. Raises LedgerError where there is nothing to search for."""
    index = searching.REPORTS if search.evidence else searching.DOCUMENTS
    hits = searching.ranked(connection, search.words, index)
    tables = schema.documents.join(schema.reports) if search.evidence else schema.documents
    key = _reports.key if search.evidence else _documents.key
    # A document counts by the best of its reports, and comes once.
    best = sa.func.min(hits.c.rank).label("best")
    query = sa.select(_documents.key, best).select_from(tables.join(hits, key == hits.c.key))
    if search.outlet:
        query = query.where(_documents.outlet == search.outlet)
    if search.since:
        query = query.where(_documents.published >= search.since.isoformat())
    if search.until:
        query = query.where(_documents.published <= search.until.isoformat())
    query = query.group_by(_documents.key).order_by(best, _documents.key).limit(search.limit)
    keys = list(connection.execute(query).scalars())
    columns = _documents["key", "id", "outlet", "published", "title", "url", "text"]
    rows = {row.key: row for row in connection.execute(sa.select(*columns).where(_documents.key.in_(keys)))}
    told = _events(connection, keys, hits if search.evidence else None)
    pieces = searching.pieces(search.words)
    return [_found(rows[key], told.get(key, ()), pieces) for key in keys]


def _events(connection: sa.Connection, keys: Sequence[int], hits: sa.Subquery | None) -> dict[int, tuple[str, ...]]:
    query = sa.select(_reports.document, _reports.event).where(_reports.document.in_(keys))
    query = query.where(_reports.event.is_not(None)).order_by(_reports.key)
    if hits is not None:
        query = query.where(_reports.key.in_(sa.select(hits.c.key)))
    found: dict[int, dict[str, None]] = {}
    for document, event in connection.execute(query):
        found.setdefault(document, {})[event] = None
    return {document: tuple(events) for document, events in found.items()}


def _found(row: sa.Row[Any], events: tuple[str, ...], pieces: Sequence[Sequence[str]]) -> Found:
    told = []
    for start, end in sentences(row.text):
        marks, kinds = _marks(row.text[start:end], pieces)
        if marks:
            told.append((-kinds, start, end, tuple((start + s, start + e) for s, e in marks)))
    best = sorted(sorted(told)[:SHOWN], key=lambda each: each[1])
    return Found(
        document=row.id,
        outlet=row.outlet,
        published=date.fromisoformat(row.published) if row.published else None,
        title=row.title,
        url=row.url,
        events=events,
        snippets=tuple(_snippet(row.text, start, end, marks) for _, start, end, marks in best),
    )


def _snippet(text: str, start: int, end: int, marks: tuple[tuple[int, int], ...]) -> Snippet:
    if end - start > LONGEST:
        start = max(start, marks[0][0] - LONGEST // 4)
        end = min(end, start + LONGEST)
        marks = tuple(mark for mark in marks if mark[1] <= end)
    return Snippet(text[start:end], start, end, marks)


def _marks(sentence: str, pieces: Sequence[Sequence[str]]) -> tuple[list[tuple[int, int]], int]:
    """Where any of the pieces stand in a sentence, and how many different ones do."""
    placed = list(_words(sentence))
    marks: set[tuple[int, int]] = set()
    kinds = 0
    for piece in pieces:
        size = len(piece)
        where = [
            (placed[at][1], placed[at + size - 1][2])
            for at in range(len(placed) - size + 1)
            if [word for word, _, _ in placed[at : at + size]] == list(piece)
        ]
        marks.update(where)
        kinds += bool(where)
    return sorted(marks), kinds


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as they are indexed, with their places in it."""
    plain: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        for part in _plain(sign):
            plain.append(part)
            places.append(at)
    for word in searching.WORD.finditer("".join(plain)):
        yield word[0], places[word.start()], places[word.end() - 1] + 1


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    apart = "".join(c for c in unicodedata.normalize("NFD", sign) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", apart).lower()
