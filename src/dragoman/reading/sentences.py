"""Cut a text into sentences, as spans. In: a text. Out: [start, end) of each sentence, in order.

Rules, not a model: the reader needs this for every document, at far less than the encoder's cost. A line
break always ends a sentence; a full stop does where a new sentence can begin after it and the word before it
is no abbreviation.
"""

from __future__ import annotations

import re
from itertools import pairwise

#: Titles, ranks, months and the like: a full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st sr jr gen lt col maj capt cmdr adm sgt brig gov sen rep pres amb messrs mme "
    "no nos vs vol fig art al approx dept est inc ltd co corp bros jan feb mar apr jun jul aug sep sept oct nov dec "
    "mt ft ave blvd etc viz cf e.g i.e u.s u.k u.n d.c s n c.c m.d ph.d a.m p.m sh hj".split()
)
#: These end a sentence as often as not: they do where the next word cannot go on with them.
_EITHER_WAY = frozenset("u.s u.k u.n d.c a.m p.m c.c etc inc ltd co corp jr sr s n".split())
#: What may end a sentence: `ends` says whether it does.
STOP = re.compile(r"(?:[.!?…]+[)\]\"”’'»›]*|[。！？]+[」』”]*)(?=\s)|\n+")
_OPENS = re.compile(r"\s*[\"“‘'«‹(\[]*\s*([^\W_])")
_LAST_WORD = re.compile(r"([^\s(\[\"“‘«]+)$")
#: Words that begin a sentence far more often than a name: after "U.S." they mark a new one.
_STARTERS = frozenset(
    "the a an this that these those he she it they we i in on at but and however meanwhile according "
    "there his her its their our when while after before".split()
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, without the white space around them; none is empty."""
    stops = [m.end() for m in STOP.finditer(text) if ends(text, m)]
    spans = []
    for start, end in pairwise([0, *stops, len(text)]):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(stripped)))
    return spans


def ends(text: str, match: re.Match[str]) -> bool:
    """Whether the stop that `match` of STOP found ends its sentence."""
    if match.group()[:1] == "\n":
        return True
    after = _OPENS.match(text, match.end())
    opens = after.group(1) if after else ""
    if opens.islower():
        return False
    if match.group()[:1] != "." or match.group()[:2] == "..":
        return True
    before = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    word = before.group(1).lower() if before else ""
    if word in _EITHER_WAY:
        following = re.match(r"\s*[\"“‘'(]*([^\W\d_]+)", text[match.end() : match.end() + 30])
        return bool(following and following.group(1).lower() in _STARTERS)
    if word in _ABBREVIATIONS:
        return False
    # "J. Smith", "S. Korea": one letter before the stop, unless it ends a line of its own accord.
    return not (len(word) == 1 and word.isalpha())
