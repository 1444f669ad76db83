"""Near-duplicates: copies of a text and updates of it, by MinHash signatures that are short enough to keep.

In: texts. Out: a signature each, and from two signatures how much of their pieces of five words the texts share
(Broder, "On the resemblance and containment of documents", 1997). The hash functions are fixed here, because ledgers
keep signatures: those of a library change with its version.
"""

from __future__ import annotations

import itertools
import re
import zlib
from functools import lru_cache

import numpy as np

#: Values of a signature: the estimate's standard error is at most 0.06.
SIZE = 64
#: Texts that share at least this much are copies, or one an update of the other.
COPY = 0.4
_PIECE = 5
_WORD = re.compile(r"[^\W_]+")
# Multiply-shift hashing: odd multipliers and offsets of 64 bits, of which the upper 32 of the result are used.
_RANDOM = np.random.Generator(np.random.PCG64(20210824))
_TIMES = _RANDOM.integers(1, 2**63, SIZE, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_PLUS = _RANDOM.integers(0, 2**63, SIZE, dtype=np.uint64)


def signature(text: str) -> str:
    """The signature of a text, in hexadecimal; "" for a text without words."""
    words = _WORD.findall(text.lower())
    if not words:
        return ""
    joined = " ".join(words).encode("utf-8", "surrogatepass")
    if len(joined) >= sum(map(len, words)) + len(words):
        words = joined.split()
    # Where each word begins in the bytes of all; a piece is cut out of them.
    starts = list(itertools.accumulate([len(word) + 1 for word in words], initial=0))
    pieces = zip(starts, starts[_PIECE:] or starts[-1:], strict=False)
    hashes = np.array([zlib.crc32(joined[start : end - 1]) for start, end in pieces], np.uint64)
    mixed = np.multiply.outer(hashes, _TIMES)
    mixed += _PLUS
    return bytes((mixed.min(axis=0) >> np.uint64(32)).astype("<u4").tobytes()).hex()


def likeness(one: str, other: str) -> float:
    """How much of their pieces two texts share, from 0 to 1, by their signatures."""
    if not one or not other:
        return 0.0
    return int(np.count_nonzero(_values(one) == _values(other))) / SIZE


@lru_cache(maxsize=4096)
def _values(kept: str) -> np.ndarray:
    return np.frombuffer(bytes.fromhex(kept), "<u4")
