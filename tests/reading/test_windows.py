"""Cutting a document into windows of word pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from dragoman.documents.document import Document
from dragoman.reading.sentences import sentences
from dragoman.reading.windows import MAXIMUM, shapes, windows


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Splits at spaces and punctuation; every word is unknown to it, which is enough here."""
    built = Tokenizer(models.WordLevel({"[UNK]": 100}, unk_token="[UNK]"))
    built.normalizer = normalizers.Lowercase()
    built.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return built


def test_a_short_document_is_one_window_that_owns_all_its_sentences(tokenizer: Tokenizer) -> None:
    document = Document("d", "The envoy came. He left again.", title="A visit")
    (window,) = windows(document, sentences(document.text), tokenizer)
    assert window.owned == (0, 2)
    read = [document.text[s:e] for s, e in zip(window.starts, window.ends, strict=True) if s >= 0]
    assert read == ["The", "envoy", "came", ".", "He", "left", "again", "."]
    assert list(window.ids[:4]) == [101, 100, 100, 102]


def test_a_title_that_the_text_repeats_is_read_once(tokenizer: Tokenizer) -> None:
    document = Document("d", "A visit\nThe envoy came.", title="A visit")
    (window,) = windows(document, sentences(document.text), tokenizer)
    assert list(window.starts[:2]) == [-1, 0]


def test_a_document_without_sentences_has_no_window(tokenizer: Tokenizer) -> None:
    assert windows(Document("d", "  "), [], tokenizer) == []


@settings(deadline=None)
@given(st.lists(st.integers(1, 700), min_size=1, max_size=12))
def test_every_sentence_is_owned_once_and_seen_by_its_owner(lengths: list[int]) -> None:
    built = Tokenizer(models.WordLevel({"[UNK]": 100}, unk_token="[UNK]"))
    built.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    document = Document("d", "\n".join("word " * length for length in lengths))
    found = windows(document, sentences(document.text), built)
    owned = [number for window in found for number in range(*window.owned)]
    assert owned == list(range(len(lengths)))
    for window in found:
        assert len(window.ids) <= MAXIMUM
        assert set(range(*window.owned)) <= set(window.sentence.tolist())


def test_shapes_tell_how_words_are_written() -> None:
    text = "UN envoy Im met 3, rejoined"
    offsets = [(0, 2), (3, 8), (9, 11), (12, 15), (16, 17), (17, 18), (19, 21), (21, 27)]
    assert shapes(text, offsets) == [3, 1, 2, 1, 4, 5, 1, 6]
