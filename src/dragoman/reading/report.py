"""What reading makes of a document, as plain values: reports of engagements and direct quotations.

Reading fills in spans and labels; grounding fills in what they stand for (`country`, `rank`, `first`,
`last`, …). Every `start` and `end` counts code points in the text of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

#: Most participants on one side of a report.
MOST = 6


@dataclass(frozen=True, slots=True)
class Span:
    """A piece [start, end) of the document; `text` is exactly that piece."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Participant(Span):
    """An actor's part in an event."""

    name: str | None = None
    """The person's name alone, an exact piece of `text`."""
    title: str | None = None
    """The office, an exact piece of the document."""
    kind: str = "organization"
    """person, group, organization or country."""
    country: str | None = None
    """ISO 3166-1 alpha-3, or an organisation's code (see `dragoman.vocabulary`); set by grounding."""
    rank: int | None = None
    """Protocol rank of the office, 1 (head of state or government) to 5 (other); set by grounding."""
    basis: str | None = None
    """How grounding reached `country`: name, adjective, office, register, document, … (docs/grounding.md)."""
    country_confidence: float | None = None
    """How sure `country` is: the share of such that are right on annotated documents; set by grounding."""
    actor: str | None = None
    """Which person it is, the same for all spellings: "PRK/im-chon-il"; set by grounding."""
    known_as: str | None = None
    """The person's name in the spelling that stands for all; set by grounding."""
    confidence: float = 1.0
    """The reader's probability that this takes part in the act, on this side."""
    doubtful: bool = False
    """Whether this is kept only beside another of the same country on its side; grounding leaves none that are."""


@dataclass(frozen=True, slots=True)
class Place(Span):
    """Where an act took place."""

    country: str | None = None
    """ISO 3166-1 alpha-3; set by grounding, as are the fields below."""
    name: str | None = None
    """As the gazetteer has it: "Pyongyang" for "the Russian Embassy in Pyongyang"."""
    latitude: float | None = None
    """Degrees north (WGS 84); of a region or country, the middle of its towns."""
    longitude: float | None = None
    """Degrees east."""
    precision: str | None = None
    """What the coordinates are of: site, city, region or country."""
    basis: str | None = None
    """How the place was reached: name, beside, sides, document, dateline or outlet."""
    confidence: float | None = None
    """Share of places reached so that lie in the right country, on annotated spans."""


@dataclass(frozen=True, slots=True)
class Constraint(Span):
    """What an undated document tells of a day."""

    kind: str = "order"
    """weekday, day, month, anniversary, dateline or order."""
    says: str = ""
    """The same in plain words."""
    source: str = "text"
    """text, table (of known anniversaries), or the ids of the ledger's events."""


@dataclass(frozen=True, slots=True)
class When(Span):
    """The expression that dates an act."""

    first: date | None = None
    """First day of the range that the expression means, inclusive; set by grounding, as are the fields below."""
    last: date | None = None
    """Last day of that range, inclusive; the same as `first` for one day."""
    inferred: bool = False
    """Whether the days were inferred from `constraints`, the document having no date."""
    constraints: tuple[Constraint, ...] = ()
    """In an undated document: all that it tells of the day; of an expression that needs none, nothing."""
    candidates: tuple[tuple[date, date], ...] = ()
    """The ranges of days that meet all constraints, where these are several and few."""


@dataclass(frozen=True, slots=True)
class Confidences:
    """How probable it is that each field of a report is right, given that there is such an act; 0 to 1."""

    form: float = 1.0
    status: float = 1.0
    channel: float = 1.0
    background: float = 1.0
    place: float = 1.0
    """That the place is right or, where the report has none, that the text gives none."""
    date: float = 1.0
    """The same of the date."""


@dataclass(frozen=True, slots=True)
class Report:
    """One document's telling of one event."""

    type: str
    form: str
    status: str
    channel: str
    background: bool
    trigger: Span
    also: tuple[Span, ...] = ()
    """Other mentions of the same act."""
    a: tuple[Participant, ...] = ()
    b: tuple[Participant, ...] = ()
    place: Place | None = None
    date: When | None = None
    occasion: Span | None = None
    reported_by: tuple[Span, ...] = ()
    confidence: float = 1.0
    """The reader's probability that the text reports such an act."""
    confidences: Confidences = Confidences()


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """Words inside quotation marks that someone said or wrote; `text` is without the marks."""

    speaker: str | None = None
    """The name or phrase as the document has it."""
    speaker_span: Span | None = None
    speaker_country: str | None = None
    """Set by grounding."""


@dataclass(frozen=True, slots=True)
class Office(Span):
    """An office that the text says somebody holds; `text` is the office with the country in it."""

    name: str = ""
    """Who holds it."""
    country: str = ""
    """Code of whom the holder acts for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one document."""

    document: str
    """The document's id."""
    reports: tuple[Report, ...] = ()
    quotes: tuple[Quote, ...] = ()
    offices: tuple[Office, ...] = ()
    """Who holds which office, as the text says outright; set by grounding."""
    coded: bool = True
    """False where the document was not read, for the reason in `note`."""
    note: str | None = None
