"""What is left where no word says for whom somebody acts: the country that the document makes likeliest.

In: a participant ("the rebels", "the Foreign Ministry") and its scene. Out: the likeliest of the countries and
organisations that the document names, of the outlet's own country and of none, with the probability. A multinomial
logit over few readable signs, whose weights (`data/nearness.csv`) scripts/fit_nearness.py finds on annotated documents.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

from dragoman.grounding.cues import SURE
from dragoman.grounding.datelines import dateline_place
from dragoman.grounding.scenes import STATE_MEDIA, meant
from dragoman.vocabulary import OTHER, organisation_codes, rank_of
from dragoman.vocabulary.tables import rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from dragoman.grounding.cues import Cue
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Participant

#: Candidates at most: the most named of the document.
MOST = 8
_OWN = re.compile(r"\b(?:our|here|this country|home|the country)\b", re.I)
#: Bodies of a state that its own papers name without it.
MINISTRY = re.compile(
    r"\b(?:[Mm]inistry|[Gg]overnment|[Cc]abinet|[Pp]arliament|[Aa]ssembly|[Cc]entral [Cc]ommittee|C\.C\.|[Cc]ouncil|"
    r"[Pp]arty|[Aa]rmy|[Pp]olice|[Aa]uthorities|[Dd]epartment|[Cc]ommission|[Cc]ommittee)\b"
)
_OF = re.compile(r"\b(?:of|in|from|across|inside|around)\s+(?:the\s+)?$|['’]s\s*$")
_REBELS = re.compile(
    r"\b(?:rebel|militant|insurgent|gunm[ae]n|militia|fighter|opposition|protester|kurd|troops|guerrilla|terrorist|"
    r"captor|kidnapper|hostage|civilian|people|police|government|army|forces)", re.I
)  # fmt: skip
_INDEFINITE = re.compile(r"(?:^|[^\w])(?:a|an|some|other|several|many|\d+|two|three|four|hundreds|thousands)\s*$", re.I)

#: Those who are of many countries or of none.
MANY = re.compile(
    r"\b(?:international community|corps|foreign(?! (?:minist|affairs|office|secretary|trade|policy|relations))|"
    r"(?:various|many|several|some|other|all|neighbou?ring|participating|\d+) (?:\w+ )?(?:countries|nations|states)|"
    r"western|the west|^west$|allies|world|global|"
    r"(?:european|arab|african|asian|gulf|latin american) "
    r"(?:governments|capitals|nations|leaders|powers|foreign ministers)|"
    r"ambassadors|diplomats|diplomatic envoys|"
    r"countries|nations|overseas|enem(?:y|ies)|forces of evil|participants|partners|vassal|followers|"
    r"humankind|mankind|progressive|donors|personages|speakers|investors|terrorists|attackers|migrants|refugees)\b",
    re.I,
)

Signs = dict[str, float]


def likeliest(participant: Participant, scene: Scene, others: Collection[str]) -> tuple[str | None, float]:
    """The likeliest code, None for nobody's, and its probability. `others` are the codes of the other side."""
    weighed = weights()
    scored = {
        code: sum(weighed.get(name, 0.0) * value for name, value in signs.items())
        for code, signs in candidates(participant, scene, others).items()
    }
    most = max(scored.values())
    total = sum(math.exp(score - most) for score in scored.values())
    best = max(scored, key=lambda code: (scored[code], code))
    return best or None, math.exp(scored[best] - most) / total


@cache
def weights() -> dict[str, float]:
    """The weight of each sign."""
    return {row["sign"]: float(row["weight"]) for row in rows("nearness.csv", "dragoman.grounding.data")}


def candidates(participant: Participant, scene: Scene, others: Collection[str]) -> dict[str, Signs]:
    """The signs of each candidate; "" is nobody's. Every value lies between 0 and 1."""
    about = _Around(participant, scene)
    codes = dict.fromkeys([*scene.topics[:MOST], *([scene.home] if scene.home else []), *about.bodies])
    found: dict[str, Signs] = {code: about.signs(code, others) for code in codes if code}
    kind, text = participant.kind, participant.text
    person = kind == "person" or participant.name is not None
    found[""] = {
        "none": 1.0,
        "none, of many": float(bool(MANY.search(text)) and not person),
        "none, many by title": float(
            bool(re.match(r"(?:foreign|world|other|international|regional|European|Arab|all)\b", text, re.I))
            and text.endswith("s")
        ),
        f"none, {kind}": 1.0,
        "none, no topic": float(not scene.topics),
        "none, indefinite": float(bool(_INDEFINITE.search(scene.document.text[: participant.start][-12:]))),
        "none, plural": float(text.endswith("s")),
        "none, fighters": float(bool(_REBELS.search(text))),
        "none, many topics": min(1.0, len(scene.topics) / 10),
    }
    return found


class _Around:
    """The cues around one participant, by how they stand to it."""

    def __init__(self, participant: Participant, scene: Scene) -> None:
        text, start, end = scene.document.text, participant.start, participant.end
        self.participant, self.scene = participant, scene
        begin, stop = scene.sentence(start)
        self.before = self._codes(scene.between(begin, start))[::-1]
        following = scene.between(end, stop)
        self.after = self._codes(following)
        self.of = self._codes(
            [
                cue
                for cue in following
                if cue.start < end + 90 and _OF.search(text[max(end, cue.start - 12) : cue.start])
            ]
        )
        previous = scene.sentence(max(0, begin - 2))[0] if begin else 0
        self.previous = self._codes(scene.between(previous, begin))[::-1]
        self.earlier = self._codes(scene.between(max(0, start - 800), start))[::-1]
        self.first = self._codes(scene.found[:3])
        line = dateline_place(text)
        self.line = self._codes(scene.between(*line)) if line else []
        self.rank = min(rank_of(participant.text), rank_of(participant.title or ""))
        self.ministry = bool(MINISTRY.search(participant.text))
        self.title = self._codes(scene.cues_of(scene.document.title)) if scene.document.title else []
        self.bodies = [cue.code for cue in scene.between(start, end) if cue.kind == "common"]
        self.head = self._head_of(text)
        self.total = sum(scene.counts.values()) or 1

    def _codes(self, found: list[Cue]) -> list[str]:
        coded = (
            meant(cue, self.scene) if cue.kind == "place" else cue.code
            for cue in found
            if cue.kind in SURE or cue.kind == "place"
        )
        return [code for code in coded if code]

    def _head_of(self, text: str) -> dict[str, int]:
        """How often each country stands before the participant's last word elsewhere: "Sudanese rebels"."""
        words = re.findall(r"[A-Za-z]+", self.participant.text)
        if not words or len(words[-1]) < 4 or self.participant.name:
            return {}
        stem = words[-1].lower().rstrip("s")
        counted: dict[str, int] = {}
        for match in re.finditer(rf"\b{re.escape(stem)}s?\b", text, re.I):
            if match.start() <= self.participant.start < match.end():
                continue
            near = self._codes(self.scene.between(max(0, match.start() - 30), match.start()))
            if near:
                counted[near[-1]] = counted.get(near[-1], 0) + 1
        return counted

    def signs(self, code: str, others: Collection[str]) -> Signs:
        """The signs that speak for or against one country."""
        scene, kind = self.scene, self.participant.kind
        home = code == scene.home
        state = home and code in STATE_MEDIA
        organisation = code in organisation_codes()
        return {
            "home": float(home),
            "home of state media": float(state),
            "home of state media, person": float(state and kind == "person"),
            "home, office": float(home and self.rank < OTHER),
            "home, body": float(home and kind == "organization"),
            "home of state media, body": float(state and kind != "person"),
            "home, ministry": float(home and self.ministry),
            "home of state media, ministry": float(state and self.ministry),
            "in title": float(code in self.title),
            "home, our": float(home and bool(_OWN.search(self.participant.text))),
            "home, not named": float(home and not scene.counts[code]),
            "other side": float(code in others),
            "nearest before in sentence": float(self.before[:1] == [code]),
            "before in sentence": float(code in self.before),
            "nearest after in sentence": float(self.after[:1] == [code]),
            "after in sentence": float(code in self.after),
            "after of or in": float(self.of[:1] == [code]),
            "nearest in sentence before": float(self.previous[:1] == [code]),
            "in sentence before": float(code in self.previous),
            "nearest before": float(self.earlier[:1] == [code]),
            "share": scene.counts[code] / self.total,
            "most named": float(scene.topics[:1] == [code]),
            "first named": float(self.first[:1] == [code]),
            "dateline": float(code in self.line),
            "common body": float(code in self.bodies),
            "common body, named": float(code in self.bodies and scene.counts[code] > 0),
            "head word": float(code in self.head),
            "only one": float(scene.topics == [code]),
            "organisation": float(organisation),
            f"organisation, {kind}": float(organisation),
            "fighters, share": float(bool(_REBELS.search(self.participant.text))) * scene.counts[code] / self.total,
            "fighters, after of or in": float(bool(_REBELS.search(self.participant.text)) and self.of[:1] == [code]),
        }
