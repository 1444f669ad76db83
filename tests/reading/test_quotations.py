"""Finding what stands between quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.quotations import WORDS, quotations
from dragoman.reading.sentences import sentences


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text, sentences(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will come back next year,” she said.", ["We will come back next year,"]),
        ('He said "our door stays open to all" and left.', ["our door stays open to all"]),
        ("«The border opens again on Monday», the ministry said.", ["The border opens again on Monday"]),
        ("”The border opens again on Monday,“ he said.", ["The border opens again on Monday,"]),
        ("The so-called “sunshine policy” ended.", []),
        ("“We met. We spoke for two hours.” He smiled.", ["We met. We spoke for two hours."]),
        (
            "“The talks were good and long.\n“They will go on in May,” he said.",
            ["The talks were good and long.", "They will go on in May,"],
        ),
        ("The minister’s words didn’t please the envoy’s hosts at all.", []),
    ],
)
def test_quotations_are_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = '"This mark is never closed anywhere.\nThe next paragraph is not quoted by anyone.'
    assert quoted(text) == ["This mark is never closed anywhere."]


@given(st.text(alphabet=st.sampled_from(list("ab .\n“”\"'‘’«»„"))))
def test_quotations_lie_within_the_text_and_have_enough_words(text: str) -> None:
    for start, end in quotations(text, sentences(text)):
        assert 0 <= start < end <= len(text)
        assert len(text[start:end].split()) >= 1
        assert sum(character.isalnum() for character in text[start:end]) >= WORDS
