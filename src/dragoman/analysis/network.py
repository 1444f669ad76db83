"""The network of actors: who dealt with whom, and who stands between others.

    network = actors(ledger, events)
    print(network.nodes[0].name, network.nodes[0].betweenness)

In: a `Ledger` and events of it. Out: `Network`: actors with their centralities, and ties with their events.
Centralities are networkx's on the undirected network: degree (the share of the others with whom one dealt),
betweenness (Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977) and PageRank on
ties weighted by events (Brin & Page, 1998).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from dragoman.analysis.levels import key_of, persons
from dragoman.ledger.rows import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.ledger import EventParticipant, Ledger

#: Betweenness is estimated from so many actors in larger networks.
_SAMPLE = 300


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or a body that is named, in the network."""

    name: str
    country: str
    title: str | None
    rank: int | None
    events: int
    partners: int
    """Actors of other countries with whom it dealt."""
    degree: float
    betweenness: float
    pagerank: float


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors of different countries, by their numbers among the actors, and the events that join them."""

    one: int
    other: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Actors, the most central first, and their ties, the strongest first."""

    actors: tuple[Actor, ...]
    ties: tuple[Tie, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        found: dict[str, Any] = plain(asdict(self))
        return found


Key = tuple[str, str]


def actors(ledger: Ledger, events: Iterable[str]) -> Network:
    """The network of these events (ids)."""
    who = ledger.participants(events)
    everyone = persons([each for some in who.values() for each in some])
    ties: dict[tuple[Key, Key], list[str]] = defaultdict(list)
    seen: dict[Key, set[str]] = defaultdict(set)
    for event, some in who.items():
        for one, other in _joined(some):
            ties[one, other].append(event)
            seen[one].add(event)
            seen[other].add(event)
    graph: nx.Graph[Key] = nx.Graph()
    for (one, other), told in sorted(ties.items()):
        graph.add_edge(one, other, weight=len(told))
    return _measured(graph, everyone, ties, seen)


def _joined(who: Sequence[EventParticipant]) -> Iterable[tuple[Key, Key]]:
    """Who dealt with whom in an event: each of side a with each of side b of another country, named before unnamed."""
    sides = []
    for side in ("a", "b"):
        members = [each for each in who if each.side == side and each.country]
        named = [each for each in members if each.name]
        sides.append({key_of(each) for each in (named or members)})
    for one in sorted(sides[0]):
        for other in sorted(sides[1]):
            if one[1] != other[1]:
                yield (one, other) if one < other else (other, one)


def _measured(
    graph: nx.Graph[Key],
    everyone: dict[Key, Any],
    ties: dict[tuple[Key, Key], list[str]],
    seen: dict[Key, set[str]],
) -> Network:
    if not graph:
        return Network((), ())
    degree = nx.degree_centrality(graph) if len(graph) > 1 else dict.fromkeys(graph, 0.0)
    sample = _SAMPLE if len(graph) > _SAMPLE else None
    between = nx.betweenness_centrality(graph, k=sample, seed=1)
    rank = nx.pagerank(graph, weight="weight")
    order = sorted(graph, key=lambda key: (-rank[key], key))
    number = {key: at for at, key in enumerate(order)}
    rows = [
        Actor(
            name=everyone[key].name,
            country=everyone[key].country,
            title=everyone[key].title,
            rank=everyone[key].rank,
            events=len(seen[key]),
            partners=graph.degree[key],
            degree=round(degree[key], 4),
            betweenness=round(between[key], 4),
            pagerank=round(rank[key], 4),
        )
        for key in order
    ]
    joined = []
    for (one, other), told in ties.items():
        low, high = sorted((number[one], number[other]))
        joined.append(Tie(low, high, tuple(told)))
    return Network(tuple(rows), tuple(sorted(joined, key=lambda tie: (-len(tie.events), tie.one, tie.other))))
