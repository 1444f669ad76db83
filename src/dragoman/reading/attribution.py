"""Who said a quotation, by how news writes it. In: a text and its quotations. Out: the same, with their speakers.

What stands beside a quotation is read first: "…," said X; X said: "…"; "…," he said. Then one of those whom the text
names is chosen by it and by who spoke before (`speakers`), the network's own reading being one sign among them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.reading.people import AUXILIARY, NAMED, OFFICE, OPENERS, VERBS, described, mentions
from dragoman.reading.quotations import passages
from dragoman.reading.report import Span
from dragoman.reading.signs import Told
from dragoman.reading.speakers import Speakers, likeliest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.reading.report import Quote

_PRONOUN = re.compile(r"(?:and |but )?(?:he|she|they|it|i|we|who)$", re.I)
#: A phrase that ends in a role or a body and names nobody: "the minister", "the Vice President", "the company".
_DESCRIPTION = re.compile(
    r"(?:^|\s)(?:minister|president|premier|official|leader|ambassador|advis[eo]r|secretary|director|chairman|chairwoman|"
    r"diplomat|company|person|man|woman|head|chief|envoy|speaker|governor|mayor|king|prince|pope|general|commander|"
    r"politician|lawmaker|senator|expert|analyst|professor|author|statement|release|ceo|ministry|source|department|"
    r"secretary of state|businessman|lawyer|spokesman|spokeswoman|spokesperson|presenter|artist|player|coach)$",
    re.I,
)
#: A phrase that ends in a word in lower case, which "al-Sabah" is not.
_COMMON = re.compile(r"(?<!\S)(?!(?:al|el|ul|as|ash|an)-[A-Z])[a-z]\S*$")
#: A full stop that ends a sentence, not an initial or a title.
_POINT = (
    r"(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bCol)(?<!\bLt)"
    r"(?<!\bProf)(?<!\bSt)(?<!\bSec)(?<!\bNo)(?<!\bJr)(?<!\bCo)\."
)
#: What ends the phrase that names a speaker after the verb.
_END = re.compile(
    rf"[,;:!?\"“”\n(]|{_POINT}(?=[\s\"”'’]|$)|\s[-–—]+\s|\s(?:in|on|at|during|after|who|whose|as|to|while|when|following|before|by|from|with|"
    r"about|that|through|via|upon|referring|speaking|this|last|yesterday|today|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|also|then|later|told|said|against|under|citing|noting|is|was|for|has|have|had|previously|"
    r"and then)(?=[\s,.;:]|$)",
    re.I,
)
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|its|their|our|another|mr\.?|mrs\.?|ms\.?|dr\.?)\s+", re.I)
_AFTER = re.compile(
    # A new paragraph begins a new subject, unless it goes on in lower case ("… it stands.”\nhe said").
    "^[ \\t,.”\"’'“?!—–»-]*(?:\\n+(?=[a-z]))?[ \\t]*(?:"
    rf"(?P<named>{NAMED.pattern}),[^,.\n]{{2,90}}?,?\s+{AUXILIARY}{VERBS}\b"
    rf"|(?P<first>[^,.;:\"“”\n]{{1,90}}?)\s+{AUXILIARY}{VERBS}\b"
    rf"|{VERBS}\s+(?P<second>[^\n]{{2,120}}))"
)
#: "The said report" tells which report it is, not that anybody said it.
_BEFORE = re.compile(rf"(?<!\b[Tt]he )\b{AUXILIARY}{VERBS}\b(?![^.!?\n]{{0,160}}\b{VERBS}\b)", re.I)
#: What ends the sentence before that in which a quotation stands.
_CUT = re.compile(rf"\n|{_POINT}(?=\s)|”|[!?](?=\s)")
_CLOSED = re.compile(r"(?<!\.)\.[”\"’'»“]|[”\"’'»“]\.")
#: What may stand between the words that lead to a quotation and the quotation.
_LEAD = " \n\t“”\"«»„‘'`"
_BACK, _AHEAD = 330, 240
_MARK = re.compile(r"[“”\"«»„‘]|''|``")


#: "a statement by the Navy", "a report that the Navy published"
_AUTHOR = re.compile(rf"(?:\s\w+)?\s(?:by|from)\s(?:the\s)?({NAMED.pattern})")
_TEXT = re.compile(r"\b(?:statement|report|release|letter|document|notice|post|communiqu[eé])(?:\s\w+ed)?$", re.I)
#: Whoever follows may only tell of it: "Dahl said the border “stays open to all”, according to local media."
_SOURCE = re.compile(r"\baccording to\s(?:the\s|an?\s)?$")
#: "Xinhua quoted Dahl as saying"
_QUOTED = re.compile(rf"\bquot(?:ed|es|ing)\s+(?:the\s+)?({NAMED.pattern})\s+as\s+saying\b")
#: The name after an office: "said the club's spokesman, Kari Dahl."
_APPOSED = re.compile(rf",\s+({NAMED.pattern})(?=[.,;\n])")


def attributed(text: str, quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Quotations in order, each with its speaker."""
    speakers = Speakers(text, [(quote.start, quote.end) for quote in quotes])
    earlier: list[tuple[int, Span]] = []
    quotes = sorted(quotes, key=lambda quote: quote.start)
    for quote, (start, end) in zip(quotes, passages(text, [(q.start, q.end) for q in quotes]), strict=True):
        beside = told(text, start, end)
        found = speakers.candidates(quote.start, quote.end, beside, earlier, quote.speaker_span)
        best = likeliest(found)
        if best is not None:
            best = speakers.as_called(best, beside, earlier)
            earlier.append((quote.end, best))
        yield replace(quote, speaker=best.text if best else None, speaker_span=best)


def told(text: str, start: int, end: int) -> Told:
    """The phrase with a verb of saying right after text[start:end], else before it, and what sort of phrase it is."""
    after = _after(text, end)
    phrase = after
    if phrase is None or _SOURCE.search(text, max(0, phrase.start - 20), phrase.start):
        phrase = _before(text, start) or phrase
    if phrase is None:
        return Told("none")
    if (author := _AUTHOR.match(text, phrase.end)) is not None and _TEXT.search(phrase.text):
        return Told("named", Span(author[1], author.start(1), author.end(1)), after is not None)
    if (named := list(mentions(phrase.text)))[1:] and named[-1].end == len(phrase.text):
        # "Fisheries Minister Kari Dahl", "director of the Institute Dr. Kari Dahl"
        phrase = Span(named[-1].text, phrase.start + named[-1].start, phrase.end)
    if (name := _APPOSED.match(text, phrase.end)) is not None and (
        phrase.text.split()[-1][0].islower() or OFFICE.fullmatch(phrase.text)
    ):
        return Told("named", Span(name[1], name.start(1), name.end(1)), after is not None)
    if _PRONOUN.match(phrase.text):
        return Told("pronoun", phrase, after is not None)
    nameless = _DESCRIPTION.search(phrase.text) or _COMMON.search(phrase.text) or OFFICE.fullmatch(phrase.text)
    return Told("description" if nameless else "named", phrase, after is not None)


def _after(text: str, end: int) -> Span | None:
    """From '…," X said' or '…," said X'."""
    match = _AFTER.match(text[end : end + _AHEAD])
    if match is None or not _MARK.search(text[end : end + 3]):
        return None
    verb_first = match["second"] is not None
    if (
        _CLOSED.search(text, max(0, end - 3), end + 3)
        and not verb_first
        and text[end + match.start(match.lastgroup or 0)].isupper()
    ):
        # What follows a full stop begins a sentence of its own: "… it stands.” Dahl said that …"
        return None
    if (quoted := _QUOTED.search(text, end, end + match.end() + 40)) is not None:
        return _trimmed(text, quoted.start(1), quoted.end(1))
    if match["named"] is not None:
        return _trimmed(text, end + match.start("named"), end + match.end("named"))
    if match["first"] is not None:
        begin = end + match.start("first")
        stop = _END.search(text, begin + 1, end + match.end("first"))
        return _trimmed(text, begin, stop.start() if stop else end + match.end("first"))
    begin = end + match.start("second")
    stop = _END.search(text, begin + 1, end + match.end("second"))
    return _trimmed(text, begin, stop.start() if stop else end + match.end("second"))


def _before(text: str, start: int) -> Span | None:
    """From 'X said: "…' or 'X told reporters that "…'."""
    low = max(0, start - _BACK)
    cuts = list(_CUT.finditer(text, low, max(low, len(text[:start].rstrip(_LEAD)))))
    begin = cuts[-1].end() if cuts else low
    piece = text[begin:start]
    verbs = list(_BEFORE.finditer(piece))
    if not verbs:
        return None
    match = next((verb for verb in reversed(verbs) if not verb.group().lower().endswith("ing")), verbs[-1])
    if match.group().lower().endswith("according to"):
        stop = _END.search(text, begin + match.end() + 1, start)
        return _trimmed(text, begin + match.end() + 1, stop.start() if stop else start)
    subject = piece[: match.start()]
    # The subject stands before the verb; an apposition or a clause between commas may part them.
    if (quoted := _QUOTED.search(text, begin + match.start(), start)) is not None:
        return _trimmed(text, quoted.start(1), quoted.end(1))
    pronoun = re.search(r"\b(?:he|she|they)\s*$", subject, re.I)
    if pronoun is not None:
        return Span(pronoun.group().strip(), begin + pronoun.start(), begin + pronoun.end())
    nameless = [span for span in described(text, begin, start) if begin + match.start() - 2 <= span.end]
    if nameless:
        return nameless[-1]
    named = [
        m for m in NAMED.finditer(subject) if not _SCENERY.search(subject[: m.start()][-14:]) and len(m.group()) > 2
    ]
    named = [m for m in named if m.group().split()[0] not in OPENERS and not re.fullmatch(r"\w+ing", m.group())]
    if not named:
        return None
    return _trimmed(text, *(begin + offset for offset in _subject(subject, named).span()))


def _subject(words: str, named: Sequence[re.Match[str]]) -> re.Match[str]:
    """Of the names before a verb the one that is its subject.

    "Malaysia is stable, Finance Minister Aziz [said]": the last; "Dahl, foreign minister of Norway, [said]" and
    "Dahl, foreign minister of Norway [said]": the one before the apposition.
    """
    bare = words.rstrip()
    if bare.endswith(","):
        # The first name that an aside follows: "Dahl, head of the Navy, which lost ships off Oslo, [said]".
        parts = bare[:-1].split(",")
        end = 0
        for part, following in pairwise(parts):
            end += len(part)
            if _ASIDE.match(following) and (ahead := [name for name in named if name.end() == end]):
                return ahead[-1]
            end += 1
        before = [name for name in named if name.end() >= end - 1]
        return before[-1] if before else named[0]
    last = named[-1]
    if len(bare) - last.end() > 2:
        return named[0] if "," in words[named[0].end() :] else last
    comma = bare.rfind(",")
    if comma >= 0 and comma < last.start() and (ahead := [name for name in named if name.end() == comma]):
        role = bare[comma + 1 : last.start()]
        if re.match(r"\s(?:the |a |an )?[a-z]", role) and _SCENERY.search(role):
            return ahead[-1]
    return last


#: How an aside begins: in lower case, with a number or an office.
_ASIDE = re.compile(rf"\s*(?:[a-z0-9(]|The\b|{OFFICE.pattern}$)")
_SCENERY = re.compile(r"\b(?:in|at|on|of|to|from|with|for|the)\s+(?:the\s+)?$", re.I)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    phrase = text[start:end]
    lead = len(phrase) - len(phrase.lstrip(" ,“\"”’'—–-«»"))
    phrase = phrase[lead:].rstrip(" ,“\"”’'—–-«»")
    start += lead
    while (article := _ARTICLE.match(phrase)) is not None and len(phrase) > article.end():
        start, phrase = start + article.end(), phrase[article.end() :]
    phrase = re.sub(r"(?<=[A-Z])(\S*)\s+(?:statement|press release|release|report)$", r"\1", phrase)
    phrase = re.sub(r"['’]s$", "", phrase)
    if (holder := re.search(r"['’]s (?=[A-Z][\w-]+ [A-Z])", phrase)) is not None:
        # "the bureau's Johnathan How"
        start, phrase = start + holder.end(), phrase[holder.end() :]
    if not phrase or len(phrase) > 90 or not any(c.isalpha() for c in phrase) or _NOBODY.match(phrase):
        return None
    return Span(phrase, start, start + len(phrase))


_NOBODY = re.compile(r"(?:that|which|to|this|there|as|if|because|when|while|and|but|\w+ing)\b(?!-)")
