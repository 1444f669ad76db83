"""Find what stands inside quotation marks. In: a text and its sentences. Out: candidate quotations, as spans.

Candidates only: the reader's model decides which of them somebody said and which are titles or scare quotes,
and who said them. A quotation closed in its paragraph is one candidate, whatever sentences it holds; one that
goes on in the next paragraph, or is never closed, gives one candidate a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: The fewest words that make a quotation.
WORDS = 4
#: The longest quotation, in code points: past that a mark was lost.
LONGEST = 3000

_CLOSING = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", '"': '"', "‘": "’"}
_MARK = re.compile("[“”„«»‹›「」\"‘’]|''|``")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def quotations(text: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans [start, end) between quotation marks, of at least `WORDS` words, in order."""
    ends = [end for _, end in sentences]
    found = []
    for start, end, closed in _between_marks(text):
        pieces = [(start, end)] if closed else []
        for begin, finish in [] if closed else sentences[bisect_right(ends, start) :]:
            if begin >= end:
                break
            pieces.append((max(begin, start), min(finish, end)))
        for piece in pieces:
            piece_start, piece_end = _trim(text, *piece)
            if len(_WORD.findall(text, piece_start, piece_end)) >= WORDS:
                found.append((piece_start, piece_end))
    return sorted(set(found))


def passages(text: str, quoted: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each quotation, in order, where the words within the same pair of marks begin and end."""
    runs: list[list[tuple[int, int]]] = []
    for span in quoted:
        if runs and not text[runs[-1][-1][1] : span[0]].strip():
            runs[-1].append(span)
        else:
            runs.append([span])
    return [(run[0][0], run[-1][1]) for run in runs for _ in run]


def whole(text: str, quoted: Sequence[tuple[int, int]], taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the candidates `quoted` within one pair of marks with any of `taken`: all of it was said, or nothing.

    `taken` may be parts of them, as a window leaves them that ends within a quotation.
    """
    passage = dict(zip(quoted, passages(text, quoted), strict=True))
    parts = list(taken)
    said = {passage[span] for span in quoted if any(start < span[1] and span[0] < end for start, end in parts)}
    return [span for span in quoted if passage[span] in said]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and quotation marks at its ends."""
    while start < end and (text[start].isspace() or text[start] in '“”"«»„'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '“”"«»„'):
        end -= 1
    return start, end


def _between_marks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Spans after an opening mark, and whether a closing one ends them; else they end with the paragraph."""
    opened: tuple[str, int] | None = None
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if opened is not None:
            closing, start = opened
            broken = text.find("\n", start, at)
            if broken >= 0 and closing != "’" and (mark in _CLOSING or mark in closing) and not _closes(text, at):
                # A quotation that goes on in the next paragraph opens again there; a straight mark that was
                # never closed must not turn the rest of the text inside out.
                yield start, broken, False
                opened = None
            elif broken >= 0 and mark in closing and closing != "’" and at - start <= LONGEST:
                yield start, at, False
                opened = None
                continue
            elif broken >= 0 or at - start > LONGEST:
                opened = None
            elif mark in closing and not (mark == "’" and _inside_word(text, at)):
                yield start, at, closing != "“”" or text[start - 1] == "„"
                opened = None
                continue
            elif mark in "“«" and mark not in closing and closing in "”»":
                yield start, at, False
                opened = None
        if opened is None and mark == "”" and text[match.end() : match.end() + 1].isalnum():
            # Marks the wrong way round, as some newspapers set them: ”Like this,“ he said.
            opened = "“”", match.end()
        elif opened is None and mark in _CLOSING and not (mark in "‘" and _inside_word(text, at)):
            opened = _CLOSING[mark], match.end()
    if opened is not None and opened[0] != "’":
        end = text.find("\n", opened[1])
        end = len(text) if end < 0 else end
        if end - opened[1] <= LONGEST:
            yield opened[1], end, False


def _closes(text: str, at: int) -> bool:
    """Whether the mark at `at` can only close: it stands right after a word or a stop."""
    return at > 0 and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def _inside_word(text: str, at: int) -> bool:
    """Whether the mark at `at` is an apostrophe between two letters."""
    return at > 0 and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()
