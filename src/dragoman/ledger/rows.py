"""What the ledger gives back, as plain values; each can be had as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

#: What listings and exports of events show, in order.
LISTED = (
    "id",
    "first",
    "last",
    "told",
    "type",
    "form",
    "status",
    "channel",
    "background",
    "a",
    "b",
    "a_names",
    "b_names",
    "rank",
    "place",
    "place_country",
    "occasion",
    "reports",
    "documents",
    "independent",
    "confidence",
    "verdict",
)


def plain(value: Any) -> Any:
    """A value of these rows as JSON knows it: days as ISO text, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


class AsJson:
    """A row that can be had as JSON."""

    def as_json(self) -> dict[str, Any]:
        """The row with plain values only."""
        converted: dict[str, Any] = plain(asdict(self))  # type: ignore[call-overload]
        return converted


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Filters of a listing: several values of one ask for any of them, different filters for all."""

    about: tuple[str, ...] = ()
    """Codes of countries or organisations that take part."""
    with_: tuple[str, ...] = ()
    """Codes on the other side than those of `about`; without `about`, any that take part."""
    form: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    rank: int | None = None
    """Least protocol rank: its number or a smaller one."""
    text: str | None = None
    verdict: tuple[str, ...] = ()
    """right, wrong, none (not judged); without it, all but those judged wrong."""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class EventRow(AsJson):
    """One event as it is listed."""

    id: str
    type: str
    form: str
    status: str
    channel: str
    background: bool
    first: date | None
    last: date | None
    a: tuple[str, ...]
    """Codes of side a."""
    b: tuple[str, ...]
    a_names: tuple[str, ...]
    """Persons of side a by name, or else the phrases that stand for it."""
    b_names: tuple[str, ...]
    rank: int | None
    """The highest protocol rank that took part (the least number)."""
    place: str | None
    place_country: str | None
    occasion: str | None
    reports: int
    documents: int
    confidence: float
    told: date | None = None
    """The day on which the first report of it was published."""
    independent: int = 1
    """Sources that tell of it and do not copy each other: an outlet counts once, near-duplicates count once."""
    verdict: str | None = None
    """right or wrong, where someone has judged it."""


@dataclass(frozen=True, slots=True)
class EventParticipant(AsJson):
    """Who took part, as the clearest report has it."""

    side: str
    text: str
    name: str | None
    title: str | None
    country: str | None
    kind: str
    rank: int | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class Evidence(AsJson):
    """A span of a document that shows part of a report: its trigger, a side, the place, and so on."""

    role: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence(AsJson):
    """A sentence of a document with the evidence in it."""

    text: str
    start: int
    end: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts(AsJson):
    """Where the place of a report is."""

    name: str | None
    """As the gazetteer has it."""
    country: str | None
    latitude: float | None
    """Degrees north."""
    longitude: float | None
    """Degrees east."""
    precision: str | None
    """What the coordinates are of: site, city, region or country."""
    basis: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Dating(AsJson):
    """What a document without a date tells of the day of an act."""

    inferred: bool
    """Whether the constraints left one meaning, which the report's days then are."""
    constraints: tuple[dict[str, str], ...]
    """Each with its kind, text, what it says in plain words, and its source (text, table, or ids of events)."""
    candidates: tuple[tuple[date, date], ...]
    """The ranges of days that meet all constraints, where there are several."""


@dataclass(frozen=True, slots=True)
class ReportDetail(AsJson):
    """One document's telling of an event."""

    document: str
    outlet: str | None
    published: date | None
    title: str | None
    url: str | None
    reader: str
    status: str
    first: date | None
    last: date | None
    confidence: float
    reported_by: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    place: Whereabouts | None = None
    dating: Dating | None = None
    """Only where the document has no date."""
    copy_of: str | None = None
    """An earlier document of the event that this one copies, or is an update of."""


@dataclass(frozen=True, slots=True)
class StatusStep(AsJson):
    """What an act had become by a day of publication."""

    published: date | None
    status: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link(AsJson):
    """Two reports of an event that were found to tell of one act."""

    document: str
    other: str
    log_odds: float
    """0 for as likely as not."""


@dataclass(frozen=True, slots=True)
class Provenance(AsJson):
    """What a value of an event rests on: a span of a document as a reader read it, or a judgement."""

    field: str
    value: str
    document: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    reader: str | None = None
    judgement: int | None = None
    """Its number in `dragoman review log`."""


@dataclass(frozen=True, slots=True)
class EventDetail(AsJson):
    """One event with everything that shows it."""

    event: EventRow
    a: tuple[EventParticipant, ...]
    b: tuple[EventParticipant, ...]
    disagreements: tuple[str, ...]
    reports: tuple[ReportDetail, ...]
    history: tuple[StatusStep, ...] = ()
    """What became of it, where that changed."""
    links: tuple[Link, ...] = ()
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement(AsJson):
    """An entry of the log of judgements."""

    number: int
    kind: str
    who: str
    at: str
    """UTC, ISO 8601."""
    note: str | None
    value: Any
    undoes: int | None
    in_force: bool
    events: tuple[str, ...]
    """Events of today that it is of."""
    adrift: int
    """Reports that it was of and that are not in the ledger any more."""


@dataclass(frozen=True, slots=True)
class Change(AsJson):
    """What another reading changed in a document."""

    at: str
    document: str
    old_reader: str
    new_reader: str
    kind: str
    """added, gone or changed: a report."""
    form: str
    start: int
    trigger: str
    field: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Stats(AsJson):
    """How much a ledger holds."""

    documents: int
    documents_not_coded: int
    reports: int
    events: int
    quotes: int
    first_published: date | None
    last_published: date | None
    outlets: dict[str, int] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)
    dyads: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Info(AsJson):
    """Which database a ledger is in, and what made it."""

    ledger: str
    """Its path or address, without a password."""
    database: str
    """Name and version."""
    schema: str
    """Revision of the tables."""
    bytes: int
    documents: int
    reports: int
    events: int
    readers: dict[str, int]
    """Documents by the version of the reader that read them."""


@dataclass(frozen=True, slots=True)
class Added:
    """What a reading added."""

    documents: int = 0
    reports: int = 0
    unchanged: int = 0
    changes: int = 0
    """Reports that came, went or changed in documents that were read before."""
