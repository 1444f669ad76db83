"""Whether a description fits somebody whom a text names: "the Uruguayan leader". In: both. Out: how well.

By the words that stand in and beside the mentions: the noun itself ("Kari Dahl, the club's treasurer"), an office of
the same sort ("leader" of a president, "diplomat" of an ambassador) and the country of the description.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dragoman.reading.people import VERBS
from dragoman.vocabulary.codes import countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reading.report import Span

#: Nouns of one sort: whoever is called by one may be called by another.
_SORTS = (
    "leader president premier prime chancellor king emir head ruler monarch chief taoiseach sultan",
    "diplomat ambassador envoy minister representative consul",
    "official minister director secretary officer spokesman spokeswoman spokesperson commissioner governor mayor",
    "lawmaker legislator senator congressman congresswoman deputy mp mep parliamentarian politician member rep sen",
    "ministry department office",
    "company firm group corporation ltd inc corp airline bank operator manufacturer maker giant",
    "organisation organization agency group body association foundation union institute federation watchdog society",
    "jurist lawyer professor judge attorney counsel advocate academic scholar expert analyst researcher",
    "commander general colonel captain officer chief",
    "newspaper paper daily magazine times post outlet journal gazette agency",
    "embassy mission consulate",
    "council committee commission board party government court authority assembly parliament",
    "singer actor artist rapper musician performer star",
    "player footballer goalkeeper striker coach captain athlete",
    "businessman businesswoman chairman ceo executive owner founder entrepreneur",
)
_SORT = {
    word: frozenset(n for n, sort in enumerate(_SORTS) if word in sort.split()) for s in _SORTS for word in s.split()
}
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.?)*")
_COMPLEMENT = re.compile(r"\s(?:of|for|to|at|in|from|on)\s.*$")
#: What leads to a name: "the club's treasurer, Kari Dahl", "Norwegian fisheries minister Kari Dahl".
_LED = re.compile(r"[^.,;:!?“”\"\n()]*,\s*$|(?:[^\s.,;:!?“”\"()]+\s+){1,4}$")
#: What tells of a name after it: ", the club's treasurer", " (treasurer)", " is the club's treasurer".
_ASIDE = re.compile(
    r",\s[^.,;:!?“”\"\n]+|\s\([^)\n]+\)|,?\s(?:who\s)?(?:is|was|became|serves as|served as|as)\s[^.,;:!?“”\"\n]+"
)
_SAID = re.compile(rf"\b{VERBS}\b")
#: How far before and after a mention its descriptions are looked for, in code points.
_REACH = 80


def fit(phrase: Span, mentions: Sequence[Span], text: str) -> int:
    """How well `phrase`, a description, fits somebody with these mentions in `text`: 0 (not) to 3.

    3: the noun and every name of the phrase; 2: the noun, or an office of its sort and the country; 1: an office of its
    sort, where the phrase names nothing.
    """
    nouns = _WORD.findall(_COMPLEMENT.sub("", phrase.text))
    if not nouns:
        return 0
    noun = nouns[-1].casefold()
    names = {word.casefold() for word in _WORD.findall(phrase.text) if word[0].isupper()} - {noun}
    wanted, sort, best = countries_in(phrase.text), _SORT.get(noun, frozenset()), 0
    for mention in mentions:
        told = _beside(mention, text, phrase)
        beside = {word.casefold() for word in _WORD.findall(told)}
        like = any(sort & _SORT.get(word, frozenset()) for word in beside)
        if noun in beside:
            best = max(best, 3 if names <= beside or wanted & countries_in(told) else 2)
        elif like and wanted & countries_in(told):
            best = max(best, 2)
        elif like and not names:
            best = max(best, 1)
    return best


def _beside(mention: Span, text: str, phrase: Span) -> str:
    """A mention with the words that describe it, before it and in the aside after it, without those of `phrase`."""
    led = _LED.search(text, max(0, mention.start - _REACH), mention.start)
    aside = _ASIDE.match(text, mention.end, mention.end + _REACH)
    found = [mention.text]
    if (
        led is not None
        and not (led.start() < phrase.end and phrase.start < led.end())
        and not _SAID.search(led.group())
    ):
        found.insert(0, led.group())
    if aside is not None and not (aside.start() < phrase.end and phrase.start < aside.end()):
        found.append(aside.group())
    return " ".join(found)


def countries_in(words: str) -> frozenset[str]:
    """Codes of the countries that words name or describe."""
    known, most = _names()
    found: set[str] = set()
    parts = re.findall(r"[^\W\d_][\w.’'-]*", words)
    for size in range(1, most + 1):
        for start in range(len(parts) - size + 1):
            if parts[start][0].isupper():
                name = re.sub(r"['’]s$", "", " ".join(parts[start : start + size])).rstrip(".").casefold()
                found |= known.get(name, frozenset())
    return frozenset(found)


@cache
def _names() -> tuple[dict[str, frozenset[str]], int]:
    """Names, adjectives and capitals of countries with their codes, and the most words of one."""
    known: dict[str, frozenset[str]] = {}
    for code, country in countries().items():
        for name in (country.label, *country.names, *country.adjectives, *country.demonyms, *country.capitals):
            key = name.rstrip(".").casefold()
            known[key] = known.get(key, frozenset()) | {code}
    return known, 3
