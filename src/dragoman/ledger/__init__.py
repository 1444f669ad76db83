"""The ledger: who engaged whom, in a database; reports of one event merged, every report kept."""

from dragoman.ledger.checking import Checked, Problem
from dragoman.ledger.finding import Found, Search, Snippet
from dragoman.ledger.occurrences import DocumentsRead, Occurrence, Source
from dragoman.ledger.rows import (
    Added,
    EventDetail,
    EventParticipant,
    EventQuery,
    EventRow,
    Evidence,
    Info,
    ReportDetail,
    Sentence,
    Stats,
)
from dragoman.ledger.store import Ledger

__all__ = [
    "Added",
    "Checked",
    "DocumentsRead",
    "EventDetail",
    "EventParticipant",
    "EventQuery",
    "EventRow",
    "Evidence",
    "Found",
    "Info",
    "Ledger",
    "Occurrence",
    "Problem",
    "ReportDetail",
    "Search",
    "Sentence",
    "Snippet",
    "Source",
    "Stats",
]
