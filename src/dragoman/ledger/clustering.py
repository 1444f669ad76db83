"""Clusters of linked things. In: how many, links with log-odds, judgements. Out: clusters, in whatever order they come.

Two clusters join while the mean log-odds over all their pairs is above a bound, the highest mean first; a pair without
a link counts as unlikely, and a pair that is opposed keeps the two apart. So one vague report does not chain two events
together, and the cost follows the number of links. What a person has judged comes before: pairs that must be together
start together, pairs that must not never meet.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

Pair = tuple[int, int]


def _pair(i: int, j: int) -> Pair:
    return (i, j) if i < j else (j, i)


def clustered(
    number: int,
    links: Mapping[Pair, float],
    *,
    apart: float,
    join: float = 0.0,
    opposed: Callable[[int, int], bool] = lambda _i, _j: False,
    together: Iterable[Pair] = (),
    separate: Collection[Pair] = (),
) -> list[list[int]]:
    """Clusters of 0 … `number` - 1, each in order, ordered by their first.

    `links` has log-odds of pairs (i, j), i < j; other pairs have those of `apart`. Clusters with a pair that is
    `opposed` do not join, unless a judgement joins them. Pairs of `together` are joined
    first, the earliest given first, unless that would join a pair of `separate`.
    """
    state = _State(number, links, apart, separate, opposed)
    for i, j in together:
        state.join_judged(i, j)
    state.agglomerate(join)
    return sorted((sorted(members) for members in state.members.values()), key=lambda cluster: cluster[0])


class _State:
    """Clusters as they grow. A cluster is named by its smallest member."""

    def __init__(
        self,
        number: int,
        links: Mapping[Pair, float],
        apart: float,
        separate: Collection[Pair],
        opposed: Callable[[int, int], bool],
    ) -> None:
        self._opposed = opposed
        #: Of a member that a judgement joined: all that it was joined with.
        self._judged: dict[int, list[int]] = {}
        self.members: dict[int, list[int]] = {i: [i] for i in range(number)}
        self._home = list(range(number))
        self._apart = apart
        #: Per cluster and neighbour: sum of the log-odds above `apart` over their linked pairs.
        self._gain: dict[int, dict[int, float]] = {i: {} for i in range(number)}
        self._foes: dict[int, set[int]] = {i: set() for i in range(number)}
        for (i, j), value in sorted(links.items()):
            self._gain[i][j] = self._gain[j][i] = value - apart
        for i, j in separate:
            self._foes[i].add(j)
            self._foes[j].add(i)

    def join_judged(self, i: int, j: int) -> None:
        one, other = self._home[i], self._home[j]
        if one != other and other not in self._foes[one]:
            kept = self._join(one, other)
            for member in self.members[kept]:
                self._judged[member] = list(self.members[kept])

    def _apart_by(self, x: int, y: int) -> bool:
        """Whether x and y are opposed; where a judgement holds x with others, whether all of these are opposed to y."""
        return self._opposed(x, y) and all(
            self._opposed(mine, theirs) for mine in self._judged.get(x, (x,)) for theirs in self._judged.get(y, (y,))
        )

    def _mean(self, one: int, other: int) -> float:
        pairs = len(self.members[one]) * len(self.members[other])
        return self._apart + self._gain[one][other] / pairs

    def agglomerate(self, join: float) -> None:
        queue = [(-self._mean(i, j), i, j) for i in self.members for j in self._gain[i] if i < j]
        heapq.heapify(queue)
        while queue:
            negative, i, j = heapq.heappop(queue)
            if -negative <= join:
                return
            # What was queued before either of them grew no longer holds; what holds now was queued then.
            if i not in self.members or j not in self.members or j not in self._gain[i]:
                continue
            if -self._mean(i, j) != negative or j in self._foes[i]:
                continue
            if any(self._apart_by(x, y) for x in self.members[i] for y in self.members[j]):
                self._foes[i].add(j)
                self._foes[j].add(i)
                continue
            kept = self._join(i, j)
            for near in self._gain[kept]:
                low, high = _pair(kept, near)
                heapq.heappush(queue, (-self._mean(low, high), low, high))

    def _join(self, one: int, other: int) -> int:
        kept, gone = _pair(one, other)
        self.members[kept] += self.members.pop(gone)
        for member in self.members[kept]:
            self._home[member] = kept
        self._gain[kept].pop(gone, None)
        for near, gain in self._gain.pop(gone).items():
            if near != kept:
                self._gain[near].pop(gone)
                total = self._gain[kept].get(near, 0.0) + gain
                self._gain[kept][near] = self._gain[near][kept] = total
        for foe in self._foes.pop(gone):
            self._foes[foe].discard(gone)
            self._foes[foe].add(kept)
            self._foes[kept].add(foe)
        return kept
