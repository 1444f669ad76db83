"""Which words place an act. In: a resolved report with the place that reading marked. Out: the place, or none.

Reading marks "Strip" where the text has "the Gaza Strip", and gives letters the places of those who write them. A
state agency names the countries of an occasion first ("Meetings were held in Peru, Chad and Norway"), and then lets
one from each speak: each of them spoke at home. Measured on annotated documents (`benchmarks/quality.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import codes_of
from dragoman.grounding.datelines import dateline_place
from dragoman.grounding.scenes import STATE_MEDIA
from dragoman.grounding.sides import HERE
from dragoman.grounding.stops import parted, sentences_ended, words_between
from dragoman.grounding.where import told_from
from dragoman.reading.report import Place
from dragoman.vocabulary import HAPPENED

if TYPE_CHECKING:
    from dragoman.grounding.cues import Cue
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Report

#: Share of places found beside an act, with its hosts or at a speaker's home that are right, counted on the training
#: documents.
BESIDE, AT_HOSTS, AT_HOME, WHERE_TOLD = 0.78, 0.9, 0.77, 0.75
_NAMED = ("name", "capital", "place")
#: What goes on a name before it, and after it.
_BEFORE = re.compile(r"(?:\b(?:[A-Z][\w’'-]*|[A-Z]\.)[ \u00a0]+){1,3}$")
_INITIAL = re.compile(r"\b[NS]\.[ \u00a0]?$")
_AFTER = re.compile(r"(?:[ \u00a0]+[A-Z][\w’'-]*\w){1,2}")
_PART = re.compile(
    r"(?:[ \u00a0]+[A-Z][\w’'-]*)?[ \u00a0]+(?:Province|County|District|Region|State|City|Islands?|Valley|Village|"
    r"Prefecture|Governorate|Town|Township)\b"
)
_OPENS = re.compile(r"(?:(?:The|In|At|On|From|A|An|And|But|Here|There|This|That|Near|Outside|Inside)[ \u00a0]+)+")
_LEADS = re.compile(r"\bborders?\s+with\s+(?:the\s+)?$")
_FRONTIER = re.compile(
    r"(?:['’]s)?\s+(?:border|frontier)\b(?!\s+(?:town|city|village|crossing|region|area|province|post))"
)
_EVERYWHERE = re.compile(
    r"(?:.*\s)?(?:missions?\s+|embass\w+\s+)?(?:(?:in|to)\s+)?(?:their|various|different|several|many|other|relevant)"
    r"\s+(?:\w+\s+)?countries\b",
    re.I,
)
#: What is said in a statement or an article is said nowhere: of eleven such that were given a place three had one.
_WRITTEN = frozenset({"praise", "criticism"})
#: A measure is taken nowhere: of 33 annotated sanctions 29 have no place, and no place read for one was right.
_NOWHERE = frozenset({"sanction"})
#: Nor is anything where it is aimed: of 5,000 annotated places two stand behind "against".
_AGAINST = re.compile(r"\bagainst\s+(?:the\s+)?$")
_VISIT_TO = re.compile(r"\bvisit\s+to\s+(?:the\s+)?$")
_POST_TO = re.compile(
    r"\b(?:ambassadors?|envoys?|consul(?:ate)?s?|embassy)(?:[ -][Gg]eneral)?\s+to\s+(?:the\s+)?$", re.I
)
#: Whatever is named after the word for such an act is what it is about.
_SAID = frozenset({"praise", "criticism", "appeal", "threat", "refusal", "message", "invitation"})
#: Forms that are as often elsewhere than where they are told of.
_APART = _SAID | {"visit", "agreement", "conference"}
#: From "in" to a name, over a list of others: "in Peru, Chad and Norway".
_IN = re.compile(r"\b(?:in|at)\s+(?:the\s+)?(?:(?:[A-Z][\w.'’-]*|of|the|and|as well as|cit(?:y|ies)|capital)[\s,]+)*$")
#: From the word that names an act to the place where it was done: "held in Oslo", "received a delegation in Oslo".
_THERE_IN = re.compile(
    r"(?:(?!\b(?:that|who|which|after|before|and|or|when|while|over|but|ambassadors?|envoys?|resident|residents|living)\b)"
    r"[^.,;:\n\"“”()])*?(?<!\w)(?:in|at|into|across|throughout)\s+(?:the\s+)?"
    r"(?:(?:[Cc]it(?:y|ies)|[Cc]apital|[Pp]rovince|[Tt]own)\s+of\s+)?"
)
#: How far after the word for an act a place may be named that is told to be where it was done, in characters.
_NEAR = 90
#: Forms whose side a holds them, and what it does where it may as well attend.
_HELD = frozenset({"ceremony", "cultural_event", "reception"})
_HOLDS = re.compile(
    r"\b(?:held|hosted|gave|organi[sz]ed|arranged|staged|opened|holds?|hosts?|gives?)\s+(?:[\w-]+\s+){0,3}$"
)
_WITHIN = re.compile(r"\b(?:in|at)\s+(?:the\s+)?$")
#: How far behind a host's name the place may end where it is: "… | in Addis Ababa", in characters.
_BEHIND = 24
_LISTED = re.compile(r"\s*,?\s*(?:and|as well as)?\s*(?:the\s+)?(?:[A-Z][\w-]+\s+)?")
#: A place so many sentences after its act was in none of the documents annotated for it the act's.
_LONG_AFTER = 5


def placed(report: Report, scene: Scene) -> Report:
    """The report with the whole name of its place; one that its words tell where reading saw none, or one far away."""
    place = report.place
    if report.form == "visit" and (place is None or place.text.casefold() == "here"):
        place = _told_here(report, scene) or place
        report = replace(report, place=place)
    if place is not None and _is_none(place, report, scene):
        report, place = replace(report, place=None), None
    far = place is None or words_between(scene.document.text, place, report.trigger) is None
    if far and report.form not in _NOWHERE:
        for find, share in _FINDERS:
            if (found := find(report, scene)) is not None:
                return replace(report, place=found, confidences=replace(report.confidences, place=share))
    return replace(report, place=_whole(place, scene)) if place else report


def _told_here(report: Report, scene: Scene) -> Place | None:
    """The place of the dateline, where a visit is said to be "here": "Pyongyang, June 3 (KCNA) -- … arrived here"."""
    text = scene.document.text
    line = dateline_place(text) if HERE.match(text, report.trigger.end) else None
    return Place(text[slice(*line)], *line) if line and told_from(scene) else None


def near(report: Report, text: str) -> Report:
    """The report without a place that is named only long after its act: another act's, or one of many places'."""
    place = report.place
    if place is None or sentences_ended(text, report.trigger.end, place.start, _LONG_AFTER) < _LONG_AFTER:
        return report
    return replace(report, place=None)


def _is_none(place: Place, report: Report, scene: Scene) -> bool:
    """Whether what was marked as a place is none, or none of this act."""
    if report.channel == "media" and report.form in _WRITTEN:
        return True
    return (
        report.form in _NOWHERE
        or _of_a_post(place, scene)
        or _aimed_at(place, report, scene)
        or _letter(place, scene)
        or _everywhere(place, scene)
        or _of_a_name(place, scene)
        or (place.text.casefold() == "here" and (report.form != "visit" or _names_home(scene)))
    )


def _of_a_post(place: Place, scene: Scene) -> bool:
    """Whether an envoy is sent there: "the Peruvian ambassador to | Chad |"."""
    return _POST_TO.search(scene.document.text, max(0, place.start - 40), place.start) is not None


def _aimed_at(place: Place, report: Report, scene: Scene) -> bool:
    """Whether something is aimed at it: "drills against | Chad |"; or a gift was brought on a visit to it."""
    text, start = scene.document.text, place.start
    if report.form == "gift":
        return _VISIT_TO.search(text, max(0, start - 24), start) is not None
    return report.form not in ("attack", "visit") and _AGAINST.search(text, max(0, start - 16), start) is not None


def _letter(place: Place, scene: Scene) -> bool:
    """Whether it is a piece of an abbreviation: "S" of "U.S."."""
    return len(place.text) == 1 and scene.document.text[place.end : place.end + 1] == "."


def _names_home(scene: Scene) -> bool:
    """Whether the country where a document was written has its name in it, so that "here" says no more."""
    return any(cue.code == scene.home and cue.kind == "name" for cue in scene.found)


def _of_a_name(place: Place, scene: Scene) -> bool:
    """Whether it is a piece of the name of a person."""
    cue = scene.covering(place.start)
    return cue is not None and cue.kind == "person"


def _everywhere(place: Place, scene: Scene) -> bool:
    """Whether a place is in many countries: "the missions in their countries"."""
    text, start, end = scene.document.text, place.start, place.end
    return any(_EVERYWHERE.match(text[at : end + 40].lstrip()) for at in (start, end)) or bool(
        _EVERYWHERE.fullmatch(place.text)
    )


def _right_after(report: Report, scene: Scene) -> Place | None:
    """The first place named after the word for an act done face to face or by force; none of several countries."""
    if report.form in _SAID or (report.channel not in ("in_person", "force") and report.form != "signing"):
        return None
    text, end = scene.document.text, report.trigger.end
    named = [cue for cue in scene.between(end, end + _NEAR) if cue.kind in _NAMED]
    for number, cue in enumerate(named):
        if _THERE_IN.fullmatch(text, end, cue.start):
            further = next((other for other in named[number + 1 :] if other.code != cue.code), None)
            if further is not None and _LISTED.fullmatch(text, cue.end, further.start):
                return None
            return Place(text[cue.start : cue.end], cue.start, cue.end)
    return None


def _where_hosts_are(report: Report, scene: Scene) -> Place | None:
    """Where whoever holds an occasion is said to be: "the Chadian society in Oslo held a meeting"."""
    text, at = scene.document.text, report.trigger.start
    if report.form not in _HELD or (report.form == "ceremony" and not _HOLDS.search(text, max(0, at - 40), at)):
        return None
    for member in report.a:
        for cue in scene.between(member.start + 1, member.end + _BEHIND):
            if cue.kind not in ("capital", "place") or not _WITHIN.search(text, max(0, cue.start - 12), cue.start):
                continue
            if cue.end >= member.end or _PART.fullmatch(text, cue.end, member.end):
                return Place(text[cue.start : cue.end], cue.start, cue.end)
    return None


def _at_home(report: Report, scene: Scene) -> Place | None:
    """The speaker's own country, where the sentences before name it as one of those where the occasion was marked."""
    codes = codes_of(report.a)
    if scene.home not in STATE_MEDIA or report.type != "SUPPORT" or report.channel != "in_person" or len(codes) != 1:
        return None
    if report.background or report.status not in HAPPENED or scene.home in codes:
        return None
    text, at = scene.document.text, report.trigger.start
    told = [
        cue
        for cue in scene.between(0, at)
        if cue.kind in _NAMED and cue.code in codes and _told_in(cue, text) and parted(text, cue.end, at)
    ]
    return Place(text[told[0].start : told[0].end], told[0].start, told[0].end) if told else None


def _where_told(report: Report, scene: Scene) -> Place | None:
    """The place of the dateline, where one of those who met face to face is at home there: "OSLO (Reuters) - …"."""
    if report.channel != "in_person" or report.form in _APART or report.background or report.status not in HAPPENED:
        return None
    text, told = scene.document.text, told_from(scene)
    if told is None or scene.home in STATE_MEDIA or told.code not in codes_of((*report.a, *report.b)):
        return None
    line = dateline_place(text) or (told.start, told.end)
    return Place(text[slice(*line)], *line)


#: What tells a place that reading did not see, the surer first, and the share of such that are right.
_FINDERS = (
    (_right_after, BESIDE),
    (_where_hosts_are, AT_HOSTS),
    (_at_home, AT_HOME),
    (_where_told, WHERE_TOLD),
)


def _told_in(cue: Cue, text: str) -> bool:
    return _IN.search(text, max(0, cue.start - 160), cue.start) is not None


def _whole(place: Place, scene: Scene) -> Place:
    """The place with the rest of its name, where what was marked is none by itself: "Strip", "United", "Korea"."""
    text, start, end = scene.document.text, place.start, place.end
    if (lead := _LEADS.search(text, max(0, start - 40), start)) is not None:
        # The border with Peru is not in Peru, nor is the Peruvian embassy.
        return replace(place, text=text[lead.start() : end], start=lead.start(), end=end)
    if (line := _FRONTIER.match(text, end)) is not None:
        return replace(place, text=text[start : line.end()], end=line.end())
    if not place.text[0].isupper() or place.text.casefold() == "here":
        return place
    if (cut := scene.covering(start)) is not None and cut.kind in _NAMED:
        # "Korea" of "south Korea".
        start, end = cut.start, max(end, cut.end)
    elif (initial := _INITIAL.search(text, max(0, start - 4), start)) is not None:
        start = initial.start()
    elif not any(cue.kind in _NAMED for cue in scene.between(start, end)):
        before, after = _BEFORE.search(text, max(0, start - 40), start), _AFTER.match(text, end)
        start, end = before.start() if before else start, after.end() if after else end
        if (opens := _OPENS.match(text, start, place.start)) is not None:
            start = opens.end()
        if not any(cue.kind in _NAMED for cue in scene.between(start, end)):
            # Unknown, but what follows may say where it is: "Laghman Province of Afghanistan".
            part = _PART.match(text, place.end)
            start, end = place.start, part.end() if part else place.end
    return replace(place, text=text[start:end], start=start, end=end)
