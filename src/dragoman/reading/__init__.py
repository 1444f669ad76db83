"""Reading: from a document to reports of engagements and quotations, as spans with labels.

In: `Document`s. Out: `Reading`s, whose spans `dragoman.grounding` then says the meaning of.
"""

from __future__ import annotations

from dragoman.reading.report import Participant, Place, Quote, Reading, Report, Span, When

__all__ = ["Participant", "Place", "Quote", "Reading", "Report", "Span", "When"]
