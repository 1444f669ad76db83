"""Changes of level: each holds between its neighbours, and is not carried by what lies beyond them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.composition import PART, Value, mean, shifts


def values(numbers: list[float]) -> list[Value]:
    days = [date(2000, 1, 1) + timedelta(7 * number) for number in range(len(numbers))]
    return [Value(number, day, day, ()) for number, day in zip(numbers, days, strict=True)]


def test_a_plain_change_is_found_where_it_is() -> None:
    (found,), _ = shifts(values([1.0, 2.0] * 10 + [4.0, 3.0] * 10), 0.5)
    assert (len(found.before), len(found.after)) == (20, 20)


def test_every_test_is_counted_those_of_the_parts_too() -> None:
    assert shifts(values([1.0, 2.0] * 10), 0.5) == ([], 1)
    assert shifts(values([1.0, 2.0] * 10 + [4.0, 3.0] * 10), 0.5)[1] == 3


def test_two_changes_are_each_between_their_neighbours() -> None:
    found, _ = shifts(values([1.0, 2.0] * 15 + [4.0, 3.0] * 15 + [1.0, 2.0] * 15), 0.5)
    assert [round(len(each.before), -1) for each in found] == [30, 30]
    assert found[0].after == found[1].before


@given(st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0]), max_size=60), st.sampled_from([0.25, 0.5, 1.0]))
def test_every_change_is_as_large_as_is_asked_and_the_parts_meet(numbers: list[float], least: float) -> None:
    found, _ = shifts(values(numbers), least)
    for each in found:
        assert abs(mean(each.after) - mean(each.before)) >= least
        assert min(len(each.before), len(each.after)) >= PART
    assert all(one.after == other.before for one, other in pairwise(found))


def test_too_few_values_are_not_tested() -> None:
    assert shifts(values([1.0, 5.0] * 4), 0.5) == ([], 0)
