"""What analysis works on, taken out of the ledger once: contacts with their days, and what was read when.

    contacts = Contacts.of(ledger)
    contacts.contacts      # events that took place, each once, the earliest first
    contacts.exposure      # documents read, by source and day

In: a `Ledger`. Out: frozen values; nothing here reads the database again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

import numpy as np

from dragoman.vocabulary import FORMS, HAPPENED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from dragoman.ledger import DocumentsRead, Ledger, Occurrence, Source

#: Longest span of days, first to last, that still dates an event.
LONGEST = timedelta(days=31)
#: What is first told so long after it took place is looked back on: what was read in its time did not tell of it.
LATE = timedelta(days=730)
#: As many countries may share the one side that is told and be a dyad each with each ("Choe and Lavrov met").
TOGETHER = 3


@dataclass(frozen=True, slots=True)
class Contact:
    """An event that took place, on the day at which analysis counts it."""

    id: str
    day: date
    """The first day that the text gives; where it gives none, the first day on which it was told."""
    dated: bool
    """Whether the text gives the day. Days of telling are weaker: late by the delay of the news."""
    known: date
    """The first day on which a document told of it."""
    form: str
    channel: str
    rank: int | None
    """The highest protocol rank that took part, 1 to 5."""
    a: tuple[str, ...]
    b: tuple[str, ...]
    dyads: frozenset[tuple[str, str]]
    """Every two codes that met in it, each pair in alphabetical order."""
    sources: tuple[Source, ...]
    place: str | None = None
    place_country: str | None = None
    occasion: str | None = None
    confidence: float = 1.0


def _lately(occurrence: Occurrence) -> bool:
    """Whether an act has a day not long before the first document that tells of it: looked back on, it is news yet."""
    day, published = occurrence.first, occurrence.published
    return day is not None and published is not None and published - day <= LATE


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much was read: documents by source and day of publication."""

    first: date
    sources: tuple[Source, ...]
    documents: NDArray[np.int64]
    """[sources, days]; column 0 is the day `first`."""

    @property
    def days(self) -> int:
        """Number of days from the first to the last document."""
        return int(self.documents.shape[1])

    @property
    def last(self) -> date:
        """The last day; `first` where nothing was read."""
        return self.first + timedelta(days=max(self.days - 1, 0))

    def index(self, day: date) -> int:
        """The column of a day, which may lie outside."""
        return (day - self.first).days

    def until(self, day: date) -> Exposure:
        """What was read up to a day, it included."""
        return replace(self, documents=self.documents[:, : max(self.index(day) + 1, 0)])

    def read(self, since: date, until: date, sources: Iterable[Source] | None = None) -> int:
        """Documents published from `since` to `until`, both counted, of these sources (all, without them)."""
        begin, end = max(self.index(since), 0), max(self.index(until) + 1, 0)
        if sources is None:
            return int(self.documents[:, begin:end].sum())
        wanted = set(sources)
        rows = [number for number, source in enumerate(self.sources) if source in wanted]
        return int(self.documents[rows, begin:end].sum())


@dataclass(frozen=True, slots=True)
class Contacts:
    """Everything that analysis reads of a ledger."""

    contacts: tuple[Contact, ...]
    """By day, then by id."""
    background: tuple[Contact, ...]
    """Earlier acts that texts look back on: not counted, but they tell that a contact is not the first."""
    exposure: Exposure
    as_of: date
    """The last day of which anything is known."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Events that cannot be counted, by the reason."""

    @classmethod
    def of(cls, ledger: Ledger, as_of: date | None = None) -> Self:
        """All contacts of a ledger; with `as_of`, as they could be known at the end of that day."""
        return cls.made(ledger.occurrences(as_of), ledger.documents_read(as_of), as_of)

    def told_by(self, sources: Collection[Source]) -> Contacts:
        """The same as if only these sources had been read."""
        kept = [number for number, source in enumerate(self.exposure.sources) if source in sources]
        alone = [
            replace(contact, sources=tuple(each for each in contact.sources if each in sources))
            for contact in self.contacts
            if any(each in sources for each in contact.sources)
        ]
        exposure = replace(
            self.exposure,
            sources=tuple(self.exposure.sources[number] for number in kept),
            documents=self.exposure.documents[kept],
        )
        return replace(self, contacts=tuple(alone), exposure=exposure)

    @classmethod
    def made(cls, occurrences: Iterable[Occurrence], read: Sequence[DocumentsRead], as_of: date | None = None) -> Self:
        """The same from plain values."""
        shown: list[Contact] = []
        past: list[Contact] = []
        left_out: Counter[str] = Counter()
        for occurrence in occurrences:
            if occurrence.status not in HAPPENED:
                left_out["not told as done (planned, proposed, cancelled or denied)"] += 1
            elif occurrence.background and not _lately(occurrence):
                left_out["background of other news"] += 1
                if occurrence.first is not None and occurrence.published is not None:
                    past.append(_contact(occurrence, occurrence.first, occurrence.published, dated=True))
            elif occurrence.published is None:
                left_out["told only by documents without a day of publication"] += 1
            else:
                day, dated = _day(occurrence, occurrence.published)
                contact = _contact(occurrence, day, occurrence.published, dated=dated)
                if occurrence.published - day > LATE:
                    left_out["told years after, in looking back"] += 1
                    past.append(contact)
                else:
                    shown.append(contact)
        exposure = _exposure(read)
        return cls(
            contacts=tuple(sorted(shown, key=lambda contact: (contact.day, contact.id))),
            background=tuple(sorted(past, key=lambda contact: (contact.day, contact.id))),
            exposure=exposure,
            as_of=as_of or exposure.last,
            left_out=dict(left_out),
        )


def _day(occurrence: Occurrence, published: date) -> tuple[date, bool]:
    """The day to count an event at, and whether the text gives it."""
    first, last = occurrence.first, occurrence.last
    if first is None or last is None or last - first > LONGEST or first > published:
        return published, False
    return first, True


def _contact(occurrence: Occurrence, day: date, known: date, *, dated: bool) -> Contact:
    return Contact(
        id=occurrence.id,
        day=day,
        dated=dated,
        known=known,
        form=occurrence.form,
        channel=_channel(occurrence),
        rank=occurrence.rank,
        a=occurrence.a,
        b=occurrence.b,
        dyads=frozenset(dyads(occurrence.a, occurrence.b)),
        sources=occurrence.sources,
        place=occurrence.place,
        place_country=occurrence.place_country,
        occasion=occurrence.occasion,
        confidence=occurrence.confidence,
    )


def _channel(occurrence: Occurrence) -> str:
    """How contact was made. What is said at a meeting, in praise or appeal, is no contact in person by itself."""
    said = occurrence.form in FORMS and FORMS[occurrence.form].channel == "media"
    return "media" if said and occurrence.channel == "in_person" else occurrence.channel


def dyads(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every two countries that met: one of each side; where one side is told, the few on it with each other."""
    if a and b:
        pairs = [(one, other) for one in a for other in b]
    else:
        only = sorted(set(a or b))
        pairs = [(one, other) for one in only for other in only] if len(only) <= TOGETHER else []
    for one, other in pairs:
        if one < other:
            yield one, other
        elif other < one:
            yield other, one


def _exposure(read: Sequence[DocumentsRead]) -> Exposure:
    if not read:
        return Exposure(date(1970, 1, 1), (), np.zeros((0, 0), np.int64))
    sources = tuple(sorted({row.source for row in read}))
    first, last = min(row.published for row in read), max(row.published for row in read)
    documents = np.zeros((len(sources), (last - first).days + 1), np.int64)
    number = {source: at for at, source in enumerate(sources)}
    for row in read:
        documents[number[row.source], (row.published - first).days] += row.documents
    return Exposure(first, sources, documents)
