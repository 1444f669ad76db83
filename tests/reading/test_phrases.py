"""Which pieces are one phrase, and which office is whose."""

from __future__ import annotations

import numpy as np

from dragoman.reading.phrases import office
from dragoman.reading.windows import Window

TEXT = "Ana Ruiz , envoy of Peru , met Li Wei , mayor of Bergen ."
WORDS = TEXT.split()


def window() -> Window:
    starts, at = [-1], 0
    for word in WORDS:
        starts.append(TEXT.index(word, at))
        at = starts[-1] + len(word)
    ends = [-1, *(start + len(word) for start, word in zip(starts[1:], WORDS, strict=True)), -1]
    size = len(ends)
    return Window(
        ids=np.arange(size),
        starts=np.array([*starts, -1]),
        ends=np.array(ends),
        shapes=np.array([0, *([1] * len(WORDS)), 0]),
        sentence=np.array([-1, *([0] * len(WORDS)), -1]),
        owned=(0, 1),
    )


def tagged(*words: str) -> np.ndarray:
    """Tags that hold everything from the first of `words` to the last for one office."""
    tags = np.zeros(len(WORDS) + 2, np.int64)
    first, last = WORDS.index(words[0]) + 1, WORDS.index(words[-1]) + 1
    tags[first : last + 1] = 2
    tags[first] = 1
    return tags


def named(*words: str) -> list[int]:
    return [WORDS.index(word) + 1 for word in words]


def test_an_office_right_after_the_name_is_its_holders() -> None:
    assert office(TEXT, window(), named("Ana", "Ruiz"), tagged("envoy", "Peru")) == "envoy of Peru"


def test_what_is_tagged_on_to_the_next_name_is_still_the_first_ones_office() -> None:
    tags = tagged("envoy", "met")
    assert office(TEXT, window(), named("Ana", "Ruiz"), tags) == "envoy of Peru"
    assert office(TEXT, window(), named("Li", "Wei"), tags) is None


def test_each_of_two_persons_has_the_office_beside_it() -> None:
    tags = tagged("envoy", "Peru") + tagged("mayor", "Bergen")
    assert office(TEXT, window(), named("Li", "Wei"), tags) == "mayor of Bergen"


def test_the_verb_before_a_name_is_no_office() -> None:
    assert office(TEXT, window(), named("Li", "Wei"), tagged("met", "met")) is None
    assert office(TEXT, window(), named("Li", "Wei"), tagged("met", "met") + tagged("mayor", "Bergen")) == (
        "mayor of Bergen"
    )
