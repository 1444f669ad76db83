"""Where sentences end around a phrase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.grounding.stops import parted, sentence_around, sentence_start, sentences_ended


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A Norwegian envoy left the DPRK. He came home. ", 2),
        ("In May Gov. Kari Dahl met Dr. Omar Ruiz. ", 1),
        ("Nordfisk Inc. signed at 3 p.m. in Lima. ", 1),
        ("The U.S. President met J. Smith. ", 1),
        ("On Jan. 5, Feb. 6 and Sept. 7 they met. ", 1),
        ("Dahl left; Ruiz stayed! ", 2),
        ("They met.\n\nThey left.\n", 2),
        ("no end at all", 0),
    ],
)
def test_sentences_end_where_they_end(text: str, number: int) -> None:
    assert sentences_ended(text, 0, len(text), 9) == number
    assert parted(text, 0, len(text)) == (number > 0)


def test_the_sentence_around_a_phrase() -> None:
    text = "Dahl left the DPRK. Ruiz met Gov. Silva in Lima. All stayed."
    start, end = sentence_around(text, text.index("Silva"), text.index("Silva") + 5)
    assert text[start:end].strip() == "Ruiz met Gov. Silva in Lima."


@given(st.text(alphabet="aB .;!\n'”", max_size=60), st.integers(0, 60))
def test_a_sentence_begins_at_or_before_a_position_of_it(text: str, at: int) -> None:
    at = min(at, len(text))
    start = sentence_start(text, at)
    assert 0 <= start <= at
    assert not parted(text, start, at)
