"""Contacts and reading made by rule, for tests of analysis."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.analysis import Contacts
from dragoman.ledger import DocumentsRead, Occurrence, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

AGENCY = Source("Agency", short=False)
PAPER = Source("Paper", short=False)
START = date(2010, 1, 1)


def event(
    number: int | str,
    day: date | None,
    a: str = "PRK",
    b: str = "RUS",
    *,
    form: str = "meeting",
    channel: str = "in_person",
    rank: int | None = None,
    published: date | None = None,
    last: date | None = None,
    status: str = "occurred",
    background: bool = False,
    sources: tuple[Source, ...] = (AGENCY,),
) -> Occurrence:
    return Occurrence(
        id=f"{number:010}" if isinstance(number, int) else number,
        type="CONSULT",
        form=form,
        status=status,
        channel=channel,
        background=background,
        first=day,
        last=last or day,
        a=tuple(a.split()),
        b=tuple(b.split()),
        rank=rank,
        place=None,
        place_country=None,
        occasion=None,
        confidence=1.0,
        published=published or day,
        sources=sources,
    )


def days(since: date, until: date, step: int = 1) -> list[date]:
    return [since + timedelta(days=n) for n in range(0, (until - since).days + 1, step)]


def reading(
    since: date, until: date, a_day: int | Callable[[date], int] = 10, source: Source = AGENCY
) -> list[DocumentsRead]:
    number = a_day if callable(a_day) else lambda _: a_day
    return [DocumentsRead(source, day, number(day)) for day in days(since, until) if number(day)]


def contacts(events: Iterable[Occurrence], *read: list[DocumentsRead], as_of: date | None = None) -> Contacts:
    return Contacts.made(events, [row for rows in read for row in rows], as_of)


def every(step: int, since: date, until: date, **fields: object) -> list[Occurrence]:
    """An event every `step` days."""
    return [event(n, day, **fields) for n, day in enumerate(days(since, until, step))]  # type: ignore[arg-type]


def counted(names: Iterable[str]) -> Mapping[str, int]:
    return Counter(names)
