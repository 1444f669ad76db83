"""Clusters of linked things, whatever the order, and what judgements do to them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ledger.clustering import clustered

APART = -3.0


def found(number: int, links: dict[tuple[int, int], float], **settings: object) -> list[list[int]]:
    return clustered(number, links, apart=APART, **settings)  # type: ignore[arg-type]


def test_the_surest_join_first_and_the_mean_decides() -> None:
    assert found(3, {(0, 1): 5.0, (1, 2): 1.0}) == [[0, 1], [2]]
    assert found(3, {(0, 1): 5.0, (1, 2): 4.0}) == [[0, 1, 2]]


def test_an_opposed_pair_keeps_two_clusters_apart() -> None:
    opposed = lambda i, j: {i, j} == {0, 2}  # noqa: E731
    assert found(3, {(0, 1): 5.0, (1, 2): 4.0}, opposed=opposed) == [[0, 1], [2]]


def test_judgements_come_before_likelihood() -> None:
    assert found(3, {(0, 1): 9.0}, separate={(0, 1)}) == [[0], [1], [2]]
    assert found(3, {}, together=[(0, 2)]) == [[0, 2], [1]]
    assert found(3, {(0, 1): 9.0}, together=[(1, 2)], separate={(0, 2)}) == [[0], [1, 2]]


NUMBER = 9
PAIRS = st.tuples(st.integers(0, NUMBER - 1), st.integers(0, NUMBER - 1)).filter(lambda pair: pair[0] < pair[1])
LINKS = st.dictionaries(PAIRS, st.integers(-2, 8).map(float), max_size=20)


@settings(deadline=None)
@given(LINKS, st.sets(PAIRS, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_links_does_not_matter_and_what_must_not_meet_does_not(
    links: dict[tuple[int, int], float], separate: set[tuple[int, int]], random: object
) -> None:
    shuffled = list(links.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    clusters = found(NUMBER, links, separate=separate)
    assert found(NUMBER, dict(shuffled), separate=separate) == clusters
    assert sorted(member for cluster in clusters for member in cluster) == list(range(NUMBER))
    assert not any({i, j} <= set(cluster) for i, j in separate for cluster in clusters)


@settings(deadline=None)
@given(LINKS, LINKS)
def test_what_is_not_linked_is_clustered_as_if_it_were_alone(
    links: dict[tuple[int, int], float], others: dict[tuple[int, int], float]
) -> None:
    beside = {(i + NUMBER, j + NUMBER): value for (i, j), value in others.items()}
    both = found(2 * NUMBER, links | beside)
    alone = found(NUMBER, links) + [[i + NUMBER for i in cluster] for cluster in found(NUMBER, others)]
    assert both == alone
