"""Cutting a text into sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy left. A train waited.", ["The envoy left.", "A train waited."]),
        ("He met Mr. Smith of the U.S. Embassy.", ["He met Mr. Smith of the U.S. Embassy."]),
        ("Talks began in the U.S. The minister left.", ["Talks began in the U.S.", "The minister left."]),
        ("On Feb. 17 S. Korean envoys arrived.", ["On Feb. 17 S. Korean envoys arrived."]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("Will they come? They will!", ["Will they come?", "They will!"]),
        ("“We agree.” The minister signed.", ["“We agree.”", "The minister signed."]),
        ("It cost 3.5 million dollars. Nobody paid.", ["It cost 3.5 million dollars.", "Nobody paid."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text())
def test_sentences_hold_all_the_text_but_white_space_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
