"""How much reading stands behind a series. In: documents by source and day. Out: the same as weighted days.

Sources differ: a story tells more than a headline, and an outlet may never tell of a dyad. A document of source s
counts w = v (k + C) / (m + C), where v is how many contacts of any kind a document of s tells of, k how many of this
dyad s told, m how many it would have told were the dyad spread over the sources as all contacts are, and C a shrinkage
towards "as all contacts are"; and the same once more for the channel. Sources that never told of the dyad count
nothing. Weights are
scaled so that an average day of reading counts 1.

A day is a gap in the reading where the trailing weeks hold less than FEW of the year before: what is missing there
is missing reading, not contacts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

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


@dataclass(frozen=True, slots=True, eq=False)
class Everything:
    """All that was read, which every series' reading is a part of."""

    documents: NDArray[np.int64]
    """[sources, days]"""
    enough: NDArray[np.bool_]
    """[sources, days] whether enough of each source was read."""


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
    weights: NDArray[np.float64]
    """[sources] of a document of each."""
    rows: tuple[int, ...]
    everything: Everything
    """The sources are these rows of it."""
    begin: int = 0
    """The first day, by its column in `everything`."""

    def part(self, begin: int, end: int) -> Reading:
        """That of the days from `begin` to before `end`."""
        days = slice(begin, end)
        return replace(
            self,
            weighted=self.weighted[days],
            read=self.read[days],
            documents=self.documents[days],
            begin=self.begin + begin,
        )

    def throughout(self, begin: int, end: int, share: float) -> tuple[Source, ...]:
        """The sources read enough on such a share of these days, or more."""
        days = slice(self.begin + max(begin, 0), self.begin + end)
        enough = self.everything.enough[list(self.rows), days].mean(axis=1)
        return tuple(source for source, part in zip(self.sources, enough, strict=True) if part >= share)

    def meanwhile(self, begin: int, end: int) -> tuple[Source, ...]:
        """The sources of which anything was read on these days."""
        days = slice(self.begin + max(begin, 0), self.begin + end)
        some = self.everything.documents[list(self.rows), days].sum(axis=1)
        return tuple(source for source, number in zip(self.sources, some.tolist(), strict=True) if number)

    def only(self, sources: Collection[Source]) -> Reading:
        """The same days as if only these sources had been read; days that are unread here stay so."""
        kept = [at for at, source in enumerate(self.sources) if source in sources]
        rows = tuple(self.rows[at] for at in kept)
        documents = self.everything.documents[list(rows)]
        made = _weighed(self.weights[kept], documents, self.begin, len(self.read))
        weighted, read = np.where(self.read, made[0], 0.0), made[1] & self.read
        days = slice(self.begin, self.begin + len(self.read))
        return replace(
            self,
            weighted=weighted,
            read=read,
            documents=documents[:, days].sum(axis=0),
            sources=tuple(self.sources[at] for at in kept),
            weights=self.weights[kept],
            rows=rows,
        )


def _weighed(
    weights: NDArray[np.float64], documents: NDArray[np.int64], begin: int, days: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """[days] documents in average days of reading, and where enough was read."""
    weighted = weights @ documents
    enough = read_enough(weighted, documents.sum(axis=0))
    weighted = np.where(enough, weighted, 0.0)
    usual = weighted[enough].mean() if enough.any() else 1.0
    return (weighted / (usual or 1.0))[begin : begin + days], enough[begin : begin + days]


class Readings:
    """Makes the reading behind series of one exposure; series that the same sources told alike share it."""

    def __init__(self, contacts: Iterable[Contact], exposure: Exposure) -> None:
        self._exposure = exposure
        self._number = {source: at for at, source in enumerate(exposure.sources)}
        told = Counter((through, s) for each in contacts for s in each.sources for through in (None, each.channel))
        self._documents = exposure.documents.sum(axis=1)
        by_source = {
            through: np.array([told[through, source] for source in exposure.sources], np.float64)
            for through in {through for through, _ in told} | {None}
        }
        telling = by_source[None] / np.maximum(self._documents, 1)
        self._telling = {
            through: telling * _leaning(own, by_source[None] * own.sum() / max(by_source[None].sum(), 1.0))
            for through, own in by_source.items()
        }
        enough = [read_enough(row.astype(np.float64), row) for row in exposure.documents]
        self._everything = Everything(exposure.documents, np.array(enough, np.bool_).reshape(exposure.documents.shape))
        self._cache: dict[tuple[tuple[int, float], ...], Reading] = {}

    def behind(self, contacts: Iterable[Contact], channel: str | None = None) -> Reading:
        """The reading behind the contacts of a dyad through a channel; given are those through any."""
        told = Counter(source for contact in contacts for source in contact.sources if source in self._number)
        rows = sorted(self._number[source] for source in told)
        own = np.array([told[self._exposure.sources[row]] for row in rows], np.float64)
        usual = self._telling[None][rows] * self._documents[rows]
        share = own.sum() * usual / usual.sum() if rows else usual
        weights = self._telling.get(channel, self._telling[None])[rows] * _leaning(own, share)
        # One source weighs the same whatever it told, since weights are relative.
        weights = np.round(weights / weights.max(), 3) if rows else weights
        key = tuple(zip(rows, weights.tolist(), strict=True))
        if key not in self._cache:
            self._cache[key] = self._made(rows, weights)
        return self._cache[key]

    def _made(self, rows: list[int], weights: NDArray[np.float64]) -> Reading:
        documents = self._exposure.documents[rows]
        weighted, enough = _weighed(weights, documents, 0, self._exposure.days)
        sources = tuple(self._exposure.sources[row] for row in rows)
        return Reading(weighted, enough, documents.sum(axis=0), sources, weights, tuple(rows), self._everything)


def _leaning(told: NDArray[np.float64], usual: NDArray[np.float64]) -> NDArray[np.float64]:
    """[sources] how much more each told than was to be expected of it, the less sure the fewer they are."""
    return (told + SHRINKAGE) / (usual + SHRINKAGE)


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
