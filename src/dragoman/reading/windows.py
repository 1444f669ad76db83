"""Cut a document into windows of word pieces for the encoder.

In: a `Document` and its sentences. Out: `Window`s of at most `MAXIMUM` pieces: [CLS] title [SEP] text [SEP].
A longer document gives several, which overlap so that each sentence is read with what stands before it;
each sentence is *owned* by one window only, and only that window's triggers in it count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from dragoman.documents.document import Document

MAXIMUM = 512
#: Word pieces of a title that are read.
TITLE = 40
#: Word pieces repeated from the window before.
OVERLAP = 128
CLS, SEP = 101, 102

#: Half of a surrogate pair, which no tokenizer takes.
_HALF = re.compile("[\ud800-\udfff]")
_PUNCTUATION = re.compile(r"[^\w\s]")
#: The class of punctuation among those that `shapes` gives, and their number.
PUNCTUATION = 5
SHAPES = 8


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder sees at once; every array has one entry for each word piece."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    """Offset in the text of the document; -1 for [CLS], [SEP] and the title."""
    ends: NDArray[np.int64]
    shapes: NDArray[np.int64]
    """How the piece is written, since the encoder's vocabulary is lower case: see `shapes`."""
    sentence: NDArray[np.int64]
    """Index of the sentence; -1 for [CLS], [SEP] and the title."""
    owned: tuple[int, int]
    """First sentence that this window owns, and the one after the last."""


#: KCNA prints the leaders' names in bold, and its texts lose the spaces around them: "ComradeKim Jong Unsent".
_LEADER = r"Kim (?:Il Sung|Jong Il|Jong Un|Jong Suk)"
_GLUED = re.compile(
    rf"(?<=[A-Za-z])(?={_LEADER})"
    + "".join(rf"|(?<={name})(?=[a-z])" for name in ("Kim Il Sung", "Kim Jong Il", "Kim Jong Un", "Kim Jong Suk"))
)


def glued(text: str) -> list[int]:
    """Offsets at which a space is missing before or after a name."""
    return [found.start() for found in _GLUED.finditer(text)] if "Kim" in text else []


def shapes(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """How each piece is written.

    0 none, 1 lower, 2 Capitalised, 3 CAPITALS, 4 digits, 5 punctuation, 6 goes on a word, 7 other.
    """
    out = []
    before = -1
    joints = set(glued(text))
    for start, end in offsets:
        piece = text[start:end]
        goes_on = start == before and start > 0 and start not in joints
        if goes_on and (piece[:1].isalnum() and text[start - 1].isalnum()):
            shape = 6
        elif piece.islower():
            shape = 1
        elif piece[:1].isupper():
            shape = 3 if len(piece) > 1 and piece.isupper() else 2
        elif piece[:1].isdigit():
            shape = 4
        elif _PUNCTUATION.match(piece):
            shape = PUNCTUATION
        else:
            shape = 7
        out.append(shape)
        before = end
    return out


def windows(document: Document, spans: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> list[Window]:
    """The windows of `document`, whose sentences are `spans`; none where it has no text to read."""
    if not spans:
        return []
    title = document.title if document.title and not document.text.lstrip().startswith(document.title) else None
    head = tokenizer.encode(_HALF.sub("\ufffd", title[:400]), add_special_tokens=False) if title else None
    texts = [_HALF.sub("\ufffd", document.text[start:end]) for start, end in spans]
    joints = [glued(text) for text in texts]
    pieces = tokenizer.encode_batch(
        [spaced(text, at) for text, at in zip(texts, joints, strict=True)], add_special_tokens=False
    )
    offsets = np.concatenate(
        [
            _unspaced(np.asarray(piece.offsets, np.int64).reshape(-1, 2), at) + start
            for piece, at, (start, _) in zip(pieces, joints, spans, strict=True)
        ]
    )
    return list(_pack(document.text, spans, pieces, offsets, head, title or ""))


def spaced(text: str, joints: Sequence[int] | None = None) -> str:
    """`text` with a space put in at each of `joints`, by default wherever one is missing."""
    joints = glued(text) if joints is None else joints
    bounds = [0, *joints, len(text)]
    return " ".join(text[start:end] for start, end in pairwise(bounds)) if joints else text


def _unspaced(offsets: NDArray[np.int64], joints: Sequence[int]) -> NDArray[np.int64]:
    """[P, 2] offsets in a spaced text as those in the text itself."""
    if not joints:
        return offsets
    added = np.asarray(joints) + np.arange(len(joints))
    return offsets - np.searchsorted(added, offsets)


def _pack(
    text: str,
    spans: Sequence[tuple[int, int]],
    pieces: Sequence[Encoding],
    offsets: NDArray[np.int64],
    head: Encoding | None,
    title: str,
) -> list[Window]:
    ids = np.concatenate([np.asarray(p.ids, np.int64) for p in pieces])
    written = np.asarray(shapes(text, offsets.tolist()), np.int64)
    lengths = [len(p.ids) for p in pieces]
    sentence = np.repeat(np.arange(len(spans)), lengths)
    bounds = np.concatenate([[0], np.cumsum(lengths)]).tolist()

    head_ids = head.ids[:TITLE] if head else []
    head_shapes = shapes(title, head.offsets[:TITLE]) if head else []
    prefix = [CLS, *head_ids, SEP] if head_ids else [CLS]
    prefix_shapes = [0, *head_shapes, 0] if head_ids else [0]
    room = MAXIMUM - len(prefix) - 1

    def window(first: int, last: int, owned: tuple[int, int]) -> Window:
        blank = np.full(len(prefix), -1)
        end = np.full(1, -1)
        return Window(
            ids=np.concatenate([prefix, ids[first:last], [SEP]]).astype(np.int64),
            starts=np.concatenate([blank, offsets[first:last, 0], end]),
            ends=np.concatenate([blank, offsets[first:last, 1], end]),
            shapes=np.concatenate([prefix_shapes, written[first:last], [0]]).astype(np.int64),
            sentence=np.concatenate([blank, sentence[first:last], end]),
            owned=owned,
        )

    out: list[Window] = []
    next_sentence = 0
    while next_sentence < len(spans):
        # The text before what is new, as far as it fits in the overlap, then as many whole sentences as fit.
        new = bounds[next_sentence]
        begin = bounds[max(0, bisect_right(bounds, max(0, new - OVERLAP) - 1))] if out else 0
        begin = min(begin, new)
        last = bisect_right(bounds, begin + room) - 1
        if last <= next_sentence:
            # One sentence longer than a window: read its first pieces, and leave the rest.
            begin, last = new, next_sentence + 1
        end = min(bounds[last], begin + room)
        out.append(window(begin, end, (next_sentence, last)))
        next_sentence = last
    return out
