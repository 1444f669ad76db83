"""Words as merging compares them: folded, without those that tell nothing. In: texts. Out: sets of words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from dragoman.vocabulary.tables import rows

_WORD = re.compile(r"[^\W_]+")
#: Words that tell nothing of what is spoken of.
COMMON = frozenset(
    "a an and are as at be been but by de for from had has have he her him his in into is it its la of on or s she "
    "that the their them they this to was were which who will with would".split()
)


def _folded(text: str) -> str:
    plain = text.replace("-", " ")
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """A name without case, marks and hyphens: one for "Im Chon-il" and "IM Chon Il"."""
    return _folded(name)


@lru_cache(maxsize=16384)
def words(text: str | None) -> frozenset[str]:
    """The words of a text that tell something, folded."""
    return frozenset(_WORD.findall(_folded(text))) - COMMON if text else frozenset()


def word_stem(word: str) -> str:
    """The beginning of a word, the same for "visit", "visited" and "visiting"."""
    return word[:4]


@cache
def _acts() -> dict[str, str]:
    return {word_stem(row["word"]): word_stem(row["act"]) for row in rows("act_words.csv", "dragoman.ledger.data")}


@lru_cache(maxsize=16384)
def stems(trigger: str) -> frozenset[str]:
    """Stems of the words of a trigger; of words that name one kind of act ("drill", "exercise") one for all."""
    return frozenset([_acts().get(stem, stem) for stem in map(word_stem, words(trigger))])
