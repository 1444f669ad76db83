"""The ledger: who engaged whom, in a database; reports of one event merged, every report kept."""

from dragoman.ledger.occurrences import DocumentsRead, Occurrence, Source
from dragoman.ledger.rows import (
    Added,
    EventDetail,
    EventParticipant,
    EventQuery,
    EventRow,
    Evidence,
    ReportDetail,
    Sentence,
    Stats,
)
from dragoman.ledger.store import Ledger

__all__ = [
    "Added",
    "DocumentsRead",
    "EventDetail",
    "EventParticipant",
    "EventQuery",
    "EventRow",
    "Evidence",
    "Ledger",
    "Occurrence",
    "ReportDetail",
    "Sentence",
    "Source",
    "Stats",
]
