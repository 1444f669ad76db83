"""For whom a phrase acts by its own words. In: a phrase and the cues in it. Out: the cue that counts, or None.

"Russian Embassy in Pyongyang": the sending state, not the host. "Society for Friendship with the Korean People of
Nepal": the country where the friends live. "Iraq's neighbours": not Iraq.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.grounding.cues import SURE, Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Words before a name that say where somebody is, or to whom an office is, not for whom he acts.
_ELSEWHERE = re.compile(
    r"\b(?:in|to|at|with|against|on|for|towards?|into|near|visiting|over|about|between|supporting|representing|"
    r"opposed to|loyal to|neighbou?ring)\s+(?:the\s+|its\s+|a\s+)?$",
    re.I,
)
#: But whoever speaks for a country, or is a party for it, is its own.
_SPEAKS_FOR = re.compile(r"\b(?:spokes\w+|[Pp]arty)\s+for\s+(?:the\s+)?$")
#: Of these, words that say where somebody is: who has no other country is of that one.
_THERE = re.compile(r"\b(?:in|at|into|near)\s+(?:the\s+|its\s+|a\s+)?$", re.I)
#: A post abroad, whose only country may be the one where it is: "its mission at the European Union".
POST = re.compile(r"\b(?:embass|ambassador|mission\b|consul|envoy|delegation|representative|diplomat)", re.I)
#: Joined to a country's name, these say who is behind somebody, or against whom he is: "Russian-backed", "anti-U.S.".
_BEHIND = re.compile(r"[-‑](?:backed|linked|born|sponsored|allied|funded|supported|educated|made|bound)\b")
_AGAINST = re.compile(r"\b(?:anti|pro|non|ex|post|pre)[-‑]\s*$", re.I)
#: Those around a country are not the country.
_AROUND = re.compile(
    r"^(?:['’]s?)?\s+(?:(?:key|close|main|closest|top|Western|local|regional|military|immediate|Arab)\s+)*"
    r"(?:neighbou?rs?|allies|enem(?:y|ies)|foes?|rivals?|critics|creditors|lenders|donors|victims)\b",
    re.I,
)
#: But "the Japanese rival" is Japan's, in sports as in trade.
_RIVAL = re.compile(r"^\s+rivals?\b", re.I)
#: "The Oslo-based Peruvian league": whose it is comes after.
_BASED = re.compile(r"[-‑](?:based|registered)\b")
#: But a society of two countries is of the first of them.
_OF_BOTH = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:Institute|Association|Society|Committee|Chamber|Council|Centre|Center|Friendship)\b"
)
_PAST = re.compile(r"\bformer\s+$", re.I)
_REPUBLIC = re.compile(r"^\s+(?:republic|state)\s+of\s+(?:the\s+)?$", re.I)
_HEAD_OF = re.compile(
    r"\b(?:head|chief|director|president|chair\w*|secretary|spokes\w+|official|representative|member|leader)s?\s+"
    r"(?:of|at|for|with)\s+(?:the\s+)?$"
)
#: Those of no one country, whatever country is named with them.
_OF_MANY = re.compile(
    r"^(?:the\s+)?(?:(?:key|close|main|neighbou?ring|member|other|various|many|several|all)\s+)*"
    r"(?:allies|neighbou?rs|enemies|countries|states|nations)\b|\b(?:and|or) other (?:countries|nations|states)\b",
    re.I,
)
_SCATTERED = re.compile(r"\b(?:[Oo]verseas|[Ff]oreign)\s+$")
#: Societies of people who live abroad act for the country where they live.
_RESIDENTS = re.compile(
    r"\b(?:residents|nationals|Koreans|compatriots|overseas|Korean\b.*\b(?:Association|Union|League|Federation|Society|"
    r"Confederation|Women|Youth|Commerce|Chamber|Teachers|Students|Organization|Council|Educationists)\b.*|"
    r"(?:Association|Union|League|Federation|Confederation|Chamber)\b.*\b[A-Z]\w+(?:an|ese|ish)\b.*|"
    r"[A-Z]\w+(?:an|ese|ish) Chamber of Commerce)"
    r"\s+(?:resident |residing |living )?in (?:the )?(?:(?:Far East|[A-Z]\w+ Region|[A-Z]\w+) of (?:the )?)?$"
)
#: Friends of a country are somebody else: "the Korean Friendship Association", "… for the Study of …".
_FRIENDS = re.compile(
    r"\b(?:friendship|friends|solidarity|(?:for|on) the study|study group|supporters|followers|fans)\b", re.I
)
_BEFRIENDED = re.compile(r"^\s+(?:People['’]?s?\s+)?(?:Friendship|Solidarity)\b", re.I)
_OBJECT = re.compile(r"\b(?:with|for|between|towards?|[Ss]tudy of)\s+(?:the\s+)?$")


def acts_for(phrase: str, found: Sequence[Cue]) -> Cue | None:
    """Of the cues of a phrase the one that it acts for; None where none does.

    `found` are cues with positions in `phrase`.
    """
    sure = [
        cue
        for cue in found
        if cue.kind in SURE and not _BEHIND.match(phrase, cue.end) and not _AGAINST.search(phrase, 0, cue.start)
    ]
    if _FRIENDS.search(phrase):
        sure = [cue for cue in sure if not _befriended(phrase, cue)]
    if not sure:
        return None
    for cue in sure:
        if _RESIDENTS.search(phrase, 0, cue.start):
            return cue
    acting = [cue for cue in sure if not _elsewhere(phrase, cue)]
    if not acting:
        there = [cue for cue in sure if _THERE.search(phrase, 0, cue.start)]
        return there[0] if there and not POST.search(phrase) else None
    return _first(phrase, acting)


def _elsewhere(phrase: str, cue: Cue) -> bool:
    """Whether a phrase says of a country where somebody is, or to whom he goes, and not for whom he acts."""
    return bool(_ELSEWHERE.search(phrase, 0, cue.start)) and not speaks_for(phrase, cue.start)


def speaks_for(text: str, at: int) -> bool:
    """Whether the words before `at` say that somebody speaks for what is named there, or is a party for it."""
    return _SPEAKS_FOR.search(text, max(0, at - 40), at) is not None


def _first(phrase: str, acting: list[Cue]) -> Cue:
    first = acting[0]
    if len(acting) > 1 and _BASED.match(phrase, first.end):
        acting = acting[1:]
        first = acting[0]
    for cue in acting[1:]:
        between = phrase[first.end : cue.start]
        # "the Security Council of the Russian Federation": the body of the one named after it.
        if first.kind in ("organisation", "body") and cue.kind == "name" and re.search(r"\bof (?:the )?$", between):
            return cue
        # "the Pakistani head of the IAEA", "an Iraqi-Polish engineer".
        if first.kind == "adjective" and cue.kind == "organisation" and _HEAD_OF.search(between):
            return cue
        if first.kind == cue.kind == "adjective" and re.fullmatch(r"[-‑]", between):
            return first if _OF_BOTH.match(phrase, cue.end) else cue
        if _REPUBLIC.match(between) and (_PAST.search(phrase, 0, first.start) or first.kind == "name"):
            return cue
    return first


def _befriended(phrase: str, cue: Cue) -> bool:
    """Whether the friends of a society are friends of this country, and so not of it."""
    return bool(_BEFRIENDED.match(phrase[cue.end :]) or _OBJECT.search(phrase, 0, cue.start))


def surroundings(phrase: str, found: Sequence[Cue]) -> bool:
    """Whether a phrase names those around a country, or of several, not one that acts for it: "Peru's key allies"."""
    sure = [cue for cue in found if cue.kind in SURE]
    if sure and _OF_MANY.search(phrase):
        return True
    return any(
        (_AROUND.match(phrase[cue.end :]) and not (cue.kind == "adjective" and _RIVAL.match(phrase[cue.end :])))
        or (_SCATTERED.search(phrase, 0, cue.start) and len(sure) == 1)
        for cue in sure
    )


def residents(phrase: str, at: int) -> bool:
    """Whether the words before `at` speak of people from abroad who live in what is named there."""
    return bool(_RESIDENTS.search(phrase, 0, at))
