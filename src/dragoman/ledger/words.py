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


#: Words that say that something went on, and not what: "started the drill", "the talks took place".
_LIGHT = frozenset(
    map(
        word_stem,
        "start started begin began begun open opened close closed end ended hold held holding conduct conducted stage "
        "staged launch launched kick kicked carry carried take took taken place made make give gave given continue go "
        "went set ongoing under way out off up full swing wrap wrapped finish finished resume resumed".split(),
    )
)


def stems(trigger: str, near: frozenset[str] = frozenset()) -> frozenset[str]:
    """Stems of the words of a trigger; of words that name one kind of act ("drill", "exercise") one for all.

    Where the trigger says only that something went on, those words among `near`, which stand about it, that name acts.
    """
    found = _stems(trigger)
    if near and found <= _LIGHT:
        known = _acts()
        return found | {known[stem] for stem in map(word_stem, near) if stem in known}
    return found


@lru_cache(maxsize=16384)
def _stems(trigger: str) -> frozenset[str]:
    return frozenset([_acts().get(stem, stem) for stem in map(word_stem, words(trigger))])
