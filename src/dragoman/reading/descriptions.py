"""Whether a description fits somebody whom a text names: "the Uruguayan leader". In: both. Out: signs from 0 to 1.

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


def fits(phrase: Span, mentions: Sequence[Span], text: str) -> dict[str, float]:
    """Signs that `phrase`, a description, means somebody with these mentions in `text`."""
    said = _WORD.findall(phrase.text)
    head = _WORD.findall(_COMPLEMENT.sub("", phrase.text))
    if not head:
        return {}
    noun, names = head[-1].casefold(), {word.casefold() for word in said if word[0].isupper()}
    same, sort, within, country, named, wanted = 0.0, 0.0, 0.0, 0.0, 0.0, countries_in(phrase.text)
    for mention in mentions:
        if mention.start <= phrase.start < mention.end:
            continue
        told = _beside(mention, text, phrase)
        beside = {word.casefold() for word in _WORD.findall(told)}
        same = max(same, float(noun in beside))
        named = max(named, float(bool(names) and names <= beside))
        within = max(within, float(noun in mention.text.casefold().split()))
        sort = max(sort, float(any(_SORT.get(noun, frozenset()) & _SORT.get(word, frozenset()) for word in beside)))
        country = max(country, float(bool(wanted & countries_in(told))))
    return {
        "described so": same,
        "called so": within,
        "of this sort": sort,
        "of this country": country,
        "of these names": named,
        "described so, of these names": same * named,
        "of this sort and country": sort * country,
    }


def _beside(mention: Span, text: str, phrase: Span) -> str:
    """A mention with the words that describe it: before it, and in the aside after it; those of `phrase` do not count."""
    led = _LED.search(text, max(0, mention.start - _REACH), mention.start)
    aside = _ASIDE.match(text, mention.end, mention.end + _REACH)
    found = [mention.text]
    if led is not None and not (led.start() < phrase.end and phrase.start < led.end()) and not _SAID.search(led.group()):
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
