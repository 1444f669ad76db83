"""Where sentences end, for the purposes of looking around a phrase. In: text and positions. Out: positions, words.

Sentences are those of `reading.sentences`, which parts a whole document, but that here a semicolon parts too, and a
search goes only some way from where it begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.reading.sentences import STOP, ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.reading.report import Span

_STOP = re.compile(rf"{STOP.pattern}|;['\"”’)]*(?=\s)")


def _stops(text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    """The marks and line breaks that end a sentence in [begin, end)."""
    for match in _STOP.finditer(text, begin, end):
        if match.group()[:1] == ";" or ends(text, match):
            yield match


def sentence_around(text: str, start: int, end: int, reach: int = 600) -> tuple[int, int]:
    """Where the sentence around [start, end) begins and ends, at most `reach` characters before and after it."""
    return sentence_start(text, start, reach), sentence_end(text, end, reach)


def sentence_start(text: str, at: int, reach: int = 600) -> int:
    """Where the sentence of a position begins, at most `reach` characters before it."""
    begin = max(0, at - reach)
    for stop in _stops(text, begin, at):
        begin = stop.end()
    return begin


def sentence_end(text: str, at: int, reach: int = 600) -> int:
    """Where the sentence of a position ends, its mark included, at most `reach` characters after it."""
    limit = min(len(text), at + reach)
    stop = next(_stops(text, at, limit), None)
    return stop.start() + 1 if stop else limit


def parted(text: str, begin: int, end: int) -> bool:
    """Whether a sentence ends in [begin, end)."""
    return next(_stops(text, begin, end), None) is not None


def sentences_ended(text: str, begin: int, end: int, most: int) -> int:
    """How many sentences end in [begin, end), empty lines not counted; counts no further than `most`."""
    number = 0
    for stop in _stops(text, begin, end):
        number += not number or any(map(str.isalnum, text[begin : stop.start()]))
        begin = stop.end()
        if number == most:
            break
    return number


def words_between(text: str, one: Span, other: Span) -> str | None:
    """The words between two spans of one sentence, none where they overlap; None where a sentence ends between."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    return None if parted(text, start, end) else text[start:end]
