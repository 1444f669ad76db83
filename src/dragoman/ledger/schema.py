"""The ledger's tables. Documents hold reports, reports hold participants and evidence, events gather reports.

Days are ISO text, so that they compare as text in every database. Offsets count code points of the document.
The indexes of words, which each database has in its own way, are in `searching`.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    func,
    literal_column,
)
from sqlalchemy import Text as _Text
from sqlalchemy.dialects.postgresql import TEXT

#: The newest revision under `migrations/versions`.
REVISION = "0008"

metadata = MetaData()

#: Text in PostgreSQL: ordered by its code points, as SQLite does, whatever the order of the database.
_ORDERED = TEXT(collation="C")
Text = _Text().with_variant(_ORDERED, "postgresql")


def short(length: int) -> String:
    """Text that is never longer than `length`."""
    return String(length).with_variant(_ORDERED, "postgresql")


documents = Table(
    "documents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("hash", short(64), nullable=False, unique=True),
    Column("outlet", Text),
    Column("published", short(10)),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("language", short(8)),
    Column("url", Text),
    Column("coded", Boolean, nullable=False),
    Column("note", Text),
    Column("reader", Text, nullable=False),
    Column("signature", Text),  # of the text, to know copies by (dragoman.documents.likeness)
)

events = Table(
    "events",
    metadata,
    Column("id", short(10), primary_key=True),
    Column("type", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("first", short(10)),
    Column("last", short(10)),
    Column("told", short(10)),  # when its first report was published
    Column("a", Text, nullable=False),  # JSON arrays, as listed; event_countries holds the same to be searched
    Column("b", Text, nullable=False),
    Column("a_names", Text, nullable=False),
    Column("b_names", Text, nullable=False),
    Column("rank", Integer),
    Column("place", Text),
    Column("place_country", Text),
    Column("occasion", Text),
    Column("reports", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("independent", Integer, nullable=False, server_default="1"),  # sources that do not copy each other
    Column("verdict", short(5)),  # right or wrong, where someone has judged
    Index("events_by_day", "first", "last"),
)


def across_years(table: Table) -> ColumnElement[bool]:
    """Whether a row's days go over a new year; literals, because an index is made on just this."""
    first, last = (func.substr(table.c[name], literal_column("1"), literal_column("4")) for name in ("first", "last"))
    return first < last


Index(
    "events_across_years",
    events.c.first,
    events.c.last,
    sqlite_where=across_years(events),
    postgresql_where=across_years(events),
)

# `first` stands in it, always empty, so that SQLite does not take `events_by_day` for these.
Index(
    "events_undated",
    events.c.first,
    events.c.told,
    sqlite_where=events.c.first.is_(None),
    postgresql_where=events.c.first.is_(None),
)

event_countries = Table(
    "event_countries",
    metadata,
    Column("event", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("side", short(1), primary_key=True),
    Column("country", Text, primary_key=True),
    Index("event_countries_by_country", "country", "event"),
)

reports = Table(
    "reports",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("event", ForeignKey("events.id", ondelete="SET NULL"), index=True),
    Column("type", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("first", short(10)),
    Column("last", short(10)),
    Column("place", Text),
    Column("place_country", Text),
    Column("occasion", Text),
    Column("words", Text),  # of the sentence that names the act, folded, for merging
    Column("dated", Boolean),  # whether `first` and `last` stand in that sentence
)

participants = Table(
    "participants",
    metadata,
    Column("report", ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
    Column("side", short(1), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("name", Text),
    Column("title", Text),
    Column("country", Text),
    Column("kind", Text, nullable=False),
    Column("rank", Integer),
    Column("basis", Text),
    Column("confidence", Float, nullable=False),
    Column("actor", Text),
    Column("known_as", Text),
    Column("country_confidence", Float),
)

#: Where a report's place is: what the gazetteer calls it, its coordinates in degrees, and how it was found.
places = Table(
    "places",
    metadata,
    Column("report", ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
    Column("name", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("precision", Text),
    Column("basis", Text),
    Column("confidence", Float),
)

#: How the act of an undated document was dated; constraints and candidates are JSON arrays.
datings = Table(
    "datings",
    metadata,
    Column("report", ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
    Column("inferred", Boolean, nullable=False),
    Column("constraints", Text, nullable=False),
    Column("candidates", Text, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("report", ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
)

quotes = Table(
    "quotes",
    metadata,
    Column("document", ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("speaker", Text),
    Column("speaker_country", Text),
)

#: Who holds which office, as a document says; `settled` once the run that read it has come to its end.
offices = Table(
    "offices",
    metadata,
    Column("document", ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("office", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", short(8), nullable=False),
    Column("settled", Boolean, nullable=False),
    Index("offices_by_settled", "settled"),
)

#: Where a report may find others of its event: the same block, and days that overlap (dragoman.ledger.linking).
blocks = Table(
    "blocks",
    metadata,
    Column("report", ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
    Column("block", Text, primary_key=True),
    Column("first", short(10), nullable=False),
    Column("last", short(10), nullable=False),
    Column("wide", Boolean, nullable=False),
    # By the last day, because what is read is mostly later than what was: few days reach into it.
    Index("blocks_by_day", "block", "last", "first", "report"),
)

#: Lines of lists that people keep by hand (dragoman.ledger.lists).
list_entries = Table(
    "list_entries",
    metadata,
    Column("list", Text, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("first", short(10), nullable=False),
    Column("last", short(10), nullable=False),
    Column("countries", Text, nullable=False),  # a JSON array of codes
    Column("form", Text),
    Column("note", Text),
)

#: Pairs of reports that may be of one event, `report` < `other`, and how likely that is.
links = Table(
    "links",
    metadata,
    Column("report", ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
    Column("other", ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True, index=True),
    Column("log_odds", Float, nullable=False),
)

#: One row: the version of the merging rule by which all events were settled; none where that is still to be done.
settled = Table("settled", metadata, Column("rule", Text, primary_key=True))

#: What people judged: a log that only grows; an "undo" takes back the one that it names.
judgements = Table(
    "judgements",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", short(32), nullable=False),
    Column("note", Text),
    Column("value", Text),  # JSON, where the kind has one
    Column("undoes", ForeignKey("judgements.key"), index=True),
)

#: The reports that a judgement is of, by their place in the text, so that it outlasts another reading.
judged = Table(
    "judged",
    metadata,
    Column("judgement", ForeignKey("judgements.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("part", Integer, nullable=False),  # which of the two that are the same or not
    Column("document", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("form", Text, nullable=False),
    Column("text", Text, nullable=False),
)

#: What another reader, or another text, changed in a document that had been read before.
changes = Table(
    "changes",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("at", short(32), nullable=False),
    Column("document", Text, nullable=False, index=True),
    Column("old_reader", Text, nullable=False),
    Column("new_reader", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("field", Text),
    Column("before", Text),
    Column("after", Text),
)

#: Tables whose rows follow from the documents and what was read in them; the others hold what people said.
DERIVED = frozenset(
    "documents events event_countries reports participants evidence places datings quotes offices".split()
    + "blocks links settled changes".split()
)
