"""Finding what stands between quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.quotations import WORDS, passages, quotations, whole
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


def test_what_stands_within_one_pair_of_marks_is_said_as_a_whole() -> None:
    text = '"The road is long and hard.\nWe shall walk it all the same." He left. "They will come with us too."'
    found = quotations(text, sentences(text))
    first, second, third = found
    assert passages(text, found) == [(first[0], second[1]), (first[0], second[1]), third]
    assert whole(text, found, [second]) == [first, second]
    assert whole(text, found, []) == []
    # Of a quotation within which a window ends, a part is read.
    assert whole(text, found, [(second[0], second[1] - 5)]) == [first, second]


@given(st.text(alphabet='ab ."“”\n', max_size=120), st.data())
def test_a_passage_holds_its_quotations_and_whole_takes_none_away(text: str, data: st.DataObject) -> None:
    found = quotations(text, sentences(text))
    assert all(start <= i < k <= end for (i, k), (start, end) in zip(found, passages(text, found), strict=True))
    taken = data.draw(st.lists(st.sampled_from(found), unique=True)) if found else []
    assert set(taken) <= set(whole(text, found, taken)) <= set(found)
