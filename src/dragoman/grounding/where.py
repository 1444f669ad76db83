"""Which country a place lies in. In: a place and its document's cues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.grounding.scenes import STATE_MEDIA, Scene, meant
from dragoman.vocabulary import countries

if TYPE_CHECKING:
    from dragoman.grounding.cues import Cue
    from dragoman.reading.report import Place

#: Kinds whose cue names a stretch of the earth, and organisations' seats do not.
_PLACES = ("name", "capital", "adjective", "place", "body", "demonym")
_NAMED = ("name", "capital", "place")
_POST = re.compile(r"\b(?:embassy|consulate|mission)\b", re.I)
#: Waters and skies are no country's.
_NOWHERE = re.compile(r"\b(?:sea|ocean|strait|waters|space|international|online|border|peninsula)\b", re.I)
#: Nor are parts of the world, though towns and straits bear their names.
_REGION = re.compile(
    r"(?!South Africa)(?:the\s+)?(?:(?:(?:North|South)-?(?:[Ee]ast|[Ww]est)?|East|West|Central)(?:ern)?\s+)?"
    r"(?:Europe|Asia|Africa|America|Latin America|Asia[- ]Pacific|Middle East|Near East|Far East|Gulf|Caribbean|West)"
    r"(?:\s+region)?|(?:the\s+)?[\w ]+\b(?:Strait|Sea|Ocean)"
)
_DATELINE = re.compile(r"^\W*([A-Z][\w .'’-]{2,40}?)(?:,\s+\w+\.?\s+\d{1,2}\b|\s*\(|\s+--|\s+[–—])")


def locate(place: Place, scene: Scene) -> str | None:
    """The country (ISO 3166-1 alpha-3) in which `place` lies, or None.

    "Russian Embassy in Pyongyang" is in North Korea: of several cues the last that follows "in" or "at" counts,
    else the one most at home among places.
    """
    text = scene.document.text
    if _REGION.fullmatch(place.text):
        return None
    found = [cue for cue in scene.between(place.start, place.end) if cue.kind in _PLACES and cue.code]
    if found:
        inside = [c for c in found if re.search(r"(?:\b(?:in|at|of)|,)\s*(?:the\s+)?$", text[place.start : c.start])]
        named = [c for c in found if c.kind in ("capital", "name")] or [c for c in found if c.kind == "place"]
        if not _POST.search(place.text) or inside or (named and named[0].kind != "name"):
            return _country((inside[-1:] or named or found)[0], scene)
    if _NOWHERE.search(place.text):
        return None
    sending = found[0].code if found else None
    # "at the embassy", "the Foreign Ministry": what follows may say where ("… in Beijing"), then what precedes.
    after = scene.between(place.end, place.end + 60)
    if (
        after
        and after[0].kind in _NAMED
        and re.fullmatch(r"\s*,?\s*(?:in|of|near)?\s*(?:the\s+)?", text[place.end : after[0].start])
    ):
        return _country(after[0], scene)
    before = [c for c in scene.between(max(0, place.start - 200), place.start) if c.kind in _NAMED]
    for cue in reversed(before):
        if re.search(r"\b(?:in|at)\s+(?:the\s+)?$", text[max(0, cue.start - 12) : cue.start]):
            return _country(cue, scene)
    if (line := _DATELINE.search(text)) is not None:
        at = scene.between(line.start(1), line.end(1))
        if at and at[0].kind in _NAMED:
            return _country(at[0], scene)
    if scene.home in STATE_MEDIA and scene.home != sending:
        return scene.home
    return next((code for code in scene.topics if code in countries() and code != sending), scene.home)


def _country(cue: Cue, scene: Scene) -> str:
    return meant(cue, scene) if cue.kind == "place" else cue.code
