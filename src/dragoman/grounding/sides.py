"""Who stands on a side that reading left open. In: a resolved report and its scene. Out: the report, completed.

By what stands right beside the word that names the act ("condemned Peru", "attacked by Chad", "a Norwegian air
strike"), and, in a story of a state agency, by whom such acts are for: those who praise the country abroad praise it.
How often each of these is right was counted on annotated documents; each is so nine times in ten or more, but for
visits to the agency's own country, of which four in five are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.actors import WEAK
from dragoman.grounding.added import added, codes_of
from dragoman.grounding.cues import SURE
from dragoman.grounding.scenes import STATE_MEDIA
from dragoman.grounding.who import resolve
from dragoman.reading.people import NAMED, OPENERS, untitled
from dragoman.reading.report import Participant, Span
from dragoman.vocabulary import FORMS, OTHER, countries, rank_of

if TYPE_CHECKING:
    from dragoman.grounding.cues import Cue
    from dragoman.grounding.people import People
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Report

#: Forms whose object, told right after the verb, is side b.
_OBJECTS = frozenset(
    {
        "visit",
        "criticism",
        "appeal",
        "praise",
        "meeting",
        "attack",
        "ceremony",
        "threat",
        "message",
        "sanction",
        "refusal",
    }
)
#: Forms whose doer stands right before: "the Chadian attack", "Peru's sanctions" are these countries' own.
_DOERS = frozenset({"attack", "sanction", "exercise", "threat", "appeal"})
#: Forms that in a story of a state agency are for its own country where foreigners are side a.
_FOR_HOME = frozenset({"praise", "message", "gift", "ceremony", "cultural_event", "award", "credentials", "visit"})
#: Forms whose object, where it stands right behind the word, is side b: so in 354 of 371 annotated ones.
_DIRECT = frozenset(
    {"criticism", "appeal", "praise", "meeting", "downgrade", "refusal", "threat", "ceremony", "sanction"}
)
#: Forms whose addressee stands behind "to": so in 70 of 74.
_ADDRESSED = frozenset({"gift", "message", "praise", "appeal", "ceremony", "sanction"})
#: What follows these is what was said.
_SAYS = re.compile(r"\b(?:said|says?|saying|noted|stress\w*|added|stated|restated|told|called|highlighted)$", re.I)
_IN_LIST = re.compile(r"(?:,|\band\b|\bthe\b|\bas well as\b|\s|\b[A-Z][\w.'’-]*)+")
_LONG_LIST = 120
_TO = re.compile(r"(?:\s+of\s+\w+)?\s+to\s+(?:the\s+)?")
_OBJECT = re.compile(r"\s+(?:the\s+|his\s+|her\s+|its\s+)?")
#: Before whom somebody met, talked or agreed with: "held talks | in Oslo with | the Peruvian minister".
_WITH = re.compile(
    r"(?:\s+(?!and\b|but\b|that\b|who\b|which\b)[\w’'-]+){0,4}?\s+with\s+(?:the\s+|his\s+|her\s+|its\s+|their\s+)?"
)
_BY = re.compile(r"(?:\s+(?:on|in|at)\s+\w+)?\s+by\s+(?:the\s+|an?\s+)?")
#: Forms that are from whoever sends: so in 48 of 49 annotated ones.
_SENT = frozenset({"message", "gift", "invitation", "credentials"})
_FROM = re.compile(r"(?:\s+of\s+\w+)?\s+from\s+(?:the\s+|an?\s+)?")
#: Forms whose host stands before the word for it: "the president received …".
_RECEIVES = frozenset({"meeting"})
_OUGHT = re.compile(r"(?:should|must|ought|has to|have to|need)\b", re.I)
_NO_SUBJECT = re.compile(r"\b(?:in|at|from|to|with|on|and|by)\s+(?:the\s+)?$")
#: Forms whose target stands behind "on" or "against": so in 36 of 38 annotated ones.
_AIMED = frozenset({"sanction", "attack", "threat", "protest"})
_AGAINST = re.compile(r"\s+(?:against|on|targeting)\s+(?:the\s+)?")
_ANTI = re.compile(r"\b[Aa]nti[-‑]$")
_ANTI_WHAT = re.compile(r"\s(?:[\w-]+\s){0,3}")
#: Forms of which somebody else's deed may be told as done "at the request of" whoever asks.
_ASKED = frozenset({"appeal", "invitation"})
_AT_THE = re.compile(r"\b(?:at|on|upon)\s+(?:the|an|a)\s+(?:\w+\s+)?$")
_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+)?")
_BEFORE = re.compile(
    r"\s+(?:(?:military|air|missile|drone|rocket|armed|economic|ground|naval|forces|warplanes|troops|jets)\s+)?"
)
#: Forms whose doer may be told as whose act it is: "the Peruvian president's recent visit".
_OWNED = frozenset({"visit", "criticism", "appeal", "praise", "threat", "message", "refusal", "invitation", "attack"})
_OWNER = re.compile(r"['’]s?\s+(?:(?!visit)[a-z][\w-]*\s+){0,2}$")
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w.-]*|al-\w+|bin|de|van)(?:\s|$))+$")
#: Both of whom a document tells: "the top leaders of the two countries".
_BOTH = re.compile(
    r"\b(?:two|both)\s+(?:countries|nations|sides|states|governments|leaders|peoples|presidents|neighbou?rs)\b"
)
#: "here", as where one arrives, returns to or leaves from.
HERE = re.compile(r"(?:\s+(?:back|in|from))?\s+(here)\b")
#: The confidence of a side that stands only here: reading saw nobody.
_DOUBT = 0.5


def completed(report: Report, scene: Scene, people: People | None = None) -> Report:
    """The report with the sides that its words, or its outlet, tell beside what reading found."""
    doer = _doer(report, scene, people)
    if doer is not None and (doer.country not in codes_of(report.a) or _another(doer, report.a)):
        report = _done_by(doer, report)
    target = _target(report, scene)
    if target is not None and target.country not in codes_of(report.b):
        report = _against(target, report)
    host = _here(report, scene)
    if host is not None and host.country not in codes_of(report.a):
        return replace(report, b=(host,)) if host.country not in codes_of(report.b) else report
    told = _told_object(report, scene)
    if told is not None and told.country not in codes_of(report.b):
        return _against(told, report)
    if codes_of(report.b):
        return report
    other = _object(report, scene, people) or _either(report, scene) or _home(report, scene)
    if other is None or other.country in codes_of(report.a):
        return report
    return replace(report, b=(*report.b, other))


def _another(doer: Participant, members: tuple[Participant, ...]) -> bool:
    """Whether a person who is said to be the doer is none of those who were read: one who speaks of it was."""
    if doer.name is None:
        return False
    told = {word.casefold() for member in members for word in (member.name or member.text).split()}
    return all(member.kind == "person" for member in members) and doer.name.split()[-1].casefold() not in told


def _done_by(doer: Participant, report: Report) -> Report:
    """The report with the doer on side a: where it was read on side b, the sides are turned round."""
    if doer.country in codes_of(report.b):
        own = tuple(member for member in report.b if member.country == doer.country)
        rest = tuple(member for member in report.b if member.country != doer.country)
        return replace(report, a=own, b=(*report.a, *rest))
    return replace(report, a=(doer,), b=report.b or report.a)


def _doer(report: Report, scene: Scene, people: People | None) -> Participant | None:
    """Who stands right after "by", or right before the word for a hostile act."""
    text, trigger = scene.document.text, report.trigger
    by = _BY.match(text, trigger.end) or (_FROM.match(text, trigger.end) if report.form in _SENT else None)
    if by is None and report.form in _ASKED and _AT_THE.search(text, max(0, trigger.start - 20), trigger.start):
        by = _OF.match(text, trigger.end)
    if by is not None:
        return _at(by.end(), scene, people)
    if report.form in _OWNED and (owner := _owner(report, scene, people)) is not None:
        return owner
    if report.form in _RECEIVES and not codes_of(report.b):
        name = _NAME_BEFORE.search(text, max(0, trigger.start - 60), trigger.start)
        if name is not None and not any(member.start < trigger.start for member in report.a):
            return _person(name.start(), name.start() + len(name.group().rstrip()), scene, people)
    if report.form not in _DOERS:
        return None
    before = [cue for cue in scene.between(max(0, trigger.start - 60), trigger.start) if cue.kind in SURE and cue.code]
    if not before or not _BEFORE.fullmatch(text, before[-1].end, trigger.start):
        return None
    if report.form == "appeal" and (_OUGHT.match(trigger.text) or _NO_SUBJECT.search(text, 0, before[-1].start)):
        return None  # "Chad must pay": it is the one who is asked
    return _named(before[-1], scene)


def _target(report: Report, scene: Scene) -> Participant | None:
    """At whom it is aimed: "sanctions on Chad", "an anti-Peru drill"."""
    text, trigger = scene.document.text, report.trigger
    if report.form in _AIMED and (after := _AGAINST.match(text, trigger.end)) is not None:
        found = [cue for cue in scene.between(after.end(), after.end() + 60) if cue.kind in SURE and cue.code]
        return _named(found[0], scene) if found and found[0].start == after.end() else None
    if report.form != "exercise":
        return None
    for cue in scene.between(max(0, trigger.start - 50), trigger.start):
        anti = _ANTI.search(text, max(0, cue.start - 6), cue.start)
        if anti and cue.kind in SURE and cue.code and _ANTI_WHAT.fullmatch(text, cue.end, trigger.start):
            return _named(cue, scene)
    return None


def _against(target: Participant, report: Report) -> Report:
    """The report with its target on side b, and not among its doers."""
    a = tuple(member for member in report.a if member.country != target.country)
    if not codes_of(a) and codes_of(report.a):
        # Whoever was read as the target did it.
        return replace(report, a=report.b, b=(target,))
    return replace(report, a=a, b=(target,))


def _owner(report: Report, scene: Scene, people: People | None) -> Participant | None:
    """Whose act it is, where that stands right before the word for it."""
    text, start = scene.document.text, report.trigger.start
    owned = _OWNER.search(text, max(0, start - 40), start)
    if owned is None:
        return None
    cues = [cue for cue in scene.between(max(0, start - 90), owned.start()) if cue.end == owned.start()]
    if cues and cues[-1].kind in SURE and cues[-1].code:
        return _named(cues[-1], scene)
    name = _NAME_BEFORE.search(text, max(0, owned.start() - 60), owned.start())
    return _person(name.start(), name.end(), scene, people) if name else None


def _object(report: Report, scene: Scene, people: People | None) -> Participant | None:
    text, end = scene.document.text, report.trigger.end
    if FORMS[report.form].equals and (joint := _WITH.match(text, end)) is not None:
        return _at(joint.end(), scene, people)
    if report.form not in _OBJECTS:
        return None
    after = _OBJECT.match(text, end)
    return _at(after.end(), scene, people) if after else None


def _told_object(report: Report, scene: Scene) -> Participant | None:
    """The country that the words right after an act name as its object, whatever reading took for it."""
    text, end = scene.document.text, report.trigger.end
    after = _OBJECT.match(text, end) if report.form in _DIRECT and not _SAYS.search(report.trigger.text) else None
    if after is None or not (found := _first_named(after.end(), scene)):
        after = _TO.match(text, end) if report.form in _ADDRESSED else None
        found = _first_named(after.end(), scene) if after else None
    if found is None or any(member.start <= found.start < member.end for member in report.b):
        return None
    listed = (member for member in report.b if member.country and found.end <= member.start < found.end + _LONG_LIST)
    if any(_IN_LIST.fullmatch(text, found.end, member.start) for member in listed):
        return None
    return _named(found, scene)


def _first_named(start: int, scene: Scene) -> Cue | None:
    """The country or organisation whose name begins at a position."""
    return next((cue for cue in scene.between(start, start + 60) if cue.start == start and cue.kind in SURE), None)


def _at(start: int, scene: Scene, people: People | None) -> Participant | None:
    """Whoever is named from here on: a country, or a person whose country is sure."""
    found = [cue for cue in scene.between(start, start + 60) if cue.kind in SURE and cue.code]
    if found and found[0].start == start:
        return _named(found[0], scene)
    named = NAMED.match(scene.document.text, start)
    if named is None or named.group().split()[0] in OPENERS:
        return None
    first, _, rest = named.group().partition(" for ")
    # "a letter from Kari Dahl for Chad's president", but "the minister for Trade Kari Dahl".
    end = named.start() + len(first) if rest and " " in first and rank_of(first) == OTHER else named.end()
    return _person(named.start(), end, scene, people)


def _person(start: int, end: int, scene: Scene, people: People | None) -> Participant | None:
    """The person whom text[start:end] names; None whose country is not sure."""
    phrase = scene.document.text[start:end]
    name = untitled(Span(phrase, start, end))
    person = Participant(phrase, start, end, name=name.text, kind="person", confidence=_DOUBT)
    told = resolve(person, scene, (), people)
    if told.code is None or told.basis in WEAK:
        return None
    return replace(person, country=told.code, basis=told.basis, country_confidence=told.confidence)


def _either(report: Report, scene: Scene) -> Participant | None:
    """The other of the two countries that a document tells of, where an act is said to be of both."""
    if not FORMS[report.form].equals or len(own := codes_of(report.a)) != 1:
        return None
    start, end = scene.sentence(report.trigger.start)
    if not _BOTH.search(scene.document.text, start, end):
        return None
    told = [code for code in scene.topics if code in countries()][:2]
    if not own < set(told):
        return None
    other = next(code for code in told if code not in own)
    return _nearest(other, report, scene)


def _home(report: Report, scene: Scene) -> Participant | None:
    """The agency's own country, as the text names it nearest to the act, where foreigners alone are told of."""
    if scene.home not in STATE_MEDIA or report.form not in _FOR_HOME or not codes_of(report.a):
        return None
    return _nearest(scene.home, report, scene)


def _here(report: Report, scene: Scene) -> Participant | None:
    """The agency's own country where it says of a visit that it is "here": "arrived here on Monday"."""
    here = HERE.match(scene.document.text, report.trigger.end) if report.form == "visit" else None
    if here is None or scene.home not in STATE_MEDIA:
        return None
    return added(scene, here.start(1), here.end(1), scene.home, "outlet", confidence=_DOUBT)


def _nearest(code: str | None, report: Report, scene: Scene) -> Participant | None:
    """A country as the text names it nearest to the act; None where it does not."""
    named = [cue for cue in scene.found if cue.code == code and cue.kind in SURE]
    cue = min(named, key=lambda cue: abs(cue.start - report.trigger.start), default=None)
    return _named(cue, scene) if cue else None


def _named(cue: Cue, scene: Scene) -> Participant:
    """Whom a cue names, as one whom reading did not see."""
    return added(scene, cue.start, cue.end, cue.code, cue.kind, confidence=_DOUBT)
