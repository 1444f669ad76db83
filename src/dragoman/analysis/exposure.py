"""How much reading stands behind a series. In: documents by source and day. Out: the same as weighted days.

Sources differ: a story tells more than a headline, and an outlet may never tell of a dyad. A document of source s
counts w = v (k + C) / (m + C), where v is how many contacts of any kind a document of s tells of, k how many of
this series s told, m how many it would have told were the series spread over the sources as all contacts are, and
C a shrinkage towards "as all contacts are". Sources that never told of the series count nothing. Weights are
scaled so that an average day of reading counts 1.

A day is a gap in the reading where the trailing weeks hold less than FEW of the year before: what is missing there
is missing reading, not contacts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from dragoman.analysis.contacts import Contact, Exposure
    from dragoman.ledger import Source

#: Shrinkage, in events.
SHRINKAGE = 5.0
#: Share of the usual reading below which it is a gap.
FEW = 0.2
#: The trailing days by which reading is judged: at least so many, and so many that this many documents are usual.
WEEKS = 28
DOCUMENTS = 8
YEAR = 365


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading behind one series, by day from the first document to the last."""

    weighted: NDArray[np.float64]
    """[days] documents of the sources concerned, weighted, an average day of reading being 1; 0 in gaps."""
    read: NDArray[np.bool_]
    """[days] whether enough was read."""
    documents: NDArray[np.int64]
    """[days] documents of the sources concerned."""
    sources: tuple[Source, ...]
    """The sources that ever told of the series."""


class Readings:
    """Makes the reading behind series of one exposure; series that the same sources told alike share it."""

    def __init__(self, contacts: Iterable[Contact], exposure: Exposure) -> None:
        self._exposure = exposure
        self._number = {source: at for at, source in enumerate(exposure.sources)}
        told = Counter(source for contact in contacts for source in contact.sources)
        documents = exposure.documents.sum(axis=1)
        everything = np.array([told[source] for source in exposure.sources], np.float64)
        self._documents = documents
        self._telling = np.divide(everything, documents, out=np.zeros(len(everything)), where=documents > 0)
        self._cache: dict[tuple[tuple[int, float], ...], Reading] = {}

    def behind(self, contacts: Iterable[Contact]) -> Reading:
        """The reading behind the series of these contacts."""
        told = Counter(source for contact in contacts for source in contact.sources if source in self._number)
        rows = sorted(self._number[source] for source in told)
        own = np.array([told[self._exposure.sources[row]] for row in rows], np.float64)
        usual = self._telling[rows] * self._documents[rows]
        share = own.sum() * usual / usual.sum() if rows else usual
        weights = self._telling[rows] * (own + SHRINKAGE) / (share + SHRINKAGE)
        # One source weighs the same whatever it told, since weights are relative.
        weights = np.round(weights / weights.max(), 2) if rows else weights
        key = tuple(zip(rows, weights.tolist(), strict=True))
        if key not in self._cache:
            self._cache[key] = self._made(rows, weights)
        return self._cache[key]

    def _made(self, rows: list[int], weights: NDArray[np.float64]) -> Reading:
        documents = self._exposure.documents[rows]
        weighted = weights @ documents
        enough = read_enough(weighted, documents.sum(axis=0))
        weighted = np.where(enough, weighted, 0.0)
        usual = weighted[enough].mean() if enough.any() else 1.0
        sources = tuple(self._exposure.sources[row] for row in rows)
        return Reading(weighted / (usual or 1.0), enough, documents.sum(axis=0), sources)


def read_enough(weighted: NDArray[np.float64], documents: NDArray[np.int64]) -> NDArray[np.bool_]:
    """[days] whether the reading up to each day is at least FEW of that of the year before it."""
    days = len(weighted)
    if not days or not documents.any():
        return np.zeros(days, np.bool_)
    usual = documents.sum() / days
    window = int(min(max(WEEKS, np.ceil(DOCUMENTS / usual)), YEAR))
    total = np.concatenate([[0.0], np.cumsum(weighted)])
    end = np.arange(1, days + 1)
    begin = np.maximum(end - window, 0)
    recent = (total[end] - total[begin]) / (end - begin)
    before = np.maximum(begin - YEAR, 0)
    length = begin - before
    past = np.divide(total[begin] - total[before], length, out=np.zeros(days), where=length >= window)
    # Until there is a past to compare with, the first year stands for it.
    start = total[min(YEAR, days)] / min(YEAR, days)
    past = np.where(length >= window, past, start)
    enough: NDArray[np.bool_] = (recent > 0) & (recent >= FEW * past)
    return enough
