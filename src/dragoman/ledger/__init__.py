"""The ledger: who engaged whom, in a database; reports of one event merged, every report kept."""

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
    "EventDetail",
    "EventParticipant",
    "EventQuery",
    "EventRow",
    "Evidence",
    "Ledger",
    "ReportDetail",
    "Sentence",
    "Stats",
]
