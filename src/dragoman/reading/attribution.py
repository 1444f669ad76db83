"""Who said a quotation, by how news writes it. In: a text, the span of a quotation, the speakers before it.

Covers what needs no learning: "…," said X; X said: "…"; "…," he said, the speaker being the last one named;
a quotation that follows another without a word between. The reader's model is asked where this finds nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.reading.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.reading.report import Quote

_VERBS = (
    r"(?:said|says|saying|say|told|tells|telling|added|adds|adding|stated|states|stating|noted|notes|noting|continued|"
    r"explained|explains|recalls|shared|shares|jokes|thinks|believes|opined|averred|revealed|reveals|explaining|argued|argues|arguing|claimed|claims|claiming|warned|warns|warning|stressed|"
    r"stressing|insisted|insists|declared|declares|declaring|wrote|writes|writing|tweeted|posted|asked|asks|replied|"
    r"responded|recalled|recalling|remarked|emphasi[sz]ed|emphasi[sz]ing|reiterated|reiterating|underlined|underscored|"
    r"pointed out|announced|commented|concluded|observed|quipped|joked|admitted|acknowledged|urged|vowed|pledged|"
    r"described|called|affirmed|confirmed|expressed|went on|voiced|highlighted|mentioned|lamented|thanked|"
    r"indicated|asserted|asserts|maintained|maintains|suggested|predicted|cautioned|complained|contended|elaborated|"
    r"praised|appealed|answered|denounced|criticised|criticized|accused|retorted|concurred|agreed|assured|promised|"
    r"exclaimed|echoed|advised|informed|repeated|conceded|disclosed|divulged|pleaded|hinted|according to)"
)
_AUXILIARY = r"(?:has |have |had |also |then |further |later |however |often |once |recently )*"
_PRONOUN = re.compile(r"(?:and |but )?(?:he|she|they|it|i|we|who)$", re.I)
#: A phrase that ends in a role or a body and names nobody: "the minister", "the Vice President", "the company".
_DESCRIPTION = re.compile(
    r"(?:^|\s)(?:minister|president|premier|official|leader|ambassador|advis[eo]r|secretary|director|chairman|chairwoman|"
    r"diplomat|company|person|man|woman|head|chief|envoy|speaker|governor|mayor|king|prince|pope|general|commander|"
    r"politician|lawmaker|senator|expert|analyst|professor|author|statement|release|ceo|ministry|source|department|"
    r"secretary of state|businessman|lawyer|spokesman|spokeswoman|spokesperson|presenter|artist|player|coach)$",
    re.I,
)
#: What ends the phrase that names a speaker after the verb.
_END = re.compile(
    r"[,;:!?\"“”\n(]|(?<!\b[A-Z])\.(?=[\s\"”'’]|$)|\s[-–—]+\s|\s(?:in|on|at|during|after|who|whose|as|to|while|when|following|before|by|from|with|"
    r"about|that|through|via|upon|referring|speaking|this|last|yesterday|today|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|also|then|later|told|said|against|under|citing|noting|is|was|for|has|and then)(?=[\s,.;:]|$)",
    re.I,
)
_WORD = r"[A-Z](?:[\w’'-]*[\w’']|\.|[a-z]{1,2}\.)?"
_NAMED = re.compile(
    rf"{_WORD}(?:[ \u00a0]+(?:(?:al|el|bin|bint|ibn|de|da|del|dos|van|von|der|la|le|of the|of|for)\s+)*{_WORD})*"
)
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|its|their|our|another|mr\.?|mrs\.?|ms\.?|dr\.?)\s+", re.I)
_AFTER = re.compile(
    # A new paragraph begins a new subject, unless it goes on in lower case ("… it stands.”\nhe said").
    "^[ \\t,.”\"’'“?!—–»-]*(?:\\n+(?=[a-z]))?[ \\t]*(?:"
    rf"(?P<named>{_NAMED.pattern}),[^,.\n]{{2,90}}?,?\s+{_AUXILIARY}{_VERBS}\b"
    rf"|(?P<first>[^,.;:\"“”\n]{{1,90}}?)\s+{_AUXILIARY}{_VERBS}\b"
    rf"|{_VERBS}\s+(?P<second>[^\n]{{2,120}}))"
)
_BEFORE = re.compile(rf"\b{_AUXILIARY}{_VERBS}\b(?![^.!?\n]{{0,160}}\b{_VERBS}\b)", re.I)
_BACK, _AHEAD = 330, 240
_GOES_ON, _FAR = 160, 1200


def attributed(text: str, quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Quotations in order, each with its speaker.

    What stands right after a quotation ('…," X said') is believed first, then that a speaker goes on, then the
    model's reading, made whole, then what the words before the quotation say.
    """
    earlier: list[tuple[int, Span]] = []
    for quote in sorted(quotes, key=lambda quote: quote.start):
        start, end, read = quote.start, quote.end, quote.speaker_span
        if read is not None and (_DESCRIPTION.search(read.text) or not any(c.isupper() for c in read.text)):
            read = None
        told = _named(text, _after(text, end))
        found = told or _going_on(text, start, end, earlier)
        if found is None and read is not None:
            found = _named(text, _before(text, start)) or _whole(text, read)
        found = found or speaker(text, start, end, earlier)
        if found is not None:
            earlier.append((end, found))
        yield replace(quote, speaker=found.text if found else None, speaker_span=found)


def _named(text: str, told: Span | None) -> Span | None:
    """The phrase where it names somebody, or somebody without a name ("a senior official")."""
    if told is None or _PRONOUN.match(told.text):
        return None
    if _DESCRIPTION.search(told.text) and not _INDEFINITE.search(text[max(0, told.start - 12) : told.end]):
        return None
    return told


def _going_on(text: str, start: int, end: int, earlier: Sequence[tuple[int, Span]]) -> Span | None:
    """The speaker of the quotation before, where nobody else is named since."""
    if not earlier:
        return None
    last, before = earlier[-1]
    between = text[last:start]
    if not _MARK.search(between):
        return before  # one quotation, cut by its sentences
    after = _after(text, end)
    if len(between) > _GOES_ON or not (after is None or _PRONOUN.match(after.text)):
        return None
    return before if "\n" not in between or (after is None and _before(text, start) is None) else None


_MARK = re.compile(r"[“”\"«»„‘]|''|``")


def _whole(text: str, name: Span) -> Span:
    """The span with the capitalised words right before and after it."""
    before, after = _NAME_BEFORE.search(text, max(0, name.start - 40), name.start), _NAME_AFTER.match(text, name.end)
    start, end = before.start() if before else name.start, after.end() if after else name.end
    return Span(text[start:end], start, end)


_INDEFINITE = re.compile(r"\b(?:a|an|one|another|some|several|two|three)\s+(?:[\w-]+\s+){0,4}[\w-]+$", re.I)
_NAME_BEFORE = re.compile(r"(?:\b(?!The|In|On|At|But|And|As|After|When|For|It|He|She|This|That)[A-Z][\w’'.-]+ )+$")
_NAME_AFTER = re.compile(r"[\w-]*(?: [A-Z][\w-]*\w)*")


def speaker(text: str, start: int, end: int, earlier: Sequence[tuple[int, Span]] = ()) -> Span | None:
    """The phrase that names who said text[start:end], or None.

    `earlier` holds, in order, the end and the speaker of quotations before this one.
    """
    told = _after(text, end) or _before(text, start)
    if (named := _named(text, told)) is not None:
        return named
    last = earlier[-1] if earlier else None
    if told is None and last is not None and start - last[0] < _GOES_ON:
        # Nothing between two quotations of a paragraph, or of the next: the same speaker goes on.
        return last[1]
    before = _last_to_speak(text, start)
    if last is not None and (before is None or before.end < last[0] - _GOES_ON):
        return last[1]
    return before or _last_person(text, start) or (told if told and not _PRONOUN.match(told.text) else None)


def _after(text: str, end: int) -> Span | None:
    """From '…," X said' or '…," said X'."""
    match = _AFTER.match(text[end : end + _AHEAD])
    if match is None or not _MARK.search(text[end : end + 3]):
        return None
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
    cut = max(text.rfind(mark, low, start - 2) for mark in ("\n", ". ", "”", "! ", "? "))
    begin = cut + 1 if cut >= low else low
    piece = text[begin:start]
    verbs = list(_BEFORE.finditer(piece))
    if not verbs:
        return None
    match = verbs[-1]
    if match.group().lower().endswith("according to"):
        stop = _END.search(text, begin + match.end() + 1, start)
        return _trimmed(text, begin + match.end() + 1, stop.start() if stop else start)
    subject = piece[: match.start()]
    # The subject stands before the verb; an apposition or a clause between commas may part them.
    pronoun = re.search(r"\b(?:he|she|they)\s*$", subject, re.I)
    if pronoun is not None:
        return Span(pronoun.group().strip(), begin + pronoun.start(), begin + pronoun.end())
    named = [
        m for m in _NAMED.finditer(subject) if not _SCENERY.search(subject[: m.start()][-14:]) and len(m.group()) > 2
    ]
    named = [m for m in named if m.group().split()[0] not in _OPENERS and not re.fullmatch(r"\w+ing", m.group())]
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
        opening = bare.rfind(",", 0, len(bare) - 1)
        before = [name for name in named if opening - 1 <= name.end() <= opening + 1]
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


_SCENERY = re.compile(r"\b(?:in|at|on|of|to|from|with|for|the)\s+(?:the\s+)?$", re.I)
_OPENERS = frozenset(
    "U US U.S The In On At But And As After When While For It He She They This That Meanwhile However Also "
    "Earlier Later Then Therefore Thus Furthermore Moreover Further Additionally Speaking Asked Regarding "
    "According During Since Before Although Though If Because Despite Even Now Today Yesterday Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Last Next Another Other Most Many Some Several All Both Such There "
    "Here What Why How Who Where Its It's His Her Their Our My We You I A An By From With To Of Not No Yes Yet So "
    "Still Instead Nevertheless Nonetheless Indeed Finally First Second Third One Two Three January February "
    "March April May June July August September October November December Referring Commenting Responding "
    "Addressing Citing Hence Around Under Over Between Former Local".split()
)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    phrase = text[start:end]
    lead = len(phrase) - len(phrase.lstrip(" ,“\"”’'—–-«»"))
    phrase = phrase[lead:].rstrip(" ,“\"”’'—–-«»")
    start += lead
    while (article := _ARTICLE.match(phrase)) is not None and len(phrase) > article.end():
        start, phrase = start + article.end(), phrase[article.end() :]
    phrase = re.sub(r"['’]s$|\s+(?:statement|press release|release|report)$", "", phrase)
    if (holder := re.search(r"['’]s (?=[A-Z][\w-]+ [A-Z])", phrase)) is not None:
        # "the bureau's Johnathan How"
        start, phrase = start + holder.end(), phrase[holder.end() :]
    if not phrase or len(phrase) > 90 or not any(c.isalpha() for c in phrase) or _NOBODY.match(phrase):
        return None
    return _full(text, Span(phrase, start, start + len(phrase)))


_NOBODY = re.compile(r"(?:that|which|as|if|because|when|while|and|but|\w+ing)\b(?!-)")


def _full(text: str, name: Span) -> Span:
    """The full name where it begins with the family's: "Kim" said it, and "Kim Hyun-sook" is in the text."""
    if " " in name.text or not name.text[0].isupper() or len(name.text) < 2:
        return name
    found = list(re.finditer(rf"(?<![\w’'-]){re.escape(name.text)}\s+[A-Z]\w+-\w+(?![\w-])", text))
    nearest = next((match for match in reversed(found) if match.end() <= name.start), found[0] if found else None)
    return Span(nearest.group(), nearest.start(), nearest.end()) if nearest else name


def _last_to_speak(text: str, start: int) -> Span | None:
    """The last name before `start` that is said to have spoken, in a quotation or not; else a sentence's first."""
    low = max(0, start - _FAR)
    found = None
    for match in _SAYING.finditer(text, low, start):
        number = 1 if match[1] else 2
        name = match.group(number).split()
        if name[0] not in _OPENERS and not _DESCRIPTION.search(name[-1]):
            found = match.span(number)
    return _trimmed(text, *found) if found else None


def _last_person(text: str, start: int) -> Span | None:
    """The last name of two words or more before a quotation."""
    low = max(0, start - _FAR)
    found = [m for m in _NAMED.finditer(text, low, start) if " " in m.group() and m.group().split()[0] not in _OPENERS]
    return _trimmed(text, found[-1].start(), found[-1].end()) if found else None


_SAYING = re.compile(
    rf"({_NAMED.pattern})(?:,[^,.\n]{{2,90}},|\s\([^)\n]{{2,30}}\))?\s+{_AUXILIARY}{_VERBS}\b|\b{_VERBS}\s+({_NAMED.pattern})"
)
