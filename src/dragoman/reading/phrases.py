"""Which pieces of a window are one phrase. In: scores or tags of pieces. Out: runs of pieces, whole words and names.

A run is a list of the indices of neighbouring word pieces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from dragoman.reading.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from dragoman.reading.windows import Window

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

#: How many pieces from a person's name its office is looked for.
_REACH = 24


def span(text: str, window: Window, pieces: Sequence[int] | Integers) -> Span:
    """The piece of text from the first of `pieces` to the last."""
    start, end = int(window.starts[pieces[0]]), int(window.ends[pieces[-1]])
    return Span(text[start:end], start, end)


def runs(window: Window, labels: Integers, begin: int) -> Iterator[list[int]]:
    """Runs of pieces tagged `begin` and `begin + 1` (inside), grown to whole words.

    A "begin" between two capitalised words does not part them: it is a slip within one name. The end of a sentence
    does, whatever the tags say.
    """
    run: list[int] = []
    for piece in np.flatnonzero((labels == begin) | (labels == begin + 1)).tolist():
        if window.starts[piece] < 0:
            continue
        within = window.shapes[piece] == 6 or (window.shapes[piece] == 2 and window.shapes[piece - 1] in (2, 6))
        goes_on = bool(run) and piece == run[-1] + 1 and window.sentence[piece] == window.sentence[run[-1]]
        if goes_on and (labels[piece] == begin + 1 or within):
            run.append(piece)
            continue
        if run:
            yield _grow(window, run)
        run = [piece]
    if run:
        yield _grow(window, run)


def _grow(window: Window, run: list[int]) -> list[int]:
    first, last = run[0], run[-1]
    while window.shapes[first] == 6:
        first -= 1
    while last + 1 < len(window.shapes) and window.shapes[last + 1] == 6:
        last += 1
    return list(range(first, last + 1))


def one_phrase(text: str, window: Window, run: list[int], other: list[int]) -> bool:
    """Whether two runs are pieces of one phrase: "chairman" and "Committee" of "chairman of the Committee"."""
    if other[0] <= run[-1]:
        return True
    return _WITHIN.fullmatch(text, window.ends[run[-1]], window.starts[other[0]]) is not None


_WITHIN = re.compile(r"\s?|-|['’]s?\s?| of (?:the )?")


def whole_name(text: str, window: Window, run: list[int], tags: Floats, taken: Integers) -> list[int]:
    """The run with the rest of a person's name that it cuts; only capitalised words can be that.

    The pieces `taken`, which name the act, are none of it; and in a headline where every word has a capital these say
    nothing.
    """
    goes_on = (tags[: len(window.shapes), :3].argmax(-1) == 2) & np.isin(window.shapes, (2, 3, 6))
    goes_on[taken] = False
    written = window.shapes[window.sentence == window.sentence[run[0]]]
    telling = np.count_nonzero(written == 1) > np.count_nonzero(written == 2) / 2
    first, last = run[0], run[-1]
    while window.shapes[first] in (2, 3):
        before = _word_before(window, first)
        if before in taken:
            break
        if window.shapes[before] in (2, 3) and (goes_on[first] or (telling and _joined(text, window, before, first))):
            first = before
        else:
            break
    while last + 1 < len(goes_on) and goes_on[last + 1] and window.shapes[last] in (2, 3, 6):
        last += 1
    return _abbreviated(text, window, _grow(window, [first, last]))


#: "U.S.": one word in several pieces, with its last mark.
_ABBREVIATION = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}")


def _abbreviated(text: str, window: Window, run: list[int]) -> list[int]:
    """The run with the rest of an abbreviation that it cuts at either end."""
    first, last = run[0], run[-1]
    begin, end = int(window.starts[first]), int(window.ends[last])
    for found in _ABBREVIATION.finditer(text, max(0, begin - 8), end + 8):
        while found.start() < window.starts[first] < found.end() and window.starts[first - 1] >= found.start():
            first -= 1
        while found.start() < window.ends[last] < found.end() and 0 < window.ends[last + 1] <= found.end():
            last += 1
    return list(range(first, last + 1))


def _word_before(window: Window, piece: int) -> int:
    """The first piece of the word before the one that begins at `piece`."""
    before = piece - 1
    while window.shapes[before] == 6:
        before -= 1
    return before


def _joined(text: str, window: Window, before: int, piece: int) -> bool:
    """Whether a capitalised word goes on the word before it: only a space parts them, and both are of a name."""
    word = text[window.starts[before] : window.ends[piece - 1]]
    between = text[window.ends[piece - 1] : window.starts[piece]]
    return window.starts[before] >= 0 and between == " " and word.lower() not in _CAPITALISED


_CAPITALISED = frozenset(
    "the on in at a an and but for after when while as by of to from with that this monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november "
    "december earlier later meanwhile also then speaking".split()
)


def trimmed(text: str, window: Window, run: list[int]) -> list[int]:
    """The run without what no name begins or ends with: articles, prepositions, marks."""

    def loose(piece: int) -> bool:
        start, end = window.starts[piece], window.ends[piece]
        if window.shapes[piece] == 6 or (piece + 1 < len(window.shapes) and window.shapes[piece + 1] == 6):
            return False
        written = text[start:end]
        if written.lower() == "s":
            return text[start - 1 : start] in ("'", "’")
        return written.lower() in _LOOSE or not any(c.isalnum() for c in written)

    first, last = 0, len(run)
    while first < last and loose(run[first]):
        first += 1
    while last > first and loose(run[last - 1]):
        if _ENDS_SHORT.search(text, window.starts[run[0]], window.ends[run[last - 1]]):
            break
        last -= 1
    return run[first:last]


_ENDS_SHORT = re.compile(r"(?<!\w)(?:[A-Z]\.){2,}$")
_LOOSE = frozenset("a an the of and or in on at to by for from with as is was its his her their which who that".split())


#: What may stand between an office and the phrase that names its holder, before it and after it.
_BEFORE = re.compile(r"\s*,?\s*(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?)?\s*")
_AFTER = re.compile(
    r"\s*[,(]\s*(?:(?:the|a|an|its|their|his|her|who is|currently|newly appointed)\s+)?|\s+(?:as|the)\s+"
)


#: What is taken for an office of one word beside a name, and is none: the verb, what joins a clause.
_NO_OFFICE = re.compile(
    r"[a-z]+(?:ed|ing)|said|says?|told|met|when|while|then|since|whom|who|put|flew|first|second|top|senior|asks?|urges?"
)


def office(text: str, window: Window, run: list[int], titles: Integers) -> str | None:
    """The office inside the phrase, else the one right before or after it ("Im Chon Il, vice-minister of …")."""
    start, end = int(window.starts[run[0]]), int(window.ends[run[-1]])
    first = max(1, run[0] - _REACH)
    near = np.zeros_like(titles)
    near[first : run[-1] + _REACH] = titles[first : run[-1] + _REACH]
    best: tuple[int, int, str] | None = None
    for found in _between_commas(text, window, runs(window, near, 1)):
        office = span(text, window, found)
        if _NO_OFFICE.fullmatch(office.text):
            continue
        if office.start < end and start < office.end:
            nearness = 2
        elif _beside(text, office, start, end):
            nearness = 1
        else:
            continue
        best = max(best or (0, 0, ""), (nearness, len(found), office.text))
    return best[2] if best else None


def _between_commas(text: str, window: Window, found: Iterable[list[int]]) -> Iterator[list[int]]:
    """The runs, cut at commas: an office may hold one, but so does what stands between two persons.

    One word after a comma is no office: it is the verb.
    """
    for run in found:
        parts: list[list[int]] = [[]]
        for piece in run:
            if text[window.starts[piece] : window.ends[piece]] == ",":
                parts.append([])
            else:
                parts[-1].append(piece)
        for number, part in enumerate(parts):
            kept = trimmed(text, window, part)
            if kept and (number == 0 or " " in span(text, window, kept).text):
                yield kept


def _beside(text: str, office: Span, start: int, end: int) -> bool:
    """Whether an office stands right before or after the phrase [start, end)."""
    if office.end <= start:
        return _BEFORE.fullmatch(text, office.end, start) is not None
    return _AFTER.fullmatch(text, end, office.start) is not None
