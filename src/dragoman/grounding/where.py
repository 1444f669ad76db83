"""Where a place is. In: a place of a report, and its document's cues. Out: the place with country and coordinates.

Tried in turn, and the first that answers counts: what the phrase itself names ("the Russian Embassy in Pyongyang" is
in Pyongyang), what stands right beside it, for an embassy or a ministry the sides that met there, and at last what
the document names before, its dateline, and the country of its outlet. The gazetteer then gives the coordinates: of
the most specific name, of the capital for an embassy, else of the country.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dragoman.grounding.added import codes_of
from dragoman.grounding.cues import Cue
from dragoman.grounding.datelines import dateline_place
from dragoman.grounding.gazetteer import Entry, country_place, places_of
from dragoman.grounding.scenes import STATE_MEDIA, Scene, meant
from dragoman.grounding.stops import sentence_around
from dragoman.reading.report import Place
from dragoman.vocabulary import countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.reading.report import Report

#: Share of places that are right by basis, measured by `benchmarks/grounding.py` on the training part.
SURENESS = {"name": 0.99, "beside": 0.97, "sides": 0.95, "document": 0.7, "dateline": 0.6, "outlet": 0.9}
#: Share of visits of which a country is named that took place there: of 194 annotated ones 178, and 16 nowhere.
VISITED = 0.92
#: Kinds whose cue names a stretch of the earth, and organisations' seats do not.
_PLACES = ("name", "capital", "adjective", "place", "body", "demonym")
_NAMED = ("name", "capital", "place")
_POST = re.compile(r"\b(?:embass(?:y|ies)|consulates?|missions?|embassies)\b", re.I)
#: Where a country's own officials receive: the ministry is of the one who is no envoy.
_OFFICE = re.compile(
    r"\b(?:ministry|parliament|palace|guest ?house|government (?:building|house)|presidency|presidential)\b",
    re.I,
)
_ENVOY = re.compile(
    r"\b(?:ambassador|envoy|embassy|delegation|consul|diplomat|mission|visiting|representative)\b", re.I
)
#: Forms whose side a is the host, if there is one.
_HOSTED = frozenset({"meeting", "reception", "negotiation"})
#: Waters and skies are no country's.
_NOWHERE = re.compile(r"\b(?:sea|ocean|strait|waters|space|international|online|border|peninsula)\b", re.I)
#: Nor are parts of the world, though towns and straits bear their names.
_REGION = re.compile(
    r"(?!South Africa)(?:the\s+)?(?:(?:(?:North|South)-?(?:[Ee]ast|[Ww]est)?|East|West|Central)(?:ern)?\s+)?"
    r"(?:Europe|Asia|Africa|America|Latin America|Asia[- ]Pacific|Middle East|Near East|Far East|Gulf|Caribbean|West)"
    r"(?:\s+region)?|(?:the\s+)?[\w ]+\b(?:Strait|Sea|Ocean|Sea of Korea|Sea of Japan)|.*\bwaters (?:near|off)\b.*"
)
_OWNED = re.compile(r"\s+(?:[\w-]+\s+)*(?:bases?|airbase|port|garrison|camp)\b", re.I)
_WITHIN = re.compile(r"(?:\b(?:in|at|of|on)|,)\s*(?:the\s+)?$")
_BESIDE = re.compile(r"\s*(?:,|\()?\s*(?:in|of|near)?\s*(?:the\s+)?")
_BORDER = re.compile(r"\s(?:border|frontier)$")
_BORDER_WITH = re.compile(r"\bborders? with\s+(?:the\s+)?", re.I)
#: A name as it is written: capital letters, with small words between.
_RUN = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:[\s-]+(?:(?:of|the|el|al|de|da|do|la|del)\s+)*[A-ZÀ-Þ][\w.'’-]*)*")
_WORD = re.compile(r"[\w'’.-]+")
#: Words that make a phrase no name of a place by themselves.
_GENERIC = frozenset(
    "presidential palace foreign ministry affairs parliament embassy consulate general house hall school university "
    "airport station museum center centre party international grand city national assembly government building "
    "headquarters hotel the of and in new korean people peoples library institute office mission here north south east "
    "west northern southern eastern western central district province region state court camp base port street square "
    "capital town village island mountain lake river republic kingdom federation summit theatre theater art".split()
)
_REGION_WORD = re.compile(r"\b(?:province|region|state|governorate|county|oblast|territory|prefecture)\b", re.I)
#: Towns that lent their names to towns of the United States, which nearly every document names, are these' parents.
_LENT, _SMALL = 3, 20
#: Inhabitants from which on a town is meant wherever it is named; the weight that sites of our own have.
_WELL_KNOWN, _OWN_SITE = 100_000, 2_000_000


class _Found(NamedTuple):
    country: str | None
    entry: Entry | None
    basis: str | None


def located(place: Place, scene: Scene, report: Report) -> Place:
    """The place with its country, the gazetteer's name of it, coordinates, their precision, basis and confidence."""
    found = _find(place, scene, report)
    if found.entry is None and found.country:
        seat = _POST.search(place.text) or _OFFICE.search(place.text)
        found = found._replace(entry=(_capital(found.country) if seat else None) or country_place(found.country))
    return _filled(place, found)


def visited(report: Report) -> Report:
    """A visit in the country that its words name as the one visited, whatever other place is told of it."""
    codes = codes_of(report.b)
    if report.form != "visit" or len(codes) != 1 or (report.place is not None and report.place.country in codes):
        return report
    host = next((member for member in report.b if member.kind == "country" and member.basis in _NAMED), None)
    if host is None or not host.country:
        return report
    found = _Found(host.country, country_place(host.country), "sides")
    place = _filled(Place(host.text, host.start, host.end), found)
    return replace(report, place=place, confidences=replace(report.confidences, place=VISITED))


def _filled(place: Place, found: _Found) -> Place:
    entry, sure = found.entry, SURENESS.get(found.basis or "")
    if entry is None:
        return replace(place, country=found.country, basis=found.basis, confidence=sure)
    return replace(
        place,
        country=found.country,
        name=entry.name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=entry.precision,
        basis=found.basis,
        confidence=sure,
    )


def _find(place: Place, scene: Scene, report: Report) -> _Found:
    text = scene.document.text
    own = [entry for entry in places_of(place.text) if not entry.country]
    if own:
        return _Found(None, own[0], "name")  # the Spratly Islands, the Black Sea
    known = any(entry.weight >= _OWN_SITE for entry in places_of(place.text))
    if not known and _REGION.fullmatch(place.text):
        return _Found(None, None, None)
    inside = scene.between(place.start, place.end)
    found = [cue for cue in inside if cue.kind in _PLACES and cue.code]
    if not found:
        # Part of a longer name: "China" in "the General Association of Koreans in China".
        found = [
            Cue(cue.start + place.start, cue.end + place.start, cue.senses)
            for cue in scene.cues_of(place.text)
            if cue.kind == "name" and cue.code
        ]
    if (border := _BORDER_WITH.search(place.text)) is not None:
        return _across({cue.code for cue in found if cue.start >= place.start + border.end()}, scene, report)
    if _BORDER.search(place.text) and len({cue.code for cue in found}) == 1:
        return _across({cue.code for cue in found}, scene, report)
    if (
        len(found) > 1
        and all(c.kind == "name" for c in found)
        and re.search(r" and (?:the )?$", text[found[0].end : found[1].start])
    ):
        return _Found(None, None, None)  # two countries are no place of one
    beside = _beside(place, scene)
    if beside is not None and _in_another(place, beside, scene):
        return _of_cue(beside, scene, "beside")
    named = _named(place, found, beside, scene)
    if named is not None:
        return named
    if beside is not None:
        return _of_cue(beside, scene, "beside")
    if _NOWHERE.search(place.text):
        return _Found(None, None, None)
    sending = found[0].code if found else None
    return _by_sides(place, sending, report) or _by_document(place, sending, scene)


def _named(place: Place, found: Sequence[Cue], beside: Cue | None, scene: Scene) -> _Found | None:
    """By what the phrase itself names: what follows "in" or "at" first, then its own name."""
    text = scene.document.text
    within = [c for c in found if c.start > place.start and _WITHIN.search(text[place.start : c.start])]
    post = _POST.search(place.text)
    if within:
        country = _sense(within[-1], place, scene) or _country(within[-1], scene)
        return _Found(country, _entry(place, scene, country), "name")
    names = [c for c in found if c.kind in ("capital", "name")] or [c for c in found if c.kind == "place"]
    if post and not (names and names[0].kind != "name"):
        return None  # whose embassy it is does not say where
    around = _country(beside, scene) if beside is not None else None
    entry = (_entry(place, scene, around) if around else None) or _entry(place, scene, None)
    cue = names[0] if names else found[0] if found and not (beside is not None and beside.kind != "place") else None
    if cue is not None and (town := _before_its_owner(place, cue, scene)) is not None:
        return _Found(town.country, town, "name")
    if cue is not None and cue.kind == "capital" and (namesake := _namesake(cue, scene)) is not None:
        return _Found(namesake.country, namesake, "name")
    if entry is not None and (cue is None or entry.country == around or _says_more(entry, cue, place, scene)):
        return _Found(entry.country or None, entry, "name")
    if cue is None:
        return None
    country = around if around and any(sense.code == around for sense in cue.senses) else _country(cue, scene)
    return _Found(country, _entry(place, scene, country), "name")


def _sense(cue: Cue, place: Place, scene: Scene) -> str | None:
    """Of several countries of one name that in which the town before it lies: "Brazzaville of Congo"."""
    codes = list(dict.fromkeys(sense.code for sense in cue.senses))
    if len(codes) < 2:
        return None
    towns = places_of(_WITHIN.sub("", scene.document.text[place.start : cue.start]).strip(" ,"))
    return next((code for code in codes if any(town.country == code for town in towns)), None)


def _before_its_owner(place: Place, cue: Cue, scene: Scene) -> Entry | None:
    """The town with which a phrase begins that goes on with whose the place is: "Yokosuka U.S. naval base"."""
    text = scene.document.text
    town = text[place.start : cue.start].strip().removeprefix("the ")
    if cue.kind not in ("name", "adjective") or not town or not _OWNED.match(text, cue.end, place.end):
        return None
    entries = places_of(town)
    if not entries or entries[0].weight < _WELL_KNOWN or any(entry.country == cue.code for entry in entries):
        return None
    return entries[0]


def _namesake(cue: Cue, scene: Scene) -> Entry | None:
    """The town of a capital's name in a country that the document names, where it never names the capital's."""
    spoken = {other.code for other in scene.found if other.kind in ("name", "adjective", "demonym")}
    if cue.code in spoken:
        return None
    entries = places_of(scene.document.text[cue.start : cue.end])
    found = next((entry for entry in entries if entry.country in spoken), None)
    return found if found and _ratio(found) * found.weight >= entries[0].weight else None


def _ratio(entry: Entry) -> int:
    return _LENT if entry.country == "USA" else _SMALL


def _says_more(entry: Entry, cue: Cue, place: Place, scene: Scene) -> bool:
    """Whether the gazetteer knows the whole phrase, of which the cue is a part, or the cue is a country's old name."""
    if cue.kind not in ("name", "capital"):
        return True
    name = scene.document.text[cue.start : cue.end]
    if cue.kind == "name" and name in countries()[cue.code].historical:
        return entry.country in scene.topics
    return len(name) < len(place.text) and entry in places_of(place.text)


def _entry(place: Place, scene: Scene, country: str | None) -> Entry | None:
    """The most specific name in the phrase that the gazetteer has, in `country` where that is known."""
    about = {*scene.topics, scene.home}
    for name, whole in _phrases(place.text):
        entries = places_of(name)
        if country is not None:
            entries = tuple(entry for entry in entries if entry.country == country)
        elif entries and (not whole or entries[0].weight < _WELL_KNOWN):
            # A small town, or a part of a longer name, only in a country that the document speaks of.
            least = 0 if whole else _WELL_KNOWN
            entries = tuple(entry for entry in entries if entry.country in about and entry.weight >= least)
        if entries and (name[:1].isupper() or any(c.isupper() for c in name) or entries[0].weight >= _OWN_SITE):
            return _meant(entries, place.text, scene)
    return None


def _phrases(text: str) -> Iterator[tuple[str, bool]]:
    """What may be a name in a phrase, the longer and the earlier first, and whether it is all but common words."""
    yield text, True
    for run in _RUN.finditer(text):
        words = _WORD.findall(run.group())
        telling = [word for word in words if _tells(word)]
        for size in range(len(words), 0, -1):
            for first in range(len(words) - size + 1):
                part = words[first : first + size]
                if any(map(_tells, part)):
                    yield " ".join(part), all(word in part for word in telling)


def _tells(word: str) -> bool:
    return word.lower().strip(".") not in _GENERIC


def _meant(entries: Sequence[Entry], said: str, scene: Scene) -> Entry:
    """Of several places of one name that in a country which the document names, unless it is small beside others."""
    top = entries[0]
    for entry in entries:
        known = entry.country in scene.topics or entry.country == scene.home
        if known and _ratio(entry) * entry.weight >= top.weight:
            top = entry
            break
    same = [entry for entry in entries if entry.country == top.country]
    wanted = "region" if _REGION_WORD.search(said) else "city"
    return next((entry for entry in same if entry.precision in (wanted, "site")), top)


def _beside(place: Place, scene: Scene) -> Cue | None:
    """What is named right after, "the Foreign Ministry in Beijing", or whose it is, "Haiti's presidential palace"."""
    after = scene.between(place.end, place.end + 60)
    text = scene.document.text
    owners = [cue for cue in scene.between(max(0, place.start - 40), place.start) if cue.kind in _NAMED]
    if owners and re.fullmatch(r"['’]s?\s+", text[owners[-1].end : place.start]) and not _POST.search(place.text):
        return owners[-1]
    if not after or after[0].kind not in _NAMED or not text[place.end : after[0].start].strip():
        return None
    gap, rest = text[place.end : after[0].start], text[after[0].end : after[0].end + 6]
    if "," in gap and re.match(r"['’]s|\s(?:and|said|says)\b", rest):
        return None  # "in Herat, Washington's envoy said"
    return after[0] if _BESIDE.fullmatch(gap) else None


def _in_another(place: Place, beside: Cue, scene: Scene) -> bool:
    """Whether a phrase for something goes on with the town or country that it is in: "a U.S. base | in Oslo"."""
    head = place.text.split()[-1]
    return (
        head.islower() and re.match(r"\s+(?:in|at|near)\s", scene.document.text[place.end : beside.start]) is not None
    )


def _across(beyond: set[str], scene: Scene, report: Report) -> _Found:
    """On this side of a border with another country: whence the document is told, a side's, or what it names most."""
    told = told_from(scene)
    sides = [member.country for member in (*report.a, *report.b) if member.country in countries()]
    for code in (*([told.code] if told else []), *sides, *scene.topics):
        if code in countries() and code not in beyond:
            return _Found(code, None, "document")
    return _Found(None, None, None)


def _by_sides(place: Place, sending: str | None, report: Report) -> _Found | None:
    """An embassy is where those live who come to it; a ministry is of the side that is no envoy."""
    members = [member for member in (*report.a, *report.b) if member.country in countries()]
    if _POST.search(place.text):
        hosts = {member.country for member in members} - {sending}
        if sending is not None and len(hosts) == 1 and report.type in ("CONSULT", "SUPPORT"):
            return _Found(hosts.pop(), None, "sides")
    elif _OFFICE.search(place.text):
        own = {member.country for member in members if not _ENVOY.search(f"{member.title or ''} {member.text}")}
        if len(own) != 1 and report.form in _HOSTED:
            own = {member.country for member in report.a if member.country in countries()}
        if len(own) == 1 and len({member.country for member in members}) > 1:
            return _Found(own.pop(), None, "sides")
    elif report.form == "visit" and not sending and place.text.casefold() != "here":
        visited = {member.country for member in report.b if member.country in countries()}
        if len(visited) == 1:
            return _Found(visited.pop(), None, "sides")
    return None


def _by_document(place: Place, sending: str | None, scene: Scene) -> _Found:
    """By what the document names "in" or "at" before, its dateline, its outlet, its topics."""
    text = scene.document.text
    low, high = sentence_around(text, place.start, place.end)
    before = [c for c in scene.between(max(0, place.start - 200), place.start) if c.kind in _NAMED]
    after = [c for c in scene.between(place.end, high) if c.kind in _NAMED]
    ordered = [
        *reversed([c for c in before if c.start >= low]),
        *after,
        *reversed([c for c in before if c.start < low]),
    ]
    for cue in ordered:
        if re.search(r"\b(?:in|at)\s+(?:the\s+)?$", text[max(0, cue.start - 12) : cue.start]):
            return _of_cue(cue, scene, "document")
    if (told := told_from(scene)) is not None:
        return _of_cue(told, scene, "dateline")
    if scene.home in STATE_MEDIA and scene.home != sending:
        return _Found(scene.home, None, "outlet")
    topic = next((code for code in scene.topics if code in countries() and code != sending), None)
    return _Found(topic, None, "document") if topic else _Found(scene.home, None, "outlet" if scene.home else None)


def told_from(scene: Scene) -> Cue | None:
    """The place of a document's dateline, or the country told after it: "OSLO (Reuters) - …", "KANDAHAR, Chad - …"."""
    line = dateline_place(scene.document.text)
    if line is None:
        return None
    at = scene.between(*line)
    after = scene.document.text[line[1] : line[1] + 2] == ", "
    at = at or [cue for cue in scene.between(line[1], line[1] + 40) if after and cue.start == line[1] + 2]
    return at[0] if at and at[0].kind in _NAMED else None


def _of_cue(cue: Cue, scene: Scene, basis: str) -> _Found:
    country = _country(cue, scene)
    name = scene.document.text[cue.start : cue.end]
    entries = [entry for entry in places_of(name) if entry.country == country] if cue.kind != "name" else []
    return _Found(country, _meant(entries, name, scene) if entries else None, basis)


def _country(cue: Cue, scene: Scene) -> str:
    return meant(cue, scene) if cue.kind == "place" else cue.code


@cache
def _capital(country: str) -> Entry | None:
    names: Iterable[str] = countries()[country].capitals if country in countries() else ()
    found = (entry for name in names for entry in places_of(name) if entry.country == country)
    return next((entry for entry in found if entry.precision == "city"), None)
