"""Whom a text names: every name with all its mentions, "Kari Dahl" and "Dahl". In: a text. Out: `Person`s.

By how names are written alone, in capitals: people, and the bodies and countries that news lets speak.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.reading.report import Span
from dragoman.reading.windows import glued

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Verbs of saying, as news writes them.
VERBS = (
    r"(?:said|says|saying|say|told|tells|telling|added|adds|adding|stated|states|stating|noted|notes|noting|continued|"
    r"explained|explains|recalls|shared|shares|jokes|thinks|believes|opined|averred|revealed|reveals|explaining|argued|"
    r"argues|arguing|claimed|claims|claiming|warned|warns|warning|stressed|stressing|insisted|insists|declared|declares|"
    r"declaring|wrote|writes|writing|tweeted|posted|asked|asks|replied|responded|recalled|recalling|remarked|"
    r"emphasi[sz]ed|emphasi[sz]ing|reiterated|reiterating|underlined|underscored|pointed out|announced|commented|"
    r"concluded|observed|quipped|joked|admitted|acknowledged|urged|vowed|pledged|described|called|affirmed|confirmed|"
    r"expressed|went on|voiced|highlighted|mentioned|lamented|thanked|indicated|asserted|asserts|maintained|maintains|"
    r"suggested|predicted|cautioned|complained|contended|elaborated|praised|appealed|answered|denounced|criticised|"
    r"criticized|accused|retorted|concurred|agreed|assured|promised|exclaimed|echoed|advised|informed|repeated|"
    r"conceded|disclosed|divulged|pleaded|hinted|captioned|referred|countered|read|reads|hit back|quoted|describing|"
    r"describes|dismissed|admits|reported|considers|considered|branded|questioned|citing|cited|insists|insisting|"
    r"reasoned|urging|calling|denouncing|branding|lambasted|blasted|slammed|congratulated|chanted|testified|"
    r"proclaimed|enthused|signalled|signaled|recounted|recounts|clarified|clarifies|clarifying|alleged|alleges|alleging|"
    r"specified|estimated|summed up|reflected|opines|replies|demanded|ruled|wondered|boasted|summarised|summarized|"
    r"according to)"
)
AUXILIARY = r"(?:has |have |had |also |then |further |later |however |often |once |recently )*"
_WORD = (
    r"(?:(?:[A-Z]\.){2,}|(?:Mrs?|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|Prof|Rev|Jr|St)\.|"
    r"(?:(?:[Aa]l|[Ee]l|[Uu]l|as|ash|an)-)?[A-ZÀ-Þ](?:\.[A-Z][\w’'-]+|[\w’'/-]*[\w’']|\.|[a-z]{1,2}\.)?)"
)
NAMED = re.compile(
    rf"(?<![\w’'-]){_WORD}(?:[ \u00a0]+(?:(?:al|el|bin|bint|ibn|de|da|del|dos|van|von|der|la|le|of the|of|for)\s+)*"
    rf"{_WORD})*"
)
#: Words that begin a sentence, or stand beside a name, and are none.
OPENERS = frozenset(
    "The In On At But And As After When While For It He She They This That Meanwhile However Also "
    "Earlier Later Then Therefore Thus Furthermore Moreover Further Additionally Speaking Asked Regarding "
    "According During Since Before Although Though If Because Despite Even Now Today Yesterday Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Last Next Another Other Most Many Some Several All Both Such There "
    "Here What Why How Who Where Its It's His Her Their Our My We You I A An By From With To Of Not No Yes Yet So "
    "Still Instead Nevertheless Nonetheless Indeed Finally First Second Third One Two Three January February "
    "March April May June July August September October November December Referring Commenting Responding "
    "Addressing Citing Hence Around Under Over Between Former Local Said Says Upon Once These Those".split()
)
#: "KHARTOUM (Reuters) -", "Pyongyang, May 2 (KCNA) --", "LIMA (Reuters) "
_DATELINE = re.compile(
    r"\s*(?:(?:[A-Z]{3,}[^\n]{0,60}?|[A-Z][^\n]{2,60}?\([A-Z][A-Za-z ]+\))\s+(?:--?|\u2013|\u2014)\s|"
    r"[A-Z]{3,}(?:\s[A-Z]{3,})*\s\([A-Z][A-Za-z]+\)\s)"
)
#: Words after a name that are none of it: "Dahl Monday said".
_CLOSERS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February July September October November "
    "December The A An In On At I It He She They We You Today Yesterday And But For While If As With By To Of When "
    "After Before That This There".split()
)
_BEGINS = re.compile(r"(?:^|[.!?:”\"“«\n][”\"’'“«]?)\s?[“\"«]?$")
_LOWER = re.compile(r"\b[a-z]+\b")
_GERUND = re.compile(r"[A-Z][a-z]+(?:ing|ly)")
_TITLES = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|Capt|Prof|Rev|Sir|Lord|Lady|Hon|Judge|Justice|President|Premier|Prime|"
    r"Minister|Foreign|Defen[cs]e|Finance|Deputy|Vice|Chairman|Secretary|Senator|Governor|Mayor|Ambassador|King|Queen|"
    r"Prince|Pope|General|Legislator|Comrade|Chancellor|Director|Speaker|Chief|Chair|Captain|Professor|MP)\.?"
)
#: Offices that a name follows, with the words that lead to them: "Kyoto Animation | President Hideaki Hatta".
_OFFICE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|Capt|Prof)\.|President|Premier|Prime|Minister|Foreign|Defen[cs]e|Finance|"
    r"Deputy|Vice|Chairm[ae]n|Chairwoman|Secretary|Secretary-General|Director-General|Senator|Governor|Mayor|Ambassador|"
    r"Chancellor|Director|Spokes(?:man|woman|person)|Legislator|Chief|Commissioner|Minister-designate|Coordinator|"
    r"Representative|Professor|MP|MEP|CEO|Captain|Colonel|Lieutenant|Bishop|Archbishop|Coach|Editor|Lawmaker"
)
#: Words for people and bodies, as they end: "official", "reporters", "ministry".
_SOMEBODY = (
    r"(?:[a-z][\w-]*(?:er|or|ist|ian|m[ae]n|ent|ant|ee|al|ary|ive|head|queen|company|agency|mother|person|diplomat|army)|"
    r"(?:[a-z][\w-]*-)?(?:user|king|prince|authorit(?:y|ies)|police|ministry|union|party|group|board|court|council|firm|"
    r"commission|committee|organi[sz]ation|envoy|aide|suspect|source|analyst|figure|people|team|club|bank|university|"
    r"office|embassy|bishop|pilot|witness|parent|wife|son|post|statement|report|release|campaign|media|staff|leadership|"
    r"reactionar(?:y|ies)|forces|outlet|newspaper|daily|letter|website|note|document|notice|regime|junta|network|crowd|"
    r"troops|page|MP|judge|chief|CEO|editorial|commentary|article|study|resolution|communiqu[eé]|tweet|message|caption|"
    r"survey|coalition|movement|alliance|federation|foundation|institute|department|bureau|side|body))s?"
)
#: What completes a description: "a resident of the town", "said a spokesman for the ministry."
_OF = r"(?:\s(?:of|for)\s[^,.;:\n“”\"]{2,60}?)?"
_OF_LAST = r"(?:\s(?:of|for)\s[^,.;:\n“”\"]{2,60}?(?=[,.;:\n]|\s(?:who|in|on|at|to|after|during|as|while|when)\b))?"
#: What may part those who speak from the verb: "a resident, who lost her house, said".
_BESIDES = r"(?:\s(?:in|at|from|on)\s[^,.;:\n“”\"]{2,60}?|,\s(?:who|which)\s[^,.\n“”\"]{2,80},)?"
_QUALIFIER = (
    r"(?!(?:of|that|who|which|and|or|but|to|in|for|on|at|by|with|from|is|are|was|were|be|has|have|had|should|would|could|"
    r"will|can|may|might|must|said|says|told|not|as|if|it|he|she|they)\b)[\w’'-]+"
)
#: Somebody without a name who speaks: "The young official said", "said a source".
_SPEAKING = re.compile(
    rf"\b(?:[Tt]he(?:\s+said)?|[Aa]n?|[Aa]nother|[Oo]ne)\s+((?:{_QUALIFIER}\s+){{0,4}}?{_SOMEBODY}{_OF}){_BESIDES}\s+{AUXILIARY}{VERBS}\b"
    rf"|\b{VERBS}\s+(?:the|an?|another|one)\s+((?:{_QUALIFIER}\s+){{0,4}}?{_SOMEBODY}{_OF_LAST})(?=[,.;:\s])"
    rf"|(?:^|(?<=[.!?”\"\n]\s)|(?<=\n))([A-Z][\w’'-]*\s(?:[\w’'-]+\s){{0,2}}?[a-z-]+(?:er|or|ist|ian|ent|ant|al|it|ive|ie)s)"
    rf"{_BESIDES}\s+{AUXILIARY}{VERBS}\b",
    re.M,
)
#: What is no part of a description any more.
_LOOSE = re.compile(r"\s(?:that|which|who)\b.*$|\s\w+ly$")
#: "White House statement": it is the body that speaks.
_TEXT_OF = re.compile(r".*\b[A-Z][\w.’'-]+ (?:statement|(?:press |news )?release)$")
#: Nouns by which the name of a body ends: the hospital is not the man whose name it bears.
BODY = re.compile(
    r"Ministry|Department|Company|Corporation|Party|Committee|Commission|Council|Office|Agency|University|Bank|Union|"
    r"Association|Institute|Court|Police|Embassy|Government|Group|Organi[sz]ation|Foundation|Federation|Centre|Center|"
    r"Times|Post|News|Daily|House|Army|Nations?|Authority|Board|Service|Sinmun|Hospital|School|College|Airport|Stadium|"
    r"Street|Award|Prize|Museum|Library|Academy|Bureau|Coalition|Front|Movement|Club|Directorate|Parliament|"
    r"Assembly|Society|Church|Trust|Fund|Forces?|Alliance|Congress|Senate|Secretariat"
)


#: A phrase that names an office and nobody: "Prime Minister", "Minister of Tourism", "head of the Navy".
OFFICE = re.compile(
    r"(?:[\w.’'-]+ )*?(?i:president|premier|minister|secretary|director|head|chief|chair(?:m[ae]n|woman|person)?|"
    r"governor|mayor|ambassador|commissioner|spokes(?:man|woman|person)|chancellor|leader|member|editor|manager|representative|"
    r"commander|senator|speaker|advis[eo]r|founder|owner|coordinator|professor|officer|envoy|MP|CEO|PM|DP)"
    r"(?:[ -]General)?(?: (?:of|for|to|at|in) .+)?"
)


@dataclass(slots=True)
class Person:
    """Somebody whom a text names, with the mentions in order."""

    words: frozenset[str]
    mentions: list[Span] = field(default_factory=list)
    nameless: bool = False
    """Whether only an office or a description names them: "a senior official"."""
    head: str | None = None
    """The noun, in lower case, without which a mention means another: "hospital" of a body, "official"."""

    def named(self) -> Span:
        """The fullest mention."""
        return max(self.mentions, key=lambda mention: (len(core(mention.text)), -mention.start))


def core(name: str) -> list[str]:
    """The words of a name without titles; all of "Foreign Ministry"."""
    words = name.split()
    left = [word for word in words if not _TITLES.fullmatch(word)]
    return left if left and not (len(left) == 1 and BODY.fullmatch(left[0])) else words


def untitled(name: Span) -> Span:
    """A full name without the office before it: "Vice Foreign Minister Im Chon Il"; "Minister Im" is left as it is."""
    words = list(re.finditer(r"\S+", name.text))
    last = max((number for number, word in enumerate(words) if _TITLES.fullmatch(word.group())), default=-1)
    if last < 0 or len(words) - last < 3 or words[last + 1].group()[0].islower():
        return name
    cut = words[last + 1].start()
    return Span(name.text[cut:], name.start + cut, name.end)


def mentions(text: str) -> Iterator[Span]:
    """The names of a text, as capitalised words."""
    joints = glued(text)
    line = _DATELINE.match(text)
    common = frozenset(_LOWER.findall(text))
    for match in NAMED.finditer(text, line.end() if line else 0):
        bounds = [match.start(), *(at for at in joints if match.start() < at < match.end()), match.end()]
        for start, end in pairwise(bounds):
            yield from _parted(text, start, end, common)


def _parted(text: str, start: int, end: int, common: frozenset[str]) -> Iterator[Span]:
    """The names in a run of capitalised words: without what opens a sentence, and one before each "'s".

    `common` are the words that the text writes in lower case.
    """
    words = list(re.finditer(r"[^\s\u00a0]+", text[start:end]))
    if words and _BEGINS.search(text, max(0, start - 4), start):
        # What begins a sentence has its capital from that alone: "Writing", or "Troops" beside "troops".
        first = words[0].group()
        if _GERUND.fullmatch(first) or first.lower() in common:
            words.pop(0)
    while words and (words[0].group() in OPENERS or (words[0].group()[0].islower() and "-" not in words[0].group())):
        words.pop(0)
    while words and (words[-1].group() in _CLOSERS or words[-1].group().islower()):
        words.pop()
    if not words:
        return
    start, end, office = start + words[0].start(), start + words[-1].end(), _office([word.group() for word in words])
    if office:
        parted = start + words[office].start() - words[0].start()
        yield from _held(text, start, parted - 1)
        start = parted
    yield from _held(text, start, end)


def _office(words: Sequence[str]) -> int:
    """Where the office of a named person begins within a run of words: 2 of "Kyoto Animation President Hideaki Hatta".

    0 where there is none, or where it is the first or nobody's.
    """
    for first in range(1, len(words)):
        before, after = words[first - 1], first
        if not _OFFICE.fullmatch(words[first]) or before.islower() or _TITLES.fullmatch(before):
            continue
        while after < len(words) and (_OFFICE.fullmatch(words[after]) or _TITLES.fullmatch(words[after])):
            after += 1
        if after < len(words) and words[after][0].isupper():
            return first
    return 0


def _held(text: str, start: int, end: int) -> Iterator[Span]:
    """The names in text[start:end], one before each "'s"."""
    while (holder := re.search(r"['’]s (?=[A-Z])", text[start:end])) is not None:
        yield Span(text[start : start + holder.start()], start, start + holder.start())
        start += holder.end()
    if re.search(r"['’]s?$", text[start:end]):
        end -= 2 if text[end - 1] == "s" else 1
    if end - start > 1 and text[start:end] not in OPENERS:
        yield Span(text[start:end], start, end)


def described(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Those without a name who are said to speak: "official" of "The official said"."""
    for match in _SPEAKING.finditer(text, start, len(text) if end is None else end):
        number = next(number for number in (1, 2, 3) if match[number])
        if _TEXT_OF.match(match[number]):
            continue
        phrase = _LOOSE.sub("", match[number])
        yield Span(phrase, match.start(number), match.start(number) + len(phrase))


def joined(found: Sequence[Span]) -> list[Person]:
    """Mentions of one person together: "Kari Dahl", "Minister Dahl", "Dahl"; of several that nearest before."""
    people: list[Person] = []
    bearing: dict[str, list[Person]] = {}
    for mention in sorted(found, key=lambda mention: (-len(core(mention.text)), mention.start)):
        last = head(mention.text)
        nameless = last[0].islower()
        words = frozenset(word.strip(".,").casefold() for word in core(mention.text))
        known = min((bearing.get(word, []) for word in words), key=len)
        same = [
            person
            for person in known
            if words <= person.words and person.nameless == nameless and (person.head is None or person.head in words)
        ]
        if same:
            max(same, key=lambda person: _nearest(person, mention)).mentions.append(mention)
        else:
            needed = nameless or (BODY.fullmatch(last) is not None and len(words) > 1)
            person = Person(words, [mention], nameless, last.casefold() if needed else None)
            people.append(person)
            for word in words:
                bearing.setdefault(word, []).append(person)
    return people


def head(name: str) -> str:
    """The noun that a name or a description ends in, before what completes it: "official" of "official of the port"."""
    return re.split(r"\s(?:of|for)\s", name, maxsplit=1)[0].split()[-1]


def _nearest(person: Person, mention: Span) -> int:
    """Where a person is last named before a mention; -1 where nowhere."""
    return max((other.end for other in person.mentions if other.end <= mention.start), default=-1)
