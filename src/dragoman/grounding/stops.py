"""Where sentences end, for the purposes of looking around a phrase. In: text and positions. Out: positions, words.

Looser than `reading.sentences`, which parts a whole document: here a semicolon parts too, and a search goes only some
way from where it begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.reading.report import Span

#: The mark that ends a sentence, with the white space behind it; no initial, no title and no abbreviation.
SENTENCE_END = re.compile(
    r"(?<![A-Z.][A-Z])(?<!\b[A-Z])(?<!\b(?:Mr|Dr|St|Lt|Jr))(?<!\b(?:Mrs|Gen|Sen|Rep|Col))[.!?;]['\"”’)]*\s|\n"
)


def sentence_around(text: str, start: int, end: int, reach: int = 600) -> tuple[int, int]:
    """Where the sentence around [start, end) begins and ends, at most `reach` characters before and after it."""
    return sentence_start(text, start, reach), sentence_end(text, end, reach)


def sentence_start(text: str, at: int, reach: int = 600) -> int:
    """Where the sentence of a position begins, at most `reach` characters before it."""
    begin = max(0, at - reach)
    for stop in SENTENCE_END.finditer(text, begin, at):
        begin = stop.end()
    return begin


def sentence_end(text: str, at: int, reach: int = 600) -> int:
    """Where the sentence of a position ends, its mark included, at most `reach` characters after it."""
    stop = SENTENCE_END.search(text, at, at + reach)
    return stop.start() + 1 if stop else min(len(text), at + reach)


def words_between(text: str, one: Span, other: Span) -> str | None:
    """The words between two spans of one sentence, none where they overlap; None where a sentence ends between."""
    words = text[min(one.end, other.end) : max(one.start, other.start)]
    return None if SENTENCE_END.search(words) else words
