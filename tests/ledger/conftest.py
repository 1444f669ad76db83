"""Reports made by hand: what reading and grounding would give, so that the ledger is tested by itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

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
    quote = Quote("met", 0, 3, speaker=None)
    document = Document(name, text, title=f"Talks told by {name}", outlet=outlet, published=published)
    return document, Reading(name, (report,), (quote,))


def _parts(text: str, phrase: str) -> tuple[str, int, int]:
    found = span(text, phrase)
    return found.text, found.start, found.end


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite")


@pytest.fixture
def keep(ledger: Ledger) -> Callable[..., Ledger]:
    """Keep what is told and give the ledger."""

    def keep(*stories: Told) -> Ledger:
        ledger.add_many(stories, reader="test")
        return ledger

    return keep
