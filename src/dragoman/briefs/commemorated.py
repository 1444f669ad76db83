"""What is only commemorated: "an exhibition on the anniversary of the visit of …" tells of an exhibition, of no visit.

In: an event with its sentences. Out: whether its act, or a participant, is named there as what is looked back on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.ledger import EventDetail, EventParticipant

_LOOKING_BACK = r"\b(?:anniversary of|years (?:after|since))\s[^,.;:]*"
_BEFORE = re.compile(_LOOKING_BACK + r"$", re.IGNORECASE)


def commemorated(detail: EventDetail) -> bool:
    """Whether every report has the act itself as what an anniversary is of."""
    found = [
        bool(_BEFORE.search(sentence.text[: evidence.start - sentence.start]))
        for report in detail.reports
        for sentence in report.sentences
        for evidence in sentence.evidence
        if evidence.role == "trigger"
    ]
    return bool(found) and all(found)


def honoured(who: EventParticipant, detail: EventDetail) -> bool:
    """Whether a participant did not take part, but is dead, or named only as whose anniversary it is."""
    if (who.title or "").lower().startswith("late "):
        return True
    told = [sentence.text for report in detail.reports for sentence in report.sentences if who.text in sentence.text]
    within = re.compile(_LOOKING_BACK + re.escape(who.text), re.IGNORECASE)
    return bool(told) and all(within.search(text) for text in told)
