"""The ledger: who engaged whom, in a database; reports of one event merged, every report kept."""

from dragoman.ledger.checking import Checked, Problem
from dragoman.ledger.finding import Found, Search, Snippet
from dragoman.ledger.occurrences import DocumentsRead, Occurrence, Source
from dragoman.ledger.reviewing import Review
from dragoman.ledger.rows import (
    Added,
    Change,
    EventDetail,
    EventParticipant,
    EventQuery,
    EventRow,
    Evidence,
    Info,
    Judgement,
    Link,
    Provenance,
    ReportDetail,
    Sentence,
    Stats,
    StatusStep,
)
from dragoman.ledger.store import Ledger

__all__ = [
    "Added",
    "Change",
    "Checked",
    "DocumentsRead",
    "EventDetail",
    "EventParticipant",
    "EventQuery",
    "EventRow",
    "Evidence",
    "Found",
    "Info",
    "Judgement",
    "Ledger",
    "Link",
    "Occurrence",
    "Problem",
    "Provenance",
    "ReportDetail",
    "Review",
    "Search",
    "Sentence",
    "Snippet",
    "Source",
    "Stats",
    "StatusStep",
]
