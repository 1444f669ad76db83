"""The fast reader's gate, and the readers by name."""

from __future__ import annotations

import pytest

from dragoman.coding import Coder
from dragoman.documents import Document
from dragoman.errors import SettingError
from dragoman.reading.gate import Gate, features
from dragoman.reading.reader import MODEL, open_reader, reader_names
from dragoman.reading.sentences import sentences

VISIT = "A delegation of the foreign ministry of Peru led by the vice-minister arrived in Oslo on Monday."
IDLE = "The river is wide there, and poplars stand along it. "


def test_a_sentence_of_a_visit_passes_and_one_of_a_river_does_not() -> None:
    gate = Gate(MODEL)
    assert gate(VISIT) > 0.6 > 0.1 > gate(IDLE)


def test_with_what_passes_the_first_sentence_is_read_too() -> None:
    text = IDLE * 2 + VISIT
    spans = sentences(text)
    assert Gate(MODEL).passing(text, spans) == [spans[0], spans[-1]]
    assert Gate(MODEL).passing(IDLE * 3, sentences(IDLE * 3)) == []


def test_features_do_not_hang_on_case_or_on_numbers() -> None:
    assert features("Talks on 3 May") == features("talks ON 14 may")


def test_the_fast_reader_finds_the_visit_and_says_who_it_is() -> None:
    reader = open_reader("fast")
    assert reader.version.startswith("fast-")
    ((_, reading),) = Coder(reader).code([Document("1", IDLE * 3 + VISIT)])
    assert [report.form for report in reading.reports] == ["visit"]


def test_an_unknown_reader_is_named_beside_those_there_are() -> None:
    assert {"default", "fast"} <= set(reader_names())
    with pytest.raises(SettingError, match="no reader is called slow; there are: default, fast"):
        open_reader("slow")
