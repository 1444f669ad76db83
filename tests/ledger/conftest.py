"""Reports made by hand: what reading and grounding would give, so that the ledger is tested by itself."""

import itertools
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from databases import KINDS, Fresh, PostgreSQL, postgresql

from dragoman.documents import Document
from dragoman.ledger import Ledger
from dragoman.reading.report import Participant, Place, Quote, Reading, Report, Span, When
from dragoman.vocabulary import FORMS

Told = tuple[Document, Reading]


def span(text: str, phrase: str) -> Span:
    return Span(phrase, text.index(phrase), text.index(phrase) + len(phrase))


def told(
    name: str,
    *,
    form: str = "meeting",
    a: tuple[str, str] = ("Kari Dahl", "NOR"),
    b: tuple[str, str] = ("Ana Quispe", "PER"),
    day: date | None = date(2021, 8, 24),
    last: date | None = None,
    published: date | None = date(2021, 8, 25),
    place: str | None = "Lima",
    place_country: str | None = "PER",
    status: str = "occurred",
    outlet: str = "Example Times",
    rank: int | None = 2,
    extra: str = "",
) -> Told:
    """A document with one report: `a` met `b` in `place` on `day`."""
    text = f"{a[0]} met {b[0]} in {place or 'a hall'} on Tuesday, the ministry said. {extra}".strip()
    people = [
        Participant(*_parts(text, who), name=who, title="minister", kind="person", country=code, rank=rank)
        for who, code in (a, b)
    ]
    when = span(text, "Tuesday")
    report = Report(
        type=FORMS[form].type,
        form=form,
        status=status,
        channel=FORMS[form].channel,
        background=False,
        trigger=span(text, "met"),
        a=(people[0],),
        b=(people[1],),
        place=Place(*_parts(text, place), country=place_country) if place else None,
        date=When(when.text, when.start, when.end, day, last or day) if day else None,
        reported_by=(span(text, "ministry"),),
        confidence=0.8,
    )
    met = span(text, "met")
    quote = Quote(met.text, met.start, met.end, speaker=None)
    document = Document(name, text, title=f"Talks told by {name}", outlet=outlet, published=published)
    return document, Reading(name, (report,), (quote,))


def _parts(text: str, phrase: str) -> tuple[str, int, int]:
    found = span(text, phrase)
    return found.text, found.start, found.end


@pytest.fixture(scope="session")
def server() -> Iterator[PostgreSQL]:
    """A PostgreSQL server for all tests."""
    with postgresql() as running:
        yield running


@pytest.fixture(scope="session", params=KINDS)
def database(request: pytest.FixtureRequest) -> str:
    """Each database in turn: what uses this, or a fixture below, is tested on both."""
    return str(request.param)


@pytest.fixture
def fresh(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """Gives the path or address of a new, empty ledger at each call."""
    if database == "sqlite":
        numbers = itertools.count()
        yield lambda: str(tmp_path / f"ledger{next(numbers)}.sqlite")
        return
    running: PostgreSQL = request.getfixturevalue("server")
    taken: list[str] = []

    def take() -> str:
        taken.append(running.take())
        return taken[-1]

    yield take
    for address in taken:
        running.give_back(address)


@pytest.fixture
def place(fresh: Fresh) -> str:
    """The path or address of the test's own ledger."""
    return fresh()


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger(place) as ledger:
        yield ledger


@pytest.fixture
def keep(ledger: Ledger) -> Callable[..., Ledger]:
    """Keep what is told and give the ledger."""

    def keep(*stories: Told) -> Ledger:
        ledger.add_many(stories, reader="test")
        return ledger

    return keep
